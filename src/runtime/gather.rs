//! Running several coroutines at once and collecting what they return, in the order given.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::spawn::{ensure_task, ensure_task_with};
use super::task::{Task, waits};
use super::trace::{On, TaskId};
use super::watched::Watched;

/// Makes tasks of the coroutines at once, and answers with their outputs in the order given, when
/// all have completed. Tasks among them are taken as they are, so coroutines of different types
/// can be gathered once they are spawned.
///
/// Dropping it cancels those tasks that have not completed.
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub fn gather<I>(coroutines: I) -> Gather<<I::Item as Future>::Output>
where
    I: IntoIterator<Item: Future<Output: 'static> + 'static>,
{
    let site = Location::caller();
    let tasks = coroutines.into_iter().map(|coroutine| ensure_task(coroutine, site));
    Gather { slots: tasks.map(Slot::Task).collect(), completed: 0 }
}

/// Like [`gather`], for coroutines that may fail: the first error that comes up ends it at once,
/// and cancels the tasks that have not completed. Tasks among them should have been spawned with
/// [`spawn_fallible`](super::spawn_fallible).
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub fn try_gather<I, T, E>(coroutines: I) -> TryGather<T, E>
where
    I: IntoIterator<Item: Future<Output = Result<T, E>> + 'static>,
    T: 'static,
    E: fmt::Display + 'static,
{
    let site = Location::caller();
    let error = |output: &Result<T, E>| output.as_ref().err().map(ToString::to_string);
    let tasks = coroutines.into_iter().map(|coroutine| ensure_task_with(coroutine, error, site));
    TryGather { tasks: Watched::new(tasks), outputs: BTreeMap::new() }
}

/// Several tasks; made by [`gather`].
#[derive(Debug)]
#[must_use = "the tasks are cancelled when this is dropped; await it"]
pub struct Gather<T> {
    slots: Vec<Slot<T>>,
    /// How many of the first slots hold outputs. The tasks run by themselves, so it is enough to
    /// wait for one after the other.
    completed: usize,
}

impl<T> Unpin for Gather<T> {}

impl<T> Future for Gather<T> {
    type Output = Vec<T>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<T>> {
        let site = Location::caller();
        let Self { slots, completed } = &mut *self;
        for slot in slots.iter_mut().skip(*completed) {
            if let Slot::Task(task) = slot {
                *slot = Slot::Output(ready!(task.poll_output(cx, site)));
            }
            *completed += 1;
        }
        let outputs = std::mem::take(slots).into_iter().filter_map(|slot| match slot {
            Slot::Output(output) => Some(output),
            Slot::Task(_) => None,
        });
        Poll::Ready(outputs.collect())
    }
}

/// Several tasks that may fail; made by [`try_gather`].
#[derive(Debug)]
#[must_use = "the tasks are cancelled when this is dropped; await it"]
pub struct TryGather<T, E> {
    tasks: Watched<Result<T, E>>,
    /// What was returned so far, in the order given: later tasks have higher numbers.
    outputs: BTreeMap<TaskId, T>,
}

impl<T, E> Unpin for TryGather<T, E> {}

impl<T, E> Future for TryGather<T, E> {
    type Output = Result<Vec<T>, E>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let site = Location::caller();
        loop {
            let Poll::Ready(next) = self.tasks.poll_next(cx) else {
                waits(On::AnyTask, site);
                return Poll::Pending;
            };
            let Some(mut task) = next else { break };
            let id = task.id();
            match ready!(task.poll_output(cx, site)) {
                Ok(output) => self.outputs.insert(id, output),
                Err(error) => return Poll::Ready(Err(error)),
            };
        }
        Poll::Ready(Ok(std::mem::take(&mut self.outputs).into_values().collect()))
    }
}

/// A place in a list of tasks.
#[derive(Debug)]
enum Slot<T> {
    Task(Task<T>),
    Output(T),
}
