//! One turn of the loop: whose time has come is woken, and one ready task is polled.

use std::sync::MutexGuard;

use async_task::Runnable;

use super::state::{Core, Current, Meta, State};
use super::trace::{Cause, What};

/// How many polls go by at most between two looks at the clock when nobody records. A look costs as
/// much as a few switches, so the loop looks half as often each time that hardly any time has passed,
/// and twice as often otherwise: where each poll takes long, after each poll. Where short polls suddenly
/// become long ones, a slice can grow longer by so many polls.
const MOST_POLLS_UNTIMED: u32 = 1024;

/// What counts as hardly any time between two looks at the clock, in microseconds: a slice of the
/// browser's driver is sixteen times as long.
const HARDLY_US: u64 = 500;

/// Wakes the tasks whose deadline has passed, and polls one ready task. The lock is handed in and
/// out, because taking it anew is a good part of what a poll costs; it is not held during the poll.
/// `None` if no task is ready, or the run is over.
#[inline(always)]
pub(super) fn poll_one<'a>(
    core: &'a Core,
    mut state: MutexGuard<'a, State>,
) -> Option<MutexGuard<'a, State>> {
    if state.main_is_over {
        return None;
    }
    state = wake_due(core, state);
    let runnable = state.ready.pop()?;
    let now = current(&runnable);
    state.current = Some(now);
    state.poll_is_over = false;
    if !now.cancelled {
        state.record(now.task, What::PollStarted, None);
    }
    drop(state);
    runnable.run();
    let mut state = core.lock();
    state.current = None;
    state.polls += 1;
    if state.trace.is_some() {
        if !state.poll_is_over {
            state.tick();
            state.record(now.task, What::PollEnded, None);
        }
    } else if state.polls >= state.look_at_clock_after {
        look_at_clock(&mut state);
    }
    Some(state)
}

/// Puts everybody in the ready queue whose time has come, if there is anybody.
#[inline(always)]
pub(super) fn wake_due<'a>(core: &'a Core, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
    if state.timers.is_due(state.now_us) || !state.arrivals.is_empty() {
        return catch_up(core, state);
    }
    state
}

/// Reads the clock, and decides when to do so again.
#[cold]
#[inline(never)]
fn look_at_clock(state: &mut State) {
    let before_us = state.now_us;
    let scale = u64::from(state.clock.scale());
    let is_hardly = state.tick() - before_us < HARDLY_US.saturating_mul(scale);
    let polls = state.polls_untimed;
    let next = if is_hardly { (polls * 2).min(MOST_POLLS_UNTIMED) } else { (polls / 2).max(1) };
    state.polls_untimed = next;
    state.look_at_clock_after = state.polls + u64::from(next);
}

/// The task that is about to be polled or dropped.
pub(super) fn current(runnable: &Runnable<Meta>) -> Current {
    let meta = runnable.metadata();
    Current { task: meta.id, polled: meta.id, key: meta.key(), cancelled: meta.is_cancelled() }
}

/// Puts everybody in the ready queue whose time has come.
#[cold]
#[inline(never)]
fn catch_up<'a>(core: &'a Core, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
    if !state.arrivals.is_empty() {
        arrive(&mut state);
    }
    fire_timers(core, state)
}

/// Puts those tasks in the ready queue that another simulated loop has woken by now, the earliest
/// first.
fn arrive(state: &mut State) {
    let now_us = state.now_us;
    let arrived: Vec<_> = state.arrivals.extract_if(.., |(us, _)| *us <= now_us).collect();
    for (_, runnable) in arrived {
        let task = runnable.metadata().id;
        state.record(task, What::Woken { cause: Cause::Host }, None);
        state.ready.push(runnable);
    }
}

/// Wakes every task whose deadline has passed, the earliest deadline first.
fn fire_timers<'a>(core: &'a Core, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
    loop {
        let now_us = state.now_us;
        let Some(slot) = state.timers.pop_due(now_us) else { return state };
        state.cause = Cause::Timer;
        let ready = state.ready.len();
        drop(state);
        slot.waker.wake();
        state = core.lock();
        state.cause = Cause::Host;
        if state.ready.len() == ready {
            state.record(slot.task, What::WakeMerged { cause: Cause::Timer }, None);
        } else {
            state.timers.note_fired_first(slot.number);
        }
    }
}
