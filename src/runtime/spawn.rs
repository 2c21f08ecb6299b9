//! Making a task of a coroutine, with the record of its beginning and end.

use std::any::{Any, type_name};
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::pin::Pin;
use std::sync::{Arc, MutexGuard};
use std::task::{Context, Poll, ready};

use async_task::{Runnable, ScheduleInfo, WithInfo};
use pin_project_lite::pin_project;

use super::context;
use super::local;
use super::state::{Core, Current, LoopState, MAIN, Meta};
use super::task::Task;
use super::trace::{By, Cause, TaskId, What};
use super::turning::woken_while_polled;

/// Gives a coroutine to the loop, which runs it as a task of its own from its next turn on,
/// whether it is awaited or not.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, log, spawn};
///
/// let trace = simulate(Options::default(), async {
///     let answer = spawn(async {
///         log("the task runs");
///         6 * 7
///     });
///     log("it was only spawned so far");
///     assert_eq!(answer.await, 42);
/// });
/// assert_eq!(trace.output(), ["it was only spawned so far", "the task runs"]);
/// ```
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub fn spawn<F>(coroutine: F) -> Task<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    spawn_on::<F, Infallible>(context::core(), coroutine, type_name::<F>(), Location::caller())
}

/// Like [`spawn`], for a coroutine that may fail: its error is recorded, and the page warns if no
/// task receives it.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::What;
/// use coroscope::runtime::{Options, spawn_fallible};
///
/// let trace = simulate(Options::default(), async {
///     let task = spawn_fallible(async { Err::<(), _>("no such user") });
///     assert_eq!(task.await, Err("no such user"));
/// });
/// let errors = trace.events().filter_map(|event| match event.what {
///     What::Failed { error } => Some(trace.text(error)),
///     _ => None,
/// });
/// assert_eq!(errors.collect::<Vec<_>>(), ["no such user"]);
/// ```
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub fn spawn_fallible<F, T, E>(coroutine: F) -> Task<Result<T, E>>
where
    F: Future<Output = Result<T, E>> + 'static,
    T: 'static,
    E: fmt::Display + 'static,
{
    spawn_on::<F, Fallible>(context::core(), coroutine, type_name::<F>(), Location::caller())
}

/// Makes a task of a coroutine; what is a task already stays what it is.
pub(super) fn ensure_task<F, O>(coroutine: F, site: &'static Location<'static>) -> Task<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
    O: Outputs<F::Output>,
{
    let mut coroutine = Some(coroutine);
    let any: &mut dyn Any = &mut coroutine;
    let task = any.downcast_mut::<Option<Task<F::Output>>>().and_then(Option::take);
    match (task, coroutine) {
        (Some(task), _) => task,
        (None, Some(coroutine)) => {
            spawn_on::<F, O>(context::core(), coroutine, type_name::<F>(), site)
        }
        (None, None) => unreachable!("only a task is taken out"),
    }
}

/// What is known of the outputs of a coroutine.
pub(super) trait Outputs<T>: 'static {
    /// Whether an output may be an error although [`error`](Self::error) returns nothing.
    const MAY_HIDE_ERRORS: bool;

    /// What is wrong with an output, if anything.
    fn error(output: &T) -> Option<String>;
}

/// Of a coroutine that was not said to fail: nobody looks at its outputs.
pub(super) enum Infallible {}

impl<T> Outputs<T> for Infallible {
    const MAY_HIDE_ERRORS: bool = true;

    fn error(_: &T) -> Option<String> {
        None
    }
}

/// Of a coroutine that may fail.
pub(super) enum Fallible {}

impl<T, E: fmt::Display> Outputs<Result<T, E>> for Fallible {
    const MAY_HIDE_ERRORS: bool = false;

    fn error(output: &Result<T, E>) -> Option<String> {
        output.as_ref().err().map(ToString::to_string)
    }
}

/// Makes a task of a coroutine and puts it in the ready queue.
pub(super) fn spawn_on<F, O>(
    core: Arc<Core>,
    coroutine: F,
    type_name: &'static str,
    site: &'static Location<'static>,
) -> Task<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
    O: Outputs<F::Output>,
{
    let recorded = Recorded { coroutine: Some(coroutine), outputs: PhantomData::<O> };
    let mut state = core.lock();
    let id = TaskId(state.spawned);
    state.spawned += 1;
    let by = state.current.map(|current| current.task);
    state.record(id, What::Spawned { by }, Some(site));
    if let Some(trace) = &mut state.trace {
        let text = trace.intern(coroutine_name(type_name));
        state.record(id, What::Named { text }, None);
    }
    let meta = Meta::new(Arc::clone(&core), id, state.live.vacant_key());
    let (runnable, task) = local::make(meta, recorded, WithInfo(schedule));
    state.live.insert(runnable.waker());
    state.ready.push(runnable);
    drop(state);
    Task::new(task)
}

