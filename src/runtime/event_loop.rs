//! The loop, as a driver turns it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context as PollContext, Poll, Waker};

use async_task::Runnable;

use super::context::{self, Context};
use super::handle::LoopHandle;
use super::spawn::{Infallible, spawn_on};
use super::state::{Core, LoopState, Meta, Options};
use super::task::Task;
use super::time_source::TimeSource;
use super::trace::{self, By, Cause, End, TaskId, Trace, What};
use super::turning::{current, poll_one, wake_due};

/// How many tasks are dropped at the end of a run before the loop gives up on coroutines that
/// spawn new ones whenever they are dropped.
const MOST_DROPS: usize = 10_000_000;

/// What [`EventLoop::turn`] did.
///
/// ```
/// use coroscope::runtime::{EventLoop, Options, TimeSource, Turned};
///
/// let mut nothing_to_do = EventLoop::new(TimeSource::virtual_time(), Options::default());
/// assert_eq!(nothing_to_do.turn(), Turned::Idle);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// It polled a task.
    Polled,
    /// No task is ready.
    Idle,
}

/// An event loop. It does nothing by itself: a driver turns it, such as those in
/// [`drivers`](crate::drivers). The smallest driver for a virtual clock is a loop around
/// [`turn`](Self::turn):
///
/// ```
/// use std::time::Duration;
/// use coroscope::runtime::trace::End;
/// use coroscope::runtime::{EventLoop, Options, TimeSource, Turned, log, sleep};
///
/// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
/// let main = event_loop.start(async {
///     sleep(Duration::from_millis(5)).await;
///     log("5 ms later");
/// });
/// while !main.is_finished() {
///     if event_loop.turn() == Turned::Idle {
///         let deadline_us = event_loop.next_deadline_us().expect("a sleep has a deadline");
///         event_loop.advance_to(deadline_us);
///     }
/// }
/// event_loop.close(End::Completed);
/// assert_eq!(event_loop.into_trace().output(), ["5 ms later"]);
/// ```
#[derive(Debug)]
pub struct EventLoop {
    context: Context,
    /// The name of the program's own coroutine.
    name: Cow<'static, str>,
}

impl EventLoop {
    /// A loop with nothing to do.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// assert_eq!((event_loop.ready_len(), event_loop.next_us()), (0, None));
    /// ```
    #[must_use]
    pub fn new(clock: TimeSource, options: Options) -> Self {
        let records = options.capacity.is_some();
        let name = options.name.clone();
        let simulated = clock.kind() == trace::Clock::Virtual;
        let core = Core::new(clock, options);
        let on_change = Rc::new(RefCell::new(None));
        Self { context: Context { core, records, simulated, on_change }, name }
    }

