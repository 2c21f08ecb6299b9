//! One turn of the loop: the tasks that are due are woken, and one ready task is polled.

use std::cell::Cell;
use std::sync::MutexGuard;

use async_task::Runnable;

use super::state::{Core, Current, LoopState, Meta};
use super::trace::{Cause, What};

/// There are at most this many polls between two looks at the clock when nothing is recorded.
///
/// A look costs as much as a few switches. So the loop looks half as often whenever hardly any time
/// has passed, and twice as often otherwise, up to once after each poll. When short polls suddenly
/// become long, a slice can last this many polls longer.
const MOST_POLLS_UNTIMED: u32 = 1024;

/// What counts as hardly any time between two looks at the clock, in microseconds: a slice of the
/// browser's driver is sixteen times as long.
const HARDLY_US: u64 = 500;

thread_local! {
    /// A task that was woken while it was polled, from the end of that poll until whoever has polled
    /// it puts it in the queue.
    static WOKEN: Cell<Option<Runnable<Meta>>> = const { Cell::new(None) };
}

/// Keeps a task that was woken while it was polled. That poll has just ended, so whoever has polled it
/// is about to lock the loop, and nobody has to lock it for the wake.
// Each kind of coroutine has code of its own around this, so it is not repeated there.
#[inline(never)]
pub(super) fn woken_while_polled(runnable: Runnable<Meta>) {
    WOKEN.with(|woken| woken.set(Some(runnable)));
}

/// Wakes the tasks whose deadline has passed, and polls one ready task. The lock is handed in and
/// out, because taking it anew is a good part of what a poll costs; it is not held during the poll.
/// `None` if no task is ready, or the run is over.
#[inline(always)]
pub(super) fn poll_one<'a>(
    core: &'a Core,
    mut state: MutexGuard<'a, LoopState>,
) -> Option<MutexGuard<'a, LoopState>> {
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
    let is_ready_again = runnable.run();
    let mut state = core.lock();
    if is_ready_again && let Some(runnable) = WOKEN.with(Cell::take) {
        // Whatever called its waker, it was this task that was polled.
        state.record(now.task, What::Woken { cause: Cause::Task(now.task) }, None);
        state.ready.push(runnable);
    }
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

/// Puts the tasks that are due in the ready queue, if there are any.
#[inline(always)]
pub(super) fn wake_due<'a>(
    core: &'a Core,
    state: MutexGuard<'a, LoopState>,
) -> MutexGuard<'a, LoopState> {
    if state.timers.is_due(state.now_us) || !state.arrivals.is_empty() {
        return catch_up(core, state);
    }
    state
}

/// Reads the clock, and decides after how many polls to read it again.
#[cold]
#[inline(never)]
fn look_at_clock(state: &mut LoopState) {
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

/// Puts the tasks that are due in the ready queue.
#[cold]
#[inline(never)]
fn catch_up<'a>(core: &'a Core, mut state: MutexGuard<'a, LoopState>) -> MutexGuard<'a, LoopState> {
    if !state.arrivals.is_empty() {
        arrive(&mut state);
    }
    fire_timers(core, state)
}

/// Puts the tasks that another simulated loop has woken by now in the ready queue, the earliest
/// first.
fn arrive(state: &mut LoopState) {
    let now_us = state.now_us;
    let arrived: Vec<_> = state.arrivals.extract_if(.., |(us, _)| *us <= now_us).collect();
    for (_, runnable) in arrived {
        let task = runnable.metadata().id;
        state.record(task, What::Woken { cause: Cause::Host }, None);
        state.ready.push(runnable);
    }
}

/// Wakes each task whose deadline has passed, the earliest deadline first.
fn fire_timers<'a>(
    core: &'a Core,
    mut state: MutexGuard<'a, LoopState>,
) -> MutexGuard<'a, LoopState> {
    loop {
        let now_us = state.now_us;
        let Some(fired) = state.timers.pop_due(now_us) else { return state };
        state.cause = Cause::Timer;
        let ready = state.ready.len();
        drop(state);
        fired.waker.wake();
        state = core.lock();
        state.cause = Cause::Host;
        if state.ready.len() == ready {
            state.record(fired.task, What::WakeMerged { cause: Cause::Timer }, None);
        } else {
            state.timers.note_fired_first(fired.number);
        }
    }
}
