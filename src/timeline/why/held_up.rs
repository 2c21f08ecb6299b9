//! Which tasks were ready, and had to wait, while polls blocked the loop.

use crate::runtime::trace::TaskId;
use crate::timeline::lanes::{Blocked, TaskHistory, TaskState, View};

/// At most this many polls are searched for tasks that were ready meanwhile.
pub(super) const MOST_POLLS: usize = 20;

/// The tasks that were ready during the polls, and for how long each.
pub(in crate::timeline) fn held_up(view: View<'_>, polls: &[Blocked]) -> Vec<(TaskId, u64)> {
    let mut found: Vec<(TaskId, u64)> = Vec::new();
    for (number, history) in view.timeline.histories.iter().enumerate() {
        let ready = polls.iter().take(MOST_POLLS).map(|poll| ready_during(view, history, *poll));
        let ready_us = ready.fold(0, u64::saturating_add);
        if ready_us > 0 {
            found.push((TaskId(number as u32), ready_us));
        }
    }
    found
}

/// How long a task was ready during a poll of another task.
fn ready_during(view: View<'_>, history: &TaskHistory, poll: Blocked) -> u64 {
    let Some(first) = history.spans.at(poll.from_us).or((history.spans.len() > 0).then_some(0))
    else {
        return 0;
    };
    // During a poll of another task there are few spans, because the task cannot run.
    (first..history.spans.len())
        .take_while(|span| history.spans.from_us[*span] < poll.to_us)
        .filter(|span| history.spans.states[*span] == TaskState::Ready)
        .map(|span| {
            let (from_us, to_us) = (history.spans.from_us[span], view.end(history, span));
            to_us.min(poll.to_us).saturating_sub(from_us.max(poll.from_us))
        })
        .sum()
}
