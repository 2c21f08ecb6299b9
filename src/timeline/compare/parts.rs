//! What the critical paths of two runs spend on the same lines, side by side.

use crate::timeline::lanes::{TaskState, View, Wait};
use crate::timeline::why::{PathPart, collect, critical_path, describe, longest};
use crate::timeline::words::{Tense, duration, waiting_for};

use super::difference::Difference;

/// At most this many parts are reported one by one.
const MOST_REPORTED: usize = 5;

/// Of each path at most this many parts are compared: the longest.
const MOST_PARTS: usize = 50;

/// A part is reported by itself if it differs by at least this.
const REPORTED_FROM_US: u64 = 500;

/// One of the two runs.
struct Side<'a> {
    view: View<'a>,
    total_us: u64,
    parts: Vec<PathPart>,
    /// What all parts of the path asked for together, reported or not.
    asked_us: u64,
}

impl<'a> Side<'a> {
    fn new(view: View<'a>) -> Self {
        let mut parts = collect(&critical_path(view));
        parts.retain(|part| part.state != TaskState::Ready && part.stated_us() > 0);
        let asked_us = parts.iter().map(PathPart::stated_us).sum();
        let parts = longest(parts, MOST_PARTS, PathPart::stated_us);
        Self { view, total_us: view.timeline.now_us(), parts, asked_us }
    }
}

/// What both runs, or only one of them, did on the same line.
struct Pair<'a> {
    here: Option<&'a PathPart>,
    there: Option<&'a PathPart>,
}

impl Pair<'_> {
    fn us(&self) -> (u64, u64) {
        let stated_us = |part: Option<&PathPart>| part.map_or(0, PathPart::stated_us);
        (stated_us(self.here), stated_us(self.there))
    }

    fn by_us(&self) -> u64 {
        let (here, there) = self.us();
        here.abs_diff(there)
    }
}

/// The parts of the difference between the totals. They add up to it.
pub(super) fn parts(here: View<'_>, there: View<'_>) -> Vec<Difference> {
    let (here, there) = (Side::new(here), Side::new(there));
    let mut pairs = pairs(&here, &there);
    pairs.retain(|pair| pair.by_us() >= REPORTED_FROM_US);
    let pairs = longest(pairs, MOST_REPORTED, Pair::by_us);
    let (mut here_us, mut there_us) = (0, 0);
    let mut parts = Vec::new();
    for pair in &pairs {
        let (a, b) = pair.us();
        (here_us, there_us) = (here_us + a, there_us + b);
        let of_here = pair.here.map(|part| (here.view, part.site));
        let place = of_here.or_else(|| pair.there.map(|part| (there.view, part.site)));
        let line = place.and_then(|(view, site)| view.line(site));
        let file = place.and_then(|(view, site)| view.file_of_several(site));
        let part = Difference::new(text(&here, &there, pair), a, b);
        parts.push(Difference { line, file, ..part });
    }
    let (rest_here, rest_there) = (here.asked_us - here_us, there.asked_us - there_us);
    if rest_here != rest_there {
        let text = match parts.is_empty() {
            true => "All waits and work on the chain.",
            false => "All other waits and work on the chain.",
        };
        parts.push(Difference::new(text.to_owned(), rest_here, rest_there));
    }
    let lost = |side: &Side<'_>| side.total_us.saturating_sub(side.asked_us);
    if lost(&here) != lost(&there) {
        let text = "What nobody asked for: late timers, and the work of the loop itself.";
        parts.push(Difference::new(text.to_owned(), lost(&here), lost(&there)));
    }
    parts
}

/// Finds for each part its counterpart in the other run.
fn pairs<'a>(here: &'a Side<'_>, there: &'a Side<'_>) -> Vec<Pair<'a>> {
    let mut left: Vec<&PathPart> = there.parts.iter().collect();
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for part in &here.parts {
        let twin = left.iter().position(|other| is_same(here.view, part, there.view, other));
        pairs.push(Pair { here: Some(part), there: twin.map(|at| left.remove(at)) });
    }
    pairs.extend(left.into_iter().map(|part| Pair { here: None, there: Some(part) }));
    pairs
}

fn is_same(here: View<'_>, a: &PathPart, there: View<'_>, b: &PathPart) -> bool {
    if a.state != b.state && !(a.state.is_running() && b.state.is_running()) {
        return false;
    }
    match (here.line(a.site), there.line(b.site)) {
        (None, None) => {
            let first =
                |view: View<'_>, part: &PathPart| part.tasks.first().map(|task| view.name(*task));
            first(here, a) == first(there, b)
        }
        (line, other) => line == other && here.file(a.site) == there.file(b.site),
    }
}

