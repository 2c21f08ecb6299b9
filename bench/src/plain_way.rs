//! The way most people do it: every coroutine is a future of its own under wasm-bindgen-futures.

use std::future::poll_fn;
use std::task::Poll;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

/// One timer for each coroutine.
pub(super) async fn sleepers(count: u32, delay_ms: u32) {
    all(count, || TimeoutFuture::new(delay_ms)).await;
}

/// One microtask for each switch.
pub(super) async fn switches(switches: u32, coroutines: u32) {
    let each = switches / coroutines;
    let take_turns = || async move {
        for _ in 0..each {
            yield_to_microtask().await;
        }
    };
    all(coroutines, take_turns).await;
}

/// Spawns so many coroutines and waits for all of them.
async fn all<F: Future<Output = ()> + 'static>(count: u32, make: impl Fn() -> F) {
    let (done, ended) = async_channel::bounded::<()>(1);
    for _ in 0..count {
        let coroutine = make();
        let done = done.clone();
        spawn_local(async move {
            coroutine.await;
            drop(done);
        });
    }
    // The channel closes when the last coroutine has dropped its end.
    drop(done);
    let _ = ended.recv().await;
}

async fn yield_to_microtask() {
    let mut yielded = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
