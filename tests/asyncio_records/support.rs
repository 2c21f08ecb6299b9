//! The listings and their records.

use std::fs;
use std::path::{Path, PathBuf};

use coroscope::asyncio::{Record, end_of};
use coroscope::runtime::trace::{Clock, Trace};
use coroscope::timeline::{Report, RunTimeline};

/// A record, as `record.py` writes it.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Sample {
    #[serde(default)]
    pub name: String,
    end: u32,
    total_us: u64,
    left_out: u64,
    pub picks: Vec<u32>,
    #[serde(default)]
    pub of: Vec<u32>,
    files: Vec<String>,
    texts: Vec<String>,
    pub rows: Vec<[i64; 6]>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/asyncio_records")
}

/// The names of all records, without their ending.
pub fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let records = paths.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let name = |path: PathBuf| Some(path.file_stem()?.to_str()?.to_owned());
    records.filter_map(name).collect()
}

pub fn sample(name: &str) -> Sample {
    let path = folder().join(name).with_extension("json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

impl Sample {
    /// The record, read in parts of a few rows, up to where it makes sense. Returns also what is wrong
    /// with it.
    pub fn read(&self) -> (Record, Option<String>) {
        let mut record = Record::new(Clock::Virtual);
        record.push(&[], &self.texts, &self.files).expect("these are fine");
        let mut parts = self.rows.chunks(7).map(|rows| record.push(rows.as_flattened(), &[], &[]));
        let error = parts.find_map(Result::err).map(|error| error.to_string());
        let end = end_of(self.end).expect("it ran");
        record.finish(self.total_us, end, self.left_out);
        (record, error)
    }
}

pub fn trace(name: &str) -> Trace {
    let (record, error) = sample(name).read();
    assert_eq!(error, None, "{name}");
    record.trace().clone()
}

pub fn report(name: &str) -> Report {
    let trace = trace(name);
    RunTimeline::of(&trace).report(&trace)
}
