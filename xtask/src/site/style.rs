//! Style sheets without what only their readers need: comments and indentation.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::folder;

/// Shortens every style sheet of the site in `folder`.
pub fn shorten_all(folder: &Path) -> Result<()> {
    for (name, path) in folder::files(folder)? {
        if name.ends_with(".css") {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
            fs::write(&path, shortened(&text)).with_context(|| format!("cannot write {name}"))?;
        }
    }
    Ok(())
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
}
