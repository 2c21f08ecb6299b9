//! Style sheets without what only their readers need: files of one idea each, comments and indentation.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::folder;

/// Shortens every style sheet of the site in `folder`, and puts the sheets that another one imports into
/// that one, so that they are asked for once.
pub fn shorten_all(folder: &Path) -> Result<()> {
    let mut joined = BTreeSet::new();
    for (name, path) in folder::files(folder)? {
        if name.ends_with(".css") {
            let text = shortened(&read(&path)?);
            let whole = join(&text, path.parent().unwrap_or(folder), &mut joined)?;
            fs::write(&path, whole).with_context(|| format!("cannot write {name}"))?;
        }
    }
    for part in joined {
        fs::remove_file(&part).with_context(|| format!("cannot remove {}", part.display()))?;
    }
    Ok(())
}

/// The sheet with the text of those that it imports, which lie in its folder and import none.
fn join(sheet: &str, folder: &Path, joined: &mut BTreeSet<PathBuf>) -> Result<String> {
    let mut whole = String::with_capacity(sheet.len());
    for line in sheet.lines() {
        match line.strip_prefix("@import \"").and_then(|rest| rest.strip_suffix("\";")) {
            Some(part) => {
                let part = folder.join(part);
                whole.push_str(&shortened(&read(&part)?));
                joined.insert(part);
            }
            None => whole.extend([line, "\n"]),
        }
    }
    Ok(whole)
}

fn read(sheet: &Path) -> Result<String> {
    fs::read_to_string(sheet).with_context(|| format!("cannot read {}", sheet.display()))
}

fn shortened(sheet: &str) -> String {
    let mut text = String::with_capacity(sheet.len());
    let mut quote = None;
    let mut rest = sheet;
    while let Some(next) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        match quote {
            None if next == '"' || next == '\'' => quote = Some(next),
            Some(open) if next == open => quote = None,
            _ => {}
        }
        text.push(next);
        rest = &rest[next.len_utf8()..];
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_left_out_and_nothing_else() {
        let sheet =
            "/* Why\n   it is so. */\na {\n  content: \"/* no */\"; /* yes */\n\n  top: 0;\n}\n";
        assert_eq!(shortened(sheet), "a {\ncontent: \"/* no */\";\ntop: 0;\n}\n");
    }

    #[test]
    fn sheets_that_another_imports_are_part_of_it() {
        let all = std::env::temp_dir().join(format!("xtask-style-{}", std::process::id()));
        fs::create_dir_all(&all).unwrap();
        for (file, text) in [
            ("all.css", "/* Both. */\n@import \"a.css\";\n@import \"b.css\";\nc { top: 0; }\n"),
            ("a.css", "/* One. */\na {\n  top: 0;\n}\n"),
            ("b.css", "b { top: 0; }\n"),
        ] {
            fs::write(all.join(file), text).unwrap();
        }
        shorten_all(&all).unwrap();
        let files = folder::files(&all).unwrap();
        assert_eq!(files.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["all.css"]);
        let whole = fs::read_to_string(all.join("all.css")).unwrap();
        assert_eq!(whole, "a {\ntop: 0;\n}\nb { top: 0; }\nc { top: 0; }\n");
        fs::remove_dir_all(all).unwrap();
    }
}
