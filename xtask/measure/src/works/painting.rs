//! The lateness of a coroutine's wakes while the page paints.

use serde_json::json;

use super::case::Case;
use super::runs::Runs;
use super::work::Work;
use crate::answer::Answer;
use crate::contestants::Way;
use crate::report::{Figures, Table, Unit};

pub const WORK: Work = Work { name: "painting", cases, tables };

const DELAY_MS: u64 = 10;
const PAINT_MS: u64 = 8;

fn cases(quick: bool) -> Vec<Case> {
    let sleeps = if quick { 10 } else { 100 };
    let title = format!("How late {sleeps} sleeps of {DELAY_MS} ms end while the page paints");
    let arguments = json!({ "sleeps": sleeps, "delay_ms": DELAY_MS, "paint_ms": PAINT_MS });
    let mut case = Case::new("painting", "painting".into(), title, arguments, sleeps);
    case.expected.least_ms = (sleeps * DELAY_MS) as f64;
    case.note =
        "A handler of requestAnimationFrame uses up 8 ms of each frame and changes the page.";
    case.left_out = |contestant| match contestant.way {
        Way::CPython => Some("has no page to paint"),
        Way::Pyodide => Some("its sleeps are the browser's timers, as those of native promises"),
        _ => None,
    };
    vec![case]
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    let table = |id: &str, which: &str, part: f64| Table {
        id: id.into(),
        title: format!("{}: {which}", case.title),
        ideal: 0.0,
        ..runs.table(case, Unit::Ms, |answer| late_ms(answer, part))
    };
    vec![
        table("painting-median", "the median", 0.5),
        table("painting-99", "the 99th percentile", 0.99),
    ]
}

fn late_ms(answer: &Answer, part: f64) -> anyhow::Result<f64> {
    Ok(Figures::new(answer.numbers("late_ms")?)?.quantile(part))
}
