//! Runs that were saved by any version that was published open for ever, and say what they said then.
//!
//! `tests/saved/` has files of each version of the file and of the record in it, named after both.
//! Whoever changes a format keeps its reader, and adds files that the new version has written.
//!
//! - `run-1-trace-4-greetings` and `run-1-trace-4-processes` are by the first version that saved runs.
//! - `run-1-trace-4-disturbed` says in addition what its times are worth.
//! - `run-1-trace-5-shop` is of a listing in Python.
//! - `run-1-trace-4-elsewhere` is of coroutines that are no program of the page: `examples/own_program.rs`.
//! - `run-2-rows-1-shop` and `run-2-rows-1-killed` are by the recorder of the package in `python/`; the
//!   program of the second was killed.
//! - `run-2-rows-1-two-files` is of a program in two files, and `run-2-rows-1-without-sources` of the
//!   same one, without its text.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

use coroscope::asyncio::{SavedRecord, is_record};
use coroscope::runtime::trace::{Clock, End, TaskId, Trace, What};
use coroscope::timeline::RunTimeline;

/// The oldest version of the record that could be saved. Older ones never left a page.
const OLDEST: u32 = 4;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/saved")
}

/// The record in a file, behind two lines that the page reads.
fn record(name: &str) -> Vec<u8> {
    let bytes = fs::read(folder().join(name)).expect("it can be read");
    let lines = bytes.splitn(3, |byte| *byte == b'\n');
    lines.last().expect("it has a record").to_vec()
}

fn open(name: &str) -> Trace {
    let bytes = fs::read(folder().join(name)).expect("it can be read");
    if is_record(&bytes) {
        let saved = SavedRecord::open(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        return saved.record.trace().clone();
    }
    Trace::from_bytes(&record(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The names of all files.
fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.ok()?.file_name().into_string().ok();
    entries.filter_map(name).collect()
}

#[test]
fn every_saved_run_opens_and_is_written_again_as_it_is_written_now() {
    assert!(names().len() >= 6);
    for name in names() {
        let trace = open(&name);
        let end = if name.contains("killed") { End::Stopped } else { End::Completed };
        assert_eq!(trace.end(), Some(&end), "{name}");
        let again = Trace::from_bytes(&trace.to_bytes()).expect("it was just written");
        assert!(trace.events().eq(again.events()), "{name}");
    }
}

#[test]
fn a_saved_run_says_what_it_said_then() {
    let trace = open("run-1-trace-4-greetings.coroscope");
    assert_eq!(trace.output(), ["hi", "hoi"]);
    assert_eq!((trace.clock(), trace.began_epoch_ms()), (Clock::Wall, Some(1_795_205_100_000.0)));
    let report = RunTimeline::of(&trace).report(&trace);
    assert!((report.total_ms - 2000.0).abs() < 1e-9, "{}", report.total_ms);
    let names: Vec<&str> = report.tasks.iter().map(|task| task.name.as_str()).collect();
    assert_eq!(names, ["main", "first", "second"]);

    let trace = open("run-1-trace-4-processes.coroscope");
    let workers: Vec<&str> = trace.workers().iter().map(|worker| trace.text(worker.name)).collect();
    assert_eq!(workers.len(), 4);
    assert!(trace.workers().iter().all(|worker| worker.trace.is_some()), "{workers:?}");
    assert!(trace.output().iter().any(|line| line.starts_with("Asia: started")));
}

#[test]
fn a_run_of_other_coroutines_names_their_lines_and_none_of_ours() {
    let trace = open("run-1-trace-4-elsewhere.coroscope");
    assert_eq!(trace.output(), ["Ada has a ticket", "Ben has a ticket", "sold twice"]);
    let lines = RunTimeline::of(&trace).lines(&trace);
    assert!(lines.len() > 2, "{lines:?}");
    assert!(lines.iter().all(|line| line.file == "examples/own_program.rs"), "{lines:?}");
    let sites = trace.events().filter_map(|event| trace.site(event.site?));
    assert!(sites.into_iter().all(|site| site.file == "examples/own_program.rs"));
}

#[test]
fn every_version_of_the_record_has_a_file() {
    let mut newest = Trace::new(Clock::Virtual, 1);
    newest.push_at(0, TaskId(0), What::IsListing, None);
    let newest = newest.to_bytes();
    let newest = String::from_utf8_lossy(&newest["coroscope-trace-".len()..]);
    let newest: u32 = newest.lines().next().and_then(|digits| digits.parse().ok()).expect("one");
    for version in OLDEST..=newest {
        let part = format!("-trace-{version}-");
        let name = names().into_iter().find(|name| name.contains(&part));
        let name = name.unwrap_or_else(|| panic!("tests/saved/ has no file of version {version}"));
        assert!(record(&name).starts_with(format!("coroscope-trace-{version}\n").as_bytes()));
    }
}
