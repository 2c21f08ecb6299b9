//! The outputs that were found, each with how often it came about and how to see it again.

use serde::Serialize;

use crate::runtime::trace::{TaskId, Trace, What};
use crate::timeline::{EndState, RunTimeline};

use super::difference::{FirstDifference, common, first_difference};
use super::trim;

/// Of so many outputs it is told what they are; all are counted.
pub(super) const MOST_TOLD: usize = 50;
/// Of a long output, so many lines are told: those around the first that differs.
const MOST_LINES: usize = 14;
/// How many of them come before that one.
const LINES_BEFORE: usize = 3;

/// An output that some orders give. Two are the same if the same lines are printed in the same
/// order, the run ends in the same way, and the same errors are left that nobody received.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct OutputReport {
    /// How many of the orders that were tried gave it.
    pub count: u32,
    /// Whether it is that of first in, first out.
    pub fifo: bool,
    /// The shortest list of picks that is known to give it, if there is one that is not too long.
    pub picks: Option<Vec<u32>>,
    /// A seed that gives it, if it came about by one.
    pub seed: Option<u32>,
    /// What is printed, if it is little; otherwise the lines around the first that differs.
    pub lines: Vec<String>,
    /// How many lines come before those.
    pub before: u32,
    /// How many lines there are in all.
    pub total_lines: u32,
    /// Where it first differs from first in, first out. Nothing, if the lines are the same.
    pub differs: Option<FirstDifference>,
    /// How the run ends.
    pub end: EndState,
    /// The errors of tasks that nobody received.
    pub errors: Vec<String>,
    /// How long it takes at least, in milliseconds, among the orders that were tried.
    pub min_total_ms: f64,
    /// How long it takes at most.
    pub max_total_ms: f64,
}

/// The outputs that were found so far. The first one is that of first in, first out.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    pub(super) found: Vec<Found>,
    /// The lines of first in, first out.
    usual: Vec<String>,
    /// How many lines from the beginning and from the end on are the same in all outputs.
    pub(super) same_first: usize,
    pub(super) same_last: usize,
    /// Whether all outputs have the same lines, if in another order.
    pub(super) same_lines: bool,
}

#[derive(Debug)]
pub(super) struct Found {
    pub(super) key: u128,
    pub(super) report: OutputReport,
}

/// A run, as far as it is compared.
pub(super) struct Outcome<'a> {
    pub(super) key: u128,
    lines: Vec<&'a str>,
    errors: Vec<&'a str>,
}

impl Outputs {
    /// Counts a run: the first one must be that of first in, first out.
    pub(super) fn add(&mut self, trace: &Trace, picks: Option<Vec<u32>>, seed: Option<u32>) {
        let printed = printed_with_workers(trace);
        let outcome = outcome(trace, printed.as_deref());
        let total_ms = trace.last_us() as f64 / 1000.0;
        match self.found.iter_mut().find(|found| found.key == outcome.key) {
            Some(Found { report, .. }) => {
                report.count += 1;
                report.min_total_ms = report.min_total_ms.min(total_ms);
                report.max_total_ms = report.max_total_ms.max(total_ms);
                report.seed = report.seed.or(seed);
                keep_simpler(&mut report.picks, picks);
            }
            None => self.add_new(trace, &outcome, total_ms, picks, seed),
        }
    }

    fn add_new(
        &mut self,
        trace: &Trace,
        Outcome { key, lines, errors }: &Outcome<'_>,
        total_ms: f64,
        picks: Option<Vec<u32>>,
        seed: Option<u32>,
    ) {
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
        let report = OutputReport {
            count: 1,
            fifo,
            picks,
            seed,
            lines: owned(&shown[..shown.len().min(MOST_LINES)]),
            before: before as u32,
            total_lines: lines.len() as u32,
            differs,
            end: EndState::of(trace),
            errors: owned(errors),
            min_total_ms: total_ms,
            max_total_ms: total_ms,
        };
        self.found.push(Found { key: *key, report });
    }
}

/// Keeps the list that is simpler to follow: the one with fewer choices other than the first in the
/// queue, and of those the shorter one.
fn keep_simpler(known: &mut Option<Vec<u32>>, other: Option<Vec<u32>>) {
    let Some(mut other) = other else { return };
    trim(&mut other);
    let cost = |picks: &Vec<u32>| (picks.iter().filter(|place| **place > 0).count(), picks.len());
    if known.as_ref().is_none_or(|known| cost(&other) < cost(known)) {
        *known = Some(other);
    }
}

/// What a run printed, if it has workers: then their lines come between its own.
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
    hash.byte(EndState::of(trace) as u8);
    hash.texts(&errors);
    hash.texts(&lines);
    Outcome { key: hash.0, lines, errors }
}

/// The errors of the program's tasks that nobody received, in the order of those tasks.
fn errors(trace: &Trace) -> Vec<&str> {
    let mut failed: Vec<(TaskId, &str)> = Vec::new();
    // Most programs have none.
    for event in trace.events() {
        match event.what {
            What::Failed { error } => failed.push((event.task, trace.text(error))),
            What::ErrorReceived => failed.retain(|(task, _)| *task != event.task),
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

/// The same for the same lines in any order.
fn sum<'a>(lines: impl Iterator<Item = &'a str>) -> u128 {
    lines.fold(0, |sum: u128, line| {
        let mut hash = Hash::new();
        hash.texts(&[line]);
        sum.wrapping_add(hash.0)
    })
}

/// FNV-1a in 128 bits: outputs are compared by it, because thousands of long ones would not fit in
/// the memory of a phone.
struct Hash(u128);

impl Hash {
    fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    fn byte(&mut self, byte: u8) {
        self.0 =
            (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }

    /// Texts, and where each ends: no text contains this byte.
    fn texts(&mut self, texts: &[&str]) {
        for text in texts {
            text.bytes().for_each(|byte| self.byte(byte));
            self.byte(0xff);
        }
        self.byte(0xfe);
    }
}
