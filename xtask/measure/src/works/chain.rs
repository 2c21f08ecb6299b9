//! One coroutine sleeps 1 ms many times in a row.

use serde_json::json;

use super::case::Case;
use super::runs::Runs;
use super::work::Work;
use crate::contestants::Way;
use crate::report::{Table, Unit};

pub const WORK: Work = Work { name: "chain", cases, tables };

const DELAY_MS: u64 = 1;

fn cases(quick: bool) -> Vec<Case> {
    let sleeps = if quick { 10 } else { 100 };
    let title = format!("{sleeps} sleeps of {DELAY_MS} ms in a row, for each sleep");
    let arguments = json!({ "sleeps": sleeps, "delay_ms": DELAY_MS });
    let mut case = Case::new("chain", format!("chain-{sleeps}"), title, arguments, sleeps);
    case.expected.least_ms = (sleeps * DELAY_MS) as f64;
    case.note = "Browsers hold timers back to 4 ms when several in a row were each set by the \
                 one before; how many it takes differs between them. Python does not.";
    case.left_out = |contestant| match contestant.way {
        Way::Pyodide => Some("goes on at once when it is asked to sleep for 1 ms"),
        _ => None,
    };
    vec![case]
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    let sleeps = case.expected.done as f64;
    let mut table = runs.table(case, Unit::Ms, |answer| Ok(answer.number("ms")? / sleeps));
    table.ideal = DELAY_MS as f64;
    vec![table]
}
