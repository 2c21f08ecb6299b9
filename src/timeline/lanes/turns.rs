//! Which task had the loop when: the polls of the loop as turns of its tasks.

use std::ops::Range;

use crate::runtime::trace::{SiteId, TaskId};

use super::state::{TaskState, Wait};
use super::view::View;

/// One poll of the loop.
#[derive(Clone, Copy, Debug)]
pub(in crate::timeline) struct Turn {
    /// The task that had the loop, or the generator inside its poll that took most of the time.
    pub task: TaskId,
    pub from_us: u64,
    pub to_us: u64,
    pub state: TaskState,
    /// The line that took most of the time.
    pub site: Option<SiteId>,
}

/// The turns that began before the time given, the latest first.
pub(in crate::timeline) fn turns_before(
    view: View<'_>,
    us: u64,
) -> impl Iterator<Item = Turn> + '_ {
    let polls = &view.timeline.polls;
    let begun = polls.partition_point(|poll| {
        let history = view.timeline.history(poll.task);
        let from_us = history.and_then(|history| history.spans.from_us.get(poll.span as usize));
        from_us.is_some_and(|from_us| *from_us < us)
    });
    (0..begun).rev().filter_map(move |poll| turn(view, poll))
}

/// [`who_had_it`] looks back at most this many turns. A task that waits for more turns waits for
/// very many tasks, and no single task is worth naming.
const MOST_TURNS: usize = 10_000;

/// Generators inside generators are followed at most this deep.
const MOST_NESTED: usize = 16;

/// The turn that took the longest part of the time given, and how long that part was.
pub(in crate::timeline) fn who_had_it(
    view: View<'_>,
    from_us: u64,
    to_us: u64,
) -> Option<(Turn, u64)> {
    let part = |turn: &Turn| turn.to_us.min(to_us).saturating_sub(turn.from_us.max(from_us));
    turns_before(view, to_us)
        .take_while(|turn| turn.to_us > from_us)
        .take(MOST_TURNS)
        .map(|turn| (turn, part(&turn)))
        .max_by_key(|(_, part)| *part)
        .filter(|(_, part)| *part > 0)
}

fn turn(view: View<'_>, poll: usize) -> Option<Turn> {
    let poll = view.timeline.polls.get(poll)?;
    let history = view.timeline.history(poll.task)?;
    let parts = history.spans.poll(poll.span as usize);
    let (from_us, to_us) =
        (history.spans.from_us.get(parts.start)?, view.end(history, parts.clone().last()?));
    let (task, span) = most_of_it(view, poll.task, parts)?;
    let history = view.timeline.history(task)?;
    Some(Turn {
        task,
        from_us: *from_us,
        to_us,
        state: view.state(history, span),
        site: history.spans.site(span),
    })
}

/// What took most of a poll: the task or a generator inside its poll, and the span.
fn most_of_it(view: View<'_>, task: TaskId, parts: Range<usize>) -> Option<(TaskId, usize)> {
    let (mut task, mut parts) = (task, parts);
    for _ in 0..MOST_NESTED {
        let history = view.timeline.history(task)?;
        let span =
            parts.max_by_key(|span| view.end(history, *span) - history.spans.from_us[*span])?;
        let Wait::Resumed(generator) = history.spans.detail(span).wait else {
            return Some((task, span));
        };
        let inside = &view.timeline.history(generator)?.spans;
        parts = inside.poll(inside.at(history.spans.from_us[span])?);
        if parts.is_empty() {
            return Some((task, span));
        }
        task = generator;
    }
    None
}
