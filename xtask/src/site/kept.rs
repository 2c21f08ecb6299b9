//! The files of the page, for its service worker: `pkg/files.js`, with a hash for each file.
//!
//! A browser installs a new service worker when one of its scripts has changed, so this list is also
//! how a browser notices that there is a new version.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256};

use crate::{folder, project};

/// The file of the list, in the folder of a site.
pub const LIST: &str = "pkg/files.js";

/// Updates the list of the site in `folder`.
///
/// # Errors
///
/// When a file cannot be read, or the list cannot be written.
pub fn list(folder: &Path) -> Result<()> {
    let text = text_of(folder)?;
    let to = folder.join(LIST);
    project::write_if_changed(&to, &text).with_context(|| format!("cannot write {}", to.display()))
}

/// The text of the list.
fn text_of(folder: &Path) -> Result<String> {
    let mut files = folder::files(folder)?;
    files.retain(|(name, _)| is_kept(name));
    files.sort();
    let mut version = Sha256::new();
    let mut lines = Vec::new();
    for (name, path) in files {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let line = format!(
            "    {name:?}: \"sha256-{}\",\n",
            BASE64_STANDARD.encode(Sha256::digest(bytes))
        );
        version.update(&line);
        lines.push(line);
    }
    let version: String =
        version.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
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

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

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
        let before = text_of(&www.0).unwrap();
        assert_eq!(text_of(&www.0).unwrap(), before);
        fs::write(www.0.join("b.js"), "changed").unwrap();
        let version = |text: &str| text.lines().nth(2).map(str::to_owned);
        assert_ne!(version(&text_of(&www.0).unwrap()), version(&before));
    }
}
