//! The parts of the critical path: its links, grouped by what was done on which line.

use crate::runtime::trace::{SiteId, TaskId};
use crate::timeline::lanes::{Blocked, TaskState, View, Wait};
use crate::timeline::words::{Tense, count, duration, list, names, waiting_for};

use super::critical_path::{Link, critical_path};
use super::groups::{Groups, longest};
use super::held_up::{MOST_POLLS, held_up};

/// At most this many parts of the path get a sentence.
const MOST_PARTS: usize = 3;

/// At most this many tasks are named in one sentence.
const MOST_NAMES: usize = 3;

/// A part of the path gets a sentence if it is at least this share of the total.
pub(super) const NOTABLE_FROM: f64 = 0.05;

/// The links of the path in which the same thing was done on the same line.
#[derive(Clone, Debug)]
pub(in crate::timeline) struct PathPart {
    /// The tasks that did it, in the order of time.
    pub tasks: Vec<TaskId>,
    pub state: TaskState,
    pub wait: Wait,
    pub site: Option<SiteId>,
    /// The task that was ready during the first link.
    held_up: Option<TaskId>,
    /// The first links, to find who else was ready meanwhile.
    blocks: Vec<Blocked>,
    pub(super) us: u64,
    ideal_us: u64,
    /// How many polls or waits it consists of. One poll can have several links.
    pub times: u64,
    /// The poll or wait of its last link, counted along the path.
    last: Option<usize>,
    /// How often the path came to it from another task, its first link included.
    turns: u64,
}

impl PathPart {
    /// How long it took, as sentences state it: for a sleep the duration that was asked for, because
    /// that is what readers find on the line.
    pub fn stated_us(&self) -> u64 {
        if self.state == TaskState::Timer { self.ideal_us } else { self.us }
    }
}

/// Groups links into parts, in the order of time.
pub(in crate::timeline) fn collect(links: &[Link]) -> Vec<PathPart> {
    let mut parts: Vec<PathPart> = Vec::new();
    let mut groups = Groups::default();
    let (mut last, mut poll) = (None, 0);
    for link in links {
        poll += usize::from(!link.goes_on || last != Some(link.task));
        // To wait for the first of several things is no sleep, though one of them is a timer.
        let has_limit = link.state == TaskState::Timer && !matches!(link.wait, Wait::Timer(_));
        let state = if has_limit { TaskState::Host } else { link.state };
        let place = groups.number(state, link.site, link.task);
        if place == parts.len() {
            parts.push(PathPart {
                tasks: Vec::new(),
                state: link.state,
                wait: link.wait,
                site: link.site,
                held_up: link.held_up,
                blocks: Vec::new(),
                us: 0,
                ideal_us: 0,
                times: 0,
                last: None,
                turns: 0,
            });
        }
        let part = &mut parts[place];
        part.us += link.us();
        part.ideal_us += link.ideal_us;
        part.times += u64::from(part.last.replace(poll) != Some(poll));
        if link.state == TaskState::Blocking && part.blocks.len() < MOST_POLLS {
            let Link { task, from_us, to_us, site, .. } = *link;
            part.blocks.push(Blocked { task, from_us, to_us, site });
        }
        if last.replace(link.task) != Some(link.task) {
            part.turns += 1;
        }
        if part.tasks.len() <= MOST_NAMES && !part.tasks.contains(&link.task) {
            part.tasks.push(link.task);
        }
    }
    parts
}

/// The parts that deserve a sentence, the longest first.
pub(super) fn notable(mut parts: Vec<PathPart>, total_us: u64) -> Vec<PathPart> {
    let least_us = NOTABLE_FROM * total_us as f64;
    parts.retain(|part| part.stated_us() as f64 >= least_us && part.state != TaskState::Ready);
    longest(parts, MOST_PARTS, PathPart::stated_us)
}

/// What decided how long a run took, as the rest of a sentence; empty if nothing stands out.
pub(in crate::timeline) fn decided(view: View<'_>) -> String {
    let parts = notable(collect(&critical_path(view)), view.timeline.now_us());
    let texts: Vec<String> =
        parts.iter().map(|part| describe(view, part, Tense::of(view))).collect();
    list(&texts)
}

/// What happened in a part, as the rest of a sentence.
pub(in crate::timeline) fn describe(view: View<'_>, part: &PathPart, tense: Tense) -> String {
    let (who, place) = (names(view, &part.tasks, MOST_NAMES), view.in_line(part.site));
    let us = part.stated_us();
    let sleeps = matches!(part.wait, Wait::Timer(_));
    let long = match (part.tasks.len(), part.times) {
        (_, 1) if sleeps => format!(" {}{place}", duration(us)),
        (_, 1) if part.state.is_running() => format!(" for {}{place}", duration(us)),
        // The time comes first, because what is waited for can end with a time.
        (_, 1) => place.clone(),
        (tasks @ 2.., _) if part.state.is_running() && part.turns > tasks as u64 => {
            format!(" in turns, {} in all{place}", duration(us))
        }
        (1, times) => format!(" {}, {} in all{place}", count(times, "time"), duration(us)),
        _ => format!(", one after the other, {} in all{place}", duration(us)),
    };
    let many = part.tasks.len() > 1;
    let waited = tense.verb_of(many, "waited", "waits", "wait");
    let blocked = tense.verb_of(many, "blocked", "blocks", "block");
    match (part.state, part.held_up) {
        (_, _) if sleeps => {
            let waited = tense.verb("waited", "waits");
            let slept = tense.verb_of(many, "slept", "sleeps", "sleep");
            format!("the run {waited} while {who} {slept}{long}")
        }
        (TaskState::Blocking, Some(task)) => {
            let was = tense.verb("was ready, but could not", "is ready, but cannot");
            let other = view.quoted(task);
            format!("{who} {blocked} everything else{long}: {other} {was} go on")
        }
        (TaskState::Blocking, None) => {
            let alone = held_up(view, &part.blocks).is_empty();
            let what = if alone { "the loop" } else { "everything else" };
            format!("{who} {blocked} {what}{long}")
        }
        (TaskState::Running, _) => {
            format!("{who} {}{long}", tense.verb_of(many, "worked", "works", "work"))
        }
        (_, _) => {
            let once = if part.times == 1 { format!(" {}", duration(us)) } else { String::new() };
            format!("{who} {waited}{once} {}{long}", waiting_for(view, part.wait))
        }
    }
}
