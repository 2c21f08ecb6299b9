//! Builds again when a source changes: one of the wasm, and one of the page if what is served is made of
//! it.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{Event, RecursiveMode, Watcher};

use crate::wasm;
use crate::{project, site};

/// How long to wait for further changes: editors save in several steps, and a checkout touches many
/// files.
const QUIET: Duration = Duration::from_millis(200);

/// Builds after each change, and returns only if the watcher ends. A build that fails prints its error,
/// and the last good build keeps being served.
pub fn rebuild_on_change(build: &wasm::Options) -> Result<()> {
    let root = project::root();
    let (report, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(report).context("cannot watch the sources")?;
    for folder in ["src", "python/coroscope"] {
        watcher
            .watch(&root.join(folder), RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {folder}/"))?;
    }
    let www = project::www();
    // What is served as it lies needs no build.
    let is_made = site::folder(build.profile) != www;
    if is_made {
        watcher.watch(&www, RecursiveMode::Recursive).context("cannot watch www/")?;
    }
    // It watches the folder and not its files, because many editors replace a file by a new one.
    watcher.watch(&root, RecursiveMode::NonRecursive).context("cannot watch the manifest")?;
    let page = if is_made { ", www/" } else { "" };
    eprintln!("watching src/, python/coroscope/{page}, Cargo.toml and Cargo.lock; end with Ctrl-C");

    while wait_for_change(&changes, &root) {
        eprintln!("a source changed");
        match site::build_page(build) {
            Ok(()) => eprintln!("built: reload the page"),
            Err(error) => eprintln!("error: {error:#}; the last good build is still served"),
        }
    }
    anyhow::bail!("the watcher stopped")
}

/// Waits for a change that matters, and then until there are no more changes. Returns false if no
/// change will ever come.
fn wait_for_change(changes: &Receiver<notify::Result<Event>>, root: &Path) -> bool {
    loop {
        match changes.recv() {
            Ok(Ok(event)) if matters(&event, root) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    loop {
        match changes.recv_timeout(QUIET) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Whether `event` changed something that the page is built from, and not what a build writes.
fn matters(event: &Event, root: &Path) -> bool {
    if event.kind.is_access() {
        return false;
    }
    event.paths.iter().any(|path| {
        let Ok(path) = path.strip_prefix(root) else { return false };
        let is_written = path.starts_with("www/pkg") || path == Path::new("www/embed.html");
        // Python writes what it has compiled beside its sources.
        let is_python = path.extension().is_some_and(|end| end == "py");
        path.starts_with("src")
            || path.starts_with("python") && is_python
            || path.starts_with("www") && path != Path::new("www") && !is_written
            || path == Path::new("Cargo.toml")
            || path == Path::new("Cargo.lock")
    })
}

#[cfg(test)]
mod tests {
    use notify::EventKind;
    use notify::event::{AccessKind, ModifyKind};

    use super::*;

    fn event(kind: EventKind, path: &str) -> Event {
        Event::new(kind).add_path(Path::new("/p").join(path))
    }

    #[test]
    fn a_changed_source_or_manifest_matters() {
        let kind = EventKind::Modify(ModifyKind::Any);
        for path in [
            "src/runtime/task.rs",
            "python/coroscope/plain.py",
            "www/app.js",
            "Cargo.toml",
            "Cargo.lock",
        ] {
            assert!(matters(&event(kind, path), Path::new("/p")), "{path}");
        }
    }

    #[test]
    fn what_a_build_writes_does_not_matter() {
        let kind = EventKind::Modify(ModifyKind::Any);
        for path in [
            "www",
            "www/pkg/coroscope.js",
            "www/embed.html",
            "target/debug/x",
            "README.md",
            "python/coroscope/__pycache__/plain.cpython-314.pyc",
            "xtask/Cargo.toml",
        ] {
            assert!(!matters(&event(kind, path), Path::new("/p")), "{path}");
        }
    }

    #[test]
    fn reading_is_no_change() {
        let read = event(EventKind::Access(AccessKind::Any), "src/lib.rs");
        assert!(!matters(&read, Path::new("/p")));
    }
}
