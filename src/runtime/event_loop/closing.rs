//! The end of a run: nobody is left, and the trace is handed over.

use std::task::Waker;

use super::{EventLoop, tasks};
use crate::runtime::context;
use crate::runtime::trace::{By, Cause, End, TaskId, Trace, What};
use crate::runtime::turning::current;

/// How many tasks are dropped at the end of a run before the loop gives up on coroutines that
/// spawn new ones whenever they are dropped.
const MOST_DROPS: usize = 10_000_000;

impl EventLoop {
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
