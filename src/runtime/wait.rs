//! Waiting for some of several tasks.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::spawn::ensure_task;
use super::task::{Task, waits};
use super::time::{Sleep, sleep};
use super::trace::On;
use super::watched::Watched;

/// When [`wait`] has waited enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// As soon as one task has completed.
    FirstCompleted,
    /// As soon as one task that was spawned as fallible has returned an error, or all have
    /// completed.
    FirstError,
    /// When all have completed.
    AllCompleted,
}

/// The tasks of a [`wait`], sorted.
#[derive(Debug)]
pub struct Waited<T> {
    /// Those that have completed, in the order in which they did during the wait; those that had
    /// before it come first. Awaiting one answers at once.
    pub done: Vec<Task<T>>,
    /// Those that have not, in the order given. They go on; dropping them cancels them.
    pub pending: Vec<Task<T>>,
}

/// Waits until some of the tasks have completed, and hands all of them back.
pub fn wait<I, T>(tasks: I, until: Until) -> Wait<T>
where
    I: IntoIterator<Item = Task<T>>,
{
    Wait { tasks: Watched::new(tasks), done: Vec::new(), until, limit: None }
}

/// A wait for some of several tasks; made by [`wait`].
#[derive(Debug)]
#[must_use = "the tasks are cancelled when this is dropped; await it"]
pub struct Wait<T> {
    tasks: Watched<T>,
    done: Vec<Task<T>>,
    until: Until,
    limit: Option<Sleep>,
}

impl<T> Unpin for Wait<T> {}

impl<T> Future for Wait<T> {
    type Output = Waited<T>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Waited<T>> {
        let site = Location::caller();
        // Before the tasks are looked at: the limit counts from here on.
        if let Some(limit) = &mut self.limit {
            limit.begin_limit(cx);
        }
        loop {
            match self.tasks.poll_next(cx) {
                Poll::Ready(Some(task)) => self.done.push(task),
                Poll::Ready(None) => break,
                // What has completed by now is taken in as a whole before the wait is over.
                Poll::Pending if self.is_enough() => break,
                Poll::Pending => {
                    let is_over = self.limit.as_ref().is_some_and(Sleep::has_fired);
                    if !is_over {
                        waits(On::AnyTask, site);
                    }
                    match &mut self.limit {
                        Some(limit) => ready!(Pin::new(limit).poll(cx)),
                        None => return Poll::Pending,
                    }
                    break;
                }
            }
        }
        if let Some(limit) = &mut self.limit {
            limit.give_up_timer();
        }
        let done = std::mem::take(&mut self.done);
        Poll::Ready(Waited { done, pending: self.tasks.take_rest() })
    }
}

impl<T> Wait<T> {
    /// Waits no longer than the limit, which counts from when this is first awaited. What has not
    /// completed by then is handed back as pending and goes on, as with `asyncio.wait` and its
    /// `timeout`.
    #[track_caller]
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = Some(sleep(limit));
        self
    }

    fn is_enough(&self) -> bool {
        match self.until {
            Until::FirstCompleted => !self.done.is_empty(),
            Until::FirstError => self.done.iter().any(Task::is_failed),
            Until::AllCompleted => false,
        }
    }
}

/// Makes tasks of the coroutines at once, and hands out their outputs in the order in which they
/// complete.
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub fn as_completed<I>(coroutines: I) -> AsCompleted<<I::Item as Future>::Output>
where
    I: IntoIterator<Item: Future<Output: 'static> + 'static>,
{
    let site = Location::caller();
    AsCompleted(Watched::new(coroutines.into_iter().map(|coroutine| ensure_task(coroutine, site))))
}

/// Several tasks that hand out their outputs as they complete; made by [`as_completed`].
#[derive(Debug)]
#[must_use = "the tasks are cancelled when this is dropped; ask it for the `next` output"]
pub struct AsCompleted<T>(Watched<T>);

impl<T> AsCompleted<T> {
    /// The next output; `None` when every task has handed out its own.
    #[expect(clippy::should_implement_trait, reason = "asynchronous iterators call it `next` too")]
    #[track_caller]
    pub fn next(&mut self) -> Next<'_, T> {
        Next { tasks: &mut self.0, site: Location::caller() }
    }
}

/// A wait for the next output; made by [`AsCompleted::next`].
#[derive(Debug)]
#[must_use = "a future does nothing until it is awaited"]
pub struct Next<'a, T> {
    tasks: &'a mut Watched<T>,
    site: &'static Location<'static>,
}

impl<T> Future for Next<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let site = self.site;
        match self.tasks.poll_next(cx) {
            Poll::Ready(Some(mut task)) => task.poll_output(cx, site).map(Some),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => {
                waits(On::AnyTask, site);
                Poll::Pending
            }
        }
    }
}
