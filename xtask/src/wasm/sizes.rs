//! The sizes of the generated files, raw and compressed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::options::Options;
use super::parts;
use crate::gzip::{gzipped, kib};

/// The limit for the wasm and its glue, gzipped. Nineteen programs with their workers, feeds and
/// database are 140 KiB of it. What explains a run is in the part that is loaded last: moments,
/// arrows, relations, the critical path, guesses, comparisons, orders. What reads records of asyncio,
/// and has the words for what only they have, is 11 KiB; files of recorders, and orders that Python has
/// tried, are 5 more. Words in the lanes, and pauses of the loop in them, are 3. A trace is read into
/// lanes in half the time by what is inlined for each frequent kind of event, which is 17, and who
/// gathers tasks is woken once by ranges of them, which is 5.
const MOST: usize = 340 * 1024;

/// A line for each file of the wasm and its glue, raw and gzipped.
pub fn report(options: &Options) -> Result<String> {
    let (folder, package) = (options.out.as_path(), options.package);
    let mut text = String::new();
    let parts = parts::NAMES.map(|part| format!("{package}_{part}.wasm"));
    let there = parts.into_iter().filter(|name| folder.join(name).exists());
    let there = there.map(|name| read(folder, name)).collect::<Result<Vec<_>>>()?;
    for (name, bytes) in files(folder, package)?.into_iter().chain(there) {
        let (raw, gzip) = (kib(bytes.len()), kib(gzipped(&bytes)?));
        writeln!(text, "{name:<20} {raw:>9}, {gzip:>9} gzip")?;
    }
    Ok(text)
}

/// Fails if the files are larger than their limit.
pub fn check(folder: &Path, package: &str) -> Result<()> {
    let mut weight = 0;
    for (_, bytes) in files(folder, package)? {
        weight += gzipped(&bytes)?;
    }
    ensure!(
        weight <= MOST,
        "the wasm and its glue weigh {} gzip, and {} are allowed (CONTRIBUTING.md says what is heavy)",
        kib(weight),
        kib(MOST)
    );
    Ok(())
}

fn files(folder: &Path, package: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let names = [format!("{package}_bg.wasm"), format!("{package}.js")];
    names.into_iter().map(|name| read(folder, name)).collect()
}

fn read(folder: &Path, name: String) -> Result<(String, Vec<u8>)> {
    let path = folder.join(&name);
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok((name, bytes))
}
