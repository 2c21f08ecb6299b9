//! What differs between two runs: the totals, the causes of that, and how much there was to do.

use serde::Serialize;

use crate::runtime::trace::End;
use crate::timeline::lanes::View;
use crate::timeline::report::failure;
use crate::timeline::words::{count, duration, list, to_ms};

use super::difference::{Difference, less};
use super::output::output;
use super::parts::parts;
use super::tasks::tasks;

/// What differs between this run, called "here" in sentences, and the other run, called "there".
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Comparison {
    /// How long this run took, or has taken so far.
    pub this_ms: f64,
    /// How long the other run took, or has taken so far.
    pub other_ms: f64,
    /// How much longer this run took; negative if it was shorter.
    pub difference_ms: f64,
    /// The difference of the totals in a sentence.
    pub summary: String,
    /// The causes of that difference along the two critical paths, the largest first. They add up
    /// to it.
    pub parts: Vec<Difference>,
    /// What else differs: single tasks, the output, and how much there was to do.
    pub sentences: Vec<String>,
}

/// How much a run had to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::timeline) struct Counts {
    pub tasks: u64,
    pub polls: u64,
}

/// Compares a run with another one.
pub(in crate::timeline) fn compare(
    this: (View<'_>, Counts),
    other: (View<'_>, Counts),
) -> Comparison {
    let ((here, here_counts), (there, there_counts)) = (this, other);
    let (this_us, other_us) = (here.timeline.now_us(), there.timeline.now_us());
    let parts = parts(here, there);
    let reported_lines: Vec<Option<u32>> = parts.iter().map(|part| part.line).collect();
    let mut sentences = ends(here, there);
    sentences.extend(tasks(here, there, &reported_lines));
    sentences.push(output(here, there));
    sentences.push(counts(here_counts, there_counts));
    Comparison {
        this_ms: to_ms(this_us),
        other_ms: to_ms(other_us),
        difference_ms: less(this_us, other_us),
        summary: summary(this_us, other_us),
        parts,
        sentences,
    }
}

fn summary(this_us: u64, other_us: u64) -> String {
    let (this, other) = (duration(this_us), duration(other_us));
    if this == other {
        return format!("Both take {this}.");
    }
    let by = duration(this_us.abs_diff(other_us));
    let longer = if this_us > other_us { "longer" } else { "shorter" };
    format!("This run is {by} {longer}: {this} against {other}.")
}

/// A sentence for each run that has not come to its own end.
fn ends(here: View<'_>, there: View<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    for (view, who) in [(here, "This run"), (there, "The other run")] {
        let how = match view.trace.end() {
            Some(End::Completed) if failure(view).is_some() => "could not do its work",
            Some(End::Completed) => continue,
            None => "goes on",
            Some(End::Stopped) => "was stopped",
            Some(End::Stuck) => "got stuck",
            Some(End::PollLimit) => "was ended because it took too many polls",
            Some(End::StepLimit) => "was ended because it computed for too long",
            Some(End::Panicked { .. }) => "panicked",
        };
        sentences.push(format!("{who} {how}: its total is that of a part."));
    }
    sentences
}

fn counts(here: Counts, there: Counts) -> String {
    let in_words = |counts: Counts| {
        list(&[count(counts.polls, "poll"), count(counts.tasks, "task")]).replace(" and ", " of ")
    };
    if here == there {
        return format!("Both took {}.", in_words(here));
    }
    format!("It took {} here, and {} there.", in_words(here), in_words(there))
}
