//! Where the time went that no task had asked for.

use serde::Serialize;

use crate::timeline::lanes::{PAUSE_US, TaskState, View};
use crate::timeline::words::{count, duration, to_ms};

use super::critical_path::Link;
use super::groups::longest;

/// A cause is named if it is at least this share of the overhead.
const NAMED_FROM: f64 = 0.05;

/// Timers that are later than this are not a little late, in microseconds of real time.
const MUCH_US: u64 = 100_000;

/// One of the things that an overhead consists of.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OverheadPart {
    /// How long it took in all.
    pub ms: f64,
    /// What it is, in a few words.
    pub text: String,
}

/// The overhead of a run, by cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Causes {
    /// How long nothing was ready while a timer was past its deadline.
    lateness_us: u64,
    late_timers: u32,
    /// How long a task was ready while the loop was not turning.
    away_us: u64,
    aways: u32,
    /// The part of `away_us` in pauses short enough to be the loop's own work.
    own_us: u64,
    own_pauses: u32,
    /// How long the loop cleaned up after the program was over.
    cleanup_us: u64,
    /// How long it took until the loop polled anything at all.
    before_us: u64,
}

/// What an overhead consists of, the largest part first. The parts add up to it exactly.
pub(super) fn overhead_parts(
    view: View<'_>,
    links: &[Link],
    overhead_us: u64,
) -> Vec<OverheadPart> {
    if overhead_us == 0 {
        return Vec::new();
    }
    let causes = causes(view, links);
    let times = |times: u32, what: &str| match times {
        0 | 1 => what.to_owned(),
        _ => format!("{what} ({})", count(times.into(), "time")),
    };
    let (elsewhere_us, elsewhere) =
        (causes.away_us - causes.own_us, causes.aways - causes.own_pauses);
    // Polls of tasks that were not recorded look the same as what the browser did.
    let who = match view.trace.unrecorded_tasks() {
        0 => format!("a task was ready, and the {} was busy with something else", machine(view)),
        _ => format!(
            "tasks that were not recorded had the loop, or the {} was busy otherwise",
            machine(view)
        ),
    };
    let named_us = causes.lateness_us + causes.away_us + causes.cleanup_us + causes.before_us;
    let parts = vec![
        (causes.lateness_us, times(causes.late_timers, "a timer fired later than it was due")),
        (causes.own_us, times(causes.own_pauses, "the loop's own work, from a wake to its poll")),
        (elsewhere_us, times(elsewhere, &who)),
        (causes.before_us, "the loop had not begun".to_owned()),
        (causes.cleanup_us, "the program was over, and the loop cleaned up".to_owned()),
        (
            overhead_us.saturating_sub(named_us),
            "the rest, which the record does not explain".to_owned(),
        ),
    ];
    let parts = longest(parts, usize::MAX, |(us, _)| *us).into_iter();
    let parts = parts.filter(|(us, _)| *us > 0);
    parts.map(|(us, text)| OverheadPart { ms: to_ms(us), text }).collect()
}

/// What a measured run took beyond what was asked for, as a sentence.
pub(super) fn overhead(view: View<'_>, links: &[Link], overhead_us: u64) -> String {
    if overhead_us < 100 {
        return "The run took as long as was asked for, to a tenth of a millisecond.".to_owned();
    }
    let causes = causes(view, links);
    let away = if causes.aways > 1 { "between polls" } else { "between two polls" };
    let (is_listing, who) = (view.is_listing(), machine(view));
    let late = if causes.late_timers > 1 { "timers were late" } else { "a timer was late" };
    let mut named = vec![
        (causes.away_us, format!("the {who} used for itself {away}, while a task was ready")),
        (causes.lateness_us, late.to_owned()),
        (causes.cleanup_us, "it took to clean up".to_owned()),
        (causes.before_us, "passed before the loop began".to_owned()),
    ];
    named.retain(|(us, _)| *us > 0 && *us as f64 >= NAMED_FROM * overhead_us as f64);
    let named = longest(named, 3, |(us, _)| *us);
    let texts: Vec<String> = named
        .iter()
        .enumerate()
        .map(|(nth, (us, text))| {
            let of_that = if nth == 0 && named.len() > 1 { " of that" } else { "" };
            format!("{}{of_that} {text}", duration(*us))
        })
        .collect();
    let more = duration(overhead_us);
    match named.as_slice() {
        [] => format!("The run took {more} more than was asked for."),
        [(us, _)] if *us == causes.lateness_us && !is_listing && is_much(view, &causes) => format!(
            "The run took {more} more than was asked for, because {late}: by far more than a \
             browser's timers are by themselves."
        ),
        [(us, _)] if *us == causes.lateness_us => {
            let whose = if is_listing { "" } else { "a browser's " };
            format!(
                "The run took {more} more than was asked for: {whose}timers are never early and often \
                 a little late."
            )
        }
        [(_, text)] => format!("The run took {more} more than was asked for, which {text}."),
        _ => format!("The run took {more} more than was asked for: {}.", texts.join("; ")),
    }
}

