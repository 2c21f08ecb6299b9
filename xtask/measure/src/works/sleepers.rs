//! Many coroutines sleep 100 ms at the same time.

use serde_json::json;

use super::case::Case;
use super::recording;
use super::runs::Runs;
use super::work::Work;
use crate::contestants::{Contestant, Way};
use crate::numbers::thousands;
use crate::report::{Series, Table};

pub const WORK: Work = Work { name: "sleepers", cases, tables };

const DELAY_MS: u32 = 100;

/// The trace records this many coroutines completely, so the cost of recording can be computed. With
/// fewer it disappears behind the grain of the browser's timers.
const ALL_RECORDED: u64 = 10_000;

/// From this number on a round takes long, so few rounds must do.
const MANY: u64 = 1_000_000;

fn cases(quick: bool) -> Vec<Case> {
    let counts: &[u64] =
        if quick { &[1, ALL_RECORDED] } else { &[1, 1_000, 10_000, 100_000, MANY] };
    counts.iter().map(|count| case(*count)).collect()
}

fn case(count: u64) -> Case {
    let coroutines = if count == 1 { "coroutine sleeps" } else { "coroutines sleep" };
    let title = format!("{} {coroutines} {DELAY_MS} ms", thousands(count));
    let arguments = json!({ "count": count, "delay_ms": DELAY_MS });
    let mut case = Case::new("sleepers", format!("sleepers-{count}"), title, arguments, count);
    case.expected.least_ms = f64::from(DELAY_MS);
    if count == MANY {
        case.note = "A trace tells of the first 100,000 tasks and counts the others.";
    }
    if count > ALL_RECORDED {
        case.left_out = |contestant: Contestant| match (contestant.way, contestant.host) {
            (Way::Pyodide, "firefox") => Some("takes more than a minute"),
            _ => None,
        };
    }
    if count == MANY {
        case.most_rounds = 3;
        // The smaller cases were enough warm-up.
        case.warm_up = false;
        case.left_out = |contestant: Contestant| match contestant.way {
            Way::Pyodide => Some("takes minutes and gigabytes"),
            _ => None,
        };
    }
    case
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    let mut table = runs.times(case);
    let series = Series { name: "sleepers", x: case.expected.done as f64, x_title: "coroutines" };
    table.series = Some(series);
    let mut tables = vec![table];
    if case.expected.done == ALL_RECORDED {
        tables.extend(recording::cost(case, runs));
    }
    tables
}
