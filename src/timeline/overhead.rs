//! Where the time went that nobody had asked for.

use super::chain::Link;
use super::groups::longest;
use super::state::State;
use super::view::View;
use super::words::duration;

/// A cause is named if it is at least this share of the overhead.
const NAMED_FROM: f64 = 0.05;

/// The overhead of a measured run, by cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Causes {
    /// Nothing was ready, and a timer fired after its deadline.
    late_us: u64,
    late_timers: u32,
    /// A task was ready, and the loop was not turning.
    away_us: u64,
    aways: u32,
    /// The program was over.
    cleanup_us: u64,
}

/// What a measured run took beyond what was asked for, as a sentence.
pub(super) fn overhead(view: View<'_>, links: &[Link], overhead_us: u64) -> String {
    if overhead_us < 100 {
        return "That is as long as was asked for, to a tenth of a millisecond.".to_owned();
    }
    let causes = causes(view, links);
    let away = if causes.aways > 1 { "between polls" } else { "between two polls" };
    let late = if causes.late_timers > 1 { "timers were late" } else { "a timer was late" };
    let mut named = vec![
        (causes.away_us, format!("the browser used for itself {away}, while a task was ready")),
        (causes.late_us, late.to_owned()),
        (causes.cleanup_us, "it took to clean up".to_owned()),
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
        [] => format!("That is {more} more than asked for."),
        [(us, _)] if *us == causes.late_us => format!(
            "That is {more} more than asked for: a browser's timers are never early and often a \
             little late."
        ),
        [(_, text)] => format!("That is {more} more than asked for, which {text}."),
        _ => format!("That is {more} more than asked for: {}.", texts.join("; ")),
    }
}

/// Splits the overhead. What was done in the meantime, by whomever, is work and no overhead.
fn causes(view: View<'_>, links: &[Link]) -> Causes {
    let away = away(view);
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
        // A timer that was due while others were ready, and still not polled, was not late by
        // itself.
        let away_us = match link.state {
            State::Ready => lost_us,
            _ => overlap(&away, link.to_us - lost_us, link.to_us),
        };
        let late_us = lost_us - away_us;
        causes.away_us += away_us;
        causes.aways = causes.aways.saturating_add(u32::from(away_us > 0));
        causes.late_us += late_us;
        causes.late_timers = causes.late_timers.saturating_add(u32::from(late_us > 0));
    }
    causes
}

/// When the loop was not turning although a task was ready, in the order of time.
fn away(view: View<'_>) -> Vec<(u64, u64)> {
    let mut reached_us = 0;
    let mut gaps = Vec::new();
    for poll in &view.timeline.polls {
        let Some(life) = view.timeline.life(poll.task) else { continue };
        let span = poll.span as usize;
        let Some(begin_us) = life.spans.from_us.get(span).copied() else { continue };
        let ready = span.checked_sub(1).filter(|span| life.spans.states[*span] == State::Ready);
        let ready_us = ready.map_or(begin_us, |span| life.spans.from_us[span]);
        let from_us = ready_us.max(reached_us);
        if from_us < begin_us {
            gaps.push((from_us, begin_us));
        }
        let last = life.spans.poll(span).last().unwrap_or(span);
        reached_us = view.end(life, last).max(reached_us);
    }
    gaps
}

/// How much of the time given lies in gaps that are in order and do not overlap.
fn overlap(gaps: &[(u64, u64)], from_us: u64, to_us: u64) -> u64 {
    let first = gaps.partition_point(|(_, end)| *end <= from_us);
    let inside = gaps[first..].iter().take_while(|(begin, _)| *begin < to_us);
    inside.map(|(begin, end)| (*end).min(to_us) - (*begin).max(from_us)).sum()
}
