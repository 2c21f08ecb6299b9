//! Running several coroutines at once and collecting what they return, in the order given.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::spawn::{ensure_task, ensure_task_with};
use super::task::{Cancel, Task, waits};
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

/// Like [`gather`], for coroutines that may fail. The first error that comes up cancels the tasks
/// that have not completed, waits until they have ended, and is returned: all or nothing, as with
/// `asyncio.TaskGroup`. Tasks among them should have been spawned with
/// [`spawn_fallible`](super::spawn_fallible).
///
/// Dropping it cancels those tasks that have not completed.
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
    TryGather {
        tasks: watch_fallible(coroutines, Location::caller()),
        outputs: BTreeMap::new(),
        failed: None,
    }
}

/// Like [`try_gather`], but the first error is returned at once and the other tasks go on, as with
/// `asyncio.gather`. What they return is dropped.
///
/// Dropping it before that cancels those tasks that have not completed.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, gather_fallible, log, sleep};
///
/// async fn check(number: u64) -> Result<(), String> {
///     sleep(Duration::from_millis(number)).await;
///     log(number.to_string());
///     if number == 10 { Err("10 is not allowed".to_owned()) } else { Ok(()) }
/// }
///
/// let trace = simulate(Options::default(), async {
///     let error = gather_fallible([check(10), check(20)]).await.unwrap_err();
///     log(error);
///     sleep(Duration::from_millis(50)).await;
/// });
/// assert_eq!(trace.output(), ["10", "10 is not allowed", "20"]);
/// ```
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub fn gather_fallible<I, T, E>(coroutines: I) -> GatherFallible<T, E>
where
    I: IntoIterator<Item: Future<Output = Result<T, E>> + 'static>,
    T: 'static,
    E: fmt::Display + 'static,
{
    GatherFallible {
        tasks: watch_fallible(coroutines, Location::caller()),
        outputs: BTreeMap::new(),
    }
}

fn watch_fallible<I, T, E>(coroutines: I, site: &'static Location<'static>) -> Watched<Result<T, E>>
where
    I: IntoIterator<Item: Future<Output = Result<T, E>> + 'static>,
    T: 'static,
    E: fmt::Display + 'static,
{
    let error = |output: &Result<T, E>| output.as_ref().err().map(ToString::to_string);
    let tasks = coroutines.into_iter().map(|coroutine| ensure_task_with(coroutine, error, site));
    Watched::new(tasks)
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
    /// What the tasks have returned so far.
    outputs: BTreeMap<TaskId, T>,
    /// The first error, and the ends of the tasks that were cancelled because of it: the next to wait
    /// for is the last here.
    failed: Option<(E, Ends<T, E>)>,
}

type Ends<T, E> = Vec<Cancel<Result<T, E>>>;

impl<T, E> Unpin for TryGather<T, E> {}

impl<T, E> Future for TryGather<T, E> {
    type Output = Result<Vec<T>, E>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let site = Location::caller();
        let Self { tasks, outputs, failed } = &mut *self;
        let (_, ends) = match failed {
            Some(failed) => failed,
            None => match ready!(poll_outputs(tasks, outputs, cx, site)) {
                Ok(outputs) => return Poll::Ready(Ok(outputs)),
                Err(error) => {
                    let rest = tasks.take_rest().into_iter();
                    let mut ends: Vec<_> = rest.map(|task| task.cancel_from(None, site)).collect();
                    ends.reverse();
                    failed.insert((error, ends))
                }
            },
        };
        // The tasks end by themselves, so it is enough to wait for one after the other.
        while let Some(end) = ends.last_mut() {
            ready!(Pin::new(end).poll(cx));
            ends.pop();
        }
        failed.take().map_or(Poll::Pending, |(error, _)| Poll::Ready(Err(error)))
    }
}

/// Several tasks that may fail and go on if another does; made by [`gather_fallible`].
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{GatherFallible, Options, gather_fallible};
///
/// simulate(Options::default(), async {
///     let both: GatherFallible<u32, String> = gather_fallible([1, 2].map(|n| async move { Ok(n) }));
///     assert_eq!(both.await, Ok(vec![1, 2]));
/// });
/// ```
#[derive(Debug)]
#[must_use = "the tasks are cancelled when this is dropped; await it"]
pub struct GatherFallible<T, E> {
    tasks: Watched<Result<T, E>>,
    /// What was returned so far.
    outputs: BTreeMap<TaskId, T>,
}

impl<T, E> Unpin for GatherFallible<T, E> {}

impl<T, E> Future for GatherFallible<T, E> {
    type Output = Result<Vec<T>, E>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { tasks, outputs } = &mut *self;
        let gathered = ready!(poll_outputs(tasks, outputs, cx, Location::caller()));
        tasks.take_rest().into_iter().for_each(Task::detach);
        Poll::Ready(gathered)
    }
}

/// Collects outputs until all are there, in the order in which the tasks were given, or one is an
/// error.
fn poll_outputs<T, E>(
    tasks: &mut Watched<Result<T, E>>,
    outputs: &mut BTreeMap<TaskId, T>,
    cx: &mut Context<'_>,
    site: &'static Location<'static>,
) -> Poll<Result<Vec<T>, E>> {
    loop {
        let Poll::Ready(next) = tasks.poll_next(cx) else {
            waits(On::AnyTask, site);
            return Poll::Pending;
        };
        let Some(mut task) = next else { break };
        let id = task.id();
        match ready!(task.poll_output(cx, site)) {
            Ok(output) => outputs.insert(id, output),
            Err(error) => return Poll::Ready(Err(error)),
        };
    }
    let in_order = tasks.order().iter().filter_map(|id| outputs.remove(id));
    Poll::Ready(Ok(in_order.collect()))
}

/// A place in a list of tasks.
#[derive(Debug)]
enum Slot<T> {
    Task(Task<T>),
    Output(T),
}
