//! Coroutines take turns.

use serde_json::json;

use super::case::Case;
use super::recording;
use super::runs::Runs;
use super::work::Work;
use crate::contestants::{Contestant, Way};
use crate::numbers::thousands;
use crate::report::Table;

pub const WORK: Work = Work { name: "switches", cases, tables };

fn cases(quick: bool) -> Vec<Case> {
    let switches = if quick { 10_000 } else { 1_000_000 };
    [2, 1_000].into_iter().map(|coroutines| case(switches, coroutines)).collect()
}

fn case(switches: u64, coroutines: u64) -> Case {
    let (all, between) = (thousands(switches), thousands(coroutines));
    let title = format!("{all} switches between {between} coroutines");
    let arguments = json!({ "coroutines": coroutines, "turns": switches / coroutines });
    let id = format!("switches-{switches}-{coroutines}");
    let mut case = Case::new("switches", id, title, arguments, switches);
    case.note = "Each gives way with what its host has for it: await null, asyncio.sleep(0), \
                 yield_now. Coroscope lets the page paint every 8 ms; the others do not let it.";
    if switches > 100_000 {
        // A page goes on with a script that was given up, and disturbs all later contestants.
        case.left_out = |contestant: Contestant| match contestant.way {
            Way::Pyodide => Some("takes more than a minute"),
            _ => None,
        };
    }
    case
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    let mut tables = vec![runs.times(case)];
    tables.extend(recording::cost(case, runs));
    tables
}