fn text(here: &Side<'_>, there: &Side<'_>, pair: &Pair<'_>) -> String {
    let describe_of =
        |side: &Side<'_>, part: &PathPart| describe(side.view, part, Tense::of(side.view));
    match (pair.here, pair.there) {
        (Some(a), Some(b)) => {
            let alike = alike(here.view, a, there.view, b);
            let text = alike.unwrap_or_else(|| {
                format!("Here {}; there {}.", describe_of(here, a), describe_of(there, b))
            });
            text + &overlapped(here, a, there, b)
        }
        (Some(a), None) => {
            format!("Only here {}.{}", describe_of(here, a), meanwhile(there, here, a, "There"))
        }
        (None, Some(b)) => {
            format!("Only there {}.{}", describe_of(there, b), meanwhile(here, there, b, "Here"))
        }
        (None, None) => String::new(),
    }
}

/// The sentence for two parts in which the same task did the same thing equally often, but for
/// longer or shorter.
fn alike(here: View<'_>, a: &PathPart, there: View<'_>, b: &PathPart) -> Option<String> {
    let name = |view: View<'_>, part: &PathPart| match part.tasks.as_slice() {
        [task] => Some(view.quoted(*task)),
        _ => None,
    };
    let who = name(here, a).filter(|who| name(there, b).as_ref() == Some(who))?;
    if a.times != b.times || a.state != b.state {
        return None;
    }
    let did = match a.state {
        TaskState::Running => "works".to_owned(),
        TaskState::Blocking => "blocks the loop".to_owned(),
        _ => format!("waits {}", waiting_for(here, a.wait)),
    };
    let (here_us, there_us) = (a.stated_us(), b.stated_us());
    let longer = if here_us > there_us { "longer" } else { "shorter" };
    Some(format!(
        "{who} {did} for {} {longer} here{}: {} against {}.",
        duration(here_us.abs_diff(there_us)),
        here.in_line(a.site),
        duration(here_us),
        duration(there_us)
    ))
}

/// A further sentence where both runs had equally much to wait for on a line, and one of them did
/// more of it at once.
fn overlapped(here: &Side<'_>, a: &PathPart, there: &Side<'_>, b: &PathPart) -> String {
    let (all_here, all_there) =
        (waited_us(here.view, here.view, a), waited_us(there.view, there.view, b));
    if all_here == 0 || all_here != all_there {
        return String::new();
    }
    let hidden = |all_us: u64, part: &PathPart| match all_us.saturating_sub(part.stated_us()) {
        0 => "none of that".to_owned(),
        us => format!("{} of that", duration(us)),
    };
    format!(
        " In both runs all waits of this line add up to {}: {} happened while something else took \
         longer here, and {} there.",
        duration(all_here),
        hidden(all_here, a),
        hidden(all_there, b)
    )
}

/// A further sentence about a part that is on the path of one run only: in the other run it may have
/// happened as well, while something else took longer.
fn meanwhile(off: &Side<'_>, on: &Side<'_>, part: &PathPart, word: &str) -> String {
    match waited_us(off.view, on.view, part) {
        0 => String::new(),
        us => format!(
            " {word} such waits, {} in all, happened while something else took longer.",
            duration(us)
        ),
    }
}

/// How long all tasks of a run slept on the line of a part, up to the deadlines. Zero if the part is
/// no sleep.
fn waited_us(view: View<'_>, of: View<'_>, part: &PathPart) -> u64 {
    let Some(line) = of.line(part.site).filter(|_| matches!(part.wait, Wait::Timer(_))) else {
        return 0;
    };
    let file = of.file(part.site);
    let histories = view.timeline.histories.iter();
    let spans =
        histories.flat_map(|history| (0..history.spans.len()).map(move |span| (history, span)));
    let us = spans.filter_map(|(history, span)| {
        let detail = history.spans.detail(span);
        let Wait::Timer(left) = detail.wait else { return None };
        let is_there = view.line(detail.site) == Some(line) && view.file(detail.site) == file;
        let us = view.end(history, span) - history.spans.from_us[span];
        (is_there && history.spans.states[span].is_waiting()).then(|| us.min(left.us()))
    });
    us.fold(0, u64::saturating_add)
}
