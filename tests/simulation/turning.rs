//! A loop that is turned by hand: wakes from outside, panics, and what is left behind.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use coroscope::runtime::trace::{Cause, End, What};
use coroscope::runtime::{
    EventLoop, Options, Sleep, Task, TimeSource, Turned, gather, host, log, now, sleep, spawn,
    yield_now,
};

use crate::support::{Census, events, for_ever, ms, task, with_context, yield_for_ever};

fn new_loop() -> EventLoop {
    EventLoop::new(TimeSource::virtual_time(), Options::default())
}

fn turn_until_idle(event_loop: &mut EventLoop) {
    while event_loop.turn() == Turned::Polled {}
}

/// A waker that counts how often it is woken.
#[derive(Debug, Default)]
struct Bell(AtomicUsize);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// A coroutine that hands out its waker and waits to be woken once.
async fn give_waker(to: Rc<RefCell<Option<Waker>>>) {
    let mut given = false;
    std::future::poll_fn(|cx| {
        if std::mem::replace(&mut given, true) {
            return Poll::Ready(());
        }
        to.replace(Some(cx.waker().clone()));
        Poll::Pending
    })
    .await;
}

#[test]
fn a_wake_from_another_thread_reaches_the_task_and_the_driver() {
    let slot: Rc<RefCell<Option<Waker>>> = Rc::default();
    let mut event_loop = new_loop();
    let main = event_loop.start(host("elsewhere", give_waker(Rc::clone(&slot))));
    turn_until_idle(&mut event_loop);
    assert!(event_loop.waits_on_host());
    let bell = Arc::new(Bell::default());
    let driver = Waker::from(Arc::clone(&bell));
    assert!(event_loop.poll_woken(&Context::from_waker(&driver)).is_pending());
    let waker = slot.take().expect("it gave its waker");
    std::thread::spawn(move || waker.wake()).join().expect("waking does not panic");
    assert_eq!(bell.0.load(Ordering::SeqCst), 1);
    assert!(event_loop.poll_woken(&Context::from_waker(&driver)).is_ready());
    turn_until_idle(&mut event_loop);
    assert!(main.is_finished() && !event_loop.waits_on_host());
    event_loop.close(End::Completed);
    let trace = event_loop.into_trace();
    assert!(events(&trace, main.id()).contains(&What::Woken { cause: Cause::Host }));
}

#[test]
fn a_waker_may_outlive_its_loop() {
    let slot: Rc<RefCell<Option<Waker>>> = Rc::default();
    let census = Census::default();
    let value = census.value();
    let mut event_loop = new_loop();
    let theirs = Rc::clone(&slot);
    let main = event_loop.start(async move {
        let _value = value;
        give_waker(theirs).await;
    });
    turn_until_idle(&mut event_loop);
    drop(event_loop);
    assert_eq!(census.dropped(), 1);
    let waker = slot.take().expect("it gave its waker");
    waker.wake_by_ref();
    let elsewhere = waker.clone();
    std::thread::spawn(move || drop(elsewhere)).join().expect("dropping does not panic");
    drop(main);
    waker.wake();
}

#[test]
fn a_handle_polled_after_its_loop_was_closed_stays_pending() {
    let mut event_loop = new_loop();
    let mut main = event_loop.start(for_ever());
    turn_until_idle(&mut event_loop);
    event_loop.close(End::Stopped);
    let mut cx = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut main).poll(&mut cx).is_pending());
    assert!(main.is_finished());
}

#[test]
fn once_main_has_completed_nothing_is_polled_any_more() {
    let mut event_loop = new_loop();
    let main = event_loop.start(async {
        spawn(async { log("never") }).detach();
    });
    assert_eq!(event_loop.turn_for(1_000_000), Turned::Idle);
    assert!(main.is_finished());
    assert_eq!((event_loop.polls(), event_loop.turn()), (1, Turned::Idle));
    event_loop.close(End::Completed);
    let trace = event_loop.into_trace();
    assert!(trace.output().is_empty());
}

