//! Folders of generated files: what is in them, and how they are exchanged for newer ones.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// All files below `folder`, each with its path from there, with `/` between names.
pub fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    below(folder, "")
}

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

/// [`replace`], unless nothing has changed: somebody may be served from there.
pub fn replace_if_changed(fresh: &Path, out: &Path) -> Result<()> {
    if are_equal(fresh, out)? {
        return fs::remove_dir_all(fresh).context("cannot remove what is not needed");
    }
    replace(fresh, out)
}

/// Whether two folders have the same files with the same content.
fn are_equal(one: &Path, other: &Path) -> Result<bool> {
    if !other.is_dir() {
        return Ok(false);
    }
    let [mut ours, mut theirs] = [files(one)?, files(other)?];
    ours.sort();
    theirs.sort();
    if !ours.iter().map(|(name, _)| name).eq(theirs.iter().map(|(name, _)| name)) {
        return Ok(false);
    }
    for ((_, ours), (_, theirs)) in ours.iter().zip(&theirs) {
        if fs::read(ours)? != fs::read(theirs)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Makes `out` contain the files of `fresh` and no others. Each file is renamed into place, so a server
/// never sees half a file.
pub fn replace(fresh: &Path, out: &Path) -> Result<()> {
    let context = || format!("cannot write to {}", out.display());
    fs::create_dir_all(out).with_context(context)?;
    for entry in fs::read_dir(out).with_context(context)? {
        let entry = entry?;
        if !fresh.join(entry.file_name()).exists() {
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path()).with_context(context)?;
            } else {
                fs::remove_file(entry.path()).with_context(context)?;
            }
        }
    }
    for entry in fs::read_dir(fresh)? {
        let entry = entry?;
        let to = out.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            let _ = fs::remove_dir_all(&to);
        }
        fs::rename(entry.path(), &to).with_context(context)?;
    }
    fs::remove_dir(fresh).with_context(context)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacing_leaves_no_file_of_the_build_before() {
        let folder = std::env::temp_dir().join(format!("xtask-replace-{}", std::process::id()));
        let (fresh, out) = (folder.join("fresh"), folder.join("out"));
        fs::create_dir_all(fresh.join("snippets")).unwrap();
        fs::create_dir_all(out.join("stale")).unwrap();
        fs::write(fresh.join("a.js"), "new").unwrap();
        fs::write(out.join("a.js"), "old").unwrap();
        fs::write(out.join("b.js"), "old").unwrap();
        replace(&fresh, &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("a.js")).unwrap(), "new");
        assert!(out.join("snippets").is_dir());
        assert!(!out.join("b.js").exists() && !out.join("stale").exists() && !fresh.exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn folders_are_equal_if_nothing_in_them_differs() {
        let folder = std::env::temp_dir().join(format!("xtask-equal-{}", std::process::id()));
        let (one, other) = (folder.join("one"), folder.join("other"));
        for at in [&one, &other] {
            fs::create_dir_all(at.join("b")).unwrap();
            fs::write(at.join("b/c.js"), "same").unwrap();
        }
        assert!(are_equal(&one, &other).unwrap());
        assert!(!are_equal(&one, &folder.join("nowhere")).unwrap());
        fs::write(other.join("b/c.js"), "else").unwrap();
        assert!(!are_equal(&one, &other).unwrap());
        fs::write(other.join("b/c.js"), "same").unwrap();
        fs::write(other.join("more.js"), "").unwrap();
        assert!(!are_equal(&one, &other).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }
}
