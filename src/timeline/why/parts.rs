//! The parts of the chain: its links, those put together that say the same.

use crate::runtime::trace::{SiteId, TaskId};
use crate::timeline::lanes::{Blocked, State, View, Wait};
use crate::timeline::words::{Tense, count, duration, list, names, waiting_for};

use super::critical_path::{Link, critical_path};
use super::groups::{Groups, longest};
use super::held_up::{MOST_POLLS, held_up};

/// How many parts of the chain have a sentence.
const MOST_PARTS: usize = 3;

/// How many tasks are named in one sentence.
const MOST_NAMES: usize = 3;

/// A part of the chain has a sentence if it is at least this share of the total.
pub(super) const TOLD_FROM: f64 = 0.05;

/// Several links of the chain that say the same: the same thing was done on the same line.
#[derive(Clone, Debug)]
pub(in crate::timeline) struct Part {
    /// By whom, in the order of time.
    pub tasks: Vec<TaskId>,
    pub state: State,
    pub wait: Wait,
    pub site: Option<SiteId>,
    /// Who was ready first meanwhile.
    held_up: Option<TaskId>,
    /// Some of its links, for who else was ready meanwhile.
    blocks: Vec<Blocked>,
    pub(super) us: u64,
    ideal_us: u64,
    /// How many polls or waits, and the last of them: a poll can have several links.
    pub times: u64,
    last: Option<usize>,
    /// How often it went over from one task to another one, and the first time.
    turns: u64,
}

impl Part {
    /// How long it took, as sentences say it: of a sleep that is how long was asked for, because
    /// this is what the reader finds on that line of the program.
    pub fn told_us(&self) -> u64 {
        if self.state == State::Timer { self.ideal_us } else { self.us }
    }
}

/// Collects the parts in the order of time.
pub(in crate::timeline) fn collect(links: &[Link]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut groups = Groups::default();
    let (mut last, mut poll) = (None, 0);
    for link in links {
        poll += usize::from(!link.goes_on || last != Some(link.task));
        // To wait for the first of several things is no sleep, though one of them is a timer.
        let has_limit = link.state == State::Timer && !matches!(link.wait, Wait::Timer(_));
        let state = if has_limit { State::Host } else { link.state };
        let place = groups.number(state, link.site, link.task);
        if place == parts.len() {
            parts.push(Part {
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
        if link.state == State::Blocking && part.blocks.len() < MOST_POLLS {
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

/// The parts that are worth telling, the longest first.
pub(super) fn told(mut parts: Vec<Part>, total_us: u64) -> Vec<Part> {
    let told_us = TOLD_FROM * total_us as f64;
    parts.retain(|part| part.told_us() as f64 >= told_us && part.state != State::Ready);
    longest(parts, MOST_PARTS, Part::told_us)
}

/// What decided how long a run took, as a part of a sentence; empty if nothing stands out.
pub(in crate::timeline) fn decided(view: View<'_>) -> String {
    let parts = told(collect(&critical_path(view)), view.timeline.now_us());
    let texts: Vec<String> = parts.iter().map(|part| tell(view, part, Tense::of(view))).collect();
    list(&texts)
}

/// What happened in a part, as the rest of a sentence.
pub(in crate::timeline) fn tell(view: View<'_>, part: &Part, tense: Tense) -> String {
    let (who, place) = (names(view, &part.tasks, MOST_NAMES), view.in_line(part.site));
    let us = part.told_us();
    let sleeps = matches!(part.wait, Wait::Timer(_));
    let long = match (part.tasks.len(), part.times) {
        (_, 1) if sleeps => format!(" {}{place}", duration(us)),
        (_, 1) => format!(" for {}{place}", duration(us)),
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
            format!("the run {waited} for {who} to sleep{long}")
        }
        (State::Blocking, Some(task)) => {
            let was = tense.verb("was ready, but could not", "is ready, but cannot");
            let other = view.quoted(task);
            format!("{who} {blocked} everything else{long}: {other} {was} go on")
        }
        (State::Blocking, None) => {
            let alone = held_up(view, &part.blocks).is_empty();
            let what = if alone { "the loop" } else { "everything else" };
            format!("{who} {blocked} {what}{long}")
        }
        (State::Running, _) => {
            format!("{who} {}{long}", tense.verb_of(many, "worked", "works", "work"))
        }
        (_, _) => format!("{who} {waited} {}{long}", waiting_for(view, part.wait)),
    }
}
