//! Making a task of a coroutine that stays on the thread where it was spawned.

use async_task::{Builder, Runnable, Schedule, Task};

use super::state::Meta;

/// What the loop polls, and the handle to its output.
pub(super) type Pair<T> = (Runnable<Meta>, Task<T, Meta>);

/// Makes a task. `schedule` is called whenever the task is to be polled.
#[cfg(not(any(miri, all(target_arch = "wasm32", not(target_feature = "atomics")))))]
pub(super) fn make<F, S>(meta: Meta, coroutine: F, schedule: S) -> Pair<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
    S: Schedule<Meta> + Send + Sync + 'static,
{
    Builder::new().metadata(meta).spawn_local(|_| coroutine, schedule)
}

/// Makes a task. `schedule` is called whenever the task is to be polled.
///
/// This does not check at each poll whether the thread is still the same, for which every task
/// would have to keep eight bytes.
///
/// Miri, which runs nothing but native code, takes this way as well, so that it checks the only
/// unsafe block. Each test that it runs keeps its coroutines on its own thread.
#[cfg(any(miri, all(target_arch = "wasm32", not(target_feature = "atomics"))))]
pub(super) fn make<F, S>(meta: Meta, coroutine: F, schedule: S) -> Pair<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
    S: Schedule<Meta> + Send + Sync + 'static,
{
    let builder = Builder::new().metadata(meta);
    // SAFETY: a coroutine that is not `Send` must be used and dropped on the thread that spawned
    // it. Without atomics no memory is shared, so that an instance, with all that it holds, stays
    // on a single thread for ever. The other conditions are met by the bounds: everything is
    // `'static`, and `schedule` is `Send` and `Sync`.
    #[allow(unsafe_code)]
    unsafe {
        builder.spawn_unchecked(|_| coroutine, schedule)
    }
}
