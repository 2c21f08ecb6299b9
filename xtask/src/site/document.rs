//! The documents of a site name its bundles: one style sheet, and every module of the first view at
//! once, so that none waits for another to import it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::bundle::Bundled;

const DOCUMENTS: [&str; 2] = ["index.html", "embed.html"];

/// What names a module that is asked for while the first view still comes.
const AHEAD: &str = "<link data-ahead=\"modulepreload\" href=\"";

/// What starts a module that is asked for ahead.
const START_AHEAD: &str = "<script type=\"module\" data-ahead src=\"";

/// Rewrites the documents of the site in `folder`, and takes away the style sheets that are in one now.
pub fn rewrite_all(folder: &Path, bundled: &Bundled) -> Result<()> {
    let mut gone = Vec::new();
    for document in DOCUMENTS {
        let path = folder.join(document);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let sheets = all(&text, "<link rel=\"stylesheet\" href=\"");
        let stem = document.trim_end_matches(".html");
        let sheet = bundle_sheets(folder, stem, &sheets)?;
        fs::write(&path, rewritten(&text, &sheet, bundled)?)?;
        gone.extend(sheets.into_iter().map(str::to_owned));
    }
    gone.sort();
    gone.dedup();
    for sheet in gone {
        fs::remove_file(folder.join(&sheet)).with_context(|| format!("cannot remove {sheet}"))?;
    }
    Ok(())
}

/// The document with the style sheet `sheet` instead of its own, and with the bundles of its modules.
fn rewritten(document: &str, sheet: &str, bundled: &Bundled) -> Result<String> {
    let mut text = String::with_capacity(document.len());
    let (mut has_sheet, mut has_preloads) = (false, false);
    let starts = all(document, "<script type=\"module\" src=\"");
    let first = preloads(&starts, bundled)?;
    let mut ahead = first.clone();
    for line in document.lines() {
        if line.trim().starts_with("<!--") && line.trim().ends_with("-->") {
            continue;
        }
        if all(line, "<link rel=\"stylesheet\" href=\"").is_empty() {
            let start = all(line, "<script type=\"module\" src=\"");
            match (start.first(), all(line, AHEAD).first()) {
                (Some(module), _) => {
                    text += &line.replace(module, bundled.needs(module)?[0]);
                    text.push('\n');
                }
                (None, Some(module)) => {
                    for file in bundled.needs(module)? {
                        if !ahead.contains(&file) {
                            ahead.push(file);
                            text += &line.replace(module, file);
                            text.push('\n');
                        }
                    }
                }
                (None, None) => {
                    text += &match all(line, START_AHEAD).first() {
                        Some(module) => line.replace(module, bundled.needs(module)?[0]),
                        None => line.to_owned(),
                    };
                    text.push('\n');
                }
            }
            if !start.is_empty() && !has_preloads {
                has_preloads = true;
                for file in &first {
                    text += &format!("    <link rel=\"modulepreload\" href=\"{file}\">\n");
                }
            }
        } else if !has_sheet {
            has_sheet = true;
            text += &format!("    <link rel=\"stylesheet\" href=\"{sheet}\">\n");
        }
    }
    ensure!(has_sheet && has_preloads, "the document names no style sheet, or no module");
    Ok(without_indentation(&text))
}

/// Run waits for the document, of which indentation is 6 of 100 bytes when it is compressed.
fn without_indentation(document: &str) -> String {
    document.lines().flat_map(|line| [line.trim_start(), "\n"]).collect()
}

/// What the modules that a document starts need besides themselves.
fn preloads<'a>(starts: &[&str], bundled: &'a Bundled) -> Result<Vec<&'a str>> {
    let mut files = Vec::new();
    for start in starts {
        for file in bundled.needs(start)?.into_iter().skip(1) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    Ok(files)
}

/// What follows `before` up to a quotation mark, each time.
fn all<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    let parts = text.split(before).skip(1);
    parts.filter_map(|rest| rest.split_once('"').map(|(name, _)| name)).collect()
}

/// Writes these sheets as one, and returns its path in the site.
fn bundle_sheets(folder: &Path, stem: &str, sheets: &[&str]) -> Result<String> {
    let mut text = String::new();
    for sheet in sheets {
        text += &fs::read_to_string(folder.join(sheet))
            .with_context(|| format!("cannot read {sheet}"))?;
    }
    // An address in a sheet begins where the sheet is.
    ensure!(!text.contains("url(") && !text.contains("@import"), "a style sheet names a file");
    let hash = Sha256::digest(&text);
    let hash: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let to = format!("styles/{stem}-{hash}.css");
    fs::write(folder.join(&to), text).with_context(|| format!("cannot write {to}"))?;
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::super::bundle::tests::bundled;
    use super::*;

    const DOCUMENT: &str = "<head>
    <!-- For who reads it. -->
    <link rel=\"stylesheet\" href=\"a.css\">
    <link rel=\"stylesheet\" href=\"b.css\">
    <script type=\"module\" src=\"run/first.js\"></script>
    <link data-ahead=\"modulepreload\" href=\"later.js\">
    <link data-ahead=\"preload\" href=\"pkg/view.wasm\">
    <script type=\"module\" src=\"main.js\"></script>
    <script type=\"module\" data-ahead src=\"later.js\"></script>
</head>
";

    #[test]
    fn a_document_names_the_bundles_and_what_they_need() {
        let expected = "<head>
<link rel=\"stylesheet\" href=\"s.css\">
<script type=\"module\" src=\"js/first-2.js\"></script>
<link rel=\"modulepreload\" href=\"pkg/coroscope.js\">
<link rel=\"modulepreload\" href=\"js/view-4.js\">
<link data-ahead=\"modulepreload\" href=\"js/later-3.js\">
<link data-ahead=\"modulepreload\" href=\"js/helpers-5.js\">
<link data-ahead=\"preload\" href=\"pkg/view.wasm\">
<script type=\"module\" src=\"js/main-1.js\"></script>
<script type=\"module\" data-ahead src=\"js/later-3.js\"></script>
</head>
";
        assert_eq!(rewritten(DOCUMENT, "s.css", &bundled()).unwrap(), expected);
        rewritten("<head>\n</head>\n", "s.css", &bundled()).unwrap_err();
    }
}
