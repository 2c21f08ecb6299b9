//! The handle to a task.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::context;
use super::state::{Core, Meta};
use super::trace::{By, Cause, On, TaskId, What};
use super::watch::Watch;

/// The handle to a task. Await it to receive the task's output.
///
/// Dropping the handle cancels the task; [`detach`](Self::detach) lets it run.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Task, log, spawn, yield_now};
///
/// let trace = simulate(Options::default(), async {
///     let awaited: Task<u32> = spawn(async { 42 });
///     assert_eq!(awaited.await, 42);
///     drop(spawn(async { log("never printed") }));
///     yield_now().await;
/// });
/// assert!(trace.output().is_empty());
/// ```
#[must_use = "a task is cancelled when its handle is dropped; await it, or use `.detach()` to let it run"]
pub struct Task<T> {
    /// Empty once `detach` or `cancel` has taken it.
    inner: Option<async_task::Task<T, Meta>>,
}

impl<T> Task<T> {
    pub(super) fn new(task: async_task::Task<T, Meta>) -> Self {
        Self { inner: Some(task) }
    }

    /// The loop that runs the task: a handle may get to a place where another loop is current.
    pub(super) fn core(&self) -> Option<&Arc<Core>> {
        self.inner.as_ref().map(|task| &task.metadata().core)
    }

    /// The number of the task in its run's trace.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::trace::TaskId;
    /// use coroscope::runtime::{Options, spawn};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let [first, second] = [(); 2].map(|()| spawn(async {}));
    ///     assert_eq!((first.id(), second.id()), (TaskId(1), TaskId(2)));
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    #[must_use]
    pub fn id(&self) -> TaskId {
        self.inner.as_ref().map_or(TaskId(u32::MAX), |task| task.metadata().id)
    }

    /// Gives the task a name. A task without a name is called like its function.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::trace::What;
    /// use coroscope::runtime::{Options, spawn};
    ///
    /// async fn download() {}
    ///
    /// let trace = simulate(Options::default(), async {
    ///     spawn(download()).named("the first of many").await;
    /// });
    /// let names = trace.events().filter_map(|event| match event.what {
    ///     What::Named { text } => Some(trace.text(text)),
    ///     _ => None,
    /// });
    /// assert_eq!(names.collect::<Vec<_>>(), ["main", "download", "the first of many"]);
    /// ```
    #[must_use = "a task is cancelled when its handle is dropped"]
    pub fn named(self, name: impl Into<String>) -> Self {
        let name = name.into();
        if let Some(core) = self.core() {
            let mut state = core.lock();
            if let Some(trace) = &mut state.trace {
                let text = trace.keep(name);
                state.record(self.id(), What::Named { text }, None);
            }
        }
        self
    }

