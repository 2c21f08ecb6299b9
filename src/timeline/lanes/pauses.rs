//! When a task was ready and nobody was polled: the loop had given the browser its turn, or the
//! machine was at something else.

use super::history::{LaneKind, TaskHistory};
use super::polls::PollRef;
use super::view::View;

/// With more polls than this within the time for which a task was ready, others had their turn.
const MOST_POLLS: usize = 256;

/// The stretches of a time in which a task was ready and nobody was polled, in the order of time.
pub(in crate::timeline) fn pauses(
    view: View<'_>,
    history: &TaskHistory,
    from_us: u64,
    to_us: u64,
) -> Vec<(u64, u64)> {
    // A thread does not wait for the loop, and on a virtual clock nothing pauses.
    if history.kind == LaneKind::Thread || view.is_virtual() || from_us >= to_us {
        return Vec::new();
    }
    let polls = &view.timeline.polls;
    let begun = polls.partition_point(|poll| begin(view, poll).is_some_and(|us| us < to_us));
    let mut found = Vec::new();
    let mut end_us = to_us;
    for (looked_at, poll) in polls.iter().take(begun).rev().enumerate() {
        if looked_at == MOST_POLLS {
            return Vec::new();
        }
        let (Some(begin_us), Some(polled)) = (begin(view, poll), view.timeline.history(poll.task))
        else {
            continue;
        };
        let last = polled.spans.poll(poll.span as usize).last().unwrap_or(poll.span as usize);
        let until_us = view.end(polled, last).max(from_us);
        if until_us < end_us {
            found.push((until_us, end_us));
        }
        end_us = end_us.min(begin_us);
        if end_us <= from_us {
            break;
        }
    }
    if end_us > from_us {
        found.push((from_us, end_us));
    }
    found.reverse();
    found
}

fn begin(view: View<'_>, poll: &PollRef) -> Option<u64> {
    view.timeline.history(poll.task)?.spans.from_us.get(poll.span as usize).copied()
}
