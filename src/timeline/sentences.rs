//! The explanation of a run in plain words, for somebody who has never heard of a coroutine.

use std::collections::HashMap;

use crate::runtime::trace::{Clock, SiteId, TaskId};

use super::explain::Facts;
use super::phrases::waiting_for;
use super::state::{State, Wait};
use super::view::View;
use super::words::{count, duration, number, ratio};

/// How many parts of the chain are told.
const MOST_PARTS: usize = 3;

/// A part of the chain is told if it is at least this share of the total.
const TOLD_FROM: f64 = 0.05;

/// The explanation as a few sentences.
pub(super) fn sentences(view: View<'_>, facts: &Facts) -> Vec<String> {
    if facts.total_us == 0 {
        return vec!["The run took no time: nothing in it waited.".to_owned()];
    }
    let mut sentences = vec![total(view, facts)];
    sentences.extend(parts(view, facts));
    sentences.extend(overhead(view, facts));
    sentences
}

/// How long it took, against how long all of it would have taken one after the other.
fn total(view: View<'_>, facts: &Facts) -> String {
    let goes_on = view.trace.end().is_none();
    let took = if goes_on { "has taken" } else { "took" };
    let total = duration(facts.total_us);
    let coroutines = match view.timeline.lives.len() {
        1 => "its only coroutine".to_owned(),
        tasks => format!("its {} coroutines", number(tasks as u64)),
    };
    // Work that takes no time worth mentioning is not mentioned.
    let worked = facts.worked_us as f64 >= TOLD_FROM * facts.sum_us() as f64;
    let waited = facts.waited_us > 0;
    let did = match (waited, worked) {
        (true, true) => {
            format!("waited {} and worked {}", duration(facts.waited_us), duration(facts.worked_us))
        }
        (true, false) => format!("waited {}", duration(facts.waited_us)),
        (false, _) => format!("worked {}", duration(facts.worked_us)),
    };
    let concurrency = facts.concurrency();
    if concurrency > 1.05 {
        format!(
            "The run {took} {total}, although {coroutines} {did} in all: on average {} things \
             went on at once.",
            ratio(concurrency)
        )
    } else if concurrency >= 0.9 {
        format!(
            "The run {took} {total}, as long as {coroutines} {did} in all: one thing happened \
             after the other."
        )
    } else {
        format!("The run {took} {total}, while {coroutines} {did} in all.")
    }
}

/// Several links of the chain that say the same: one task did one thing on one line.
#[derive(Clone, Copy, Debug)]
struct Part {
    task: TaskId,
    state: State,
    wait: Wait,
    site: Option<SiteId>,
    held_up: Option<TaskId>,
    us: u64,
    ideal_us: u64,
    times: u64,
}

/// The longest parts of the chain, the longest first.
fn parts(view: View<'_>, facts: &Facts) -> Vec<String> {
    let mut found: HashMap<(TaskId, State, Option<SiteId>), Part> = HashMap::new();
    for link in &facts.links {
        let part = found.entry((link.task, link.state, link.site)).or_insert(Part {
            task: link.task,
            state: link.state,
            wait: link.wait,
            site: link.site,
            held_up: link.held_up,
            us: 0,
            ideal_us: 0,
            times: 0,
        });
        part.us += link.us();
        part.ideal_us += link.ideal_us;
        part.times += 1;
    }
    let mut parts: Vec<Part> = found.into_values().collect();
    // The map has no order of its own, and equal runs must be told equally.
    parts.sort_by_key(|part| {
        let site = part.site.map(|site| site.0);
        (std::cmp::Reverse(part.us), part.task, part.state, site)
    });
    let told_us = TOLD_FROM * facts.total_us as f64;
    let told = parts.iter().filter(|part| part.us as f64 >= told_us && part.state != State::Ready);
    told.take(MOST_PARTS).enumerate().map(|(nth, part)| tell(view, facts, nth, *part)).collect()
}

fn tell(view: View<'_>, facts: &Facts, nth: usize, part: Part) -> String {
    let share = part.us as f64 / facts.total_us as f64;
    let opening = match (nth, share) {
        (0, 0.99..) => "All of that time",
        (0, 0.5..) => "Most of the time",
        (0, _) => "The longest part of the time",
        _ => "For another part",
    };
    let (name, place) = (view.quoted(part.task), view.in_line(part.site));
    let length = duration(part.us);
    let in_all = if part.times > 1 {
        format!("{}, {length} in all", count(part.times, "time"))
    } else {
        length.clone()
    };
    match part.state {
        State::Timer => {
            // What was asked for is what the reader finds on that line of the program.
            let asked = duration(part.ideal_us);
            let asked = if part.times > 1 {
                format!("{}, {asked} in all", count(part.times, "time"))
            } else {
                asked
            };
            format!("{opening} it waited for {name} to sleep {asked}{place}.")
        }
        State::Blocking => match part.held_up {
            Some(task) => format!(
                "{opening} {name} blocked everything else, {in_all}{place}: {} was ready, but \
                 could not go on.",
                view.quoted(task)
            ),
            None => format!("{opening} {name} blocked everything else, {in_all}{place}."),
        },
        State::Running => format!("{opening} {name} was working, {in_all}{place}."),
        _ => format!(
            "{opening} {name} was waiting {}, {in_all}{place}.",
            waiting_for(view, part.wait)
        ),
    }
}

/// What the run took beyond what was asked for. On a virtual clock there is nothing to say unless
/// there is some.
fn overhead(view: View<'_>, facts: &Facts) -> Option<String> {
    let overhead_us = facts.overhead_us();
    match view.trace.clock() {
        Clock::Virtual if overhead_us == 0 => None,
        Clock::Wall if overhead_us < 100 => {
            Some("That is as long as was asked for, to a tenth of a millisecond.".to_owned())
        }
        Clock::Wall => Some(format!(
            "That is {} more than asked for: a browser's timers are never early and often a \
             little late, and the loop takes some time itself.",
            duration(overhead_us)
        )),
        Clock::Virtual => Some(format!(
            "{} of that nobody had asked for: a task was ready, and the loop had not come to it.",
            duration(overhead_us)
        )),
    }
}
