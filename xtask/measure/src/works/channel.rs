//! Two coroutines throw a ball to each other through two channels.

use serde_json::json;

use super::case::Case;
use super::runs::Runs;
use super::work::Work;
use crate::numbers::thousands;
use crate::report::Table;

pub const WORK: Work = Work { name: "channel", cases, tables };

fn cases(quick: bool) -> Vec<Case> {
    let trips = if quick { 1_000 } else { 100_000 };
    let title = format!("{} round trips through two channels", thousands(trips));
    let arguments = json!({ "trips": trips });
    let mut case = Case::new("channel", format!("channel-{trips}"), title, arguments, trips);
    case.note = "What people use: asyncio.Queue, a queue written by hand in JavaScript, \
                 async-channel in Rust.";
    vec![case]
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    vec![runs.times(case)]
}
