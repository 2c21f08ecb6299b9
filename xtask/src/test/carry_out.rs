//! From a check to its line in the summary.

use std::time::Duration;

use super::check::Check;
use super::count::Counts;
use super::line::Line;
use super::report::Report;
use super::workshop::Workshop;

/// Runs a check, once its tools are there.
pub fn run(check: &Check, workshop: &Workshop, say: impl Fn(&str)) -> Report {
    for tool in check.tools {
        say(&format!("waiting for {tool}"));
        if let Err(sentence) = workshop.wait_for(*tool) {
            return Report::NotRun(sentence);
        }
    }
    say("");
    (check.run)(workshop).unwrap_or_else(|error| Report::Ran {
        success: false,
        counts: Counts::default(),
        output: format!("error: {error:#}"),
    })
}

/// The outcome in a word, and the output if a person needs it.
pub fn describe(report: &Report) -> (String, Option<&str>) {
    match report {
        Report::NotRun(reason) => (format!("not run: {reason}"), None),
        Report::Ran { success: false, output, .. } => ("FAILED".into(), Some(output)),
        Report::Ran { counts, .. } if counts.passed == 0 => ("passed".into(), None),
        Report::Ran { counts, .. } => (format!("{} passed", counts.passed), None),
    }
}

/// The line of a check in the summary.
pub fn line(name: &'static str, report: Report, time: Duration) -> Line {
    match report {
        Report::NotRun(reason) => {
            Line { name, not_run: Some(reason), counts: Counts::default(), time }
        }
        Report::Ran { success, mut counts, .. } => {
            // A check without tests of its own counts as one, and so does a test program that died
            // before it could count.
            if success && counts.passed + counts.failed == 0 {
                counts.passed = 1;
            } else if !success && counts.failed == 0 {
                counts.failed = 1;
            }
            Line { name, not_run: None, counts, time }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_fails_without_counting_counts_as_one() {
        let report =
            Report::Ran { success: false, counts: Counts::default(), output: String::new() };
        assert_eq!(line("x", report, Duration::ZERO).counts.failed, 1);
    }

    #[test]
    fn a_check_without_tests_counts_as_one_that_passed() {
        let report =
            Report::Ran { success: true, counts: Counts::default(), output: String::new() };
        assert_eq!(line("x", report, Duration::ZERO).counts.passed, 1);
    }
}
