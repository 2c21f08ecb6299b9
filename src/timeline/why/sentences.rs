//! The explanation of a run in plain words, for readers who have never heard of a coroutine.

use crate::runtime::trace::Clock;
use crate::timeline::lanes::View;
use crate::timeline::words::{Tense, duration, list, number, ratio};

use super::broken_off::broken_off;
use super::cancelled::cancelled;
use super::critical_path::{Link, SHORT_US, critical_path};
use super::facts::{Facts, is_for_worker};
use super::overhead::overhead;
use super::parts::{NOTABLE_FROM, PathPart, collect, describe, notable};
use super::resumed::resumed;
use super::stuck::stuck;

/// The explanation as a few sentences, and the place of the one about what nobody had asked for.
pub(super) fn sentences(view: View<'_>, facts: &Facts<'_>) -> (Vec<String>, Option<u32>) {
    let mut place = None;
    if let Some(sentence) = broken_off(view, facts.total_us) {
        let mut sentences = vec![sentence];
        sentences.extend(stuck(view));
        sentences.extend(before(view, facts));
        sentences.extend(cancelled(view, Tense { is_past: true }));
        sentences.extend(scale(view, facts));
        return (sentences, None);
    }
    let mut sentences = if facts.total_us == 0 {
        vec![no_time(view, !facts.workers.is_empty())]
    } else {
        let mut sentences = vec![total(view, facts)];
        sentences.extend(parts(view, facts));
        if let Some(sentence) = beyond(view, facts) {
            place = u32::try_from(sentences.len()).ok();
            sentences.push(sentence);
        }
        sentences
    };
    sentences.extend(resumed(view, Tense::of(view)));
    sentences.extend(cancelled(view, Tense::of(view)));
    sentences.extend(scale(view, facts));
    (sentences, place)
}

/// What a sped-up clock means for all the numbers before.
fn scale(view: View<'_>, facts: &Facts<'_>) -> Option<String> {
    let scale = u64::from(view.trace.time_scale());
    (scale > 1).then(|| {
        let real = duration(facts.total_us / scale);
        format!(
            "All of this is time of the program, measured at 1 : {}: in real time it was {real}, \
             and what was late by a millisecond counts as {} here.",
            number(scale),
            duration(scale.saturating_mul(1000))
        )
    })
}

/// A run on the virtual clock in which nothing waits.
fn no_time(view: View<'_>, has_workers: bool) -> String {
    match (view.trace.clock(), view.trace.end()) {
        (Clock::Virtual, Some(_)) if has_workers => {
            "How long this takes cannot be predicted: workers take it to start and to compute."
                .to_owned()
        }
        (_, None) => "The run has just begun.".to_owned(),
        (Clock::Virtual, _) => "The simulated run takes no time: nothing in it waits, and work \
                                that is not told otherwise counts as nothing."
            .to_owned(),
        (Clock::Wall, _) => "The run took no time that could be measured.".to_owned(),
    }
}

/// How long it took, against how long all of it would have taken one after the other.
fn total(view: View<'_>, facts: &Facts<'_>) -> String {
    let tense = Tense::of(view);
    let took = match view.trace.dropped() {
        0 => tense.verb("took", "takes"),
        _ => tense.verb(
            "took, up to where the record was full,",
            "takes, up to where the record is full,",
        ),
    };
    let total = duration(facts.total_us);
    let many = facts.tasks != 1;
    let tasks = if many { "its tasks" } else { "its only task" };
    let waited = tense.verb_of(many, "waited", "waits", "wait");
    let worked = tense.verb_of(many, "worked", "works", "work");
    // Work that takes next to no time is not mentioned.
    let has_worked = facts.worked_us as f64 >= NOTABLE_FROM * facts.sum_us() as f64;
    let did = match (facts.waited_us > 0, has_worked) {
        (true, true) => format!(
            "{waited} {} and {worked} {}",
            duration(facts.waited_us),
            duration(facts.worked_us)
        ),
        // It adds up to the figure beside it.
        (true, false) if duration(facts.sum_us()) != duration(facts.waited_us) => {
            format!("{waited} and {worked} {}", duration(facts.sum_us()))
        }
        (true, false) => format!("{waited} {}", duration(facts.waited_us)),
        (false, _) => format!("{worked} {}", duration(facts.worked_us)),
    };
    if view.is_listing() && facts.sum_us() == 0 {
        return format!("The run {took} {total}.");
    }
    let concurrency = facts.concurrency();
    if concurrency > 1.05 {
        let went = tense.verb("went", "go");
        format!(
            "The run {took} {total}, although {tasks} {did} in all: on average {} things \
             {went} on at once.",
            ratio(concurrency)
        )
    } else if concurrency >= 0.9 {
        let happened = tense.verb("happened", "happens");
        format!(
            "The run {took} {total}, and {tasks} {did} in all: one thing {happened} after \
             the other."
        )
    } else {
        format!("The run {took} {total}, while {tasks} {did} in all.")
    }
}

