//! What has changed, as git tells it.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project;
use crate::usage::Usage;

/// The paths that differ between a revision and the checkout as it lies, from the root of the
/// workspace: also what is gone, and what git does not track yet.
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
    // A file that was renamed is one that is gone and one that is new.
    let diff = ["diff", "--name-only", "--no-renames", "--relative", "-z", &commit, "--"];
    let mut paths = git(&diff)?;
    paths.extend(untracked()?);
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// Every path that git neither tracks nor ignores.
pub fn untracked() -> Result<Vec<String>> {
    git(&["ls-files", "--others", "--exclude-standard", "-z"])
}

/// Every path that git tracks.
#[cfg(test)]
pub fn tracked() -> Result<Vec<String>> {
    git(&["ls-files", "-z"])
}

/// What git prints, cut at its zero bytes.
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
