//! The draw list, as the page asks for it while a run is looked at.

use serde_json::json;

use super::case::Case;
use super::runs::Runs;
use super::work::Work;
use crate::contestants::Way;
use crate::numbers::thousands;
use crate::report::{Series, Table, Unit};

pub const WORK: Work = Work { name: "drawing", cases, tables };

const LANES: u64 = 100;
const WIDTH_PX: u32 = 1440;

fn cases(quick: bool) -> Vec<Case> {
    let sizes: &[u64] = if quick { &[1_000] } else { &[1_000, 10_000, 100_000, 1_000_000] };
    sizes.iter().map(|spans| case(*spans)).collect()
}

fn case(spans: u64) -> Case {
    let title = format!("Draw list of {} spans on {LANES} lanes", thousands(spans));
    let arguments = json!({ "spans": spans, "lanes": LANES, "width_px": WIDTH_PX, "draws": 20 });
    let mut case = Case::new("drawing", format!("drawing-{spans}"), title, arguments, spans);
    // Each coroutine has whole rounds, and is also spawned and ends.
    case.expected.or_more = true;
    case.takes_part = |contestant| contestant.way == Way::Coroscope;
    case
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    let table = |which: &str, name, words: &str, note: &str, key: &'static str| Table {
        id: format!("{}-{which}", case.id),
        title: format!("{}: {words}", case.title),
        note: note.into(),
        series: Some(Series { name, x: case.expected.done as f64, x_title: "spans" }),
        ..runs.table(case, Unit::Ms, |answer| answer.number(key))
    };
    vec![
        table("whole", "drawing-whole", "the whole run", "1440 pixels wide.", "whole_ms"),
        table("zoomed", "drawing-zoomed", "a hundredth of its time", "", "zoomed_ms"),
        table(
            "first",
            "drawing-first",
            "the first time",
            "The first look at a run reads its whole trace.",
            "first_ms",
        ),
    ]
}
