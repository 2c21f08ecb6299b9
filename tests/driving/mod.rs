//! What the browser driver promises, on a page and in a worker alike. The two test binaries
//! `browser` and `worker` each include this.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use coroscope::drivers::browser::{self, Running};
use coroscope::runtime::trace::{End, Trace, What};
use coroscope::runtime::{
    EventLoop, Options, TimeSource, block, gather, host, log, sleep, spawn, yield_now,
};
use coroscope::workers::Worker;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_test::wasm_bindgen_test;

pub mod fetching;
pub mod surface;

/// This many milliseconds.
pub fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Begins to run a program. The future returns its trace.
pub fn start(
    program: impl Future<Output = ()> + 'static,
) -> (Running, impl Future<Output = Trace>) {
    let (sender, ended) = async_channel::bounded(1);
    let event_loop = EventLoop::new(TimeSource::wall(), Options::default());
    let running = browser::run(event_loop, program, move |trace| {
        let _ = sender.try_send(trace);
    });
    (running, async move { ended.recv().await.expect("a run reports its end") })
}

/// Never ends, and lets all other tasks run.
pub async fn yield_for_ever() {
    while std::hint::black_box(true) {
        yield_now().await;
    }
}

/// Runs a program to its end.
pub async fn run(program: impl Future<Output = ()> + 'static) -> Trace {
    start(program).1.await
}

#[wasm_bindgen_test]
async fn a_sleep_takes_at_least_as_long_as_asked() {
    let trace = run(async {
        for delay in [0, 1, 7, 30] {
            sleep(ms(delay)).await;
        }
    })
    .await;
    assert_eq!(trace.end(), Some(&End::Completed));
    assert!(trace.last_us() >= 38_000, "it took {} µs", trace.last_us());
}

#[wasm_bindgen_test]
async fn a_worker_whose_script_cannot_be_loaded_is_an_error_of_whoever_waits_for_it() {
    // The script of workers belongs to the page, and is not here.
    let trace = run(async {
        let error = Worker::start("lost").await.expect_err("it has no script");
        log(error.to_string());
    })
    .await;
    let printed = trace.output();
    assert!(printed[0].starts_with("the worker could not be started: "), "{printed:?}");
    assert_eq!(trace.end(), Some(&End::Completed));
}

#[wasm_bindgen_test]
async fn output_is_by_delay_and_not_by_creation() {
    let print = async |delay: u64| {
        sleep(ms(delay)).await;
        log(delay.to_string());
    };
    let trace = run(async move {
        gather([print(300), print(100), print(200)]).await;
    })
    .await;
    assert_eq!(trace.output(), ["100", "200", "300"]);
}

#[wasm_bindgen_test]
async fn sleeping_at_once_takes_the_longest_and_not_the_sum() {
    // A hundred sleeps of 50 ms are 5 s one after the other; the limit is far from both.
    let trace = run(async {
        gather((0..100).map(|_| sleep(ms(50)))).await;
    })
    .await;
    let polls = trace.events().filter(|event| event.what == What::PollStarted).count();
    assert!(trace.last_us() >= 50_000);
    assert!(polls >= 201, "each sleeper is polled twice: {polls}");
    let first_sleeper_woke = trace
        .events()
        .position(|event| matches!(event.what, What::Slept { .. }))
        .expect("somebody slept");
    let last_sleeper_began = trace
        .events()
        .collect::<Vec<_>>()
        .iter()
        .rposition(|event| matches!(event.what, What::Spawned { .. }))
        .expect("somebody was spawned");
    assert!(last_sleeper_began < first_sleeper_woke);
}

#[wasm_bindgen_test]
async fn stopping_ends_a_run_in_the_middle_of_a_wait() {
    let (running, ended) = start(async {
        let child = spawn(sleep(Duration::from_secs(3600)));
        sleep(Duration::from_secs(3600)).await;
        child.await;
    });
    TimeoutFuture::new(20).await;
    running.stop();
    let trace = ended.await;
    assert_eq!(trace.end(), Some(&End::Stopped));
    let cancelled = trace.events().filter(|event| event.what == What::Cancelled).count();
    assert_eq!(cancelled, 2);
}

#[wasm_bindgen_test]
async fn a_coroutine_that_yields_for_ever_lets_timers_through_and_can_be_stopped() {
    let (running, ended) = start(yield_for_ever());
    // This is the browser's own timer, so it fires only if the driver gives back the thread.
    TimeoutFuture::new(50).await;
    running.stop();
    assert_eq!(ended.await.end(), Some(&End::Stopped));
}

#[wasm_bindgen_test]
async fn sleepers_wake_while_another_coroutine_yields_for_ever() {
    let trace = run(async {
        let busy = spawn(yield_for_ever());
        sleep(ms(30)).await;
        log("awake");
        drop(busy);
    })
    .await;
    assert_eq!(trace.output(), ["awake"]);
}

#[wasm_bindgen_test]
async fn a_wait_beyond_what_set_timeout_takes_does_not_end_at_once() {
    let (running, ended) = start(sleep(Duration::from_secs(60 * 60 * 24 * 40)));
    TimeoutFuture::new(30).await;
    running.stop();
    assert_eq!(ended.await.end(), Some(&End::Stopped));
}

#[wasm_bindgen_test]
async fn blocking_keeps_the_others_from_starting() {
    let trace = run(async {
        let blocker = async {
            log("a starts");
            block(ms(60));
            log("a ends");
        };
        let other = async { log("b starts") };
        let (a, b) = (spawn(blocker), spawn(other));
        a.await;
        b.await;
    })
    .await;
    assert_eq!(trace.output(), ["a starts", "a ends", "b starts"]);
    assert!(trace.last_us() >= 60_000);
}

#[wasm_bindgen_test]
async fn a_wait_on_the_outside_is_woken_by_it() {
    let trace = run(async {
        host("a timer of the browser", TimeoutFuture::new(20)).await;
        log("woken");
    })
    .await;
    assert_eq!(trace.output(), ["woken"]);
    assert!(trace.last_us() >= 20_000);
}

#[wasm_bindgen_test]
async fn when_nothing_can_wake_anybody_the_run_is_stuck() {
    assert_eq!(run(std::future::pending()).await.end(), Some(&End::Stuck));
}

#[wasm_bindgen_test]
async fn two_runs_at_once_do_not_disturb_each_other() {
    let (_first, first) = start(async {
        sleep(ms(40)).await;
        log("first");
    });
    let (_second, second) = start(async {
        sleep(ms(20)).await;
        log("second");
    });
    assert_eq!(first.await.output(), ["first"]);
    assert_eq!(second.await.output(), ["second"]);
}

#[wasm_bindgen_test]
async fn whoever_watches_is_told_before_the_thread_is_blocked() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let event_loop = EventLoop::new(TimeSource::wall(), Options::default());
    let handle = event_loop.handle();
    event_loop.on_change({
        let seen = Rc::clone(&seen);
        move || {
            let blocks = |trace: &Trace| {
                trace.events().any(|event| matches!(event.what, What::BlockStarted { .. }))
                    && trace.events().all(|event| event.what != What::BlockEnded)
            };
            seen.borrow_mut().push(handle.with_trace(|trace| trace.is_some_and(blocks)));
        }
    });
    let (sender, ended) = async_channel::bounded(1);
    let _running = browser::run(event_loop, async { block(ms(10)) }, move |trace| {
        let _ = sender.try_send(trace);
    });
    assert!(ended.recv().await.is_ok());
    assert_eq!(*seen.borrow(), [true]);
}
