//! How much memory a sleeping coroutine takes.

use serde_json::json;

use super::case::Case;
use super::runs::Runs;
use super::work::Work;
use crate::answer::Answer;
use crate::contestants::Way;
use crate::numbers::thousands;
use crate::report::{Table, Unit};

pub const WORK: Work = Work { name: "memory", cases, tables };

fn cases(quick: bool) -> Vec<Case> {
    let count = if quick { 10_000 } else { 100_000 };
    let title = format!("Memory for each of {} sleeping coroutines", thousands(count));
    let mut case =
        Case::new("holding", format!("memory-{count}"), title, json!({ "count": count }), count);
    // Freed memory is used again, so only the first measurement means anything.
    case.fresh = true;
    case.warm_up = false;
    case.most_rounds = 3;
    case.left_out = |contestant| match (contestant.way, contestant.host) {
        (Way::Native, "firefox") => Some("Firefox tells nobody how large JavaScript's heap is"),
        (Way::Pyodide, _) => Some("the same objects as under CPython, with smaller pointers"),
        _ => None,
    };
    vec![case]
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    let each = |key: &'static str| {
        let count = case.expected.done as f64;
        // A figure that a host does not have or report counts as nothing; the note says so.
        move |answer: &Answer| Ok(answer.number(key).unwrap_or(0.0) / count)
    };
    let (wasm, heap) = (each("wasm_bytes"), each("heap_bytes"));
    let all = Table {
        note: "What the memory of the wasm instance has grown by, and JavaScript's heap after a \
               collection (Chromium; Firefox does not tell). What the browser itself keeps for a \
               timer is in neither. In Python, what tracemalloc counts."
            .into(),
        ..runs.table(case, Unit::Bytes, |answer| Ok(wasm(answer)? + heap(answer)?))
    };
    let mut of_heap = Table {
        id: format!("{}-heap", case.id),
        title: format!("{}: the part on JavaScript's heap, or Python's", case.title),
        ..runs.table(case, Unit::Bytes, heap)
    };
    // Firefox does not report it.
    of_heap.rows.retain(|row| row.contestant.host != "firefox");
    vec![all, of_heap]
}
