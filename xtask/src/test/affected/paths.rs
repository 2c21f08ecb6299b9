//! Patterns of paths: `*` stands for any text within a name, `**` for any text.

/// Whether the whole path fits the pattern.
pub fn fits(pattern: &str, path: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == path };
    let Some(rest) = path.strip_prefix(before) else { return false };
    let (after, span) = match after.strip_prefix('*') {
        Some(after) => (after, rest.len()),
        None => (after, rest.find('/').unwrap_or(rest.len())),
    };
    rest.char_indices()
        .map(|(at, _)| at)
        .chain([rest.len()])
        .take_while(|at| *at <= span)
        .any(|at| fits(after, &rest[at..]))
}

/// The name of a file without its folder and its extension.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_without_stars_is_a_path() {
        assert!(fits("src/lib.rs", "src/lib.rs"));
        assert!(!fits("src/lib.rs", "src/lib.rs.orig") && !fits("src", "src/lib.rs"));
    }

    #[test]
    fn one_star_stays_within_a_name() {
        assert!(fits("src/*.rs", "src/lib.rs") && fits("*.md", "README.md"));
        assert!(!fits("src/*.rs", "src/json/read.rs") && !fits("src/*.rs", "src/lib.py"));
    }

    #[test]
    fn two_stars_go_anywhere_below() {
        assert!(fits("www/**", "www/help/keys.js") && fits("www/**.js", "www/help/keys.js"));
        assert!(!fits("www/**", "tests/www/url.test.mjs"));
    }

    #[test]
    fn a_stem_is_what_a_person_calls_the_file() {
        assert_eq!(stem("src/programs/chess.rs"), "chess");
        assert_eq!(stem("tests/www/url.test.mjs"), "url");
        assert_eq!(stem("LICENSE-MIT"), "LICENSE-MIT");
    }
}
