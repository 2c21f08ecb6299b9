//! Running several coroutines at once and collecting what they return, in the order given.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use super::spawn::{Fallible, Infallible, ensure_task};
use super::task::{Task, waits};
use super::trace::{On, TaskId};
use super::watch::{Wakes, Watch};
use super::watched::Watched;
use super::watching::{Watching, all_of};

/// Makes a task of each coroutine at once, and returns their outputs in the order given when all
/// have completed. Tasks among them are taken as they are, so coroutines of different types can be
/// gathered once they are spawned. Whoever awaits it is woken once, when the last has completed.
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
    let task = |coroutine| ensure_task::<_, Infallible>(coroutine, site);
    let tasks: Vec<_> = coroutines.into_iter().map(task).collect();
    let watching = Watching::new(&tasks, Watch::counting());
    Gather { watching, tasks: tasks.into_iter(), outputs: Vec::new() }
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
    let task = |coroutine| ensure_task::<_, Fallible>(coroutine, site);
    Watched::new(coroutines.into_iter().map(task), Wakes::Errors)
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
    // Comes first, because nobody is to be woken while the tasks below are dropped.
    watching: Watching,
    /// The tasks whose outputs were not taken.
    tasks: vec::IntoIter<Task<T>>,
    outputs: Vec<T>,
}

impl<T> Unpin for Gather<T> {}

impl<T> Future for Gather<T> {
    type Output = Vec<T>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<T>> {
        let site = Location::caller();
        let Self { watching, tasks, outputs } = &mut *self;
        if watching.poll_all(cx).is_pending() {
            waits(all_of(tasks.as_slice().iter().map(Task::id)), site);
            return Poll::Pending;
        }
        outputs.reserve_exact(tasks.len());
        // A task leaves the list after its output: one that was cancelled from elsewhere has none,
        // and this waits for it for ever.
        while let Some(task) = tasks.as_mut_slice().first_mut() {
            outputs.push(ready!(task.poll_output(cx, site)));
            tasks.next();
        }
        Poll::Ready(std::mem::take(outputs))
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
    /// The first error, and the ends of the tasks that were cancelled because of it.
    failed: Option<(E, Ends)>,
}

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
                Err(error) => failed.insert((error, Ends::of(tasks.take_rest()))),
            },
        };
        if ends.watching.poll_all(cx).is_pending() {
            waits(ends.all, site);
            return Poll::Pending;
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
            waits(tasks.all(), site);
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

/// The ends of tasks that were asked to stop.
#[derive(Debug)]
struct Ends {
    watching: Watching,
    /// What a wait for them is recorded as.
    all: On,
}

impl Ends {
    /// Asks the tasks to stop.
    fn of<T>(mut tasks: Vec<Task<T>>) -> Self {
        tasks.retain(|task| !task.is_finished());
        let watching = Watching::new(&tasks, Watch::counting());
        // The tasks are cancelled here, in the order given, because their handles are dropped.
        Self { watching, all: all_of(tasks.iter().map(Task::id)) }
    }
}
