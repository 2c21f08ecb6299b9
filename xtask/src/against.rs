//! Another revision of the page, which `cargo xtask bench --against` measures beside this one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::usage::Usage;
use crate::{folder, gzip, process, project};

/// The name of this work, for `--only`.
pub const NAME: &str = "against";

/// A page that was built elsewhere.
#[derive(Debug)]
pub struct Other {
    /// What people call it: a revision, or a folder.
    pub name: String,
    /// The folder that is served.
    pub site: PathBuf,
}

/// Lays out into `to` what is measured beside this page: the page of a revision, which is built if it was
/// not built before, or a folder in which a page lies already.
pub fn lay_out(wanted: &str, to: &Path) -> Result<Other> {
    let lies = Path::new(wanted);
    let from = if has_page(lies) { lies.to_path_buf() } else { build(wanted)? };
    copy_compressed(&from, to)?;
    Ok(Other { name: wanted.to_owned(), site: to.to_path_buf() })
}

fn has_page(folder: &Path) -> bool {
    folder.join("index.html").is_file()
}

/// Builds a revision with its own tasks, in a checkout of its own. Returns the folder that it publishes.
fn build(revision: &str) -> Result<PathBuf> {
    let commit = commit_of(revision)?;
    let short = commit.get(..12).unwrap_or(&commit);
    let checkout = project::target().join("against").join(short);
    if !checkout.join("Cargo.toml").exists() {
        // A checkout that somebody has deleted is forgotten first.
        process::run_quietly(git().args(["worktree", "prune"]))?;
        let add = ["worktree", "add", "--detach", "--force"];
        process::run_quietly(git().args(add).arg(&checkout).arg(&commit))?;
    }
    let target = checkout.join("target");
    // A build that was cut short leaves no such file.
    let stamp = target.join("built-for-comparison");
    if !stamp.exists() {
        println!("Building {revision} beside this one, which takes minutes, once.");
        let mut command = process::cargo();
        command.current_dir(&checkout).env("CARGO_TARGET_DIR", &target);
        process::run(command.args(["xtask", "build"]))
            .with_context(|| format!("{revision} cannot be built"))?;
        fs::write(&stamp, &commit)?;
    }
    // Revisions before the bundle publish their sources as they lie.
    let sites = [target.join("site"), checkout.join("www")];
    let site = sites.into_iter().find(|site| has_page(site));
    site.with_context(|| format!("{revision} has built no page"))
}

fn git() -> Command {
    let mut command = Command::new("git");
    command.current_dir(project::root());
    command
}

fn commit_of(revision: &str) -> Result<String> {
    let mut command = git();
    command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]);
    let output = command.arg(format!("{revision}^{{commit}}")).output();
    let output = output.context("cannot start `git`, which knows the revisions")?;
    if !output.status.success() {
        let sentence = format!(
            "there is nothing to measure against in {revision:?}: say a revision that git knows, as \
             HEAD~1, or a folder with the index.html of a page that is built"
        );
        return Err(Usage::new(sentence).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Copies a page, with a compressed copy beside each file: no server is to compress for one page what
/// lies ready for the other.
fn copy_compressed(from: &Path, to: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(to);
    let mut bare = Vec::new();
    for (name, path) in folder::files(from)? {
        let copy = to.join(&name);
        let parent = copy.parent().unwrap_or(to);
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot create {}", parent.display()))?;
        fs::copy(&path, &copy).with_context(|| format!("cannot copy {}", path.display()))?;
        if !name.ends_with(".gz") && !from.join(format!("{name}.gz")).exists() {
            bare.push(copy);
        }
    }
    gzip::compress_all(bare.into_iter(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_lies_ready_is_taken_as_it_is_and_compressed() {
        let all = std::env::temp_dir().join(format!("xtask-against-{}", std::process::id()));
        let [from, to] = ["from", "to"].map(|name| all.join(name));
        fs::create_dir_all(from.join("a")).unwrap();
        for (file, text) in [("index.html", "<p>"), ("a/b.js", "b();"), ("a/b.js.gz", "kept")] {
            fs::write(from.join(file), text).unwrap();
        }
        let other = lay_out(&from.display().to_string(), &to).unwrap();
        assert_eq!(other.site, to);
        assert_eq!(fs::read_to_string(to.join("a/b.js")).unwrap(), "b();");
        assert_eq!(fs::read_to_string(to.join("a/b.js.gz")).unwrap(), "kept");
        assert!(to.join("index.html.gz").exists());
        fs::remove_dir_all(all).unwrap();
    }

    #[test]
    fn what_is_no_revision_and_no_folder_is_named() {
        let error = lay_out("no-such-revision", Path::new("nowhere")).unwrap_err();
        assert!(error.is::<Usage>());
        let message = error.to_string();
        assert!(
            message.contains("\"no-such-revision\"") && message.contains("HEAD~1"),
            "{message}"
        );
    }
}
