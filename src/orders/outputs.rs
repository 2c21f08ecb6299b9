//! The outputs that were found: how often each came about, and how to see it again.

use serde::Serialize;

use crate::runtime::trace::{End, TaskId, Trace, What};
use crate::timeline::{EndState, RunTimeline};

use super::difference::{FirstDifference, common, first_difference};
use super::hash::Hash;
use super::trim;

/// At most this many outputs are reported. All are counted.
pub(super) const MOST_REPORTED: usize = 50;

/// At most this many lines of an output are reported: those around the first that differs.
const MOST_LINES: usize = 14;

/// Longer lists of picks are not reported if there is a seed, which is shorter.
pub const LONGEST: usize = 64;

/// How many of those lines come before the first that differs.
const LINES_BEFORE: usize = 3;

/// An output that some orders give. Two outputs are the same if the same lines are printed in the
/// same order, the run ends in the same way, and the same errors are left that no task received. Of
/// a Python listing the exception that ends it counts instead of these.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct OutputReport {
    /// How many of the orders tried gave it.
    pub count: u32,
    /// Whether it is the output of first in, first out.
    pub fifo: bool,
    /// The simplest picks that are known to give it. `None` if there is a seed and they are too long.
    pub picks: Option<Vec<u32>>,
    /// A seed that gives it, if a random order did.
    pub seed: Option<u32>,
    /// The printed lines. Of a long output only those around the first that differs.
    pub lines: Vec<String>,
    /// How many lines come before those in `lines`.
    pub before: u32,
    /// How many lines there are in all.
    pub total_lines: u32,
    /// Where it first differs from the output of first in, first out. `None` if the lines are the
    /// same.
    pub differs: Option<FirstDifference>,
    /// How the run ends.
    pub end: EndState,
    /// The errors of tasks that no task received.
    pub errors: Vec<String>,
    /// What ended a Python listing before its last line, with its place: "AssertionError: sold
    /// twice, line 17". Of a program in Rust, with what it panicked.
    pub failure: Option<String>,
    /// How long the shortest run with this output takes, in milliseconds.
    pub min_total_ms: f64,
    /// How long the longest run with this output takes, in milliseconds.
    pub max_total_ms: f64,
}

/// How an output came about, and all of it that is not what was printed. Its fields are those of
/// [`OutputReport`].
#[derive(Debug)]
pub struct Finding {
    /// How the run ends.
    pub end: EndState,
    /// The errors of tasks that no task received.
    pub errors: Vec<String>,
    /// What ended a listing.
    pub failure: Option<String>,
    /// How many orders gave it.
    pub count: u32,
    /// The simplest picks that are known to give it.
    pub picks: Option<Vec<u32>>,
    /// A seed that gives it.
    pub seed: Option<u32>,
    /// How long the shortest run takes.
    pub min_total_ms: f64,
    /// How long the longest run takes.
    pub max_total_ms: f64,
}

/// The outputs found so far. The first is that of first in, first out.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    pub(super) found: Vec<Found>,
    /// The lines of first in, first out.
    usual: Vec<String>,
    /// How many lines from the beginning on are the same in all outputs.
    pub(super) same_first: usize,
    /// How many lines back from the end are the same in all outputs.
    pub(super) same_last: usize,
    /// Whether all outputs have the same lines, in whatever order.
    pub(super) same_lines: bool,
}

#[derive(Debug)]
pub(super) struct Found {
    pub(super) key: u128,
    pub(super) report: OutputReport,
}

/// The part of a run that is compared.
pub(super) struct Outcome<'a> {
    pub(super) key: u128,
    lines: Vec<&'a str>,
    errors: Vec<&'a str>,
}

impl Outputs {
    /// Counts a run. The first run must be that of first in, first out.
    pub(super) fn add(&mut self, trace: &Trace, picks: Option<Vec<u32>>, seed: Option<u32>) {
        let printed = printed_with_workers(trace);
        let Outcome { key, lines, errors } = outcome(trace, printed.as_deref());
        let total_ms = trace.last_us() as f64 / 1000.0;
        match self.found.iter_mut().find(|found| found.key == key) {
            Some(Found { report, .. }) => {
                report.count += 1;
                report.min_total_ms = report.min_total_ms.min(total_ms);
                report.max_total_ms = report.max_total_ms.max(total_ms);
                report.seed = report.seed.or(seed);
                keep_simpler(&mut report.picks, picks);
            }
            None => {
                let new = Finding {
                    end: EndState::of(trace),
                    errors: owned(&errors),
                    failure: panicked_with(trace).map(str::to_owned),
                    count: 1,
                    picks,
                    seed,
                    min_total_ms: total_ms,
                    max_total_ms: total_ms,
                };
                self.add_new(key, &lines, new);
            }
        }
    }

