//! Python for the page: `www/pkg/python/`, which the page fetches when somebody wants it.
//!
//! ```text
//! npm: pyodide ──trim─────────────────────────▶ python-HASH.wasm    (without names that nobody asks for)
//!      └─ its library, python/coroscope ──pack──▶ library-HASH.zip   (compiled by that very Python)
//! www/python/inside/, pyodide's glue ──bundle──▶ worker-HASH.js
//! ```
//!
//! It takes some seconds, so it is kept in `target/python/` until one of its sources changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::progress::Step;
use crate::tools::npm;
use crate::{folder, gzip, process, project};

/// What it is made of, besides npm's packages. Folders count with all that lies in them.
const SOURCES: [&str; 5] = [
    "xtask/src/python",
    "xtask/npm/pyodide/package-lock.json",
    "xtask/npm/package-lock.json",
    "python/coroscope",
    "www/python/inside",
];

/// The version of `www/python/messages.d.ts`, which `www/python/files.js` has as well.
const PROTOCOL: u32 = 1;

/// Its folder in a site.
pub const IN_SITE: &str = "pkg/python/";

/// Brings `www/pkg/python/` up to date. If npm or node is missing, prints a sentence about what the page
/// lacks.
///
/// # Errors
///
/// When a source is wrong, or a file cannot be written.
pub fn bring_up_to_date() -> Result<()> {
    copy_listings()?;
    let to = project::www().join(IN_SITE);
    let made = project::target().join("python");
    let stamp_file = made.with_extension("stamp");
    let stamp = stamp()?;
    let is_made = fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp);
    if !(is_made && made.is_dir()) {
        let Some(tools) = find() else {
            let _ = fs::remove_dir_all(&to);
            return Ok(());
        };
        let step = Step::start("Python");
        let fresh = made.with_extension(format!("fresh-{}", std::process::id()));
        let _ = fs::remove_dir_all(&fresh);
        fs::create_dir_all(&fresh).with_context(|| format!("cannot create {}", fresh.display()))?;
        tools.make(&fresh)?;
        folder::replace(&fresh, &made)?;
        fs::write(&stamp_file, &stamp)?;
        step.done("packed");
    }
    copy(&made, &to)
}

/// Puts the listings to begin with where the page fetches them, with or without Python.
fn copy_listings() -> Result<()> {
    let from = project::root().join("python/coroscope/listings");
    let fresh = project::target().join(format!("listings-copy-{}", std::process::id()));
    for (name, file) in folder::files(&from)? {
        if name.ends_with(".py") && !name.contains("__") {
            let to = fresh.join(&name);
            fs::create_dir_all(&fresh)?;
            fs::copy(file, &to).with_context(|| format!("cannot write {}", to.display()))?;
        }
    }
    folder::replace_if_changed(&fresh, &project::www().join("pkg/listings"))
}

/// What makes it.
#[derive(Debug)]
struct Tools {
    node: PathBuf,
    rolldown: PathBuf,
    pyodide: PathBuf,
}

fn find() -> Option<Tools> {
    let step = Step::start_if_slow("npm: pyodide");
    let installed = npm::install().and_then(|modules| {
        let node = process::find("node").context("node is missing")?;
        let pyodide = npm::install_pyodide()?.join("pyodide");
        Ok(Tools { node, rolldown: modules.join("rolldown/dist/index.mjs"), pyodide })
    });
    match installed {
        Ok(tools) => {
            step.done("installed");
            Some(tools)
        }
        Err(error) => {
            drop(step);
            eprintln!(
                "The page has no Python, so nobody can run a listing of their own: {error:#}."
            );
            None
        }
    }
}

impl Tools {
    /// Makes everything in the empty folder `to`.
    fn make(&self, to: &Path) -> Result<()> {
        let here = project::root().join("xtask/src/python");
        let (library, script) = (to.join("library.zip"), to.join("worker.js"));
        let own =
            |name: &str, path: &str| format!("{name}={}", project::root().join(path).display());
        process::run_quietly(
            Command::new(&self.node)
                .arg(here.join("pack.mjs"))
                .args([&self.pyodide, &here.join("modules.txt"), &library])
                .arg(own("coroscope", "python/coroscope"))
                .arg(own("coroscope_page.py", "www/python/inside/bridge.py")),
        )?;
        process::run_quietly(
            Command::new(&self.node)
                .arg(here.join("bundle.mjs"))
                .args([&self.rolldown, &self.pyodide])
                .args([&project::www().join("python/inside/worker.js"), &script]),
        )?;
        let wasm = to.join("python.wasm");
        process::run_quietly(
            Command::new(&self.node).arg(here.join("trim.mjs")).args([&self.pyodide, &wasm]),
        )?;
        let files = json!({
            "protocol": PROTOCOL,
            "wasm": hashed(&wasm)?,
            "library": hashed(&library)?,
            "script": hashed(&script)?,
        });
        let all = folder::files(to)?.into_iter().map(|(_, path)| path);
        gzip::compress_all(all, false)?;
        fs::write(to.join("files.json"), files.to_string())?;
        for (name, from) in folder::files(&here.join("licences"))? {
            fs::copy(from, to.join(name))?;
        }
        Ok(())
    }
}

/// Puts a hash of a file into its name, and returns that: so files of two versions never run together.
fn hashed(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let hash: String =
        Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let part =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let name = format!("{}-{hash}.{}", part(file.file_stem()), part(file.extension()));
    fs::rename(file, file.with_file_name(&name))?;
    Ok(name)
}

/// A text that changes whenever a source changes.
fn stamp() -> Result<String> {
    let mut stamp = String::new();
    for source in SOURCES {
        let path = project::root().join(source);
        let mut files = match path.is_dir() {
            true => folder::files(&path)?,
            false => vec![(String::new(), path)],
        };
        files.retain(|(name, _)| !name.contains("__pycache__"));
        files.sort();
        for (name, file) in files {
            let bytes =
                fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            stamp += &format!("{source} {name} {:?}\n", &Sha256::digest(bytes)[..8]);
        }
    }
    Ok(stamp)
}

/// Makes `to` hold the files of `made`, unless it does.
fn copy(made: &Path, to: &Path) -> Result<()> {
    let fresh = project::target().join(format!("python-copy-{}", std::process::id()));
    for (name, from) in folder::files(made)? {
        let file = fresh.join(&name);
        fs::create_dir_all(file.parent().unwrap_or(&fresh))?;
        fs::copy(from, &file).with_context(|| format!("cannot write {}", file.display()))?;
    }
    folder::replace_if_changed(&fresh, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_knows_the_messages_that_the_worker_is_built_for() {
        let text = fs::read_to_string(project::www().join("python/files.js")).unwrap();
        assert!(text.contains(&format!("const PROTOCOL = {PROTOCOL};")));
    }

    #[test]
    fn every_source_is_there_and_counts() {
        let stamp = stamp().unwrap();
        for source in SOURCES {
            assert!(stamp.lines().any(|line| line.starts_with(source)), "{source}");
        }
        assert!(!stamp.contains("pycache"));
    }

    #[test]
    fn a_file_is_named_by_its_content() {
        let folder = std::env::temp_dir().join(format!("xtask-python-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.js"), "a.js").unwrap();
        // The first 4 bytes of the hash of these four characters.
        assert_eq!(hashed(&folder.join("a.js")).unwrap(), "a-dc5985b2.js");
        assert!(folder.join("a-dc5985b2.js").is_file() && !folder.join("a.js").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
