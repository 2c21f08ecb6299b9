//! A record of the claims that took a second look: several records of a claim help to mend it.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Context, Result};

use super::line::Line;
use crate::project;

/// Adds the second looks of these checks to the record, if there are any.
pub fn keep(lines: &[Line]) -> Result<()> {
    let text = record(lines, &httpdate::fmt_http_date(SystemTime::now()));
    if text.is_empty() {
        return Ok(());
    }
    let path = path();
    let context = || format!("cannot write {}", path.display());
    fs::create_dir_all(path.with_file_name("")).with_context(context)?;
    let mut file =
        OpenOptions::new().create(true).append(true).open(&path).with_context(context)?;
    file.write_all(text.as_bytes()).with_context(context)
}

/// The file of the record. It grows with each run; public CI keeps the file of each job.
fn path() -> PathBuf {
    project::target().join("page-tests/second-looks.txt")
}

/// The lines of the record: time, check and claim, and indented what the first look found.
fn record(lines: &[Line], now: &str) -> String {
    let mut text = String::new();
    for line in lines {
        for look in &line.counts.second_looks {
            let _ = writeln!(text, "{now}  {}  {}", line.name, look.name);
            for seen in look.first.lines() {
                let _ = writeln!(text, "{}", format!("    {seen}").trim_end());
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::test::count::{Counts, SecondLook};

    #[test]
    fn a_record_says_when_where_which_and_what_was_seen() {
        let look = SecondLook { name: "x::late".into(), first: "in vain\n\nno button".into() };
        let counts = Counts { second_looks: vec![look], ..Counts::default() };
        let time = Duration::ZERO;
        let lines = [Line { name: "page-firefox", not_run: None, counts, time }];
        let text = record(&lines, "today");
        assert_eq!(text, "today  page-firefox  x::late\n    in vain\n\n    no button\n");
    }

    #[test]
    fn nothing_is_recorded_of_a_claim_that_took_one_look() {
        assert_eq!(record(&[], "today"), "");
    }
}