/// The longest parts of the critical path, the longest first.
fn parts(view: View<'_>, facts: &Facts<'_>) -> Vec<String> {
    let parts = notable(collect(&facts.links), facts.total_us);
    let covered_us: u64 = parts.iter().map(PathPart::stated_us).sum();
    let is_all = covered_us as f64 >= 0.99 * facts.total_us as f64;
    let last = parts.len().saturating_sub(1);
    let sentence = |(nth, part): (usize, &PathPart)| {
        let share = part.stated_us() as f64 / facts.total_us as f64;
        let opening = match (nth, share) {
            (0, 0.99..) => "All of that time",
            (0, 0.51..) => "Most of that time",
            (0, 0.49..) => "Half of that time",
            (0, _) => "The longest part of that time",
            _ if is_all && nth == last => "The rest of the time",
            _ => "Another part of that time",
        };
        let meanwhile = in_worker(view, part, facts).unwrap_or_default();
        format!("{opening} {}.{meanwhile}", describe(view, part, Tense::of(view)))
    };
    parts.iter().enumerate().map(sentence).collect()
}

/// What took longest in the worker that a part waited for, as one more sentence.
fn in_worker(view: View<'_>, part: &PathPart, facts: &Facts<'_>) -> Option<String> {
    if !is_for_worker(view, part.wait) {
        return None;
    }
    let of_part = facts.workers.iter().filter(|worker| part.tasks.contains(&worker.owner));
    let longest = of_part.filter_map(|worker| {
        let parts = notable(collect(&critical_path(worker.view)), worker.view.timeline.now_us());
        Some((worker.view, parts.into_iter().next()?))
    });
    let (worker, part) = longest.max_by_key(|(_, part)| part.stated_us())?;
    let did = describe(worker, &part, Tense::of(view));
    let did =
        did.strip_prefix("the run ").map_or_else(|| did.clone(), |did| format!("its loop {did}"));
    Some(format!(" Meanwhile, in the worker, {did}."))
}

/// What a run had been through before it broke off. `broken_off` describes what went on at the end.
fn before(view: View<'_>, facts: &Facts<'_>) -> Option<String> {
    let links = facts.links.iter().rposition(|link| !link.is_cleanup)?;
    let goes_on = is_unfinished(view, &facts.links[links]);
    let links = &facts.links[..links + usize::from(!goes_on)];
    let mut parts = collect(links);
    // Steps that take next to nothing explain nothing here.
    parts.retain(|part| part.us >= SHORT_US);
    let parts = notable(parts, facts.total_us);
    let tense = Tense { is_past: true };
    let texts: Vec<String> = parts.iter().map(|part| describe(view, part, tense)).collect();
    (!texts.is_empty()).then(|| format!("Before that, {}.", list(&texts)))
}

/// Whether the last link is what its task was still doing when the run broke off.
fn is_unfinished(view: View<'_>, link: &Link) -> bool {
    let stood = view.timeline.history(link.task);
    let stood = stood.and_then(|history| history.broke_off(view.timeline.now_us()));
    stood.is_some_and(|at| at.state.is_running() == link.state.is_running())
}

/// What the run took beyond what was asked for. Nothing if a simulated run has no overhead.
fn beyond(view: View<'_>, facts: &Facts<'_>) -> Option<String> {
    let overhead_us = facts.overhead_us();
    match view.trace.clock() {
        // Lateness in a worker is part of the wait for that worker.
        Clock::Wall if overhead_us < 100 && !facts.workers.is_empty() => None,
        Clock::Wall => Some(overhead(view, &facts.links, overhead_us)),
        Clock::Virtual if overhead_us == 0 => None,
        Clock::Virtual => Some(format!(
            "{} of that nobody asks for: a task is ready, and the loop has not come to it.",
            duration(overhead_us)
        )),
    }
}
