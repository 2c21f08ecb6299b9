//! Waiting for some of several tasks.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::sleep::{Sleep, sleep};
use super::spawn::{Infallible, ensure_task};
use super::task::{Task, waits};
use super::trace::On;
use super::watch::Wakes;
use super::watched::Watched;

/// When [`wait()`] has waited enough.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Until, sleep, spawn_fallible, wait};
///
/// async fn check(ms: u64) -> Result<(), &'static str> {
///     sleep(Duration::from_millis(ms)).await;
///     if ms == 20 { Err("20 is not allowed") } else { Ok(()) }
/// }
///
/// for (until, expected_us) in [
///     (Until::FirstCompleted, 10_000),
///     (Until::FirstError, 20_000),
///     (Until::AllCompleted, 30_000),
/// ] {
///     let trace = simulate(Options::default(), async move {
///         let tasks = [10, 20, 30].map(|ms| spawn_fallible(check(ms)));
///         drop(wait(tasks, until).await);
///     });
///     assert_eq!(trace.last_us(), expected_us);
/// }
/// ```
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

/// The tasks of a [`wait()`], sorted into those that have completed and the others.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Until, Waited, log, spawn, wait};
///
/// async fn say(word: &'static str) -> usize {
///     log(word);
///     word.len()
/// }
///
/// let trace = simulate(Options::default(), async {
///     let tasks = ["hello", "hi"].map(|word| spawn(say(word)));
///     let Waited { done, pending } = wait(tasks, Until::AllCompleted).await;
///     assert!(pending.is_empty());
///     for task in done {
///         log(format!("{} letters", task.await));
///     }
/// });
/// assert_eq!(trace.output(), ["hello", "hi", "5 letters", "2 letters"]);
/// ```
#[derive(Debug)]
pub struct Waited<T> {
    /// The tasks that have completed: first those that had completed before the wait, then the
    /// others in the order in which they did. Awaiting them returns at once.
    pub done: Vec<Task<T>>,
    /// The tasks that have not completed, in the order given. They go on; dropping them cancels
    /// them.
    pub pending: Vec<Task<T>>,
}

/// Waits until some of the tasks have completed, and returns all of them.
///
/// `asyncio.wait` looks one turn of the loop later at who is done: a task that ends in between is
/// among them there.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Until, sleep, spawn, wait};
///
/// let trace = simulate(Options::default(), async {
///     let tasks = [30, 10].map(|ms| spawn(sleep(Duration::from_millis(ms))));
///     let waited = wait(tasks, Until::FirstCompleted).await;
///     assert_eq!((waited.done.len(), waited.pending.len()), (1, 1));
/// });
/// assert_eq!(trace.last_us(), 10_000);
/// ```
pub fn wait<I, T>(tasks: I, until: Until) -> Wait<T>
where
    I: IntoIterator<Item = Task<T>>,
{
    let wakes = match until {
        Until::FirstCompleted => Wakes::Each,
        Until::FirstError => Wakes::Errors,
        Until::AllCompleted => Wakes::Last,
    };
    Wait { tasks: Watched::new(tasks, wakes), done: Vec::new(), until, limit: None }
}

/// A wait for some of several tasks; made by [`wait()`]. Dropping it cancels the tasks, where
/// `asyncio.wait` lets them go on; for a limit on the wait alone there is [`within`](Self::within).
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Until, Wait, log, spawn, wait, yield_now};
///
/// let trace = simulate(Options::default(), async {
///     let unwanted: Wait<()> = wait([spawn(async { log("never printed") })], Until::AllCompleted);
///     drop(unwanted);
///     yield_now().await;
/// });
/// assert!(trace.output().is_empty());
/// ```
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
                // All tasks that have completed by now are taken before the wait is over.
                Poll::Pending if self.is_enough() => break,
                Poll::Pending => {
                    let is_over = self.limit.as_ref().is_some_and(Sleep::has_fired);
                    if !is_over {
                        waits(self.on(), site);
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
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, Until, sleep, spawn, wait};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let ms = Duration::from_millis;
    ///     let tasks = [spawn(sleep(ms(10))), spawn(sleep(ms(90)))];
    ///     let waited = wait(tasks, Until::AllCompleted).within(ms(50)).await;
    ///     assert_eq!((waited.done.len(), waited.pending.len()), (1, 1));
    /// });
    /// assert_eq!(trace.last_us(), 50_000);
    /// ```
    #[track_caller]
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = Some(sleep(limit));
        self
    }

    /// What this waits on, for the record.
    fn on(&self) -> On {
        match self.until {
            Until::FirstCompleted => On::AnyTask,
            Until::FirstError | Until::AllCompleted => self.tasks.all(),
        }
    }

    fn is_enough(&self) -> bool {
        match self.until {
            Until::FirstCompleted => !self.done.is_empty(),
            Until::FirstError => self.done.iter().any(Task::is_failed),
            Until::AllCompleted => false,
        }
    }
}

/// Makes a task of each coroutine at once, and hands out their outputs in the order in which they
/// complete.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, as_completed, log, sleep};
///
/// async fn download(ms: u64) -> String {
///     sleep(Duration::from_millis(ms)).await;
///     format!("after {ms} ms")
/// }
///
/// let trace = simulate(Options::default(), async {
///     let mut downloads = as_completed([30, 10, 20].map(download));
///     while let Some(text) = downloads.next().await {
///         log(text);
///     }
/// });
/// assert_eq!(trace.output(), ["after 10 ms", "after 20 ms", "after 30 ms"]);
/// ```
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
    let task = |coroutine| ensure_task::<_, Infallible>(coroutine, site);
    AsCompleted(Watched::new(coroutines.into_iter().map(task), Wakes::Each))
}

/// Several tasks that hand out their outputs as they complete; made by [`as_completed`]. Dropping
/// it cancels the tasks that are left, so that a race is to take the first output only. Those of
/// `asyncio.as_completed` go on.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{AsCompleted, Options, as_completed, sleep};
///
/// async fn run(ms: u64) -> u64 {
///     sleep(Duration::from_millis(ms)).await;
///     ms
/// }
///
/// let trace = simulate(Options::default(), async {
///     let mut race: AsCompleted<u64> = as_completed([run(30), run(10)]);
///     assert_eq!(race.next().await, Some(10));
/// });
/// assert_eq!(trace.last_us(), 10_000);
/// ```
#[derive(Debug)]
#[must_use = "the tasks are cancelled when this is dropped; ask it for the `next` output"]
pub struct AsCompleted<T>(Watched<T>);

impl<T> AsCompleted<T> {
    /// The next output; `None` when each task has handed out its output.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, as_completed};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let mut outputs = as_completed([async { 42 }]);
    ///     assert_eq!(outputs.next().await, Some(42));
    ///     assert_eq!(outputs.next().await, None);
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    #[expect(clippy::should_implement_trait, reason = "asynchronous iterators call it `next` too")]
    #[track_caller]
    pub fn next(&mut self) -> Next<'_, T> {
        Next { tasks: &mut self.0, site: Location::caller() }
    }
}

/// A wait for the next output; made by [`AsCompleted::next`]. Dropping it loses no output.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Elapsed, Options, as_completed, sleep, timeout};
///
/// let trace = simulate(Options::default(), async {
///     let ms = Duration::from_millis;
///     let mut sleeps = as_completed([sleep(ms(15))]);
///     assert_eq!(timeout(ms(10), sleeps.next()).await, Err(Elapsed));
///     assert_eq!(timeout(ms(10), sleeps.next()).await, Ok(Some(())));
/// });
/// assert_eq!(trace.last_us(), 15_000);
/// ```
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
