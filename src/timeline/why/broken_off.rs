//! What was going on when a run, or its record, broke off.

use crate::runtime::trace::{End, SiteId, TaskId};
use crate::timeline::lanes::{Cancellation, TaskHistory, TaskState, View, Wait};
use crate::timeline::words::{count, duration, list, names, waiting_for};

/// At most this many groups of tasks are described.
const MOST_GROUPS: usize = 3;

/// At most this many tasks of a group are named.
const MOST_NAMES: usize = 3;

/// Tasks that were all doing the same thing.
struct Group {
    tasks: Vec<TaskId>,
    at: Cancellation,
    blocks: bool,
}

/// Why a run has not come to its own end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unfinished {
    /// It was ended from outside, got stuck, took too many polls or panicked.
    Ended(&'static str),
    /// It goes on.
    GoesOn,
    /// The record ends before the run does.
    RecordEnds,
}

/// A sentence about a run that has not come to its own end: it was stopped, goes on, or outlives its
/// record. `None` for a complete run.
pub(super) fn broken_off(view: View<'_>, total_us: u64) -> Option<String> {
    let unfinished = unfinished(view)?;
    let after = duration(total_us);
    let opening = match unfinished {
        Unfinished::Ended(how) => format!("{how} after {after}"),
        Unfinished::GoesOn => format!("So far {after}"),
        Unfinished::RecordEnds => format!("The last that was recorded, at {after}"),
    };
    let (groups, others) = groups(view);
    let mut parts: Vec<String> =
        groups.iter().map(|group| describe(view, group, unfinished)).collect();
    if others > 0 {
        let had = if unfinished == Unfinished::GoesOn { "have" } else { "had" };
        let have = if others == 1 && had == "have" { "has" } else { had };
        parts.push(format!("{} {have} not ended either", count(others, "more task")));
    }
    let what = list(&parts);
    Some(match (unfinished, what.is_empty()) {
        (_, true) => format!("{opening}."),
        (Unfinished::Ended(_), false) => format!("{opening}, while {what}."),
        (_, false) => format!("{opening}: {what}."),
    })
}

fn unfinished(view: View<'_>) -> Option<Unfinished> {
    if view.trace.dropped() > 0 {
        return None;
    }
    match view.trace.end() {
        Some(End::Completed) => None,
        Some(End::Stopped) => Some(Unfinished::Ended("Stopped")),
        Some(End::Stuck) => Some(Unfinished::Ended("Stuck")),
        Some(End::PollLimit | End::StepLimit) => Some(Unfinished::Ended("Ended")),
        Some(End::Panicked { .. }) => Some(Unfinished::Ended("Panicked")),
        None => {
            let root = view.timeline.histories.first()?;
            let now_us = view.timeline.now_us();
            if root.ended.is_some() || now_us == 0 {
                None
            } else if now_us > view.trace.last_us() {
                Some(Unfinished::GoesOn)
            } else {
                Some(Unfinished::RecordEnds)
            }
        }
    }
}

/// How well a task explains why the run had not come further: the lowest rank explains it best.
fn rank(at: &Cancellation) -> u32 {
    match (at.state, at.wait) {
        (TaskState::Running | TaskState::Blocking, _) => 0,
        (TaskState::Task, _) => 2,
        (_, Wait::Send) => 3,
        _ => 1,
    }
}

/// The tasks of the lowest [rank], grouped by what they were doing, and how many of them are left
/// out.
fn groups(view: View<'_>) -> (Vec<Group>, u64) {
    let now_us = view.timeline.now_us();
    let histories = view.timeline.histories.iter().enumerate();
    let stood = histories.filter_map(|(task, history)| {
        Some((
            TaskId(task as u32),
            history,
            history.broke_off(now_us).filter(|at| is_shown(view, task, at))?,
        ))
    });
    let stood: Vec<(TaskId, &TaskHistory, Cancellation)> = stood.collect();
    let Some(best) = stood.iter().map(|(_, _, at)| rank(at)).min() else { return (Vec::new(), 0) };
    let (mut groups, mut others): (Vec<Group>, u64) = (Vec::new(), 0);
    for (task, history, at) in stood.iter().filter(|(_, _, at)| rank(at) == best) {
        let same = |group: &&mut Group| key(&group.at) == key(at);
        if let Some(group) = groups.iter_mut().find(same) {
            group.tasks.push(*task);
        } else if groups.len() < MOST_GROUPS {
            groups.push(Group { tasks: vec![*task], at: *at, blocks: history.blocks });
        } else {
            others += 1;
        }
    }
    (groups, others)
}

/// Generators run inside the polls of their callers; of those only the innermost is shown.
fn is_shown(view: View<'_>, task: usize, at: &Cancellation) -> bool {
    let polled = view.timeline.polling.last().map(|poll| poll.task.0 as usize);
    !at.state.is_running() || polled.is_none_or(|polled| polled == task)
}

/// The duration that a task asked for, if it waits on nothing but a sleep. A time limit is a sleep
/// too, but what it limits says more.
fn only_sleeps(at: &Cancellation) -> Option<u64> {
    at.asked_us.filter(|_| !matches!(at.wait, Wait::Timers(_) | Wait::Several(_)))
}

/// What two tasks must have in common to be described together.
pub(super) fn key(at: &Cancellation) -> (TaskState, Option<Wait>, Option<SiteId>, Option<u64>) {
    match (at.state, only_sleeps(at)) {
        (TaskState::Ready, _) => (at.state, None, None, None),
        (_, Some(_)) => (at.state, None, at.site, at.asked_us),
        (_, None) => (at.state, Some(at.wait), at.site, None),
    }
}

/// What some tasks were doing: "`a` and `b` were still sleeping (asked for 10 ms, line 3)".
fn describe(view: View<'_>, group: &Group, unfinished: Unfinished) -> String {
    let Group { tasks, at, blocks } = group;
    let who = names(view, tasks, MOST_NAMES);
    let verb = match (unfinished, tasks.len()) {
        (Unfinished::GoesOn, 1) => "is",
        (Unfinished::GoesOn, _) => "are",
        (_, 1) => "was",
        (_, _) => "were",
    };
    let what = match unfinished {
        _ if !at.state.is_running() || !blocks => {
            let still = at.state.is_waiting() && matches!(unfinished, Unfinished::Ended(_));
            doing(view, at, still)
        }
        Unfinished::RecordEnds => format!("starting to block the loop{}", view.in_line(at.site)),
        _ => format!("blocking the loop{}", view.in_line(at.site)),
    };
    format!("{who} {verb} {what}")
}

/// What a task was doing, perhaps still: "sleeping (asked for 10 ms, line 3)".
pub(super) fn doing(view: View<'_>, at: &Cancellation, still: bool) -> String {
    let still = if still { "still " } else { "" };
    let place = view.in_line(at.site);
    match (at.state, only_sleeps(at)) {
        (TaskState::Ready, _) => format!("{still}ready"),
        (TaskState::Running | TaskState::Blocking, _) => format!("{still}running{place}"),
        (_, Some(asked_us)) => {
            let place =
                view.line_in_words(at.site).map_or_else(String::new, |place| format!(", {place}"));
            format!("{still}sleeping (asked for {}{place})", duration(asked_us))
        }
        (_, None) => format!("{still}waiting {}{place}", waiting_for(view, at.wait)),
    }
}
