//! Running several coroutines at once and collecting what they return, in the order given.

use std::any::{Any, type_name};
use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::context;
use super::task::{Task, spawn_on};

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

/// Like [`gather`], for coroutines that may fail: the first error, in the order given, ends it and
/// cancels the others.
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
    let core = context::current().core;
    let error = |output: &Result<T, E>| output.as_ref().err().map(ToString::to_string);
    let tasks = coroutines
        .into_iter()
        .map(|coroutine| spawn_on(&core, coroutine, error, type_name::<I::Item>(), site));
    TryGather(Gather { slots: tasks.map(Slot::Task).collect(), completed: 0 })
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

impl<T> Gather<T> {
    /// Moves on to the next task that has not completed, and answers with the output it passed.
    fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
        site: &'static Location<'static>,
    ) -> Poll<Option<&T>> {
        let Some(slot) = self.slots.get_mut(self.completed) else { return Poll::Ready(None) };
        if let Slot::Task(task) = slot {
            match task.poll_output(cx, site) {
                Poll::Ready(output) => *slot = Slot::Output(output),
                Poll::Pending => return Poll::Pending,
            }
        }
        self.completed += 1;
        Poll::Ready(match slot {
            Slot::Output(output) => Some(output),
            Slot::Task(_) => None,
        })
    }

    fn take_outputs(&mut self) -> impl Iterator<Item = T> + use<T> {
        let slots = std::mem::take(&mut self.slots);
        slots.into_iter().filter_map(|slot| match slot {
            Slot::Output(output) => Some(output),
            Slot::Task(_) => None,
        })
    }
}

impl<T> Unpin for Gather<T> {}

impl<T> Future for Gather<T> {
    type Output = Vec<T>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<T>> {
        let site = Location::caller();
        loop {
            match self.poll_next(cx, site) {
                Poll::Ready(Some(_)) => {}
                Poll::Ready(None) => break,
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Ready(self.take_outputs().collect())
    }
}

/// Several tasks that may fail; made by [`try_gather`].
#[derive(Debug)]
#[must_use = "the tasks are cancelled when this is dropped; await it"]
pub struct TryGather<T, E>(Gather<Result<T, E>>);

impl<T, E> Unpin for TryGather<T, E> {}

impl<T, E> Future for TryGather<T, E> {
    type Output = Result<Vec<T>, E>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let site = Location::caller();
        loop {
            match self.0.poll_next(cx, site) {
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(Some(Err(_)) | None) => break,
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Ready(self.0.take_outputs().collect())
    }
}

/// A place in a list of tasks.
#[derive(Debug)]
enum Slot<T> {
    Task(Task<T>),
    Output(T),
}

/// Makes a task of a coroutine; what is a task already stays what it is.
pub(super) fn ensure_task<F>(coroutine: F, site: &'static Location<'static>) -> Task<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let mut coroutine = Some(coroutine);
    let any: &mut dyn Any = &mut coroutine;
    let task = any.downcast_mut::<Option<Task<F::Output>>>().and_then(Option::take);
    match (task, coroutine) {
        (Some(task), _) => task,
        (None, Some(coroutine)) => {
            let core = context::current().core;
            spawn_on(&core, coroutine, |_| None, type_name::<F>(), site)
        }
        (None, None) => unreachable!("only a task is taken out"),
    }
}
