//! The summary that a person reads at the end.

use std::fmt::Write as _;
use std::time::Duration;

use super::count::Counts;
use super::line::Line;
use super::second_looks;
use crate::progress::seconds;

/// At most this many second looks are forgiven. More mean that the page or its claims need mending, and
/// not that a machine was busy.
const FORGIVEN: usize = 2;

/// Prints the summary of checks that took `time` together. Returns whether all is well.
pub fn print(lines: &[Line], time: Duration, in_ci: bool) -> bool {
    let (text, passed) = summary(lines, time, in_ci);
    print!("{text}");
    if let Err(error) = second_looks::keep(lines) {
        eprintln!("error: {error:#}");
    }
    passed
}

fn summary(lines: &[Line], time: Duration, in_ci: bool) -> (String, bool) {
    let mut text = String::from("\ncheck                passed  failed  skipped        time\n");
    let mut total = Counts::default();
    for line in lines {
        if let Some(reason) = &line.not_run {
            let _ = writeln!(text, "{:<19}  not run: {reason}", line.name);
            continue;
        }
        let Counts { passed, failed, skipped, .. } = &line.counts;
        let took = seconds(line.time);
        let _ = writeln!(text, "{:<19} {passed:>7} {failed:>7} {skipped:>8} {took:>11}", line.name);
        total.add(line.counts.clone());
    }
    let Counts { passed, mut failed, skipped, .. } = total;
    let took = seconds(time);
    let _ = writeln!(text, "{:<19} {passed:>7} {failed:>7} {skipped:>8} {took:>11}\n", "in all");

    for line in lines.iter().filter(|line| line.counts.failed > 0) {
        if line.counts.names.is_empty() {
            let _ = writeln!(text, "failed: {}", line.name);
        }
        for name in &line.counts.names {
            let _ = writeln!(text, "failed: {}: {name}", line.name);
        }
    }
    let mut looks = 0;
    for line in lines {
        for look in &line.counts.second_looks {
            looks += 1;
            let _ = writeln!(text, "passed at the second look: {}: {}", line.name, look.name);
        }
    }
    if looks > FORGIVEN {
        let _ = writeln!(
            text,
            "failed: {looks} claims took a second look, and {FORGIVEN} are forgiven at most"
        );
        failed += 1;
    }
    let left_out: Vec<_> = lines.iter().filter(|line| line.not_run.is_some()).collect();
    for line in &left_out {
        let consequence = if in_ci { ", which is a failure in CI" } else { "" };
        let _ = writeln!(text, "not run: {}{consequence}", line.name);
    }
    if in_ci {
        failed += left_out.len();
    }
    // This stands alone on the last line, for programs that look for it.
    let _ = writeln!(text, "{passed} passed, {failed} failed");
    (text, failed == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::count::SecondLook;

    const TIME: Duration = Duration::from_secs(3);

    fn line(name: &'static str, passed: usize, names: &[&str]) -> Line {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let counts = Counts { passed, failed: names.len(), names, ..Counts::default() };
        Line { name, not_run: None, counts, time: Duration::from_secs(2) }
    }

    fn late(name: &'static str, looks: usize) -> Line {
        let look = SecondLook { name: "x::late".into(), first: "no button".into() };
        let counts = Counts { second_looks: vec![look; looks], ..line(name, 3, &[]).counts };
        Line { counts, ..line(name, 0, &[]) }
    }

    fn left_out(name: &'static str) -> Line {
        Line { not_run: Some("npm is missing".into()), ..line(name, 0, &[]) }
    }

    #[test]
    fn the_last_line_counts_all_tests() {
        let (text, passed) = summary(&[line("a", 3, &[]), line("b", 4, &["x::y"])], TIME, false);
        assert_eq!(text.lines().last(), Some("7 passed, 1 failed"));
        assert!(text.contains("failed: b: x::y"), "{text}");
        assert!(!passed);
    }

    #[test]
    fn what_took_two_looks_is_told_and_passed() {
        let (text, passed) = summary(&[late("page", 2)], TIME, true);
        assert!(text.contains("passed at the second look: page: x::late"), "{text}");
        assert!(passed);
    }

    #[test]
    fn more_than_two_second_looks_in_all_checks_together_are_a_failure() {
        let (text, passed) = summary(&[late("a", 2), late("b", 1)], TIME, false);
        assert!(text.contains("failed: 3 claims took a second look, and 2 are"), "{text}");
        assert_eq!(text.lines().last(), Some("6 passed, 1 failed"));
        assert!(!passed);
    }

    #[test]
    fn what_did_not_run_is_told_and_forgiven_at_home() {
        let (text, passed) = summary(&[line("a", 3, &[]), left_out("types")], TIME, false);
        assert!(text.contains("types                not run: npm is missing"), "{text}");
        assert_eq!(text.lines().last(), Some("3 passed, 0 failed"));
        assert!(passed);
    }

    #[test]
    fn what_did_not_run_is_a_failure_in_ci() {
        let (text, passed) = summary(&[line("a", 3, &[]), left_out("types")], TIME, true);
        assert_eq!(text.lines().last(), Some("3 passed, 1 failed"));
        assert!(!passed);
    }
}
