//! The files of the programs, beside the wasm that was built from them: `pkg/programs/`.
//!
//! The wasm has only their fingerprints; the page fetches the listing of the chosen program.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::project;

/// The folder of the programs in the crate.
fn folder() -> PathBuf {
    project::root().join("src/programs")
}

/// What is said of the programs to whoever reads Python.
const IN_PYTHON: &str = "in_python.md";

/// The files of all programs that a build with these `features` can run, in both languages.
pub fn find(features: &str) -> Result<Vec<PathBuf>> {
    let folder = folder();
    let read = |path: &Path| {
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    };
    let mut files = vec![folder.join(IN_PYTHON)];
    for module in modules(&read(&folder.join("mod.rs"))?, features) {
        let rust = folder.join(format!("{module}.rs"));
        // A module that is a folder is no program: a program is one file that begins with its title.
        if !rust.is_file() || !is_program(&read(&rust)?) {
            continue;
        }
        let beside = ["py", "lines"].map(|kind| rust.with_extension(kind));
        files.push(rust);
        files.extend(beside.into_iter().filter(|file| file.is_file()));
    }
    Ok(files)
}

/// Copies `files` into a new folder `programs` within `out`.
pub fn copy(files: &[PathBuf], out: &Path) -> Result<()> {
    let out = out.join("programs");
    fs::create_dir_all(&out).with_context(|| format!("cannot create {}", out.display()))?;
    for file in files {
        let to = out.join(file.file_name().unwrap_or_default());
        fs::copy(file, &to).with_context(|| format!("cannot write {}", to.display()))?;
    }
    Ok(())
}

/// A text that changes whenever the files change.
pub fn stamp(files: &[PathBuf]) -> Result<String> {
    let mut stamp = String::new();
    for file in files {
        let text = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.file_name().unwrap_or_default().display();
        let mut sum = flate2::Crc::new();
        sum.update(&text);
        stamp += &format!("{name} {} {:08x}\n", text.len(), sum.sum());
    }
    Ok(stamp)
}

/// Fails if `wasm` contains the text of one of `files`, which would be an unnecessary download.
pub fn check_left_out(files: &[PathBuf], wasm: &[u8]) -> Result<()> {
    for file in files {
        let text = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let start = &text[..text.len().min(60)];
        let is_left_out = wasm.windows(start.len().max(1)).all(|window| window != start);
        ensure!(is_left_out, "the wasm holds the text of {}", file.display());
    }
    Ok(())
}

/// The modules that a module declares, without those that need a missing feature.
fn modules<'a>(source: &'a str, features: &'a str) -> impl Iterator<Item = &'a str> {
    let mut before = "";
    source.lines().filter_map(move |line| {
        let line = line.trim();
        let needs =
            before.strip_prefix("#[cfg(feature = \"").and_then(|rest| rest.strip_suffix("\")]"));
        before = line;
        let name =
            line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';')?;
        let is_there =
            needs.is_none_or(|feature| features.split(',').any(|known| known == feature));
        is_there.then_some(name)
    })
}

fn is_program(source: &str) -> bool {
    source.starts_with("//! # ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(features: &str) -> Vec<String> {
        let files = find(features).unwrap();
        files.iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn the_programs_that_people_see_are_listed_in_both_languages() {
        let names = names("");
        for name in ["greetings.rs", "greetings.py", "blocking.rs", "blocking.py", "in_python.md"] {
            assert!(names.iter().any(|known| known == name), "{name} is not in {names:?}");
        }
        for name in ["mod.rs", "params.rs", "listing.rs", "failing.rs"] {
            assert!(
                !names.iter().any(|known| known == name),
                "{name} is no program of the catalog"
            );
        }
    }

    #[test]
    fn programs_for_tests_are_listed_where_they_are_built() {
        assert!(names("a,test-programs").iter().any(|known| known == "failing.rs"));
    }

    #[test]
    fn a_module_that_needs_a_feature_is_left_out_without_it() {
        let source = "#[cfg(feature = \"f\")]\nmod a;\npub mod b;\nmod c {\n    mod d;\n}\n";
        assert_eq!(modules(source, "").collect::<Vec<_>>(), ["b", "d"]);
        assert_eq!(modules(source, "e,f").collect::<Vec<_>>(), ["a", "b", "d"]);
    }

    #[test]
    fn a_file_that_is_left_in_the_wasm_is_named() {
        let files = find("").unwrap();
        check_left_out(&files, b"\0asm and nothing more").unwrap();
        let mut wasm = b"\0asm ".to_vec();
        wasm.extend(fs::read(&files[1]).unwrap());
        let message = check_left_out(&files, &wasm).unwrap_err().to_string();
        assert!(message.contains(&files[1].display().to_string()), "{message}");
    }

    #[test]
    fn a_changed_file_changes_the_stamp() {
        let folder = std::env::temp_dir().join(format!("xtask-listings-{}", std::process::id()));
        let (file, out) = (folder.join("a.py"), folder.join("out"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(&file, "a = 1").unwrap();
        let before = stamp(std::slice::from_ref(&file)).unwrap();
        copy(std::slice::from_ref(&file), &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("programs/a.py")).unwrap(), "a = 1");
        fs::write(&file, "a = 2").unwrap();
        assert_ne!(stamp(std::slice::from_ref(&file)).unwrap(), before);
        fs::remove_dir_all(folder).unwrap();
    }
}