    /// Adds an output that has not been there.
    pub(super) fn add_new(&mut self, key: u128, lines: &[&str], new: Finding) {
        let fifo = self.found.is_empty();
        if fifo {
            self.usual = owned(lines);
            (self.same_first, self.same_last) = (lines.len(), lines.len());
            self.same_lines = true;
        }
        let differs = first_difference(&self.usual, lines);
        self.same_first = self.same_first.min(common(self.usual.iter(), lines.iter()));
        let last = common(self.usual.iter().rev(), lines.iter().rev());
        self.same_last = self.same_last.min(last);
        self.same_lines = self.same_lines && has_same_lines(&self.usual, lines);
        let around = differs.as_ref().map_or(0, |differs| differs.line as usize - 1);
        let before =
            if lines.len() <= MOST_LINES { 0 } else { around.saturating_sub(LINES_BEFORE) };
        let shown = &lines[before.min(lines.len())..];
        let Finding { end, errors, failure, count, picks, seed, min_total_ms, max_total_ms } = new;
        let report = OutputReport {
            count,
            fifo,
            picks,
            seed,
            lines: owned(&shown[..shown.len().min(MOST_LINES)]),
            before: before as u32,
            total_lines: lines.len() as u32,
            differs,
            end,
            errors,
            failure,
            min_total_ms,
            max_total_ms,
        };
        self.found.push(Found { key, report });
    }
}

/// Keeps the list that is simpler to follow. It has fewer picks other than the first in the queue, or
/// equally many and is shorter.
fn keep_simpler(known: &mut Option<Vec<u32>>, other: Option<Vec<u32>>) {
    let Some(mut other) = other else { return };
    trim(&mut other);
    if known.as_ref().is_none_or(|known| cost(&other) < cost(known)) {
        *known = Some(other);
    }
}

/// How much there is to follow in a list of picks, the simplest first.
pub(super) fn cost(picks: &[u32]) -> (usize, usize) {
    (picks.iter().filter(|place| **place > 0).count(), picks.len())
}

/// With what a run panicked.
pub(super) fn panicked_with(trace: &Trace) -> Option<&str> {
    match trace.end() {
        Some(End::Panicked { message }) => Some(message),
        _ => None,
    }
}

/// What a run with workers printed: their lines come between its own. `None` without workers.
pub(super) fn printed_with_workers(trace: &Trace) -> Option<Vec<String>> {
    if trace.workers().is_empty() {
        return None;
    }
    let output = RunTimeline::of(trace).report(trace).output;
    Some(output.into_iter().map(|line| line.text).collect())
}

/// What there is to compare of a run.
pub(super) fn outcome<'a>(trace: &'a Trace, printed: Option<&'a [String]>) -> Outcome<'a> {
    let lines = match printed {
        Some(printed) => printed.iter().map(String::as_str).collect(),
        None => trace.output(),
    };
    let errors = errors(trace);
    let mut hash = Hash::new();
    hash.word(EndState::of(trace) as u64);
    hash.texts(&errors);
    hash.texts(&lines);
    if let Some(message) = panicked_with(trace) {
        hash.texts(&[message]);
    }
    Outcome { key: hash.value(), lines, errors }
}

/// The errors of the program's tasks that no task received, in the order of the tasks.
fn errors(trace: &Trace) -> Vec<&str> {
    let mut failed: Vec<(TaskId, &str)> = Vec::new();
    for (task, said) in trace.errors() {
        match said {
            What::Failed { error } => failed.push((task, trace.text(error))),
            What::ErrorReceived => failed.retain(|(failed, _)| *failed != task),
            _ => {}
        }
    }
    failed.into_iter().map(|(_, error)| error).collect()
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn has_same_lines(usual: &[String], lines: &[&str]) -> bool {
    usual.len() == lines.len()
        && sum(usual.iter().map(String::as_str)) == sum(lines.iter().copied())
}

/// A hash that is the same for the same lines in any order.
fn sum<'a>(lines: impl Iterator<Item = &'a str>) -> u128 {
    lines.fold(0, |sum: u128, line| {
        let mut hash = Hash::new();
        hash.texts(&[line]);
        sum.wrapping_add(hash.value())
    })
}
