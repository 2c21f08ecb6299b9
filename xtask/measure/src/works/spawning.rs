//! Tasks that do nothing are spawned and joined.

use serde_json::json;

use super::case::Case;
use super::runs::Runs;
use super::work::Work;
use crate::numbers::thousands;
use crate::report::Table;

pub const WORK: Work = Work { name: "spawning", cases, tables };

fn cases(quick: bool) -> Vec<Case> {
    let count = if quick { 1_000 } else { 100_000 };
    let title = format!("{} empty tasks are spawned and joined", thousands(count));
    let arguments = json!({ "count": count });
    let mut case = Case::new("spawning", format!("spawning-{count}"), title, arguments, count);
    case.note = "All are spawned first, then each is awaited. An async function in JavaScript runs \
                 at once, so native promises need no turn of the loop to do nothing.";
    vec![case]
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    vec![runs.times(case)]
}
