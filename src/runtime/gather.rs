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

/// Makes a task of each coroutine at once, and returns their outputs in the order given when all
/// have completed. Tasks among them are taken as they are, so coroutines of different types can be
/// gathered once they are spawned.
///
/// Dropping the returned future cancels the tasks that have not completed.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, gather, sleep};
///
/// async fn double(number: u64) -> u64 {
///     sleep(Duration::from_millis(number)).await;
///     number * 2
/// }
///
/// let trace = simulate(Options::default(), async {
///     assert_eq!(gather([double(30), double(10)]).await, [60, 20]);
/// });
/// assert_eq!(trace.last_us(), 30_000); // the longest, not the sum
/// ```
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

/// Like [`gather`], for coroutines that may fail: the first error is returned, and the tasks
/// that have not completed are cancelled. Tasks among them should have been spawned with
/// [`spawn_fallible`](super::spawn_fallible).
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, sleep, try_gather};
///
/// async fn check(number: u64) -> Result<u64, &'static str> {
///     sleep(Duration::from_millis(number)).await;
///     if number == 20 { Err("20 is not allowed") } else { Ok(number) }
/// }
///
/// let trace = simulate(Options::default(), async {
///     assert_eq!(try_gather([check(30), check(10)]).await, Ok(vec![30, 10]));
///     assert_eq!(try_gather([check(30), check(20)]).await, Err("20 is not allowed"));
/// });
/// assert_eq!(trace.last_us(), 30_000 + 20_000);
/// ```
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

/// Several tasks; made by [`gather`]. They run before this is awaited, too.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Gather, Options, gather, sleep};
///
/// let trace = simulate(Options::default(), async {
///     let both: Gather<()> = gather([20, 10].map(|ms| sleep(Duration::from_millis(ms))));
///     sleep(Duration::from_millis(20)).await;
///     both.await;
/// });
/// assert_eq!(trace.last_us(), 20_000);
/// ```
#[derive(Debug)]
#[must_use = "the tasks are cancelled when this is dropped; await it"]
pub struct Gather<T> {
    slots: Vec<Slot<T>>,
    /// How many slots at the beginning hold outputs. The tasks run by themselves, so it is enough
    /// to wait for them in turn.
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

/// Several tasks that may fail; made by [`try_gather`]. Dropping it cancels those that run.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, TryGather, log, sleep, try_gather};
///
/// async fn load(ms: u64) -> Result<(), String> {
///     sleep(Duration::from_millis(ms)).await;
///     log("loaded");
///     Ok(())
/// }
///
/// let trace = simulate(Options::default(), async {
///     let loads: TryGather<(), String> = try_gather([load(10), load(30)]);
///     sleep(Duration::from_millis(20)).await;
///     drop(loads);
///     sleep(Duration::from_millis(20)).await;
/// });
/// assert_eq!(trace.output(), ["loaded"]);
/// ```
#[derive(Debug)]
#[must_use = "the tasks are cancelled when this is dropped; await it"]
pub struct TryGather<T, E> {
    tasks: Watched<Result<T, E>>,
    /// The outputs so far, in the order given: later tasks have higher numbers.
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