    /// Whether the task has completed or was dropped.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, spawn, yield_now};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let task = spawn(async { 42 });
    ///     assert!(!task.is_finished());
    ///     yield_now().await;
    ///     assert!(task.is_finished());
    ///     assert_eq!(task.await, 42);
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.inner.as_ref().is_none_or(async_task::Task::is_finished)
    }

    /// Whether the task, spawned with [`spawn_fallible`](super::spawn_fallible), has returned an
    /// error.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, spawn_fallible, yield_now};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let task = spawn_fallible(async { Err::<(), _>("no such user") });
    ///     assert!(!task.is_failed());
    ///     yield_now().await;
    ///     assert!(task.is_failed());
    ///     assert_eq!(task.await, Err("no such user"));
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.core().is_some_and(|core| core.lock().failed.contains(&self.id()))
    }

    /// Lets the task run on its own; its output is dropped. It is cancelled at the end of the run,
    /// if it has not completed by then.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, log, sleep, spawn};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     for ms in [10, 30] {
    ///         let task = spawn(async move {
    ///             sleep(Duration::from_millis(ms)).await;
    ///             log(format!("after {ms} ms"));
    ///         });
    ///         task.detach();
    ///     }
    ///     sleep(Duration::from_millis(20)).await;
    /// });
    /// assert_eq!(trace.output(), ["after 10 ms"]);
    /// ```
    pub fn detach(mut self) {
        if let Some(task) = self.inner.take() {
            task.detach();
        }
    }

    /// Asks the task to stop, at once. The loop drops its coroutine at the wait where it stands, in
    /// its next turns. Await what this returns to go on only after that; it gives the output if the
    /// task had completed before, and `None` otherwise.
    ///
    /// Unlike in Python, the coroutine cannot await anything then, nor refuse. A task that it
    /// awaits is cancelled after it, a turn later, because its handle is dropped with it: if that
    /// task is ready, it still has its turn. asyncio cancels the innermost task at once, ready or
    /// not.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, spawn, yield_now};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let too_early = spawn(async { 42 });
    ///     assert_eq!(too_early.cancel().await, None);
    ///     let completed = spawn(async { 42 });
    ///     yield_now().await;
    ///     assert_eq!(completed.cancel().await, Some(42));
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    #[track_caller]
    pub fn cancel(mut self) -> Cancel<T> {
        let site = Location::caller();
        let id = self.id();
        let output = self.take_output();
        let watch = (!self.is_finished()).then(Watch::counting);
        if let Some(watch) = &watch {
            self.watch(watch);
            self.request_cancel(Some(site));
        }
        Cancel { task: id, output, watch, site }
    }

    /// Has the watch know when the task has finished.
    fn watch(&self, watch: &Watch) {
        let Some(core) = self.core() else { return };
        watch.expect(1);
        core.lock().watches.begin((self.id(), self.id()), 1, watch.clone());
    }

    /// The output, if it is there already.
    fn take_output(&mut self) -> Option<T> {
        let task = self.inner.as_mut().filter(|task| task.is_finished())?;
        if task.metadata().is_cancelled() {
            return None;
        }
        let mut cx = Context::from_waker(Waker::noop());
        match Pin::new(task).poll(&mut cx) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }

    /// Drops the handle in such a way that the loop drops the coroutine.
    fn request_cancel(&mut self, site: Option<&'static Location<'static>>) {
        let Some(mut task) = self.inner.take() else { return };
        if task.is_finished() {
            return;
        }
        // The task that awaited this task does not any more. The cancellation must not wake it,
        // which would look as if what it waits for had happened.
        let _ = Pin::new(&mut task).poll(&mut Context::from_waker(Waker::noop()));
        let id = task.metadata().id;
        let is_first_request = task.metadata().set_cancelled();
        let core = Arc::clone(&task.metadata().core);
        let mut state = core.lock();
        if is_first_request {
            let by = state.current.map_or(By::RunEnd, |current| By::Task(current.task));
            state.record(id, What::CancelRequested { by }, site);
        }
        let before = std::mem::replace(&mut state.cause, Cause::Cancel);
        drop(state);
        // This schedules the task once more, unless it is in the ready queue already.
        drop(task);
        core.lock().cause = before;
    }

    /// Polls for the output on behalf of the source line given.
    pub(super) fn poll_output(
        &mut self,
        cx: &mut Context<'_>,
        site: &'static Location<'static>,
    ) -> Poll<T> {
        // A task that was cancelled from elsewhere has no output, and never will have. This happens
        // only when the whole run has ended.
        let task = self.inner.as_mut().filter(|task| !task.metadata().is_cancelled());
        let Some(task) = task else { return Poll::Pending };
        match Pin::new(&mut *task).poll(cx) {
            Poll::Ready(output) => {
                let id = task.metadata().id;
                let mut state = task.metadata().core.lock();
                if state.failed.remove(&id) {
                    state.record(id, What::ErrorReceived, Some(site));
                }
                Poll::Ready(output)
            }
            Poll::Pending => {
                let id = task.metadata().id;
                waits(On::Task(id), site);
                Poll::Pending
            }
        }
    }
}

/// Records what the current task is about to wait on.
#[inline(always)]
pub(super) fn waits(on: On, site: &'static Location<'static>) {
    if context::records() {
        record_wait(on, site);
    }
}

// One function for all that can be waited on: each of its own would have three calls on its way.
#[inline(never)]
fn record_wait(on: On, site: &'static Location<'static>) {
    context::try_with(|state| {
        if !state.waits_are_void {
            state.record_here(What::Waits(on), Some(site));
        }
    });
}

impl<T> Future for Task<T> {
    type Output = T;

    // The caller of `poll` is the `.await` itself, so this knows the line that waits.
    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        self.poll_output(cx, Location::caller())
    }
}

impl<T> Unpin for Task<T> {}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.request_cancel(None);
    }
}

impl<T> fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").field("id", &self.id()).finish_non_exhaustive()
    }
}

/// The end of a task that was asked to stop; made by [`Task::cancel`]. Without awaiting it the task
/// stops all the same, a little later.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Cancel, Options, log, spawn};
///
/// struct Owned;
/// impl Drop for Owned {
///     fn drop(&mut self) {
///         log("dropped");
///     }
/// }
///
/// let trace = simulate(Options::default(), async {
///     let owned = Owned;
///     let task = spawn(async move { drop(owned) });
///     let end: Cancel<()> = task.cancel();
///     log("asked to stop");
///     end.await;
///     log("stopped");
/// });
/// assert_eq!(trace.output(), ["asked to stop", "dropped", "stopped"]);
/// ```
#[must_use = "the task was asked to stop already; await this to wait until it has"]
pub struct Cancel<T> {
    task: TaskId,
    output: Option<T>,
    /// Ready when the task has ended; empty if it had ended before.
    watch: Option<Watch>,
    site: &'static Location<'static>,
}

impl<T> Future for Cancel<T> {
    /// The output of the task, if it had completed before it was asked to stop.
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        if let Some(watch) = &self.watch {
            if watch.poll_all(cx).is_pending() {
                waits(On::Task(self.task), self.site);
                return Poll::Pending;
            }
            self.watch = None;
        }
        Poll::Ready(self.output.take())
    }
}

impl<T> Unpin for Cancel<T> {}

impl<T> fmt::Debug for Cancel<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cancel").field("task", &self.task).finish_non_exhaustive()
    }
}
