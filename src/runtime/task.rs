//! A task: a coroutine that the loop runs, and the handle to it.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Waker, ready};

use async_task::{Builder, Runnable};
use pin_project_lite::pin_project;

use super::context;
use super::state::{Core, Current, MAIN};
use super::trace::{Cause, On, TaskId, What};
use super::watch::Watch;

/// What the loop keeps beside every task. There may be a great many tasks, so it is packed.
#[derive(Debug)]
pub(super) struct Meta {
    pub(super) id: TaskId,
    /// The key among the loop's live tasks, and [`CANCELLED`].
    key: AtomicU32,
}

/// Set once somebody has asked the task to stop before it had completed.
const CANCELLED: u32 = 1 << 31;

impl Meta {
    pub(super) fn key(&self) -> usize {
        (self.key.load(Ordering::Relaxed) & !CANCELLED) as usize
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.key.load(Ordering::Relaxed) & CANCELLED != 0
    }

    /// Notes that somebody asked the task to stop, and answers whether that is news.
    pub(super) fn set_cancelled(&self) -> bool {
        self.key.fetch_or(CANCELLED, Ordering::Relaxed) & CANCELLED == 0
    }
}

/// Makes a task of a coroutine and puts it in the ready queue. `error` tells what is wrong with
/// an output, if anything.
pub(super) fn spawn_on<F, E>(
    core: Arc<Core>,
    coroutine: F,
    error: E,
    type_name: &'static str,
    site: &'static Location<'static>,
) -> Task<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
    E: Fn(&F::Output) -> Option<String> + 'static,
{
    let recorded = Recorded { coroutine: Some(coroutine), error };
    let schedule = {
        let core = Arc::clone(&core);
        move |runnable| schedule(&core, runnable)
    };
    let mut state = core.lock();
    let id = TaskId(state.spawned);
    state.spawned += 1;
    let by = state.current.map(|current| current.task);
    state.record(id, What::Spawned { by }, Some(site));
    if let Some(trace) = &mut state.trace {
        let text = trace.intern(coroutine_name(type_name));
        state.record(id, What::Named { text }, None);
    }
    let meta = Meta { id, key: AtomicU32::new(state.live.vacant_key() as u32) };
    let (runnable, task) = Builder::new().metadata(meta).spawn_local(|_| recorded, schedule);
    state.live.insert(runnable.waker());
    state.ready.push(runnable);
    drop(state);
    Task { inner: Some(task), core }
}

/// For coroutines whose outputs are never errors.
pub(super) fn infallible<T>(_: &T) -> Option<String> {
    None
}

/// Puts a woken task in the ready queue, and wakes the driver if it sleeps.
fn schedule(core: &Core, runnable: Runnable<Meta>) {
    let mut state = core.lock();
    let cause = state.cause();
    if cause == Cause::Host {
        // Nobody turns the loop now, so the time was last looked up before it went to sleep.
        state.tick_if_recording();
    }
    let meta = runnable.metadata();
    if state.closing && meta.set_cancelled() {
        state.record(meta.id, What::CancelRequested { by: None }, None);
    }
    state.record(meta.id, What::Woken { cause }, None);
    state.scheduled += 1;
    state.ready.push(runnable);
    let driver = state.driver.take();
    drop(state);
    if let Some(driver) = driver {
        driver.wake();
    }
}

/// The last part of the path of a coroutine's type, which is the name of its function.
fn coroutine_name(type_name: &'static str) -> &'static str {
    let path = type_name.split('<').next().unwrap_or(type_name);
    let mut parts = path.rsplit("::").filter(|part| !part.starts_with('{'));
    parts.next().unwrap_or("task")
}

pin_project! {
    /// A coroutine whose end is recorded.
    struct Recorded<F, E> {
        // Empty once it has completed.
        #[pin]
        coroutine: Option<F>,
        error: E,
    }

    impl<F, E> PinnedDrop for Recorded<F, E> {
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
                finish(What::Cancelled);
            }
        }
    }
}

impl<F: Future, E: Fn(&F::Output) -> Option<String>> Future for Recorded<F, E> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let Some(coroutine) = this.coroutine.as_mut().as_pin_mut() else { return Poll::Pending };
        let output = ready!(coroutine.poll(cx));
        this.coroutine.set(None);
        if let Some(error) = (this.error)(&output) {
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
        finish(What::Completed);
        Poll::Ready(output)
    }
}

/// Records the end of the current task, and tells who waits for it.
fn finish(how: What) {
    let ended = context::try_with(|state| {
        let Current { task, key, .. } = state.current?;
        state.tick_if_recording();
        state.record(task, how, None);
        state.poll_is_over = true;
        state.main_is_over |= task == MAIN;
        Some((state.live.try_remove(key), state.watches.remove(&task), task))
    });
    let Some((waker, watches, task)) = ended.flatten() else { return };
    drop(waker);
    for watch in watches.into_iter().flatten() {
        if let Some(waker) = watch.add(task) {
            waker.wake();
        }
    }
}

/// The handle to a task. Await it to receive its output.
///
/// Dropping the handle cancels the task; [`detach`](Self::detach) lets it run.
#[must_use = "a task is cancelled when its handle is dropped; await it, or use `.detach()` to let it run"]
pub struct Task<T> {
    /// Empty once the handle was given up by `detach` or `cancel`.
    inner: Option<async_task::Task<T, Meta>>,
    /// The loop that runs the task: a handle may get to a place where another one is current.
    core: Arc<Core>,
}

impl<T> Task<T> {
    /// The number of the task in its run's trace.
    #[must_use]
    pub fn id(&self) -> TaskId {
        self.inner.as_ref().map_or(TaskId(u32::MAX), |task| task.metadata().id)
    }

    /// Gives the task a name. Without one it is called like its function.
    #[must_use = "a task is cancelled when its handle is dropped"]
    pub fn named(self, name: impl Into<String>) -> Self {
        let name = name.into();
        let mut state = self.core.lock();
        if let Some(trace) = &mut state.trace {
            let text = trace.keep(name);
            state.record(self.id(), What::Named { text }, None);
        }
        drop(state);
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
        self.core.lock().failed.contains(&self.id())
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
    pub fn cancel(mut self) -> Cancel<T> {
        let id = self.id();
        let output = self.take_output();
        let site = Location::caller();
        let watch = (!self.is_finished()).then(Watch::default);
        if let Some(watch) = &watch {
            self.watch(watch);
            self.request_cancel(Some(site));
        }
        Cancel { task: id, output, watch, site }
    }

    /// Lets the watch know when the task has finished.
    pub(super) fn watch(&self, watch: &Watch) {
        self.core.lock().watches.entry(self.id()).or_default().push(watch.clone());
    }

    /// Takes a watch back, so that the task wakes nobody who does not wait for it any more.
    pub(super) fn unwatch(&self, watch: &Watch) {
        let mut state = self.core.lock();
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
        let mut state = self.core.lock();
        if is_news {
            let by = state.current.map(|current| current.task);
            state.record(id, What::CancelRequested { by }, site);
        }
        let before = std::mem::replace(&mut state.cause, Cause::Cancel);
        drop(state);
        // This schedules the task once more, unless it is in the ready queue already.
        drop(task);
        self.core.lock().cause = before;
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
                let mut state = self.core.lock();
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
