//! How much later than predicted a real run of a small program ends.

use serde_json::json;

use super::case::Case;
use super::runs::Runs;
use super::work::Work;
use crate::contestants::Way;
use crate::report::{Table, Unit};

pub const WORK: Work = Work { name: "greetings", cases, tables };

fn cases(quick: bool) -> Vec<Case> {
    let delays_ms = if quick { [20, 40] } else { [1000, 2000] };
    [false, true].into_iter().map(|concurrent| case(delays_ms, concurrent)).collect()
}

fn case([first_ms, second_ms]: [u32; 2], concurrent: bool) -> Case {
    let variant = if concurrent { "concurrent" } else { "sequential" };
    let title = format!("Greetings, {variant}: how much later than predicted the real run ends");
    let arguments =
        json!({ "first_ms": first_ms, "second_ms": second_ms, "concurrent": u8::from(concurrent) });
    let mut case = Case::new("greetings", format!("greetings-{variant}"), title, arguments, 1);
    let least_ms = if concurrent { first_ms.max(second_ms) } else { first_ms + second_ms };
    case.expected.least_ms = f64::from(least_ms);
    case.takes_part = |contestant| contestant.way == Way::Recorded;
    case
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    let late = runs.table(case, Unit::Ms, |answer| answer.number("late_ms"));
    vec![Table { ideal: 0.0, ..late }]
}
