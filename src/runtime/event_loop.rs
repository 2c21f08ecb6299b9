//! The loop: it polls one ready task after the other, and wakes those whose deadline has passed.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context as PollContext, Poll, Waker};

use super::clock::Clock;
use super::context::{self, Context};
use super::state::{Core, Current, Options};
use super::task::{Meta, Task, spawn_on};
use super::trace::{Cause, End, TaskId, Trace, What};

/// How many polls go by between two looks at the clock when nobody records.
const POLLS_PER_TICK: u64 = 16;

/// How many tasks are dropped at the end of a run before the loop gives up on coroutines that
/// spawn new ones whenever they are dropped.
const MOST_DROPS: usize = 10_000_000;

/// What [`EventLoop::turn`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// It polled a task.
    Polled,
    /// No task is ready.
    Idle,
}

/// An event loop. A driver turns it: see [`drivers`](crate::drivers).
#[derive(Debug)]
pub struct EventLoop {
    context: Context,
    polls: u64,
}

impl EventLoop {
    /// A loop with nothing to do.
    #[must_use]
    pub fn new(clock: Clock, options: Options) -> Self {
        let core = Core::new(clock, options);
        Self { context: Context { core, on_change: Rc::new(RefCell::new(None)) }, polls: 0 }
    }

    /// Spawns a program's own coroutine, as `main`.
    #[track_caller]
    pub fn start<F>(&self, program: F) -> Task<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        spawn_on(&self.context.core, program, |_| None, "main", std::panic::Location::caller())
    }

    /// Calls the function whenever the run prints something or is about to block.
    pub fn on_change(&self, tell: impl Fn() + 'static) {
        *self.context.on_change.borrow_mut() = Some(Rc::new(tell));
    }

    /// Wakes the tasks whose deadline has passed, and polls one ready task.
    pub fn turn(&mut self) -> Turned {
        let _entered = context::enter(self.context.clone());
        self.turn_entered()
    }

    /// Turns until no task is ready, but no longer than `slice_us` microseconds by the loop's
    /// clock; a single poll can take longer, because nothing can interrupt it.
    pub fn turn_for(&mut self, slice_us: u64) -> Turned {
        let _entered = context::enter(self.context.clone());
        let until_us = self.context.core.lock().tick().saturating_add(slice_us);
        while self.turn_entered() == Turned::Polled {
            if self.context.core.lock().now_us >= until_us {
                return Turned::Polled;
            }
        }
        Turned::Idle
    }

    /// The time of the loop's clock, in microseconds.
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.context.core.lock().clock.now_us()
    }

    /// When the next timer is due, in microseconds on the loop's clock.
    #[must_use]
    pub fn next_deadline_us(&self) -> Option<u64> {
        self.context.core.lock().timers.next_deadline_us()
    }

    /// Whether a task waits on something outside of the loop, which may wake it at any time.
    #[must_use]
    pub fn waits_on_host(&self) -> bool {
        self.context.core.lock().host_waits > 0
    }

    /// Moves a virtual clock forward; real time cannot be moved.
    pub fn advance_to(&self, to_us: u64) {
        let mut state = self.context.core.lock();
        state.clock.advance_to(to_us);
        state.tick();
    }

    /// How many tasks were polled.
    #[must_use]
    pub fn polls(&self) -> u64 {
        self.polls
    }

    /// Is ready as soon as a task is, or when [`LoopHandle::wake`] is called.
    pub fn poll_woken(&self, cx: &PollContext<'_>) -> Poll<()> {
        let mut state = self.context.core.lock();
        if !state.ready.is_empty() {
            return Poll::Ready(());
        }
        let before = state.driver.replace(cx.waker().clone());
        drop(state);
        drop(before);
        Poll::Pending
    }

    /// A handle through which the loop can be looked at and woken while a driver owns it.
    #[must_use]
    pub fn handle(&self) -> LoopHandle {
        LoopHandle { core: Arc::clone(&self.context.core) }
    }

    /// Ends the run: every task that has not completed is cancelled, those first that are
    /// ready, and its coroutine dropped. The trace says how the run ended.
    pub fn close(&mut self, end: End) {
        let _entered = context::enter(self.context.clone());
        let left: Vec<Waker> = {
            let mut state = self.context.core.lock();
            state.tick();
            state.closing = true;
            state.cause = Cause::Cancel;
            let ready: Vec<TaskId> = state.ready.not_cancelled().collect();
            for task in ready {
                state.record(task, What::CancelRequested { by: None }, None);
            }
            state.live.iter().map(|(_, waker)| waker.clone()).collect()
        };
        for waker in left {
            waker.wake();
        }
        for _ in 0..MOST_DROPS {
            let Some(runnable) = self.context.core.lock().ready.pop() else { break };
            let Meta { id: task, key, .. } = *runnable.metadata();
            let current = Current { task, key: key as usize, cancelled: true };
            self.context.core.lock().current = Some(current);
            runnable.metadata().set_cancelled();
            drop(runnable);
            self.context.core.lock().current = None;
        }
        let mut state = self.context.core.lock();
        let now_us = state.tick();
        let clock = state.clock.kind();
        state.trace.get_or_insert_with(|| Trace::new(clock, 0)).finish(now_us, end);
    }

    /// Takes the trace out of a loop that has been closed. If nobody recorded, it is empty and only
    /// says how the run ended.
    #[must_use]
    pub fn into_trace(self) -> Trace {
        let mut state = self.context.core.lock();
        let clock = state.clock.kind();
        state.trace.take().unwrap_or_else(|| Trace::new(clock, 0))
    }

    fn turn_entered(&mut self) -> Turned {
        let core = &*self.context.core;
        fire_timers(core);
        let runnable = {
            let mut state = core.lock();
            let Some(runnable) = state.ready.pop() else { return Turned::Idle };
            let Meta { id, key, .. } = *runnable.metadata();
            let cancelled = runnable.metadata().is_cancelled();
            state.current = Some(Current { task: id, key: key as usize, cancelled });
            state.poll_is_over = false;
            if !cancelled {
                state.record(id, What::PollStarted, None);
            }
            runnable
        };
        runnable.run();
        self.polls += 1;
        let mut state = core.lock();
        if let Some(current) = state.current.take()
            && state.trace.is_some()
            && !state.poll_is_over
            && !current.cancelled
        {
            state.tick();
            state.record(current.task, What::PollEnded, None);
        } else if self.polls % POLLS_PER_TICK == 0 {
            state.tick();
        }
        Turned::Polled
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

/// A loop seen from outside, while a driver turns it.
#[derive(Clone, Debug)]
pub struct LoopHandle {
    core: Arc<Core>,
}

impl LoopHandle {
    /// Wakes the driver, so that it looks again at what there is to do.
    pub fn wake(&self) {
        let driver = self.core.lock().driver.take();
        if let Some(driver) = driver {
            driver.wake();
        }
    }

    /// The time of the loop's clock, in microseconds.
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.core.lock().clock.now_us()
    }

    /// Looks at the trace so far; `None` if nobody records, or the trace was taken out.
    ///
    /// The loop is locked meanwhile, so the function must not turn it or touch its tasks.
    pub fn with_trace<T>(&self, look: impl FnOnce(&Trace) -> T) -> Option<T> {
        self.core.lock().trace.as_ref().map(look)
    }
}

/// Wakes every task whose deadline has passed, the earliest deadline first.
fn fire_timers(core: &Core) {
    loop {
        let mut state = core.lock();
        let now_us = state.now_us;
        let Some(slot) = state.timers.pop_due(now_us) else { return };
        state.cause = Cause::Timer;
        let scheduled = state.scheduled;
        drop(state);
        slot.waker.wake();
        let mut state = core.lock();
        state.cause = Cause::Host;
        if state.scheduled == scheduled {
            state.record(slot.task, What::WakeMerged { cause: Cause::Timer }, None);
        }
    }
}
