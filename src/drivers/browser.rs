//! Runs a program on the browser's own event loop, in real time, on a page or in a worker.
//!
//! The loop is turned inside a single future under `wasm-bindgen-futures`. While tasks are ready
//! they are polled in slices, and after each slice the browser may paint and take input. When no
//! task is ready, a single timer is armed, for the earliest deadline.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::macrotask::macrotask;
use crate::runtime::trace::{End, Trace};
use crate::runtime::{EventLoop, LoopHandle, Turned};

/// How long tasks are polled in a row before the browser may paint, in microseconds: half of a
/// frame at 60 Hz.
const SLICE_US: u64 = 8_000;

thread_local! {
    /// Whether a coroutine has panicked. A panic ends a wasm instance without running any
    /// destructor, so nothing in it may be relied upon afterwards: timers and promises that still
    /// come in must do nothing.
    static DEAD: Cell<bool> = const { Cell::new(false) };
}

/// Notes that a coroutine has panicked: no loop of this instance turns again.
pub fn declare_dead() {
    DEAD.set(true);
}

/// Begins to run the program on the loop, which must have a real clock. The run goes on by itself,
/// also when the handle is dropped. `on_end` is called when the run is over, with its trace.
pub fn run(
    event_loop: EventLoop,
    program: impl Future<Output = ()> + 'static,
    on_end: impl FnOnce(Trace) + 'static,
) -> Running {
    let running = Running { handle: event_loop.handle(), stop: Rc::default() };
    spawn_local(drive(event_loop, program, Rc::clone(&running.stop), on_end));
    running
}

/// The handle of a run that goes on.
#[derive(Clone, Debug)]
pub struct Running {
    handle: LoopHandle,
    stop: Rc<Cell<bool>>,
}

impl Running {
    /// Stops the run: each task is cancelled as soon as the task that is being polled gives control
    /// back. Stopping a run that is over does nothing.
    pub fn stop(&self) {
        self.stop.set(true);
        self.handle.wake();
    }
}

/// Turns the loop until the program is over.
async fn drive(
    mut event_loop: EventLoop,
    program: impl Future<Output = ()> + 'static,
    stop: Rc<Cell<bool>>,
    on_end: impl FnOnce(Trace),
) {
    let main = event_loop.start(program);
    let end = loop {
        if DEAD.get() {
            return std::future::pending().await;
        }
        if stop.get() {
            break End::Stopped;
        }
        let turned = event_loop.turn_for(SLICE_US);
        if main.is_finished() {
            break End::Completed;
        }
        if stop.get() {
            break End::Stopped;
        }
        match turned {
            Turned::Polled => macrotask().await,
            Turned::Idle => match event_loop.next_deadline_us() {
                Some(deadline_us) => idle(&event_loop, Some(deadline_us), &stop).await,
                None if event_loop.waits_on_host() => idle(&event_loop, None, &stop).await,
                None => break End::Stuck,
            },
        }
    };
    event_loop.close(end);
    drop(main);
    on_end(event_loop.into_trace());
}

/// Waits until a task is woken, the deadline has come, or the run is stopped.
async fn idle(event_loop: &EventLoop, deadline_us: Option<u64>, stop: &Cell<bool>) {
    let alarm = Rc::new(Alarm::default());
    let _timer = deadline_us.map(|deadline_us| {
        let alarm = Rc::clone(&alarm);
        let left_us = event_loop.to_real_us(deadline_us.saturating_sub(event_loop.now_us()));
        Timeout::new(to_timer_ms(left_us), move || alarm.ring())
    });
    poll_fn(|cx| {
        if alarm.rang.get() || stop.get() || event_loop.poll_woken(cx).is_ready() {
            return Poll::Ready(());
        }
        *alarm.sleeper.borrow_mut() = Some(cx.waker().clone());
        Poll::Pending
    })
    .await;
}

/// The delay for `setTimeout`, in milliseconds, rounded up so that it never ends too early. It
/// stays within 31 bits, beyond which browsers would fire at once
/// (<https://github.com/ranile/gloo/issues/121>). A longer wait takes several timers in a row.
fn to_timer_ms(left_us: u64) -> u32 {
    left_us.div_ceil(1000).min(i32::MAX as u64) as u32
}

/// Wakes the driver when its timer fires.
#[derive(Default)]
struct Alarm {
    rang: Cell<bool>,
    sleeper: RefCell<Option<Waker>>,
}

impl Alarm {
    fn ring(&self) {
        if DEAD.get() {
            return;
        }
        self.rang.set(true);
        let sleeper = self.sleeper.borrow_mut().take();
        if let Some(sleeper) = sleeper {
            sleeper.wake();
        }
    }
}
