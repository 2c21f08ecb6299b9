//! Wakes: what made a task ready, and when.

use crate::runtime::trace::{By, Cause, TaskId};

use super::history::TaskHistory;
use super::state::{TaskState, Wait};
use super::view::View;

/// Why a task became ready.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::timeline) struct Wake {
    pub kind: WakeKind,
    /// The task that woke it.
    pub by: Option<TaskId>,
    /// When it was woken. For a timer: when that was due.
    pub at_us: u64,
    /// When the task was polled for it, or the end of what is known if it has not been.
    pub polled_us: u64,
}

/// What made a task ready. The numbers stand for it in arrows, outside of Rust.
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

/// What made the task ready with a span, which must exist; `None` if that is not known.
pub(in crate::timeline) fn wake(
    view: View<'_>,
    history: &TaskHistory,
    span: usize,
) -> Option<Wake> {
    let from_us = history.spans.from_us[span];
    let is_ready = history.spans.states[span] == TaskState::Ready;
    let polled_us = if is_ready { view.end(history, span) } else { from_us };
    let (kind, by, at_us) = match history.spans.woken(span) {
        // A task that was never polled is ready because it was spawned. The program's own has no
        // parent.
        _ if span == 0 => (WakeKind::Spawn, Some(history.parent?), from_us),
        Some(Cause::Task(task)) => (WakeKind::Task, Some(task), from_us),
        Some(Cause::Timer) => {
            (WakeKind::Timer, None, due(view, history, span).unwrap_or(from_us).min(from_us))
        }
        Some(Cause::Host) => (WakeKind::Host, None, from_us),
        Some(Cause::Cancel) => {
            (WakeKind::Cancel, asked_by(history, from_us).and_then(By::task), from_us)
        }
        Some(Cause::Unknown) | None => return None,
    };
    Some(Wake { kind, by, at_us, polled_us })
}

/// The request to cancel that ended a task at once, so that the task was never ready for it.
pub(in crate::timeline) fn cancelled(history: &TaskHistory) -> Option<Wake> {
    let request = history.cancellation.as_deref()?;
    let by = Some(request.by.task()?);
    let ended = history.ended.filter(|ended| ended.cancelled)?;
    let last = history.spans.len().checked_sub(1)?;
    (history.spans.woken(last) != Some(Cause::Cancel)).then_some(Wake {
        kind: WakeKind::Cancel,
        by,
        at_us: request.at_us,
        polled_us: ended.at_us,
    })
}

/// Who asked the task to stop for which it was woken at a time, if that is known: of several requests
/// only the last is.
pub(in crate::timeline) fn asked_by(history: &TaskHistory, woken_us: u64) -> Option<By> {
    let request = history.cancellation.as_deref().filter(|request| request.at_us <= woken_us)?;
    Some(request.by)
}

/// Whether a caller resumes a waiting generator with this span.
pub(in crate::timeline) fn is_resumed(history: &TaskHistory, span: usize) -> bool {
    let before = span.checked_sub(1).map(|before| history.spans.detail(before).wait);
    before == Some(Wait::Send)
}

/// When the timer was due that the task waited for before this span.
fn due(view: View<'_>, history: &TaskHistory, span: usize) -> Option<u64> {
    let before = span.checked_sub(1)?;
    let left = match history.spans.detail(before).wait {
        Wait::Several(several) => view.timeline.several.get(several as usize)?.timer?,
        wait => wait.left()?,
    };
    Some(history.spans.from_us[before].saturating_add(left.us()))
}
