//! Coroutines on Coroscope's own loop, under its browser driver.

use std::time::Duration;

use coroscope::drivers::browser;
use coroscope::runtime::trace::Trace;
use coroscope::runtime::{Clock, EventLoop, Options, gather, sleep, yield_now};
use gloo_timers::future::TimeoutFuture;

/// More events than any of this makes.
const CAPACITY: usize = 1 << 26;

/// So many coroutines that sleep at once.
pub(super) async fn sleepers(count: u32, delay_ms: u32) {
    let delay = Duration::from_millis(delay_ms.into());
    gather((0..count).map(|_| sleep(delay))).await;
}

/// So many coroutines that take turns.
pub(super) async fn switches(switches: u32, coroutines: u32) {
    let each = switches / coroutines;
    let take_turns = |_| async move {
        for _ in 0..each {
            yield_now().await;
        }
    };
    gather((0..coroutines).map(take_turns)).await;
}

/// Runs the program and answers with the milliseconds that it took, by the clock of its loop.
pub(super) async fn timed(program: impl Future<Output = ()> + 'static, record: bool) -> f64 {
    let (tell, ended) = async_channel::bounded(1);
    let event_loop = new_loop(record);
    let handle = event_loop.handle();
    let _running = browser::run(event_loop, program, move |trace| {
        let _ = tell.try_send(trace);
    });
    let trace: Option<Trace> = ended.recv().await.ok();
    let ended_ms = handle.now_us() as f64 / 1000.0;
    // A run that was cut short must not look fast.
    if trace.is_some_and(|trace| trace.dropped() == 0) { ended_ms } else { f64::NAN }
}

/// How much the memory grows while so many coroutines sleep.
pub(super) async fn growth_bytes(count: u32, record: bool) -> f64 {
    let before = memory_bytes();
    let event_loop = new_loop(record);
    let running = browser::run(event_loop, sleepers(count, 3_600_000), drop);
    // Every coroutine has come to its sleep when the driver lets a timer of the browser through
    // and has nothing to do any more, which a second is plenty for.
    TimeoutFuture::new(1000).await;
    let after = memory_bytes();
    running.stop();
    TimeoutFuture::new(0).await;
    after - before
}

fn memory_bytes() -> f64 {
    core::arch::wasm32::memory_size::<0>() as f64 * 65_536.0
}

fn new_loop(record: bool) -> EventLoop {
    let capacity = record.then_some(CAPACITY);
    EventLoop::new(Clock::wall(), Options { capacity, ..Options::default() })
}
