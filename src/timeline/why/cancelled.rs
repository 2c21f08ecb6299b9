//! Which tasks were cancelled: by which task, at which wait, and what was dropped.

use crate::runtime::trace::{End, TaskId};
use crate::timeline::lanes::{Cancellation, View};
use crate::timeline::words::{Tense, count, duration, names, quote};

use super::broken_off::{doing, key};

/// At most this many different cancellations are described.
const MOST_GROUPS: usize = 3;

/// At most this many tasks of a group are named.
const MOST_NAMES: usize = 3;

/// Tasks that the same task cancelled while they were doing the same thing.
struct Group {
    tasks: Vec<TaskId>,
    at: Cancellation,
    /// How long it took until the last of them had ended.
    took_us: u64,
    /// Whether none of them had ever been polled.
    is_new: bool,
}

/// A sentence for each group of cancelled tasks, in the order of time, and one about what was
/// dropped.
pub(super) fn cancelled(view: View<'_>, tense: Tense) -> Vec<String> {
    let (mut groups, mut others): (Vec<Group>, u64) = (Vec::new(), 0);
    for (task, history) in view.timeline.histories.iter().enumerate() {
        let (Some(at), Some(ended)) = (history.cancellation.as_deref(), history.ended) else {
            continue;
        };
        // `broken_off` describes a run that was stopped with all its tasks.
        if !ended.cancelled || (at.by.is_none() && view.trace.end() != Some(&End::Completed)) {
            continue;
        }
        let (task, took_us) = (TaskId(task as u32), ended.at_us.saturating_sub(at.at_us));
        let is_new = history.polls == 0;
        let same = |group: &&mut Group| {
            let known = &group.at;
            let same_line = (known.by, known.asked_at) == (at.by, at.asked_at);
            same_line && group.is_new == is_new && key(known) == key(at)
        };
        if let Some(group) = groups.iter_mut().find(same) {
            group.tasks.push(task);
            group.took_us = group.took_us.max(took_us);
        } else if groups.len() < MOST_GROUPS {
            let place = groups.iter().position(|group| group.at.at_us > at.at_us);
            let group = Group { tasks: vec![task], at: *at, took_us, is_new };
            groups.insert(place.unwrap_or(groups.len()), group);
        } else {
            others += 1;
        }
    }
    let mut sentences: Vec<String> =
        groups.iter().map(|group| describe(view, group, tense)).collect();
    if others > 0 {
        let were = tense.verb_of(others > 1, if others > 1 { "were" } else { "was" }, "is", "are");
        sentences.push(format!("{} {were} cancelled too.", count(others, "more task")));
    }
    sentences.extend(order_of_drops(view, tense));
    sentences
}

fn describe(view: View<'_>, group: &Group, tense: Tense) -> String {
    let Group { tasks, at, took_us, is_new } = group;
    let many = tasks.len() > 1;
    let by = at.by.map_or_else(|| "the end of the run".to_owned(), |by| view.quoted(by));
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
    format!(
        "At {} {by} {} {}{} {standing}; {they} {were} over {over}.",
        duration(at.at_us),
        tense.verb("cancelled", "cancels"),
        names(view, tasks, MOST_NAMES),
        view.in_line(at.asked_at),
    )
}

/// What cancelled tasks and generators reported to have dropped, in that order.
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
    let drops = tense.verb("dropped", "drops");
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
