//! The sizes of the generated files, raw and compressed.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Options, Profile, parts};
use crate::{project, site};

/// The limit for the wasm and its glue, gzipped. Nineteen programs with their workers, feeds and
/// database are 140 KiB of it. What explains a run is in the part that is loaded last: moments,
/// arrows, relations, the critical path, guesses, comparisons, orders.
const MOST: usize = 300 * 1024;

/// The limit for everything that a first visit loads before Run is usable, gzipped. Raise it only with
/// a reason why the page is worth the wait.
const MOST_BEFORE_RUN: usize = 94 * 1024;

/// The same without the wasm and its glue.
const MOST_BEFORE_RUN_WITHOUT_WASM: usize = 23 * 1024;

/// A line for each file of the wasm and its glue, raw and gzipped, and a line for what Run waits for.
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
    // A quick build is not what is published.
    if folder == project::www().join("pkg") && options.profile == Profile::Release {
        let site = site::folder(options.profile);
        writeln!(text, "what Run waits for: {:>21} gzip", kib(before_run(&site)?.0))?;
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
        "the wasm and its glue weigh {} gzip, and {} are allowed (CONTRIBUTING.md says what is heavy)",
        kib(weight),
        kib(MOST)
    );
    let (weight, without_wasm) = before_run(&site::folder(Profile::Release))?;
    for (weight, most, what) in [
        (weight, MOST_BEFORE_RUN, ""),
        (without_wasm, MOST_BEFORE_RUN_WITHOUT_WASM, " besides the wasm and its glue"),
    ] {
        ensure!(
            weight <= most,
            "before Run is usable, {} gzip are loaded{what}, and {} are allowed",
            kib(weight),
            kib(most)
        );
    }
    Ok(())
}

/// The size of everything that the page in `site` loads before Run is usable, gzipped, and without the
/// wasm and its glue: the document and the files that it names. The tests of the page check that it
/// needs no others until then.
fn before_run(site: &Path) -> Result<(usize, usize)> {
    let (_, document) = read(site, "index.html".into())?;
    let mut weight = 0;
    let mut without_wasm = 0;
    let names = named(&String::from_utf8_lossy(&document)).into_iter();
    for name in names.chain(["index.html".to_owned()]) {
        let is_wasm = name.starts_with("pkg/");
        let size = match fs::metadata(site.join(format!("{name}.gz"))) {
            Ok(compressed) => compressed.len() as usize,
            Err(_) => gzipped(&read(site, name)?.1)?,
        };
        weight += size;
        without_wasm += if is_wasm { 0 } else { size };
    }
    Ok((weight, without_wasm))
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
    compress_all(files, is_quick)
}

/// [`compress`], for these files.
pub fn compress_all(files: impl Iterator<Item = PathBuf>, is_quick: bool) -> Result<()> {
    // This runs side by side, because the best compression takes as long as all the rest.
    thread::scope(|scope| {
        let threads: Vec<_> =
            files.map(|file| scope.spawn(move || compress_file(&file, is_quick))).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().expect("to compress does not panic"))
    })
}

fn compress_file(file: &Path, is_quick: bool) -> Result<()> {
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

/// A file of at most this many bytes gets the best compression: the editor is the largest of them.
const SMALL: usize = 384 * 1024;

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