/// What is busy when neither the loop nor its tasks are.
fn machine(view: View<'_>) -> &'static str {
    if view.is_listing() { "machine" } else { "browser" }
}

/// Whether timers were so late that something kept the browser from its work: a tab that is hidden, or
/// a machine that sleeps.
fn is_much(view: View<'_>, causes: &Causes) -> bool {
    let scale = u64::from(view.trace.time_scale()).max(1);
    causes.lateness_us / scale / u64::from(causes.late_timers.max(1)) >= MUCH_US
}

/// Splits the overhead by cause. What any task did in the meantime is work and not overhead.
fn causes(view: View<'_>, links: &[Link]) -> Causes {
    let away = away(view);
    let began_us = began_us(view);
    let mut causes = Causes::default();
    for link in links {
        let lost_us = link.us().saturating_sub(link.ideal_us);
        if lost_us == 0 {
            continue;
        }
        if link.is_cleanup {
            causes.cleanup_us += lost_us;
            continue;
        }
        // A gap in the trace has no cause.
        if link.is_gap {
            continue;
        }
        let cleanup_us = link.cleanup_us.min(lost_us);
        causes.cleanup_us += cleanup_us;
        let (lost_us, to_us) = (lost_us - cleanup_us, link.to_us - cleanup_us);
        if lost_us == 0 {
            continue;
        }
        if link.state == TaskState::Ready && to_us <= began_us {
            causes.before_us += lost_us;
            continue;
        }
        // A timer that came due while other tasks were ready and not polled was not late by
        // itself.
        let away_us = match link.state {
            TaskState::Ready => lost_us,
            _ => overlap(&away, to_us - lost_us, to_us),
        };
        let lateness_us = lost_us - away_us;
        causes.away_us += away_us;
        causes.aways = causes.aways.saturating_add(u32::from(away_us > 0));
        if away_us < PAUSE_US {
            causes.own_us += away_us;
            causes.own_pauses = causes.own_pauses.saturating_add(u32::from(away_us > 0));
        }
        causes.lateness_us += lateness_us;
        causes.late_timers = causes.late_timers.saturating_add(u32::from(lateness_us > 0));
    }
    causes
}

/// When the loop polled for the first time, if that took longer than the loop's own work: the start of a
/// program that is recorded as it is. Before that nobody was kept from a poll.
pub(super) fn began_us(view: View<'_>) -> u64 {
    let first = view.timeline.polls.first().and_then(|poll| {
        let history = view.timeline.history(poll.task)?;
        history.spans.from_us.get(poll.span as usize).copied()
    });
    first.filter(|began_us| *began_us >= PAUSE_US).unwrap_or(0)
}

/// When the loop was not turning although a task was ready, in the order of time.
fn away(view: View<'_>) -> Vec<(u64, u64)> {
    let mut reached_us = 0;
    let mut gaps = Vec::new();
    for poll in &view.timeline.polls {
        let Some(history) = view.timeline.history(poll.task) else { continue };
        let span = poll.span as usize;
        let Some(begin_us) = history.spans.from_us.get(span).copied() else { continue };
        let ready =
            span.checked_sub(1).filter(|span| history.spans.states[*span] == TaskState::Ready);
        let ready_us = ready.map_or(begin_us, |span| history.spans.from_us[span]);
        let from_us = ready_us.max(reached_us);
        if from_us < begin_us {
            gaps.push((from_us, begin_us));
        }
        let last = history.spans.poll(span).last().unwrap_or(span);
        reached_us = view.end(history, last).max(reached_us);
    }
    gaps
}

/// How much of the time given lies in the gaps, which are in order and do not overlap.
fn overlap(gaps: &[(u64, u64)], from_us: u64, to_us: u64) -> u64 {
    let first = gaps.partition_point(|(_, end)| *end <= from_us);
    let inside = gaps[first..].iter().take_while(|(begin, _)| *begin < to_us);
    inside.map(|(begin, end)| (*end).min(to_us) - (*begin).max(from_us)).sum()
}
