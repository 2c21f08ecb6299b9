//! Which tasks were cancelled: by which task, at which wait, and what was dropped.

use crate::runtime::trace::{By, End, TaskId};
use crate::timeline::lanes::{Cancellation, Remark, TaskHistory, View};
use crate::timeline::words::{Tense, asker, count, duration, names, quote};

use super::broken_off::{doing, key};

/// At most this many different cancellations are described.
const MOST_GROUPS: usize = 3;

/// At most this many tasks of a group are named.
const MOST_NAMES: usize = 3;

/// Tasks that the same task cancelled while they were doing the same thing.
struct Group {
    tasks: Vec<TaskId>,
    /// How many requests there were. A task that goes on can be asked again.
    requests: u64,
    at: Cancellation,
    /// How long it took until the last of them had ended.
    took_us: u64,
    /// Whether none of them had ever been polled.
    is_new: bool,
    outcome: Outcome,
}

/// What came of a request to stop a task.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It was cancelled.
    Cancelled,
    /// It ended in another way, in the poll that followed.
    Ended { failed: bool },
    /// It caught the request, or that was for a part of what it does.
    GoesOn,
}

/// What came of the request; `None` if that is still to come.
fn outcome(history: &TaskHistory, request: &Cancellation) -> Option<Outcome> {
    let polls = history.polls.saturating_sub(request.polls);
    match history.ended {
        Some(ended) if ended.cancelled => Some(Outcome::Cancelled),
        // A task that asked itself, or that completed before it could notice.
        _ if polls == 0 => None,
        Some(_) if polls == 1 => Some(Outcome::Ended { failed: history.error.is_some() }),
        None if polls == 1 && history.running => None,
        _ => Some(Outcome::GoesOn),
    }
}

/// A sentence for each group of cancelled tasks, in the order of time, and one about what was
/// dropped.
pub(super) fn cancelled(view: View<'_>, tense: Tense) -> Vec<String> {
    let (mut groups, mut others): (Vec<Group>, u64) = (Vec::new(), 0);
    let mut only_cancelled = true;
    let outlived = view.timeline.remarks.iter().filter_map(|(task, remark)| match remark {
        Remark::WentOn(at) => Some((*task, at, Outcome::GoesOn)),
        _ => None,
    });
    let histories = view.timeline.histories.iter().enumerate().filter_map(|(task, history)| {
        let at = history.cancellation.as_deref()?;
        Some((TaskId(task as u32), at, outcome(history, at)?))
    });
    for (task, at, outcome) in outlived.chain(histories) {
        let Some(history) = view.timeline.history(task) else { continue };
        // `broken_off` describes a run that was stopped with all its tasks.
        if at.by == By::RunEnd && view.trace.end() != Some(&End::Completed) {
            continue;
        }
        let ended_us = history.until_us(view.timeline.now_us());
        let took_us = ended_us.saturating_sub(at.at_us);
        let is_new = at.polls == 0;
        let same = |group: &&mut Group| {
            let known = &group.at;
            let same_line = (known.by, known.asked_at) == (at.by, at.asked_at);
            same_line && (group.is_new, group.outcome) == (is_new, outcome) && key(known) == key(at)
        };
        if let Some(group) = groups.iter_mut().find(same) {
            group.requests += 1;
            if group.tasks.last() != Some(&task) {
                group.tasks.push(task);
            }
            group.took_us = group.took_us.max(took_us);
        } else if groups.len() < MOST_GROUPS {
            let place = groups.iter().position(|group| group.at.at_us > at.at_us);
            let group = Group { tasks: vec![task], requests: 1, at: *at, took_us, is_new, outcome };
            groups.insert(place.unwrap_or(groups.len()), group);
        } else {
            others += 1;
            only_cancelled &= outcome == Outcome::Cancelled;
        }
    }
    let mut sentences: Vec<String> =
        groups.iter().map(|group| describe(view, group, tense)).collect();
    if others > 0 && !only_cancelled {
        let were = tense.verb_of(others > 1, if others > 1 { "were" } else { "was" }, "is", "are");
        sentences.push(format!("There {were} {} to stop a task.", count(others, "more request")));
    } else if others > 0 {
        let were = tense.verb_of(others > 1, if others > 1 { "were" } else { "was" }, "is", "are");
        sentences.push(format!("{} {were} cancelled too.", count(others, "more task")));
    }
    sentences.extend(order_of_drops(view, tense));
    sentences
}

fn describe(view: View<'_>, group: &Group, tense: Tense) -> String {
    let Group { tasks, requests, at, took_us, is_new, outcome } = group;
    let many = tasks.len() > 1;
    let by = asker(view, at.by);
    let they = if many { "they" } else { "it" };
    let were = tense.verb_of(many, if many { "were" } else { "was" }, "is", "are");
    let standing = match is_new {
        true => format!("before {they} {} started", tense.verb_of(many, "had", "has", "have")),
        false => format!("while {they} {were} {}", doing(view, at, false)),
    };
    let over = match took_us {
        0 => "at once".to_owned(),
        us => format!("{} later", duration(*us)),
    };
    let (cancels, to_stop) = match outcome {
        Outcome::Cancelled => (tense.verb("cancelled", "cancels"), ""),
        _ => (tense.verb("asked", "asks"), " to stop"),
    };
    let end = match outcome {
        Outcome::Cancelled => format!("{were} over {over}"),
        Outcome::Ended { failed: false } => {
            format!("{} {over}", tense.verb_of(many, "completed", "completes", "complete"))
        }
        Outcome::Ended { failed: true } => {
            format!("{} {over}", tense.verb_of(many, "failed", "fails", "fail"))
        }
        Outcome::GoesOn => tense.verb_of(many, "went on", "goes on", "go on").to_owned(),
    };
    let when = match *requests > tasks.len() as u64 {
        true => format!("{}, first at {},", count(*requests, "time"), duration(at.at_us)),
        false => format!("At {}", duration(at.at_us)),
    };
    format!(
        "{when} {by} {cancels} {}{to_stop}{} {standing}; {they} {end}.",
        names(view, tasks, MOST_NAMES),
        view.in_line(at.asked_at),
    )
}

/// What cancelled tasks and generators reported to have dropped, in that order. In words it is let go of,
/// because whoever reads Python knows no drops.
fn order_of_drops(view: View<'_>, tense: Tense) -> Option<String> {
    let mut owners: Vec<(TaskId, Vec<String>)> = Vec::new();
    let mut others = 0;
    for dropped in &view.timeline.dropped {
        let Some(history) = view.timeline.history(dropped.task) else { continue };
        let is_last = history.ended.is_some_and(|ended| ended.cancelled)
            && history.cancellation.as_ref().is_none_or(|request| request.at_us <= dropped.at_us);
        if !is_last {
            continue;
        }
        let thing = quote(view.trace.text(dropped.text));
        let has_room = owners.len() < MOST_NAMES;
        match owners.last_mut() {
            Some((owner, things)) if *owner == dropped.task && others == 0 => things.push(thing),
            _ if has_room => owners.push((dropped.task, vec![thing])),
            _ => others += 1,
        }
    }
    let drops = tense.verb("let go of", "lets go of");
    let mut parts: Vec<String> = owners
        .iter()
        .map(|(owner, things)| {
            format!("{} {drops} {}", view.quoted(*owner), things.join(", then "))
        })
        .collect();
    if others > 0 {
        let were = tense.verb_of(others > 1, "followed", "follows", "follow");
        parts.push(format!("{} {were}", count(others, "more thing")));
    }
    (!parts.is_empty()).then(|| parts.join("; ") + ".")
}
