//! The prediction that the page draws before it has anything that could predict is what the program
//! predicts.
//!
//! Nobody writes it: `COROSCOPE_BLESS=1 cargo test --test catalog first_rows` does.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use coroscope::drivers::simulation::simulate;
use coroscope::programs::params::Value;
use coroscope::programs::{CATALOG, Program};
use coroscope::runtime::Options;
use coroscope::runtime::trace::Trace;
use coroscope::timeline::{Label, RunTimeline};
use serde_json::{Value as Json, json};

/// Where the axis of the page ends for a run of two seconds, ms.
const AXIS_END: f64 = 2200.0;
/// In a picture with a pixel for each microsecond, places are times.
const EXACT: f64 = AXIS_END * 1000.0;
/// No window is narrower than the first number of device pixels, and few are wider than the second.
const WIDTHS: std::ops::RangeInclusive<u32> = 100..=8000;
/// More lanes than there are.
const LANES: u32 = 100;
/// The count of numbers in a row.
const ROW: usize = 6;

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/run/first_rows.js")
}

/// The first program as it comes, and what it does in a simulation.
fn first() -> (&'static Program, Trace) {
    let program = &CATALOG[0];
    let values = program.params.iter().map(|param| (param.id(), param.kind.default_value()));
    let main = program.start(&program.suggested().id(), &values.collect()).expect("the defaults");
    (program, simulate(Options::default(), main))
}

/// The question of its listing, which the page takes as plain text.
fn question(program: &Program) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(program.file);
    let listing = fs::read_to_string(file).expect("the listing");
    let question = program.describe(&listing).expect("the listing that runs").question;
    assert!(!question.contains(['`', '*', '\\']), "{question}");
    question
}

/// As www/views/head.js says it of the first program of a chapter.
fn chapter(program: &Program) -> String {
    let all = CATALOG.iter().filter(|other| other.chapter == program.chapter).count();
    format!("{} · 1 of {all}", program.chapter)
}

fn labels(run: &RunTimeline, trace: &Trace, width: f64) -> Vec<Label> {
    run.labels(trace, (0.0, AXIS_END), (0, LANES), width)
}

/// The text of the file.
fn text() -> String {
    let (program, trace) = first();
    let run = RunTimeline::of(&trace);
    let report = run.report(&trace);
    assert!(report.failure.is_none() && report.workers.is_empty() && report.levels.is_empty());
    let of = |param: &coroscope::programs::params::Param| match param.kind.default_value() {
        Value::Number(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Flag(flag) => json!(flag),
    };
    let variants = program.variants.iter().map(
        |variant| json!({ "id": variant.id(), "title": variant.title(), "unread": variant.unread }),
    );
    let params = program.params.iter().map(|param| json!({ "id": param.id() }));
    let values = program.params.iter().map(|param| (param.id(), of(param)));
    let tasks = report.tasks.iter().map(|task| {
        json!({
            "lane": task.lane, "depth": task.depth, "name": task.name,
            "spawned_ms": task.spawned_ms, "ended_ms": task.ended_ms,
        })
    });
    let rows = run.draw(&trace, 0.0, AXIS_END, 0, LANES, EXACT);
    let rows = rows.chunks(ROW).map(|row| {
        let mut row: Vec<f64> = row.iter().copied().map(f64::from).collect();
        row[1] /= 1000.0;
        row[2] /= 1000.0;
        json!(row)
    });
    let labels = labels(&run, &trace, EXACT).into_iter().map(|label| {
        json!({
            "lane": label.lane, "from_ms": label.from / 1000.0, "to_ms": label.to / 1000.0,
            "kind": label.kind, "state": label.state.code(), "text": label.text,
        })
    });
    let parts = [
        ("id", json!(program.id)),
        ("chapter", json!(chapter(program))),
        ("title", json!(program.title)),
        ("question", json!(question(program))),
        ("suggested", json!(program.suggested().id())),
        ("variants", variants.collect()),
        ("params", params.collect()),
        ("values", Json::Object(values.collect())),
        ("total_ms", json!(report.total_ms)),
        ("tasks", tasks.collect()),
        ("rows", rows.collect()),
        ("labels", labels.collect()),
    ];
    let mut text = String::from(
        "// What the first program does in its prediction, as it comes: times in milliseconds, rows as those of
// `Run.draw()`. Made by `COROSCOPE_BLESS=1 cargo test --test catalog first_rows`.

/** @import { FirstRows } from \"./types.js\" */

/** @type {FirstRows} */
export const FIRST = JSON.parse(`{
",
    );
    for (place, (name, part)) in parts.iter().enumerate() {
        let comma = if place + 1 < parts.len() { "," } else { "" };
        match part.as_array() {
            Some(all) => {
                let lines: Vec<String> = all.iter().map(|one| format!("    {one}")).collect();
                let _ = writeln!(text, "  \"{name}\": [\n{}\n  ]{comma}", lines.join(",\n"));
            }
            None => {
                let _ = writeln!(text, "  \"{name}\": {part}{comma}");
            }
        }
    }
    text + "}`);\n"
}

#[test]
fn what_the_page_draws_first_is_what_the_first_program_predicts() {
    let text = text();
    if std::env::var_os("COROSCOPE_BLESS").is_some() {
        fs::write(file(), &text).expect("the file can be written");
    }
    let known = fs::read_to_string(file()).unwrap_or_default();
    assert!(
        known == text,
        "www/run/first_rows.js is out of date: COROSCOPE_BLESS=1 cargo test --test catalog first_rows"
    );
}

#[test]
fn in_every_width_its_places_are_its_times() {
    let (_, trace) = first();
    let run = RunTimeline::of(&trace);
    let (exact, exact_labels) =
        (run.draw(&trace, 0.0, AXIS_END, 0, LANES, EXACT), labels(&run, &trace, EXACT));
    for width in WIDTHS.map(f64::from) {
        // As `toX` in www/run/first_prediction.js.
        let x = |us: f64| us * (width / EXACT);
        let mut rows = exact.clone();
        let mut drawn = run.draw(&trace, 0.0, AXIS_END, 0, LANES, width);
        for row in rows.chunks_mut(ROW) {
            for at in &mut row[1..3] {
                *at = x(f64::from(*at)) as f32;
            }
        }
        // Whether a poll is counted with the end that follows at the same time hangs on how a place is rounded,
        // and nobody draws it.
        for row in rows.chunks_mut(ROW).chain(drawn.chunks_mut(ROW)) {
            row[ROW - 1] = 0.0;
        }
        assert_eq!(drawn, rows, "{width} pixels");
        let mut places = exact_labels.clone();
        for label in &mut places {
            (label.from, label.to) = (x(label.from), x(label.to));
        }
        assert_eq!(labels(&run, &trace, width), places, "{width} pixels");
    }
}