    /// Spawns the program's own coroutine as task 0. Once it has completed, the loop polls nothing
    /// any more, and the driver [closes](Self::close) what is left.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, Turned};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let main = event_loop.start(async {});
    /// assert!(!main.is_finished());
    /// event_loop.turn();
    /// assert!(main.is_finished());
    /// assert_eq!(event_loop.turn(), Turned::Idle);
    /// ```
    #[track_caller]
    pub fn start<F>(&self, program: F) -> Task<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let core = Arc::clone(&self.context.core);
        let main = spawn_on::<_, Infallible>(core, program, "main", Location::caller());
        if self.name == "main" { main } else { main.named(&*self.name) }
    }

    /// Calls the function whenever the run prints something or is about to block.
    ///
    /// ```
    /// use std::cell::Cell;
    /// use std::rc::Rc;
    /// use std::time::Duration;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, block, log};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let changes = Rc::new(Cell::new(0));
    /// let counter = Rc::clone(&changes);
    /// event_loop.on_change(move || counter.set(counter.get() + 1));
    /// let _main = event_loop.start(async {
    ///     log("a line");
    ///     block(Duration::from_millis(1));
    /// });
    /// event_loop.turn();
    /// assert_eq!(changes.get(), 2);
    /// ```
    pub fn on_change(&self, notify: impl Fn() + 'static) {
        self.context.set_on_change(notify);
    }

    /// Wakes the tasks whose deadline has passed, and polls one ready task.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, Turned, yield_now};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let _main = event_loop.start(async { yield_now().await });
    /// assert_eq!(event_loop.turn(), Turned::Polled); // up to the yield
    /// assert_eq!(event_loop.turn(), Turned::Polled); // to the end
    /// assert_eq!(event_loop.turn(), Turned::Idle);
    /// ```
    pub fn turn(&mut self) -> Turned {
        let _entered = context::enter(self.context.clone());
        let core = &*self.context.core;
        let mut state = core.lock();
        state.tick();
        if poll_one(core, state).is_some() { Turned::Polled } else { Turned::Idle }
    }

    /// Wakes the tasks whose deadline has passed, as the next turn would, and polls none.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, sleep};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let main = event_loop.start(sleep(Duration::from_millis(5)));
    /// event_loop.turn();
    /// event_loop.advance_to(5_000);
    /// assert_eq!(event_loop.ready(), []);
    /// event_loop.wake_due();
    /// assert_eq!(event_loop.ready(), [main.id()]);
    /// ```
    pub fn wake_due(&mut self) {
        let _entered = context::enter(self.context.clone());
        let core = &*self.context.core;
        let mut state = core.lock();
        state.tick();
        if !state.main_is_over {
            drop(wake_due(core, state));
        }
    }

    /// The tasks that are ready, in the order of the queue.
    ///
    /// ```
    /// use coroscope::runtime::trace::TaskId;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, gather, yield_now};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let _main = event_loop.start(async {
    ///     gather([yield_now(), yield_now()]).await;
    /// });
    /// assert_eq!(event_loop.ready(), [TaskId(0)]);
    /// event_loop.turn();
    /// assert_eq!(event_loop.ready(), [TaskId(1), TaskId(2)]);
    /// ```
    #[must_use]
    pub fn ready(&self) -> Vec<TaskId> {
        tasks(&self.context.core.lock()).map(|meta| meta.id).collect()
    }

    /// How many tasks are ready.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let _main = event_loop.start(async {});
    /// assert_eq!(event_loop.ready_len(), 1);
    /// ```
    #[must_use]
    pub fn ready_len(&self) -> usize {
        self.context.core.lock().ready.len()
    }

    /// Turns until no task is ready, but for at most `slice_us` microseconds of real time. A single
    /// poll can take longer, because nothing can interrupt it.
    ///
    /// Returns [`Turned::Polled`] if the time was up and tasks may still be ready.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, Turned, yield_now};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let main = event_loop.start(async {
    ///     yield_now().await;
    ///     yield_now().await;
    /// });
    /// assert_eq!(event_loop.turn_for(8_000), Turned::Idle);
    /// assert!(main.is_finished());
    /// assert_eq!(event_loop.polls(), 3);
    /// ```
    pub fn turn_for(&mut self, slice_us: u64) -> Turned {
        let _entered = context::enter(self.context.clone());
        let core = &*self.context.core;
        let mut state = core.lock();
        let began_us = state.tick();
        let mut seen_us = began_us;
        while let Some(after) = poll_one(core, state) {
            // Between two looks at the clock no time passes, as far as the loop knows.
            if after.now_us != seen_us {
                seen_us = after.now_us;
                let scale = u64::from(after.clock.scale());
                if seen_us >= began_us.saturating_add(slice_us.saturating_mul(scale)) {
                    return Turned::Polled;
                }
            }
            state = after;
        }
        Turned::Idle
    }

    /// The time of the loop's clock, in microseconds.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let event_loop = EventLoop::new(TimeSource::Virtual { now_us: 300 }, Options::default());
    /// assert_eq!(event_loop.now_us(), 300);
    /// ```
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.context.core.lock().clock.now_us()
    }

    /// How long `us` microseconds of the loop's clock take in real time, in microseconds.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, scale_time};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::wall(), Options::default());
    /// assert_eq!(event_loop.to_real_us(5_000), 5_000);
    /// let _main = event_loop.start(async { scale_time(1_000) });
    /// event_loop.turn();
    /// assert_eq!(event_loop.to_real_us(5_000), 5);
    /// ```
    #[must_use]
    pub fn to_real_us(&self, us: u64) -> u64 {
        us.div_ceil(self.context.core.lock().clock.scale().into())
    }

    /// When the next timer is due, or a wake from another simulated loop arrives, in microseconds
    /// on the loop's clock; `None` if neither is to come.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, sleep};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let _main = event_loop.start(sleep(Duration::from_millis(5)));
    /// assert_eq!(event_loop.next_deadline_us(), None);
    /// event_loop.turn();
    /// assert_eq!(event_loop.next_deadline_us(), Some(5_000));
    /// ```
    #[must_use]
    pub fn next_deadline_us(&self) -> Option<u64> {
        next_deadline_us(&mut self.context.core.lock())
    }

    /// When the loop has something to do next, in microseconds on its clock: now, if a task is
    /// ready or a timer is due; `None` if only something outside of the loop can wake a task.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, sleep};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// assert_eq!(event_loop.next_us(), None);
    /// let _main = event_loop.start(sleep(Duration::from_millis(5)));
    /// assert_eq!(event_loop.next_us(), Some(0));
    /// event_loop.turn();
    /// assert_eq!(event_loop.next_us(), Some(5_000));
    /// ```
    #[must_use]
    pub fn next_us(&self) -> Option<u64> {
        let mut state = self.context.core.lock();
        let now_us = state.clock.now_us();
        if !state.ready.is_empty() {
            return Some(now_us);
        }
        next_deadline_us(&mut state).map(|deadline_us| deadline_us.max(now_us))
    }

    /// Whether a task waits on something outside of the loop, which may wake it at any time.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, host};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let _main = event_loop.start(host("a fetch", std::future::pending::<()>()));
    /// assert!(!event_loop.waits_on_host());
    /// event_loop.turn();
    /// assert!(event_loop.waits_on_host());
    /// ```
    #[must_use]
    pub fn waits_on_host(&self) -> bool {
        self.context.core.lock().host_waits > 0
    }

    /// Moves a virtual clock forward to a time in microseconds. It never goes back, and real time
    /// cannot be moved.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// event_loop.advance_to(2_000);
    /// event_loop.advance_to(1_000);
    /// assert_eq!(event_loop.now_us(), 2_000);
    /// ```
    pub fn advance_to(&self, to_us: u64) {
        let mut state = self.context.core.lock();
        state.clock.advance_to(to_us);
        state.tick();
    }

    /// How many polls there have been, of all tasks together.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let _main = event_loop.start(async {});
    /// assert_eq!(event_loop.polls(), 0);
    /// event_loop.turn();
    /// assert_eq!(event_loop.polls(), 1);
    /// ```
    #[must_use]
    pub fn polls(&self) -> u64 {
        self.context.core.lock().polls
    }

    /// Ready if a task is ready. Otherwise it keeps the waker, which the next task to become ready
    /// wakes, or [`LoopHandle::wake`]: a driver sleeps on this.
    ///
    /// ```
    /// use std::task::{Context, Waker};
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let cx = Context::from_waker(Waker::noop());
    /// let event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// assert!(event_loop.poll_woken(&cx).is_pending());
    /// let _main = event_loop.start(async {});
    /// assert!(event_loop.poll_woken(&cx).is_ready());
    /// ```
    pub fn poll_woken(&self, cx: &PollContext<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let mut state = self.context.core.lock();
        if !state.ready.is_empty() {
            return Poll::Ready(());
        }
        let before = state.driver.replace(waker);
        drop(state);
        drop(before);
        Poll::Pending
    }

    /// A handle through which the loop can be looked at and woken while a driver owns it.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let handle = event_loop.handle();
    /// event_loop.advance_to(7_000);
    /// assert_eq!(handle.now_us(), 7_000);
    /// ```
    #[must_use]
    pub fn handle(&self) -> LoopHandle {
        LoopHandle { core: Arc::clone(&self.context.core) }
    }

    /// Ends the run: each task that has not completed is cancelled and its coroutine dropped, the
    /// ready tasks first. The trace records how the run ended.
    ///
    /// ```
    /// use coroscope::runtime::trace::End;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let main = event_loop.start(std::future::pending::<()>());
    /// event_loop.turn();
    /// event_loop.close(End::Stopped);
    /// assert!(main.is_finished());
    /// assert_eq!(event_loop.into_trace().end(), Some(&End::Stopped));
    /// ```
    pub fn close(&mut self, end: End) {
        let _entered = context::enter(self.context.clone());
        let core = &*self.context.core;
        let left: Vec<Waker> = {
            let mut state = core.lock();
            state.tick();
            state.closing = true;
            state.cause = Cause::Cancel;
            // An order decides who is polled next, and from here on no task is polled.
            state.ready.choose_no_more();
            let arrivals = std::mem::take(&mut state.arrivals);
            for (_, runnable) in arrivals {
                state.ready.push(runnable);
            }
            let ready = tasks(&state).filter(|meta| meta.set_cancelled()).map(|meta| meta.id);
            let ready: Vec<TaskId> = ready.collect();
            for task in ready {
                state.record(task, What::CancelRequested { by: By::RunEnd }, None);
            }
            state.live.iter().map(|(_, waker)| waker.clone()).collect()
        };
        for waker in left {
            waker.wake();
        }
        for _ in 0..MOST_DROPS {
            let mut state = core.lock();
            let Some(runnable) = state.ready.pop() else { break };
            let id = runnable.metadata().id;
            if runnable.metadata().set_cancelled() {
                // A coroutine that was being dropped spawned this task.
                state.record(id, What::CancelRequested { by: By::RunEnd }, None);
            }
            state.current = Some(current(&runnable));
            drop(state);
            drop(runnable);
            core.lock().current = None;
        }
        let mut state = core.lock();
        let now_us = state.tick();
        let clock = state.clock.kind();
        state.trace.get_or_insert_with(|| Trace::new(clock, 0)).finish(now_us, end);
        // A sleep that outlives the loop must not keep it alive through its waker.
        let timers = std::mem::take(&mut state.timers);
        let driver = state.driver.take();
        drop(state);
        drop((timers, driver));
    }

    /// Takes the trace out of a loop that has been closed. If nothing was recorded, the trace is
    /// empty and only says how the run ended.
    ///
    /// ```
    /// use coroscope::runtime::trace::End;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, log};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let main = event_loop.start(async { log("hello") });
    /// event_loop.turn();
    /// event_loop.close(End::Completed);
    /// drop(main);
    /// assert_eq!(event_loop.into_trace().output(), ["hello"]);
    /// ```
    #[must_use]
    pub fn into_trace(self) -> Trace {
        let mut state = self.context.core.lock();
        let clock = state.clock.kind();
        state.trace.take().unwrap_or_else(|| Trace::new(clock, 0))
    }
}

impl Drop for EventLoop {
    fn drop(&mut self) {
        if self.context.core.lock().live.is_empty() {
            return;
        }
        self.close(End::Stopped);
    }
}

/// The tasks in the ready queue, in order.
fn tasks(state: &LoopState) -> impl Iterator<Item = &Meta> {
    state.ready.iter().map(Runnable::metadata)
}

/// When the next timer is due, or a wake from another simulated loop arrives.
fn next_deadline_us(state: &mut LoopState) -> Option<u64> {
    let arrival = state.arrivals.first().map(|(us, _)| *us);
    let timer = state.timers.next_deadline_us();
    arrival.into_iter().chain(timer).min()
}
