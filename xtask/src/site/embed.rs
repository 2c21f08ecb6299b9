//! `www/embed.html`: the page without its surroundings, for frames in other pages.
//!
//! It is `index.html` with a few lines changed, so that the two never drift apart. Each build writes it
//! beside `index.html`; git ignores it.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::project;

/// The differences: a text in `index.html`, and what replaces it.
const CHANGES: [(&str, &str); 5] = [
    (
        "<!doctype html>\n",
        "<!doctype html>\n<!-- Made of index.html by `cargo xtask build`: change that one. -->\n",
    ),
    (" data-empty>", " data-empty data-embed>"),
    (
        "    <meta name=\"description\"",
        "    <meta name=\"robots\" content=\"noindex\">\n    <meta name=\"description\"",
    ),
    (
        "    <link rel=\"stylesheet\" href=\"styles/timeline.css\">\n",
        "    <link rel=\"stylesheet\" href=\"styles/timeline.css\">\n    <link rel=\"stylesheet\" href=\"export/embed.css\">\n",
    ),
    (
        "<h1 id=\"title\">Watch coroutines wait</h1>\n",
        "<h1 id=\"title\">Watch coroutines wait</h1>\n              <p class=\"embed-about\"><span id=\"embed-variant\"></span><span id=\"embed-predicted\"></span><a href=\"./\" id=\"embed-link\" target=\"_blank\" rel=\"noopener\">Open in Coroscope</a></p>\n",
    ),
];

/// Writes `embed.html`, unless it is up to date.
pub fn bring_up_to_date() -> Result<()> {
    let path = project::www().join("embed.html");
    let wanted = made_of(&index()?)?;
    if fs::read_to_string(&path).is_ok_and(|known| known == wanted) {
        return Ok(());
    }
    fs::write(&path, wanted).with_context(|| format!("cannot write {}", path.display()))
}

fn made_of(index: &str) -> Result<String> {
    let mut text = index.to_owned();
    for (from, to) in CHANGES {
        let times = text.matches(from).count();
        ensure!(times == 1, "embed.html is made of index.html, which has {from:?} {times} times");
        text = text.replacen(from, to, 1);
    }
    Ok(text)
}

fn index() -> Result<String> {
    let path = project::www().join("index.html");
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_html_has_what_is_changed() {
        let embed = made_of(&index().unwrap()).unwrap();
        for (_, to) in CHANGES {
            assert!(embed.contains(to), "{to:?}");
        }
    }

    #[test]
    fn an_index_without_what_is_changed_is_refused() {
        let refused = made_of("<!doctype html>\n<html data-empty>").unwrap_err();
        assert!(refused.to_string().contains("0 times"), "{refused}");
    }
}