#[test]
fn a_slice_ends_in_time_though_a_coroutine_yields_for_ever() {
    for capacity in [None, Some(1_000)] {
        let options = Options { capacity, ..Options::default() };
        let mut event_loop = EventLoop::new(TimeSource::wall(), options);
        let _main = event_loop.start(yield_for_ever());
        assert_eq!(event_loop.turn_for(2_000), Turned::Polled);
        assert!(event_loop.now_us() >= 2_000);
    }
}

#[test]
fn turning_by_hand_on_a_wall_clock_sees_time_pass() {
    let options = Options { capacity: None, ..Options::default() };
    let mut event_loop = EventLoop::new(TimeSource::wall(), options);
    let main = event_loop.start(sleep(ms(5)));
    while !main.is_finished() {
        event_loop.turn();
    }
    assert!(event_loop.now_us() >= 5_000);
}

#[test]
fn after_a_panic_the_loop_turns_on_and_can_be_dropped() {
    let census = Census::default();
    let (mine, theirs) = (census.value(), census.value());
    let mut event_loop = new_loop();
    let main = event_loop.start(async move {
        let _mine = mine;
        spawn(async move {
            let _theirs = theirs;
            yield_now().await;
            panic!("on purpose");
        })
        .named("panics")
        .detach();
        sleep(ms(10)).await;
        log("goes on");
        for_ever().await;
    });
    let turned = catch_unwind(AssertUnwindSafe(|| turn_until_idle(&mut event_loop)));
    assert!(turned.is_err());
    assert_eq!(census.dropped(), 1);
    event_loop.advance_to(10_000);
    turn_until_idle(&mut event_loop);
    assert!(!main.is_finished());
    event_loop.close(End::Stopped);
    assert_eq!(census.dropped(), 2);
    let trace = event_loop.into_trace();
    assert_eq!(trace.output(), ["goes on"]);
    let last = events(&trace, task(&trace, "panics")).pop();
    assert_eq!(last, Some(What::Cancelled));
}

#[test]
fn a_loop_is_freed_with_everything_in_it() {
    // The bell is freed when the loop lets go of the driver's waker.
    let bell = Arc::new(Bell::default());
    let driver = Waker::from(Arc::clone(&bell));
    let census = Census::default();
    let kept: Rc<RefCell<Option<Pin<Box<Sleep>>>>> = Rc::default();
    {
        let mut event_loop = new_loop();
        event_loop.on_change({
            let value = census.value();
            move || {
                let _ = &value;
            }
        });
        let (value, keep) = (census.value(), Rc::clone(&kept));
        let _main = event_loop.start(async move {
            let _value = value;
            // This sleep has the waker of main, and outlives main.
            let mut sleep = Box::pin(sleep(ms(100)));
            with_context(|cx| sleep.as_mut().poll(cx).is_pending()).await;
            keep.replace(Some(sleep));
            let task: Task<()> = spawn(for_ever());
            gather([task]).await;
        });
        turn_until_idle(&mut event_loop);
        assert!(event_loop.poll_woken(&Context::from_waker(&driver)).is_pending());
    }
    assert_eq!((census.made(), census.dropped()), (2, 2));
    drop(driver);
    assert_eq!(Arc::strong_count(&bell), 1);
    drop(kept.take());
}

#[test]
fn a_task_knows_the_time_of_its_own_loop() {
    let mut event_loop = new_loop();
    let seen: Rc<RefCell<Vec<Duration>>> = Rc::default();
    let record = Rc::clone(&seen);
    let _main = event_loop.start(async move {
        loop {
            record.borrow_mut().push(now());
            sleep(ms(3)).await;
        }
    });
    for _ in 0..3 {
        turn_until_idle(&mut event_loop);
        let deadline_us = event_loop.next_deadline_us().expect("it sleeps");
        event_loop.advance_to(deadline_us);
    }
    assert_eq!(*seen.borrow(), [ms(0), ms(3), ms(6)]);
}

#[test]
fn outside_of_a_loop_coroutines_say_what_is_wrong() {
    let outside = catch_unwind(now).expect_err("there is no loop");
    let message = outside.downcast_ref::<&str>().expect("the message is a literal");
    assert!(message.contains("outside of an event loop"));
}
