//! The loop, as a driver turns it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context as PollContext, Poll};

use async_task::Runnable;

use super::context::{self, Context};
use super::handle::LoopHandle;
use super::spawn::{Infallible, spawn_on};
use super::state::{Core, LoopState, Meta, Options};
use super::task::Task;
use super::time_source::TimeSource;
use super::trace::{self, TaskId};
use super::turning::{poll_one, wake_due};

mod clock;
mod closing;

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
        self.turn_at_most(1, u64::MAX)
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
        self.turn_at_most(u64::MAX, slice_us)
    }

    // One function for both ways to turn a loop, because what a turn does is inlined.
    #[inline(never)]
    fn turn_at_most(&mut self, polls: u64, slice_us: u64) -> Turned {
        let _entered = context::enter(self.context.clone());
        let core = &*self.context.core;
        let mut state = core.lock();
        let began_us = state.tick();
        let last_poll = state.polls.saturating_add(polls);
        let mut seen_us = began_us;
        while let Some(after) = poll_one(core, state) {
            if after.polls >= last_poll {
                return Turned::Polled;
            }
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
}

/// The tasks in the ready queue, in order.
fn tasks(state: &LoopState) -> impl Iterator<Item = &Meta> {
    state.ready.iter().map(Runnable::metadata)
}
