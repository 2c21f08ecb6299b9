//! What a task does in two or three words, to be written into its lane.

use crate::timeline::lanes::{TaskHistory, TaskState, View, Wait};

use super::format::{duration, number};
use super::phrases::waiting_for;

/// A span in a few words: "sleep 1,000 ms", "for first", "for 3 tasks". Empty if there is nothing to say.
pub(in crate::timeline) fn brief(view: View<'_>, history: &TaskHistory, span: usize) -> String {
    let wait = history.spans.detail(span).wait;
    let from_us = history.spans.from_us.get(span).copied().unwrap_or_default();
    let us = view.end(history, span).saturating_sub(from_us);
    match (view.state(history, span), wait) {
        (TaskState::Ready | TaskState::Paused, _) => "ready".to_owned(),
        (TaskState::Running, _) => "works ".to_owned() + &duration(us),
        (TaskState::Blocking, _) => "blocks ".to_owned() + &duration(us),
        (_, Wait::Timer(left)) => "sleep ".to_owned() + &duration(left.us()),
        (_, Wait::Timers(left) | Wait::Limit(left)) => "timer ".to_owned() + &duration(left.us()),
        (_, Wait::Unknown | Wait::LoopStop | Wait::Callback) => String::new(),
        (_, Wait::AllOf(of)) if of > 1 => format!("for {} tasks", number(of.into())),
        (_, wait) => waiting_for(view, wait).replace('`', ""),
    }
}
