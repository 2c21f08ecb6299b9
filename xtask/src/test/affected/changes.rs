//! What has changed, according to git.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project;
use crate::usage::Usage;

/// The paths that differ between a revision and the checkout, relative to the root of the workspace.
/// They include deleted files and files that git does not track yet.
pub fn since(revision: &str) -> Result<Vec<String>> {
    let commit = format!("{revision}^{{commit}}");
    git(&["rev-parse", "--git-dir"]).context("--affected asks git what has changed")?;
    if git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).is_err() {
        let sentence = format!(
            "there is no revision {revision:?}: say one that git knows, as HEAD~1, or none for \
             what is not committed"
        );
        return Err(Usage::new(sentence).into());
    }
    // A renamed file counts as a deleted file and a new file.
    let diff = ["diff", "--name-only", "--no-renames", "--relative", "-z", &commit, "--"];
    let mut paths = git(&diff)?;
    paths.extend(untracked()?);
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// All paths that git neither tracks nor ignores.
pub fn untracked() -> Result<Vec<String>> {
    git(&["ls-files", "--others", "--exclude-standard", "-z"])
}

/// All paths that git tracks.
#[cfg(test)]
pub fn tracked() -> Result<Vec<String>> {
    git(&["ls-files", "-z"])
}

/// The output of git, split at zero bytes.
fn git(arguments: &[&str]) -> Result<Vec<String>> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(project::root())
        .output()
        .context("cannot start `git`")?;
    if !output.status.success() {
        bail!("git says: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_that_git_does_not_know_is_a_usage_error() {
        for revision in ["no-such-revision", "--all", ""] {
            let error = since(revision).unwrap_err();
            assert!(error.downcast_ref::<Usage>().is_some(), "{error:#}");
            assert!(error.to_string().contains(&format!("{revision:?}")), "{error:#}");
        }
    }
}
