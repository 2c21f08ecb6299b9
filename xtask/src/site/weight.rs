//! What a first visit to the page downloads before Run is usable, and how much that may be.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::gzip::{gzipped, kib};

/// The limit for everything that a first visit loads before Run is usable, gzipped. Raise it only with
/// a reason why the page is worth the wait.
const MOST_BEFORE_RUN: usize = 94 * 1024;

/// The same without the wasm and its glue.
const MOST_BEFORE_RUN_WITHOUT_WASM: usize = 23 * 1024;

/// A line for what Run waits for.
pub fn report(site: &Path) -> Result<String> {
    Ok(format!("what Run waits for: {:>21} gzip\n", kib(before_run(site)?.0)))
}

/// Fails if that is more than its limits.
pub fn check(site: &Path) -> Result<()> {
    let (weight, without_wasm) = before_run(site)?;
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
    let document = read(&site.join("index.html"))?;
    let mut weight = 0;
    let mut without_wasm = 0;
    let names = named(&String::from_utf8_lossy(&document)).into_iter();
    for name in names.chain(["index.html".to_owned()]) {
        let is_wasm = name.starts_with("pkg/");
        let size = match fs::metadata(site.join(format!("{name}.gz"))) {
            Ok(compressed) => compressed.len() as usize,
            Err(_) => gzipped(&read(&site.join(&name))?)?,
        };
        weight += size;
        without_wasm += if is_wasm { 0 } else { size };
    }
    Ok((weight, without_wasm))
}

/// The files of the site that a document makes the browser load.
fn named(document: &str) -> Vec<String> {
    // A browser fetches the manifest last, and what is asked for ahead when most of the others are there.
    let later = ["rel=\"manifest\"", " data-ahead"];
    let lines = document.lines().filter(|line| !later.iter().any(|later| line.contains(later)));
    let tags = lines.filter(|line| line.contains("<link ") || line.contains("<script "));
    let quoted = tags.filter_map(|tag| {
        let (_, rest) = tag.split_once("href=\"").or_else(|| tag.split_once("src=\""))?;
        rest.split_once('"').map(|(name, _)| name.to_owned())
    });
    quoted.collect()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_that_a_document_names_are_found() {
        let document = "<link rel=\"icon\" href=\"a.svg\">\n<script type=\"module\" src=\"b/c.js\"></script>\n\
                        <link data-ahead=\"preload\" href=\"d.css\">\n\
                        <script type=\"module\" data-ahead src=\"e.js\"></script>\n<a href=\"./\">no file</a>\n";
        assert_eq!(named(document), ["a.svg", "b/c.js"]);
    }
}
