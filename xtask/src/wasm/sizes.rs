//! The sizes of the generated files, raw and compressed.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::parts;
use crate::project;

/// The limit for the wasm and its glue, gzipped. Nineteen programs with their workers, feeds and
/// database are 140 KiB of it. What explains a run is in the part that is loaded last: moments,
/// arrows, relations, the critical path, guesses, comparisons, orders.
const MOST: usize = 300 * 1024;

/// The limit for everything that a first visit loads before Run is usable, gzipped. Raise it only with
/// a reason why the page is worth the wait.
const MOST_BEFORE_RUN: usize = 120 * 1024;

/// A line for each file of the wasm and its glue, raw and gzipped, and a line for what Run waits for.
pub fn report(folder: &Path, package: &str) -> Result<String> {
    let mut text = String::new();
    let parts = parts::NAMES.map(|part| format!("{package}_{part}.wasm"));
    let there = parts.into_iter().filter(|name| folder.join(name).exists());
    let there = there.map(|name| read(folder, name)).collect::<Result<Vec<_>>>()?;
    for (name, bytes) in files(folder, package)?.into_iter().chain(there) {
        let (raw, gzip) = (kib(bytes.len()), kib(gzipped(&bytes)?));
        writeln!(text, "{name:<20} {raw:>9}, {gzip:>9} gzip")?;
    }
    if folder.parent() == Some(&project::www()) {
        writeln!(text, "what Run waits for: {:>21} gzip", kib(before_run()?))?;
    }
    Ok(text)
}

/// Fails if the files are larger than their limits.
pub fn check(folder: &Path, package: &str) -> Result<()> {
    let mut weight = 0;
    for (_, bytes) in files(folder, package)? {
        weight += gzipped(&bytes)?;
    }
    ensure!(
        weight <= MOST,
        "the wasm and its glue weigh {} gzip, and {} are allowed (CONTRIBUTING.md tells what is heavy)",
        kib(weight),
        kib(MOST)
    );
    let weight = before_run()?;
    ensure!(
        weight <= MOST_BEFORE_RUN,
        "before Run is usable, {} gzip are loaded, and {} are allowed",
        kib(weight),
        kib(MOST_BEFORE_RUN)
    );
    Ok(())
}

/// The size of everything that the page loads before Run is usable, gzipped: the document and the files
/// that it names. The tests of the page check that it needs no others until then.
fn before_run() -> Result<usize> {
    let www = project::www();
    let (_, document) = read(&www, "index.html".into())?;
    let mut weight = gzipped(&document)?;
    for name in named(&String::from_utf8_lossy(&document)) {
        weight += match fs::metadata(www.join(format!("{name}.gz"))) {
            Ok(compressed) => compressed.len() as usize,
            Err(_) => gzipped(&read(&www, name)?.1)?,
        };
    }
    Ok(weight)
}

/// The files of the site that a document makes the browser load.
fn named(document: &str) -> Vec<String> {
    // A browser fetches the manifest last.
    let lines = document.lines().filter(|line| !line.contains("rel=\"manifest\""));
    let tags = lines.filter(|line| line.contains("<link ") || line.contains("<script "));
    let quoted = tags.filter_map(|tag| {
        let (_, rest) = tag.split_once("href=\"").or_else(|| tag.split_once("src=\""))?;
        rest.split_once('"').map(|(name, _)| name.to_owned())
    });
    quoted.collect()
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

/// Puts `NAME.gz` beside each file of a folder, for servers that can send compressed files: compressing
/// the wasm at each visit takes longer than sending it. What Run waits for is small, so unless
/// `is_quick` it gets the best compression there is: that saves a twentieth of it, and takes seconds.
pub fn compress(folder: &Path, is_quick: bool) -> Result<()> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let files = entries.iter().map(fs::DirEntry::path).filter(|path| path.is_file());
    // This runs side by side, because the best compression takes as long as all the rest.
    thread::scope(|scope| {
        let threads: Vec<_> =
            files.map(|file| scope.spawn(move || compress_file(&file, is_quick))).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().expect("to compress does not panic"))
    })
}

/// Puts `NAME.gz` beside a file.
pub fn compress_file(file: &Path, is_quick: bool) -> Result<()> {
    let mut name = file.to_path_buf().into_os_string();
    name.push(".gz");
    let bytes = fs::read(file)?;
    let is_small = bytes.len() <= SMALL && !is_quick;
    fs::write(&name, if is_small { gzip_well(&bytes)? } else { gzip(&bytes)? })
        .with_context(|| format!("cannot write {}", name.display()))
}

/// The size after gzip at its best.
fn gzipped(bytes: &[u8]) -> Result<usize> {
    Ok(gzip(bytes)?.len())
}

/// A file of at most this many bytes gets the best compression.
const SMALL: usize = 256 * 1024;

fn gzip_well(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut compressed)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn kib(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KiB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(kib(0), "0.0 KiB");
        assert_eq!(kib(1024), "1.0 KiB");
        assert_eq!(kib(1025), "1.1 KiB");
    }

    #[test]
    fn the_files_that_a_document_names_are_found() {
        let document = "<link rel=\"icon\" href=\"a.svg\">\n<script type=\"module\" src=\"b/c.js\"></script>\n\
                        <a href=\"./\">no file</a>\n";
        assert_eq!(named(document), ["a.svg", "b/c.js"]);
    }

    #[test]
    fn what_repeats_travels_light() {
        assert!(gzipped(&[7; 10_000]).unwrap() < 100);
    }
}
