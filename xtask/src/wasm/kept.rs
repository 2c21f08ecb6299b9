//! The files of the page, for its service worker: `pkg/files.js`, with a hash for each file.
//!
//! A browser installs a new service worker when one of its scripts has changed, so this list is also
//! how a browser notices that there is a new version.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256};

use super::sizes;
use crate::project;

/// The file of the list, in the folder of a site.
pub const LIST: &str = "pkg/files.js";
/// The file that says its version to the page and its workers.
pub const GLUE: &str = "pkg/coroscope.js";
/// What is before the version there.
const VERSION: &str = "export const build = \"";

/// Updates the list of the page in `www`.
///
/// # Errors
///
/// When a file cannot be read, or the list cannot be written.
pub fn list(www: &Path) -> Result<()> {
    publish(&[www])
}

/// Updates the list of a site, and writes its version into the glue, which both the page and its
/// workers load. A file in one of `folders` replaces files of the same name in the folders after it.
/// Both files are written into the first.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn publish(folders: &[&Path]) -> Result<()> {
    let version = version_of(folders)?;
    if let Some(text) = folders.iter().find_map(|folder| fs::read_to_string(folder.join(GLUE)).ok())
    {
        let (before, _, after) = around_version(&text);
        let to = folders[0].join(GLUE);
        let stamped = format!("{before}{version}{after}");
        if fs::read_to_string(&to).is_ok_and(|old| old == stamped) {
            // Its compressed copy is up to date as well.
        } else {
            project::write_if_changed(&to, &stamped)?;
            sizes::compress_file(&to, false)?;
        }
    }
    let to = folders[0].join(LIST);
    project::write_if_changed(&to, &text_of(folders, &version)?)
        .with_context(|| format!("cannot write {}", to.display()))
}

/// The part of the glue before the version of the page, the version, and the rest.
fn around_version(glue: &str) -> (&str, &str, &str) {
    let at = glue.find(VERSION).map_or(glue.len(), |at| at + VERSION.len());
    let (before, rest) = glue.split_at(at);
    let (version, after) = rest.split_at(rest.find('"').unwrap_or(0));
    (before, version, after)
}

/// The hash of all files, whatever version the glue says it has.
fn version_of(folders: &[&Path]) -> Result<String> {
    let mut version = Sha256::new();
    for (name, path) in files(folders)? {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        version.update(&name);
        if name == GLUE {
            let text = String::from_utf8(bytes).context("the glue is no text")?;
            let (before, _, after) = around_version(&text);
            version.update(Sha256::digest([before, after].concat()));
        } else {
            version.update(Sha256::digest(bytes));
        }
    }
    Ok(version.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// All files that are kept, each with its path, in the order of their names.
fn files(folders: &[&Path]) -> Result<Vec<(String, PathBuf)>> {
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for folder in folders {
        for (name, path) in below(folder, "")? {
            if is_kept(&name) && files.iter().all(|(known, _)| *known != name) {
                files.push((name, path));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The text of the list for a site.
fn text_of(folders: &[&Path], version: &str) -> Result<String> {
    let mut lines = Vec::new();
    for (name, path) in files(folders)? {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let line = format!(
            "    {name:?}: \"sha256-{}\",\n",
            BASE64_STANDARD.encode(Sha256::digest(bytes))
        );
        lines.push(line);
    }
    Ok(format!(
        "// Made by `cargo xtask build`: what the page is made of.\n\
         self.built = {{\n  version: \"{version}\",\n  files: {{\n{}  }},\n}};\n",
        lines.concat()
    ))
}

/// Whether a browser asks for a file. It does not ask for files of servers and editors, and the list
/// does not contain itself.
fn is_kept(name: &str) -> bool {
    name != LIST && ![".gz", ".d.ts"].iter().any(|end| name.ends_with(end)) && !name.contains("/.")
}

/// All files below `folder`, each with its path from there, with `/` between names and `before` in
/// front.
fn below(folder: &Path, before: &str) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            found.extend(below(&entry.path(), &format!("{name}/"))?);
        } else {
            found.push((name, entry.path()));
        }
    }
    Ok(found)
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
    fn another_file_is_another_version() {
        let www = Folder::with("changed", &["a.js", "b.js"]);
        let before = version_of(&[&www.0]).unwrap();
        assert_eq!(version_of(&[&www.0]).unwrap(), before);
        fs::write(www.0.join("b.js"), "changed").unwrap();
        assert_ne!(version_of(&[&www.0]).unwrap(), before);
    }

    #[test]
    fn the_glue_says_the_version_of_the_list() {
        let www = Folder::with("stamped", &["a.js", GLUE]);
        fs::write(www.0.join(GLUE), "let a;\nexport const build = \"\";\nlet b;\n").unwrap();
        let version = version_of(&[&www.0]).unwrap();
        // Whoever lists it again gets the same.
        for _ in 0..2 {
            list(&www.0).unwrap();
            let glue = fs::read_to_string(www.0.join(GLUE)).unwrap();
            assert_eq!(glue, format!("let a;\nexport const build = \"{version}\";\nlet b;\n"));
            let list = fs::read_to_string(www.0.join(LIST)).unwrap();
            assert!(list.contains(&format!("version: \"{version}\"")), "{list}");
        }
        assert!(www.0.join(format!("{GLUE}.gz")).exists());
    }

    #[test]
    fn what_lies_over_a_file_comes_before_it() {
        let over = Folder::with("over", &["a.js"]);
        let www = Folder::with("under", &["a.js", "b.js"]);
        fs::write(over.0.join("a.js"), "over").unwrap();
        let text = text_of(&[&over.0, &www.0], "v").unwrap();
        assert_eq!(text.matches("\"a.js\"").count(), 1);
        fs::write(www.0.join("a.js"), "over").unwrap();
        assert_eq!(text_of(&[&www.0], "v").unwrap(), text);
    }
}
