//! The numbers by which the page reads what is drawn, in files of its own.
//!
//! They are read as text: here there is no JavaScript, and where JavaScript is tested there is no
//! wasm. If the wasm gave these numbers to the page, there would be more to download, and nothing could
//! be painted before it has come.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::timeline::TaskState;
use crate::timeline::draw::{ARROW, ROW, path};
use crate::timeline::lanes::WakeKind;

/// What stands after `const NAME = ` in a file of `www/`, up to the semicolon.
fn constant(file: &str, name: &str) -> String {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(file);
    let text = fs::read_to_string(place).expect("a file of the page");
    let begin = format!("const {name} = ");
    let rest = text.split_once(&begin).map(|(_, rest)| rest);
    let value = rest.and_then(|rest| rest.split_once(';')).map(|(value, _)| value.to_owned());
    value.unwrap_or_else(|| panic!("www/{file} has no {name}"))
}

/// The numbers of such a constant by their names: `Object.freeze({ timer: 0, task: 1 })`.
fn numbers(file: &str, name: &str) -> BTreeMap<String, u8> {
    let value = constant(file, name);
    let inner = value.trim_start_matches("Object.freeze({").trim_end_matches("})");
    let entry = |entry: &str| {
        let (name, number) = entry.split_once(':').expect("a name and a number");
        (name.trim().to_owned(), number.trim().parse().expect("a number"))
    };
    inner.split(',').filter(|part| !part.trim().is_empty()).map(entry).collect()
}

fn named<const N: usize>(numbers: [(&str, u8); N]) -> BTreeMap<String, u8> {
    numbers.map(|(name, number)| (name.to_owned(), number)).into()
}

#[test]
fn the_page_numbers_states_as_the_draw_list_does() {
    let states = [
        ("timer", TaskState::Timer),
        ("task", TaskState::Task),
        ("channel", TaskState::Signal),
        ("host", TaskState::Host),
        ("ready", TaskState::Ready),
        ("running", TaskState::Running),
        ("blocking", TaskState::Blocking),
        ("done", TaskState::Completed),
        ("cancelled", TaskState::Cancelled),
        ("failed", TaskState::Failed),
        ("paused", TaskState::Paused),
    ];
    assert_eq!(states.len(), TaskState::COUNT);
    let states = states.map(|(name, state)| (name, state.code()));
    assert_eq!(numbers("paint/paint.js", "STATE"), named(states));
}

#[test]
fn the_page_numbers_arrows_as_their_list_does() {
    let mut kinds = numbers("timeline/layers/arrows.js", "KIND");
    // Who waits for whom is a list of its own.
    let waits = kinds.remove("waits").expect("a kind of its own");
    assert!(!kinds.values().any(|kind| *kind == waits));
    let expected = [
        ("task", WakeKind::Task),
        ("timer", WakeKind::Timer),
        ("host", WakeKind::Host),
        ("cancel", WakeKind::Cancel),
        ("spawn", WakeKind::Spawn),
    ];
    assert_eq!(kinds, named(expected.map(|(name, kind)| (name, kind as u8))));
}

#[test]
fn the_page_reads_rows_as_wide_as_they_are() {
    let rows = [
        ("paint/rows.js", "ROW", ROW),
        ("timeline/layers/arrows.js", "ARROW", ARROW),
        ("timeline/layers/path.js", "STRETCH", path::STRETCH),
    ];
    for (file, name, width) in rows {
        assert_eq!(constant(file, name), width.to_string(), "{name} of www/{file}");
    }
}
