//! The handle to a task.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::context;
use super::state::{Core, Meta};
use super::trace::{Cause, On, TaskId, What};
use super::watch::Watch;

/// The handle to a task. Await it to receive its output.
///
/// Dropping the handle cancels the task; [`detach`](Self::detach) lets it run.
#[must_use = "a task is cancelled when its handle is dropped; await it, or use `.detach()` to let it run"]
pub struct Task<T> {
    /// Empty once the handle was given up by `detach` or `cancel`.
    inner: Option<async_task::Task<T, Meta>>,
}

impl<T> Task<T> {
    pub(super) fn new(task: async_task::Task<T, Meta>) -> Self {
        Self { inner: Some(task) }
    }

    /// The loop that runs the task: a handle may get to a place where another one is current.
    fn core(&self) -> Option<&Core> {
        self.inner.as_ref().map(|task| &*task.metadata().core)
    }

    /// The number of the task in its run's trace.
    #[must_use]
    pub fn id(&self) -> TaskId {
        self.inner.as_ref().map_or(TaskId(u32::MAX), |task| task.metadata().id)
    }

    /// Gives the task a name. Without one it is called like its function.
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
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.inner.as_ref().is_none_or(async_task::Task::is_finished)
    }

    /// Whether the task, spawned with [`spawn_fallible`](super::spawn_fallible), has returned an
    /// error.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.core().is_some_and(|core| core.lock().failed.contains(&self.id()))
    }

    /// Lets the task run on its own; its output is dropped.
    pub fn detach(mut self) {
        if let Some(task) = self.inner.take() {
            task.detach();
        }
    }

    /// Asks the task to stop, at once. Its coroutine is dropped at the wait where it stands, in
    /// one of the loop's next turns. Await the answer to go on only after that; it holds the
    /// output, if the task had completed before.
    #[track_caller]
    pub fn cancel(self) -> Cancel<T> {
        let site = Location::caller();
        self.cancel_from(Some(site), site)
    }

    /// Asks the task to stop. The record says that `by` did, or that its handle was dropped, and that
    /// `site` waits for the end.
    pub(super) fn cancel_from(
        mut self,
        by: Option<&'static Location<'static>>,
        site: &'static Location<'static>,
    ) -> Cancel<T> {
        let id = self.id();
        let output = self.take_output();
        let watch = (!self.is_finished()).then(Watch::default);
        if let Some(watch) = &watch {
            self.watch(watch);
            self.request_cancel(by);
        }
        Cancel { task: id, output, watch, site }
    }

    /// Lets the watch know when the task has finished.
    pub(super) fn watch(&self, watch: &Watch) {
        let Some(core) = self.core() else { return };
        core.lock().watches.entry(self.id()).or_default().push(watch.clone());
    }

    /// Takes a watch back, so that the task wakes nobody who does not wait for it any more.
    pub(super) fn unwatch(&self, watch: &Watch) {
        let Some(core) = self.core() else { return };
        let mut state = core.lock();
        if let Some(watches) = state.watches.get_mut(&self.id()) {
            watches.retain(|other| !other.is(watch));
        }
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

    /// Gives the handle up in such a way that the loop drops the coroutine.
    fn request_cancel(&mut self, site: Option<&'static Location<'static>>) {
        let Some(mut task) = self.inner.take() else { return };
        if task.is_finished() {
            return;
        }
        // Who awaited the task does not any more. It must not be woken by the cancellation, which
        // would look as if something had happened that it waits for.
        let _ = Pin::new(&mut task).poll(&mut Context::from_waker(Waker::noop()));
        let id = task.metadata().id;
        let is_news = task.metadata().set_cancelled();
        let core = Arc::clone(&task.metadata().core);
        let mut state = core.lock();
        if is_news {
            let by = state.current.map(|current| current.task);
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
        // A task that was cancelled from elsewhere has no output, and never will have. That happens
        // only when its whole run was ended.
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
#[inline]
pub(super) fn waits(on: On, site: &'static Location<'static>) {
    context::try_with_recording(|state| {
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

/// The end of a task that was asked to stop; made by [`Task::cancel`].
#[must_use = "the task was asked to stop already; await this to wait until it has"]
pub struct Cancel<T> {
    task: TaskId,
    output: Option<T>,
    /// Tells when the task has ended; empty if it had ended before.
    watch: Option<Watch>,
    site: &'static Location<'static>,
}

impl<T> Future for Cancel<T> {
    /// What the task had returned, if it had completed before it was asked to stop.
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        if let Some(watch) = &self.watch {
            if watch.poll_next(cx).is_pending() {
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