/// Puts a woken task in the ready queue, and wakes the driver if it sleeps.
#[inline(always)]
fn schedule(runnable: Runnable<Meta>, info: ScheduleInfo) {
    if info.woken_while_running { woken_while_polled(runnable) } else { schedule_woken(runnable) }
}

#[inline(never)]
fn schedule_woken(runnable: Runnable<Meta>) {
    // The queue takes the task away from here, and the loop must outlive that.
    let core = &*Arc::clone(&runnable.metadata().core);
    if let Some(from_us) = context::time_of_another(core) {
        return arrive_later(core, runnable, from_us);
    }
    put_in_queue(core, runnable);
}

/// Keeps a wake that came from another simulated loop, until this loop reaches the time at which it
/// was made. The other loop may be ahead of this loop, and a third loop may still do something
/// earlier although it is turned later.
#[cold]
#[inline(never)]
fn arrive_later(core: &Core, runnable: Runnable<Meta>, from_us: u64) {
    let mut state = core.lock();
    if state.closing {
        drop(state);
        return put_in_queue(core, runnable);
    }
    let place = state.arrivals.partition_point(|(us, _)| *us <= from_us);
    state.arrivals.insert(place, (from_us, runnable));
}

#[inline(always)]
fn put_in_queue(core: &Core, runnable: Runnable<Meta>) {
    let mut state = core.lock();
    if state.closing || state.trace.is_some() {
        record_wake(&mut state, runnable.metadata());
    }
    state.ready.push(runnable);
    if state.driver.is_some() {
        wake_driver(state);
    }
}

/// Records that a task was put in the ready queue.
#[inline(never)]
fn record_wake(state: &mut LoopState, meta: &Meta) {
    let cause = state.cause();
    if cause == Cause::Host {
        // The loop is not being turned, so the time was last looked up before it went to sleep.
        state.tick_if_recording();
    }
    if state.closing && meta.set_cancelled() {
        state.record(meta.id, What::CancelRequested { by: By::RunEnd }, None);
    }
    state.record(meta.id, What::Woken { cause }, None);
}

/// Wakes the driver, which sleeps.
#[cold]
#[inline(never)]
fn wake_driver(mut state: MutexGuard<'_, LoopState>) {
    let driver = state.driver.take();
    drop(state);
    if let Some(driver) = driver {
        driver.wake();
    }
}

/// The last part of the path of a coroutine's type, which is the name of its function.
fn coroutine_name(type_name: &'static str) -> &'static str {
    let path = type_name.split('<').next().unwrap_or(type_name);
    let mut parts = path.rsplit(':').filter(|part| !part.is_empty() && !part.starts_with('{'));
    parts.next().unwrap_or("task")
}

pin_project! {
    /// A coroutine whose end is recorded.
    struct Recorded<F, O> {
        // Empty once it has completed.
        #[pin]
        coroutine: Option<F>,
        outputs: PhantomData<O>,
    }

    impl<F, O> PinnedDrop for Recorded<F, O> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            if this.coroutine.is_some() {
                context::try_with(|state| {
                    if let Some(current) = &mut state.current {
                        current.cancelled = true;
                    }
                });
                // What the coroutine owns is dropped first, so that the record of the
                // cancellation comes when everything is over.
                this.coroutine.set(None);
                finish(What::Cancelled, false);
            }
        }
    }
}

impl<F: Future, O: Outputs<F::Output>> Future for Recorded<F, O> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let Some(coroutine) = this.coroutine.as_mut().as_pin_mut() else { return Poll::Pending };
        let output = ready!(coroutine.poll(cx));
        this.coroutine.set(None);
        let error = O::error(&output);
        let may_have_failed = O::MAY_HIDE_ERRORS || error.is_some();
        if let Some(error) = error {
            context::try_with(|state| {
                if let Some(current) = state.current {
                    state.failed.insert(current.task);
                }
                if let Some(trace) = &mut state.trace {
                    let error = trace.keep(error);
                    state.record_here(What::Failed { error }, None);
                }
            });
        }
        finish(What::Completed, may_have_failed);
        Poll::Ready(output)
    }
}

/// Records the end of the current task, and wakes whoever has waited for it or for several tasks, if
/// that is enough.
fn finish(how: What, may_have_failed: bool) {
    let ended = context::try_with(|state| {
        let Current { task, key, .. } = state.current?;
        state.tick_if_recording();
        state.record(task, how, None);
        state.poll_is_over = true;
        state.main_is_over |= task == MAIN;
        Some((state.live.try_remove(key), state.watches.ended(task), task))
    });
    let Some((waker, watch, task)) = ended.flatten() else { return };
    drop(waker);
    if let Some(waker) = watch.and_then(|watch| watch.add(task, may_have_failed)) {
        waker.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::coroutine_name;

    #[test]
    fn a_task_is_called_like_its_function() {
        assert_eq!(coroutine_name("app::greetings::greet::{{closure}}"), "greet");
        assert_eq!(coroutine_name("app::main::{{closure}}::{{closure}}"), "main");
        assert_eq!(coroutine_name("app::Timeout<app::x::y>"), "Timeout");
    }
}
