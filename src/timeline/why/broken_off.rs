//! What was going on when a run, or its record, broke off.

use crate::runtime::trace::{End, SiteId, TaskId};
use crate::timeline::lanes::{Cancellation, State, TaskHistory, View, Wait};
use crate::timeline::words::{count, duration, list, names, waiting_for};

/// How many things that went on are told.
const MOST_GROUPS: usize = 3;

/// How many tasks are named for each.
const MOST_NAMES: usize = 3;

/// Tasks that were all doing the same.
struct Group {
    tasks: Vec<TaskId>,
    at: Cancellation,
    blocks: bool,
}

/// How a run is told that has not come to its own end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// Somebody or something ended it.
    Ended(&'static str),
    /// It goes on.
    GoesOn,
    /// The record ends, and nobody knows what came after it.
    RecordEnds,
}

/// One sentence about a run that was stopped, or goes on, or whose record ends before the run;
/// `None` if it came to its own end.
pub(super) fn broken_off(view: View<'_>, total_us: u64) -> Option<String> {
    let telling = telling(view)?;
    let after = duration(total_us);
    let opening = match telling {
        Telling::Ended(how) => format!("{how} after {after}"),
        Telling::GoesOn => format!("So far {after}"),
        Telling::RecordEnds => format!("The last that was recorded, at {after}"),
    };
    let (groups, others) = groups(view);
    let mut parts: Vec<String> = groups.iter().map(|group| tell(view, group, telling)).collect();
    if others > 0 {
        let had = if telling == Telling::GoesOn { "have" } else { "had" };
        let have = if others == 1 && had == "have" { "has" } else { had };
        parts.push(format!("{} {have} not ended either", count(others, "more task")));
    }
    let what = list(&parts);
    Some(match (telling, what.is_empty()) {
        (_, true) => format!("{opening}."),
        (Telling::Ended(_), false) => format!("{opening}, while {what}."),
        (_, false) => format!("{opening}: {what}."),
    })
}

fn telling(view: View<'_>) -> Option<Telling> {
    if view.trace.dropped() > 0 {
        return None;
    }
    match view.trace.end() {
        Some(End::Completed) => None,
        Some(End::Stopped) => Some(Telling::Ended("Stopped")),
        Some(End::Stuck) => Some(Telling::Ended("Stuck")),
        Some(End::PollLimit) => Some(Telling::Ended("Ended")),
        Some(End::Panicked { .. }) => Some(Telling::Ended("Panicked")),
        None => {
            let root = view.timeline.histories.first()?;
            let now_us = view.timeline.now_us();
            if root.ended.is_some() || now_us == 0 {
                None
            } else if now_us > view.trace.last_us() {
                Some(Telling::GoesOn)
            } else {
                Some(Telling::RecordEnds)
            }
        }
    }
}

/// How much what a task was doing says about why the run had not come further.
fn rank(at: &Cancellation) -> u32 {
    match (at.state, at.wait) {
        (State::Running | State::Blocking, _) => 0,
        (State::Task, _) => 2,
        (_, Wait::Send) => 3,
        _ => 1,
    }
}

/// What the tasks were doing, those with the same put together, and how many tasks are left out.
/// While one runs, that is all there is to say; those that wait for others say the least.
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

/// Of generators that run inside of the polls of their callers only the innermost is shown.
fn is_shown(view: View<'_>, task: usize, at: &Cancellation) -> bool {
    let polled = view.timeline.polling.last().map(|poll| poll.task.0 as usize);
    !at.state.is_running() || polled.is_none_or(|polled| polled == task)
}

/// What was asked for by a task that waits on nothing but a sleep. A time limit is a sleep, too, but
/// what it limits says more.
fn only_sleeps(at: &Cancellation) -> Option<u64> {
    at.asked_us.filter(|_| !matches!(at.wait, Wait::Timers(_) | Wait::Several(_)))
}

/// What has to be the same for two tasks to be told together.
pub(super) fn key(at: &Cancellation) -> (State, Option<Wait>, Option<SiteId>, Option<u64>) {
    match (at.state, only_sleeps(at)) {
        (State::Ready, _) => (at.state, None, None, None),
        (_, Some(_)) => (at.state, None, at.site, at.asked_us),
        (_, None) => (at.state, Some(at.wait), at.site, None),
    }
}

/// What some tasks were doing: "`a` and `b` were still sleeping (asked for 10 ms, line 3)".
fn tell(view: View<'_>, group: &Group, telling: Telling) -> String {
    let Group { tasks, at, blocks } = group;
    let who = names(view, tasks, MOST_NAMES);
    let verb = match (telling, tasks.len()) {
        (Telling::GoesOn, 1) => "is",
        (Telling::GoesOn, _) => "are",
        (_, 1) => "was",
        (_, _) => "were",
    };
    let what = match telling {
        _ if !at.state.is_running() || !blocks => {
            let still = at.state.is_waiting() && matches!(telling, Telling::Ended(_));
            doing(view, at, still)
        }
        Telling::RecordEnds => format!("starting to block the loop{}", view.in_line(at.site)),
        _ => format!("blocking the loop{}", view.in_line(at.site)),
    };
    format!("{who} {verb} {what}")
}

/// What a task was doing, perhaps still: "sleeping (asked for 10 ms, line 3)".
pub(super) fn doing(view: View<'_>, at: &Cancellation, still: bool) -> String {
    let still = if still { "still " } else { "" };
    let place = view.in_line(at.site);
    match (at.state, only_sleeps(at)) {
        (State::Ready, _) => format!("{still}ready"),
        (State::Running | State::Blocking, _) => format!("{still}running{place}"),
        (_, Some(asked_us)) => {
            let line = view.line(at.site).map_or_else(String::new, |line| format!(", line {line}"));
            format!("{still}sleeping (asked for {}{line})", duration(asked_us))
        }
        (_, None) => format!("{still}waiting {}{place}", waiting_for(view, at.wait)),
    }
}
