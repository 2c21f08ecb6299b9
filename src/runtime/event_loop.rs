//! The loop, as a driver turns it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context as PollContext, Poll, Waker};

use async_task::Runnable;

use super::clock::Clock;
use super::context::{self, Context};
use super::handle::LoopHandle;
use super::spawn::{infallible, spawn_on};
use super::state::{Core, Meta, Options, State};
use super::task::Task;
use super::trace::{self, Cause, End, TaskId, Trace, What};
use super::turning::{current, poll_one, wake_due};

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
    /// What the program's own coroutine is called.
    name: Cow<'static, str>,
}

impl EventLoop {
    /// A loop with nothing to do.
    #[must_use]
    pub fn new(clock: Clock, options: Options) -> Self {
        let records = options.capacity.is_some();
        let name = options.name.clone();
        let simulated = clock.kind() == trace::Clock::Virtual;
        let core = Core::new(clock, options);
        let on_change = Rc::new(RefCell::new(None));
        Self { context: Context { core, records, simulated, on_change }, name }
    }

    /// Spawns a program's own coroutine. Once it has completed, the loop polls nothing
    /// any more: what is left is there to be [closed](Self::close).
    #[track_caller]
    pub fn start<F>(&self, program: F) -> Task<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let core = Arc::clone(&self.context.core);
        let main = spawn_on(core, program, infallible, "main", Location::caller());
        if self.name == "main" { main } else { main.named(&*self.name) }
    }

    /// Calls the function whenever the run prints something or is about to block.
    pub fn on_change(&self, tell: impl Fn() + 'static) {
        self.context.set_on_change(tell);
    }

    /// Wakes the tasks whose deadline has passed, and polls one ready task.
    pub fn turn(&mut self) -> Turned {
        let _entered = context::enter(self.context.clone());
        let core = &*self.context.core;
        let mut state = core.lock();
        state.tick();
        if poll_one(core, state).is_some() { Turned::Polled } else { Turned::Idle }
    }

    /// Wakes the tasks whose deadline has passed, as the next turn would, and polls none.
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
    #[must_use]
    pub fn ready(&self) -> Vec<TaskId> {
        tasks(&self.context.core.lock()).map(|meta| meta.id).collect()
    }

    /// How many tasks are ready.
    #[must_use]
    pub fn ready_len(&self) -> usize {
        self.context.core.lock().ready.len()
    }

    /// Turns until no task is ready, but no longer than `slice_us` microseconds of real time; a single poll can take longer, because nothing can interrupt it.
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
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.context.core.lock().clock.now_us()
    }

    /// How long a stretch on the loop's clock takes in real time, in microseconds.
    #[must_use]
    pub fn to_real_us(&self, us: u64) -> u64 {
        us.div_ceil(self.context.core.lock().clock.scale().into())
    }

    /// When the next timer is due, or what another simulated loop has done arrives here: in
    /// microseconds on the loop's clock.
    #[must_use]
    pub fn next_deadline_us(&self) -> Option<u64> {
        next_deadline_us(&mut self.context.core.lock())
    }

    /// When the loop has something to do next, in microseconds on its clock: now, if a task is
    /// ready or a timer is due.
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
        self.context.core.lock().polls
    }

    /// Is ready as soon as a task is, or when [`LoopHandle::wake`] is called.
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
    #[must_use]
    pub fn handle(&self) -> LoopHandle {
        LoopHandle { core: Arc::clone(&self.context.core) }
    }

    /// Ends the run: every task that has not completed is cancelled, those first that are
    /// ready, and its coroutine dropped. The trace says how the run ended.
    pub fn close(&mut self, end: End) {
        let _entered = context::enter(self.context.clone());
        let core = &*self.context.core;
        let left: Vec<Waker> = {
            let mut state = core.lock();
            state.tick();
            state.closing = true;
            state.cause = Cause::Cancel;
            // An order says who is polled next, and nobody is polled any more.
            state.ready.choose_no_more();
            let arrivals = std::mem::take(&mut state.arrivals);
            for (_, runnable) in arrivals {
                state.ready.push(runnable);
            }
            let ready = tasks(&state).filter(|meta| meta.set_cancelled()).map(|meta| meta.id);
            let ready: Vec<TaskId> = ready.collect();
            for task in ready {
                state.record(task, What::CancelRequested { by: None }, None);
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
                // A coroutine spawned it while it was dropped itself.
                state.record(id, What::CancelRequested { by: None }, None);
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
        // Somebody may still own a sleep, which must not keep the loop alive through its waker.
        let timers = std::mem::take(&mut state.timers);
        let driver = state.driver.take();
        drop(state);
        drop((timers, driver));
    }

    /// Takes the trace out of a loop that has been closed. If nobody recorded, it is empty and only
    /// says how the run ended.
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
fn tasks(state: &State) -> impl Iterator<Item = &Meta> {
    state.ready.iter().map(Runnable::metadata)
}

/// When the next timer is due, or what another simulated loop has done arrives.
fn next_deadline_us(state: &mut State) -> Option<u64> {
    let arrival = state.arrivals.first().map(|(us, _)| *us);
    let timer = state.timers.next_deadline_us();
    arrival.into_iter().chain(timer).min()
}
