//! The usual way: each coroutine is a future of its own under wasm-bindgen-futures.

use std::future::poll_fn;
use std::task::Poll;

use wasm_bindgen_futures::spawn_local;

/// Spawns `count` coroutines and waits for all of them.
pub(crate) async fn all<F: Future<Output = ()> + 'static>(count: u32, make: impl Fn() -> F) {
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

/// Lets other coroutines have a turn: the executor polls this future again in a microtask.
pub(crate) async fn yield_to_microtask() {
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
