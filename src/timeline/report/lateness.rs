//! How late all sleeps of a run were.

use serde::Serialize;

use crate::timeline::lanes::View;
use crate::timeline::words::{count, duration, number, to_ms};

/// The borders between the ranges of lateness.
const RANGES_US: [u64; 6] = [100, 1_000, 4_000, 16_000, 50_000, 250_000];

/// How late the sleeps of a run were. The lateness of a sleep is what it got beyond what it asked
/// for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LatenessReport {
    /// How many sleeps were not cut short, including those that the report does not list.
    pub sleeps: u32,
    /// How many sleeps were cut short. The other numbers leave them out.
    pub cut_short: u32,
    /// Half of the sleeps were at most this late.
    pub median_ms: f64,
    /// 99 of 100 sleeps were at most this late.
    pub p99_ms: f64,
    /// How late the latest sleep was.
    pub worst_ms: f64,
    /// The line of the latest sleep.
    pub worst_line: Option<u32>,
    /// How many sleeps lie in each range of lateness.
    pub ranges: Vec<LateRange>,
    /// The report in words.
    pub text: String,
}

/// A range of lateness.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LateRange {
    /// The least lateness in the range.
    pub from_ms: f64,
    /// All lateness in the range is below this; `None` for the last range.
    pub below_ms: Option<f64>,
    /// How many sleeps lie in the range.
    pub sleeps: u32,
}

/// How late the sleeps of several loops were. `None` if no task slept.
pub(super) fn lateness(views: &[View<'_>]) -> Option<LatenessReport> {
    let all = views.iter().map(|view| &view.timeline.lateness);
    let cut_short = all.clone().fold(0, |sum: u32, of_loop| sum.saturating_add(of_loop.cut_short));
    let lateness_us: Vec<u32> = all.flat_map(|of_loop| of_loop.each_us.iter().copied()).collect();
    let sleeps = u32::try_from(lateness_us.len()).unwrap_or(u32::MAX);
    let worst = views.iter().filter_map(|view| Some((*view, view.timeline.lateness.worst?)));
    let Some((view, worst)) = worst.max_by_key(|(_, slept)| slept.lateness_us()) else {
        return (cut_short > 0).then(|| LatenessReport {
            sleeps: 0,
            cut_short,
            median_ms: 0.0,
            p99_ms: 0.0,
            worst_ms: 0.0,
            worst_line: None,
            ranges: Vec::new(),
            text: format!("{} cut short.", were(cut_short)),
        });
    };
    // Of an even number it is the smaller of the two in the middle: half are at most that.
    let median_us = nth_smallest(&lateness_us, (lateness_us.len() - 1) / 2);
    let p99_us = nth_smallest(&lateness_us, (lateness_us.len() * 99).div_ceil(100) - 1);
    let worst_us = worst.lateness_us();
    let (name, line) = (view.name(worst.task), view.in_line(worst.site));
    LatenessReport {
        sleeps,
        cut_short,
        median_ms: to_ms(median_us),
        p99_ms: to_ms(p99_us),
        worst_ms: to_ms(worst_us),
        worst_line: view.line(worst.site),
        ranges: ranges(&lateness_us),
        text: text(
            sleeps,
            cut_short,
            [nth_smallest(&lateness_us, 0), median_us, p99_us, worst_us],
            &format!("`{name}`{line}"),
        ),
    }
    .into()
}

/// "3 sleeps were".
fn were(sleeps: u32) -> String {
    format!("{} {}", count(sleeps.into(), "sleep"), if sleeps == 1 { "was" } else { "were" })
}

/// Of fewer sleeps than this, the least and the most says more than half of them would.
const FEW: u32 = 10;

fn text(sleeps: u32, cut_short: u32, lateness_us: [u64; 4], latest: &str) -> String {
    let [least, median, p99, worst] = lateness_us.map(duration);
    let all = match sleeps {
        2 => "Both sleeps".to_owned(),
        _ => format!("The {} sleeps", number(sleeps.into())),
    };
    let mut text = match (sleeps, lateness_us) {
        (1, [.., 0]) => "The one sleep got what it asked for.".to_owned(),
        (2, [.., 0]) => "Both sleeps got what they asked for.".to_owned(),
        (_, [.., 0]) => {
            format!("All {} sleeps got what they asked for.", number(sleeps.into()))
        }
        (1, _) => format!("The one sleep, of {latest}, was late by {worst}."),
        (..FEW, _) => {
            let by = match least.strip_suffix(" ms").unwrap_or(&least) {
                _ if least == worst => worst,
                "0" => format!("at most {worst}"),
                least => format!("{least} to {worst}"),
            };
            format!("{all} were late by {by}, the latest that of {latest}.")
        }
        _ => {
            let most =
                if sleeps >= 200 { format!(", 99 of 100 by at most {p99}") } else { String::new() };
            format!(
                "Half of the {} sleeps were late by at most {median}{most}. The latest, of \
                 {latest}, was late by {worst}.",
                number(sleeps.into())
            )
        }
    };
    if cut_short > 0 {
        text = format!("{text} {} cut short.", were(cut_short));
    }
    text
}

/// The ranges, up to the last that has any sleeps.
fn ranges(lateness_us: &[u32]) -> Vec<LateRange> {
    let mut counts = [0; RANGES_US.len() + 1];
    for lateness in lateness_us {
        let range = RANGES_US.iter().take_while(|below| u64::from(*lateness) >= **below).count();
        counts[range] += 1;
    }
    let last = counts.iter().rposition(|sleeps| *sleeps > 0).unwrap_or(0);
    let range = |(place, sleeps): (usize, &u32)| LateRange {
        from_ms: place.checked_sub(1).map_or(0.0, |before| to_ms(RANGES_US[before])),
        below_ms: RANGES_US.get(place).map(|below| to_ms(*below)),
        sleeps: *sleeps,
    };
    counts[..=last].iter().enumerate().map(range).collect()
}

/// The number that would stand at a place if all were sorted. They are not: sorting is more code
/// than the page should wait for. Instead this counts digits, the highest first.
fn nth_smallest(all: &[u32], mut nth: usize) -> u64 {
    let mut found = 0_u32;
    for digit in (0..4).rev() {
        let (shift, mut counts) = (digit * 8, [0_usize; 256]);
        // The mask of the digits found so far.
        let known = u32::MAX.checked_shl(shift + 8).unwrap_or(0);
        for number in all.iter().filter(|number| *number & known == found & known) {
            counts[(number >> shift) as usize & 0xff] += 1;
        }
        let mut value = 0;
        while value < 255 && nth >= counts[value] {
            nth -= counts[value];
            value += 1;
        }
        found |= (value as u32) << shift;
    }
    found.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nth_is_found_without_sorting() {
        let mut all: Vec<u32> = (0..997_u32).map(|nth| nth.wrapping_mul(2_654_435_761)).collect();
        all.extend([0, 0, 7, 7, u32::MAX, 255, 256, 65_535, 65_536]);
        let mut sorted = all.clone();
        sorted.sort_unstable();
        for (nth, expected) in sorted.iter().enumerate() {
            assert_eq!(nth_smallest(&all, nth), u64::from(*expected));
        }
    }
}
