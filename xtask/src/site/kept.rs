//! The files of the page, for its service worker: `pkg/files.js`, with a hash for each file. And the
//! version of all of them together, which the page and its workers compare.
//!
//! A browser installs a new service worker when one of its scripts has changed, so this list is also
//! how a browser notices that there is a new version.

use std::fs;
use std::iter::once;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256};

use crate::{folder, gzip, project, python, wasm};

/// The file of the list, in the folder of a site.
pub const LIST: &str = "pkg/files.js";
/// The file that says the version to the page and its workers.
const GLUE: &str = "pkg/coroscope.js";

/// Updates the list of the site in `folder`, and the version in its glue.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn list(folder: &Path) -> Result<()> {
    let files = files(folder)?;
    let version = version_of(&files)?;
    if let Some((_, glue)) = files.iter().find(|(name, _)| name == GLUE) {
        say_version(glue, &version)?;
    }
    let to = folder.join(LIST);
    project::write_if_changed(&to, &text_of(&files, &version)?)
        .with_context(|| format!("cannot write {}", to.display()))
}

/// All files that are kept, each with its path, in the order of their names.
fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut files = folder::files(folder)?;
    files.retain(|(name, _)| is_kept(name));
    files.sort();
    Ok(files)
}

/// A hash of all files, whatever version the glue says.
fn version_of(files: &[(String, PathBuf)]) -> Result<String> {
    let mut version = Sha256::new();
    for (name, path) in files {
        let bytes = read(path)?;
        version.update(name);
        if name == GLUE {
            let text = String::from_utf8(bytes).context("the glue is no text")?;
            let (before, after) = around_version(&text);
            version.update(Sha256::digest([before, after].concat()));
        } else {
            version.update(Sha256::digest(bytes));
        }
    }
    Ok(version.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// Writes the version into the glue, and into its compressed copy if it has one already.
fn say_version(glue: &Path, version: &str) -> Result<()> {
    let text =
        fs::read_to_string(glue).with_context(|| format!("cannot read {}", glue.display()))?;
    let (before, after) = around_version(&text);
    if before == text {
        return Ok(());
    }
    let said = format!("{before}{version}{after}");
    if said == text {
        return Ok(());
    }
    fs::write(glue, said).with_context(|| format!("cannot write {}", glue.display()))?;
    if glue.with_extension("js.gz").exists() {
        gzip::compress_all(once(glue.to_path_buf()), false)
    } else {
        Ok(())
    }
}

/// What is before and what is after the version in the glue. Without a version, all is before it.
fn around_version(glue: &str) -> (&str, &str) {
    let at =
        glue.find(wasm::BEFORE_VERSION).map_or(glue.len(), |at| at + wasm::BEFORE_VERSION.len());
    let (before, rest) = glue.split_at(at);
    (before, rest.trim_start_matches(|digit: char| digit.is_ascii_hexdigit()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The text of the list.
fn text_of(files: &[(String, PathBuf)], version: &str) -> Result<String> {
    let (mut lines, mut later) = (String::new(), String::new());
    for (name, path) in files {
        let hash = BASE64_STANDARD.encode(Sha256::digest(read(path)?));
        let lines = if is_wanted_later(name) { &mut later } else { &mut lines };
        lines.push_str(&format!("    {name:?}: \"sha256-{hash}\",\n"));
    }
    Ok(format!(
        "// Made by `cargo xtask build`: what the page is made of, and what is kept once it is fetched.\n\
         self.built = {{\n  version: \"{version}\",\n  files: {{\n{lines}  }},\n  later: {{\n{later}  }},\n}};\n"
    ))
}

/// Whether most people never ask for a file: it is kept by whoever has.
fn is_wanted_later(name: &str) -> bool {
    // The wall around Python, and Python; the editor, in its sources and in one file.
    let folders = ["python/", python::IN_SITE, "editor/", "js/editor-", "pkg/codemirror"];
    folders.iter().any(|folder| name.starts_with(folder))
}

/// Whether a browser asks for a file. It does not ask for files of servers and editors, and the list
/// does not contain itself.
fn is_kept(name: &str) -> bool {
    name != LIST && ![".gz", ".d.ts"].iter().any(|end| name.ends_with(end)) && !name.contains("/.")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with files that contain their own names. Dropping this removes it.
    struct Folder(PathBuf);

    impl Folder {
        fn with(name: &str, files: &[&str]) -> Folder {
            let folder =
                std::env::temp_dir().join(format!("xtask-kept-{name}-{}", std::process::id()));
            for file in files {
                let path = folder.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, file).unwrap();
            }
            Folder(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn every_file_that_a_browser_asks_for_is_listed_by_its_hash() {
        let www =
            Folder::with("all", &["a.js", "b/c.css", "pkg/x.wasm", "pkg/x.wasm.gz", "t.d.ts"]);
        list(&www.0).unwrap();
        // A second list does not contain the list.
        list(&www.0).unwrap();
        let text = fs::read_to_string(www.0.join(LIST)).unwrap();
        let names: Vec<&str> = text.lines().filter_map(|line| line.split('"').nth(1)).collect();
        assert_eq!(names[1..], ["a.js", "b/c.css", "pkg/x.wasm"]);
        // The hash of the four characters `a.js`, by `openssl dgst -sha256 -binary | base64`.
        assert!(
            text.contains("\"a.js\": \"sha256-3FmFsqN3xOpzXJmXnaJ3vjvSS+iM9BHBG1K1w/lXBTY=\""),
            "{text}"
        );
    }

    #[test]
    fn what_few_people_want_is_listed_apart() {
        let www = Folder::with("later", &["a.js", "js/editor-1.js", "pkg/python/python.wasm"]);
        list(&www.0).unwrap();
        let text = fs::read_to_string(www.0.join(LIST)).unwrap();
        let (first, later) = text.split_once("later: {").unwrap();
        assert!(first.contains("a.js") && later.contains("pkg/python/python.wasm"), "{text}");
        assert!(!first.contains("python.wasm") && !first.contains("editor"), "{text}");
    }

    #[test]
    fn another_file_is_another_version() {
        let www = Folder::with("changed", &["a.js", "b.js"]);
        let version = || version_of(&files(&www.0).unwrap()).unwrap();
        let before = version();
        assert_eq!(version(), before);
        fs::write(www.0.join("b.js"), "changed").unwrap();
        assert_ne!(version(), before);
    }

    #[test]
    fn the_glue_says_the_version_of_the_list() {
        let www = Folder::with("said", &["a.js", GLUE]);
        let glue = |version: &str| format!("let a=`{}{version}`;b();", wasm::BEFORE_VERSION);
        fs::write(www.0.join(GLUE), glue("")).unwrap();
        let version = version_of(&files(&www.0).unwrap()).unwrap();
        // Whoever lists it again gets the same.
        for _ in 0..2 {
            list(&www.0).unwrap();
            assert_eq!(fs::read_to_string(www.0.join(GLUE)).unwrap(), glue(&version));
            let list = fs::read_to_string(www.0.join(LIST)).unwrap();
            assert!(list.contains(&format!("version: \"{version}\"")), "{list}");
        }
        assert!(!www.0.join(format!("{GLUE}.gz")).exists());
    }
}
