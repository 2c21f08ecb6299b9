//! Wakes: what made a task ready, and when.

use crate::runtime::trace::{Cause, TaskId};

use super::history::TaskHistory;
use super::state::{State, Wait};
use super::view::View;

/// Why a task became ready.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::timeline) struct Wake {
    pub kind: WakeKind,
    /// The task that did it.
    pub by: Option<TaskId>,
    /// When: of a timer, when it was due.
    pub at_us: u64,
    /// When the task was polled for it, or until when it has not been.
    pub polled_us: u64,
}

/// What made a task ready. The numbers are those that arrows have outside of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(in crate::timeline) enum WakeKind {
    /// Another task, or the task itself.
    Task = 0,
    /// A deadline.
    Timer = 1,
    /// Something outside of the loop.
    Host = 2,
    /// The request to cancel it.
    Cancel = 3,
    /// The task that spawned it.
    Spawn = 4,
}

/// Why the task became ready with a span that there is, if that is known.
pub(in crate::timeline) fn wake(
    view: View<'_>,
    history: &TaskHistory,
    span: usize,
) -> Option<Wake> {
    let from_us = history.spans.from_us[span];
    let is_ready = history.spans.states[span] == State::Ready;
    let polled_us = if is_ready { view.end(history, span) } else { from_us };
    let (kind, by, at_us) = match history.spans.woken(span) {
        // Nobody has to wake a task that was never polled. The program's own nobody spawned.
        _ if span == 0 => (WakeKind::Spawn, Some(history.parent?), from_us),
        Some(Cause::Task(task)) => (WakeKind::Task, Some(task), from_us),
        Some(Cause::Timer) => {
            (WakeKind::Timer, None, due(view, history, span).unwrap_or(from_us).min(from_us))
        }
        Some(Cause::Host) => (WakeKind::Host, None, from_us),
        Some(Cause::Cancel) => {
            let by = history.cancellation.as_deref().and_then(|request| request.by);
            (WakeKind::Cancel, by, from_us)
        }
        None => return None,
    };
    Some(Wake { kind, by, at_us, polled_us })
}

/// The request that ended a task at once, so that it was never ready for it.
pub(in crate::timeline) fn cancelled(history: &TaskHistory) -> Option<Wake> {
    let request = history.cancellation.as_deref().filter(|request| request.by.is_some())?;
    let ended = history.ended.filter(|ended| ended.cancelled)?;
    let last = history.spans.len().checked_sub(1)?;
    (history.spans.woken(last) != Some(Cause::Cancel)).then_some(Wake {
        kind: WakeKind::Cancel,
        by: request.by,
        at_us: request.at_us,
        polled_us: ended.at_us,
    })
}

/// Whether a generator that waited is resumed with this span.
pub(in crate::timeline) fn is_resumed(history: &TaskHistory, span: usize) -> bool {
    let before = span.checked_sub(1).map(|before| history.spans.detail(before).wait);
    before == Some(Wait::Send)
}

/// When the timer was due for which the task waited before this span.
fn due(view: View<'_>, history: &TaskHistory, span: usize) -> Option<u64> {
    let before = span.checked_sub(1)?;
    let left = match history.spans.detail(before).wait {
        Wait::Timer(left) | Wait::Timers(left) => left,
        Wait::Several(several) => view.timeline.several.get(several as usize)?.timer?,
        _ => return None,
    };
    Some(history.spans.from_us[before].saturating_add(left.us()))
}
