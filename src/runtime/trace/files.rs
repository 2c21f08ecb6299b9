//! What files are called in a trace. It may be saved and shown to others, so it says nothing of the
//! rest of a machine; and whoever runs coroutines of their own looks for lines of their own.

/// Where this crate is, as the compiler names its files: empty in its own workspace, and a whole path
/// where others depend on it.
const HERE: &str = file!().split_at(file!().len() - "src/runtime/trace/files.rs".len()).0;

/// The files of the programs, which are shown wherever they are run.
const PROGRAMS: &str = "src/programs/";

/// The drivers, as they are called in their own workspace. A run of the page, and that of a worker of
/// it, begins at a line of one.
const DRIVERS: [&str; 3] =
    ["src/drivers/browser.rs", "src/drivers/simulation.rs", "src/drivers/simulation/workers.rs"];

/// What a file is called in a trace; `None` if it has no place there.
pub(super) fn named(file: &'static str) -> Option<&'static str> {
    // Known to the compiler, so that the page has nothing of what follows.
    if HERE.is_empty() { Some(file) } else { named_beside(HERE, file) }
}

/// The same, for a crate that is at `here`.
fn named_beside<'a>(here: &str, file: &'a str) -> Option<&'a str> {
    match file.strip_prefix(here) {
        Some(own) if own.replace('\\', "/").starts_with(PROGRAMS) => Some(own),
        Some(_) => None,
        None => Some(short(file)),
    }
}

/// A path without what is before the folder of its package, if it is absolute.
pub(crate) fn short(file: &str) -> &str {
    let is_separator = |char: char| char == '/' || char == '\\';
    if !file.starts_with(is_separator) && file.get(1..2) != Some(":") {
        return file;
    }
    let mut parts: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for part in file.split(is_separator) {
        parts.push((at, part));
        at += part.len() + 1;
    }
    let folder = parts.iter().rposition(|(_, part)| *part == "src");
    let first = folder.unwrap_or(parts.len() - 1).saturating_sub(1);
    &file[parts[first].0..]
}

/// Whether a trace that names this file first is of no run of the page.
pub(super) fn is_elsewhere(first: &str) -> bool {
    // The tests of the timeline write traces by hand.
    let is_test = cfg!(test) && first.starts_with("src/timeline/test");
    !is_test && !DRIVERS.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_this_crate_are_called_as_in_its_workspace() {
        assert_eq!(HERE, "");
        assert_eq!(named(file!()), Some("src/runtime/trace/files.rs"));
    }

    #[test]
    fn where_others_depend_on_it_no_line_is_ours_and_no_path_is_absolute() {
        let named = |file| named_beside("/home/ben/coroscope/", file);
        assert_eq!(named("/home/ben/coroscope/src/drivers/browser.rs"), None);
        let program = named("/home/ben/coroscope/src/programs/greetings.rs");
        assert_eq!(program, Some("src/programs/greetings.rs"));
        assert_eq!(named("src/main.rs"), Some("src/main.rs"));
        assert_eq!(named("/home/ben/helpers/src/net/lib.rs"), Some("helpers/src/net/lib.rs"));
        assert_eq!(named("/srv/app/tests/it.rs"), Some("tests/it.rs"));
    }

    #[test]
    fn paths_of_windows_are_as_short() {
        assert_eq!(short("C:\\ben\\helpers\\src\\lib.rs"), "helpers\\src\\lib.rs");
        let here = "C:\\ben\\coroscope\\";
        assert_eq!(named_beside(here, "C:\\ben\\coroscope\\src\\drivers\\browser.rs"), None);
        assert_eq!(short("/main.rs"), "/main.rs");
        assert_eq!(short("/"), "/");
        assert_eq!(short(""), "");
    }
}
