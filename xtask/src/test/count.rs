//! Reads what test programs print: how many tests passed and failed, and which.

/// The tests of one check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed, or programs that died.
    pub failed: usize,
    /// Tests that were not asked for, as the programs report.
    pub skipped: usize,
    /// The names of the tests that failed.
    pub names: Vec<String>,
    /// The tests that failed at first and passed in a second look.
    pub second_looks: Vec<SecondLook>,
}

/// A test that failed at first and passed in a second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondLook {
    /// The name of the test.
    pub name: String,
    /// Why it failed at first.
    pub first: String,
}

impl Counts {
    /// Adds the tests of another program.
    pub fn add(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.names.extend(other.names);
        self.second_looks.extend(other.second_looks);
    }
}

/// Reads the output of Rust's own harness, or of wasm-bindgen's, which is nearly the same.
pub fn rust(output: &str) -> Counts {
    let mut counts = Counts::default();
    let mut failed = Failed::default();
    for line in output.lines() {
        if let Some(result) = line.strip_prefix("test result: ") {
            counts.passed += number_before(result, " passed");
            counts.failed += number_before(result, " failed");
            counts.skipped += number_before(result, " ignored");
            counts.names.append(&mut failed.names);
        } else {
            failed.read(line);
        }
    }
    // These are from a program that died before it could count.
    counts.names.append(&mut failed.names);
    counts.second_looks = second_looks(output);
    counts
}

/// The names of the failed tests of one program. It prints them twice: in `test NAME ... FAILED`,
/// which is torn apart if the test itself prints something, and in a list at the end.
#[derive(Debug, Default)]
struct Failed {
    names: Vec<String>,
    is_in_list: bool,
}

impl Failed {
    fn read(&mut self, line: &str) {
        let listed = line.strip_prefix("    ").filter(|_| self.is_in_list);
        if let Some(name) = listed.or_else(|| failed_test(line)).map(str::trim_end)
            && !self.names.iter().any(|known| known == name)
        {
            self.names.push(name.to_owned());
        }
        // Some lists begin with an empty line.
        self.is_in_list =
            line == "failures:" || self.is_in_list && (line.is_empty() || listed.is_some());
    }
}

/// Reads what `tests/page` prints at its end: names, and below each what the first look found.
fn second_looks(output: &str) -> Vec<SecondLook> {
    let mut looks: Vec<SecondLook> = Vec::new();
    let mut is_in_look = false;
    for line in output.lines() {
        if let Some(name) = line.strip_prefix("passed at the second look: ") {
            looks.push(SecondLook { name: name.to_owned(), first: String::new() });
            is_in_look = true;
        } else if line.starts_with("error: ") || line.starts_with("running ") {
            // This is cargo's last line, or the first line of another program.
            is_in_look = false;
        } else if let Some(look) = looks.last_mut().filter(|_| is_in_look) {
            look.first.push_str(line);
            look.first.push('\n');
        }
    }
    for look in &mut looks {
        look.first.truncate(look.first.trim_end().len());
    }
    looks
}

/// Reads the output of node's test runner with its reporter `tap`.
pub fn tap(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        if let Some(number) = line.strip_prefix("# pass ") {
            counts.passed = number.parse().unwrap_or(0);
        } else if let Some(number) = line.strip_prefix("# fail ") {
            counts.failed = number.parse().unwrap_or(0);
        } else if let Some(number) = line.strip_prefix("# skipped ") {
            counts.skipped = number.parse().unwrap_or(0);
        } else if let Some((_, name)) =
            line.trim_start().strip_prefix("not ok ").and_then(|rest| rest.split_once(" - "))
        {
            counts.names.push(name.to_owned());
        }
    }
    counts
}

/// Reads the output of Python's unittest.
pub fn unittest(output: &str) -> Counts {
    let mut counts = Counts::default();
    let mut ran = 0;
    for line in output.lines() {
        if let Some(rest) = line.strip_prefix("Ran ") {
            ran = number_before(rest, " test");
        } else if line.starts_with("OK") || line.starts_with("FAILED (") {
            counts.skipped = number_after(line, "skipped=");
            counts.failed = number_after(line, "failures=") + number_after(line, "errors=");
        } else if let Some(name) =
            line.strip_prefix("FAIL: ").or_else(|| line.strip_prefix("ERROR: "))
        {
            counts.names.push(name.split(' ').next().unwrap_or(name).to_owned());
        }
    }
    // A test with several parts can fail several times.
    counts.passed = usize::saturating_sub(ran, counts.failed + counts.skipped);
    counts
}

/// The number before `word`, as in `3 passed`.
fn number_before(line: &str, word: &str) -> usize {
    let Some((before, _)) = line.split_once(word) else { return 0 };
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The number after `word`, as in `skipped=3)`.
fn number_after(line: &str, word: &str) -> usize {
    let Some((_, after)) = line.split_once(word) else { return 0 };
    let digits = after.split(|sign: char| !sign.is_ascii_digit()).next();
    digits.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The name in `test some::name ... FAILED`.
fn failed_test(line: &str) -> Option<&str> {
    let (name, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    outcome.starts_with("FAIL").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rusts_results_are_added_up_over_all_binaries() {
        let output = "\
running 2 tests
test tests::one ... ok
test tests::two ... FAILED

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

test src/lib.rs - three (line 3) ... ok
test src/lib.rs - four (line 9) ... ignored

test result: ok. 1 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s
";
        let counts = rust(output);
        assert_eq!((counts.passed, counts.failed, counts.skipped), (2, 1, 1));
        assert_eq!(counts.names, ["tests::two"]);
    }

    #[test]
    fn wasm_bindgens_results_are_read_too() {
        let output = "\
running 2 tests
test inner::late ... FAIL
test waits ... ok

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 filtered out; finished in 0.03s
";
        let counts = rust(output);
        assert_eq!((counts.passed, counts.failed), (1, 1));
        assert_eq!(counts.names, ["inner::late"]);
    }

    #[test]
    fn nodes_results_are_read_from_its_last_lines() {
        let output = "\
TAP version 13
ok 1 - one is one
    not ok 1 - inner breaks
not ok 2 - group
# tests 4
# pass 1
# fail 2
# skipped 1
";
        let counts = tap(output);
        assert_eq!((counts.passed, counts.failed, counts.skipped), (1, 2, 1));
        assert_eq!(counts.names, ["inner breaks", "group"]);
    }

    #[test]
    fn unittests_results_are_read_from_its_last_lines() {
        let output = "\
..FEs
FAIL: test_one (tests.test_a.A.test_one) [part]
ERROR: test_two (tests.test_a.A.test_two)
Ran 5 tests in 0.123s

FAILED (failures=1, errors=1, skipped=1)
";
        let counts = unittest(output);
        assert_eq!((counts.passed, counts.failed, counts.skipped), (2, 2, 1));
        assert_eq!(counts.names, ["test_one", "test_two"]);
        assert_eq!(unittest("Ran 1 test in 0.1s\n\nOK (skipped=1)\n").skipped, 1);
    }

    #[test]
    fn what_passed_at_the_second_look_passed_and_is_named() {
        let output = "\
test one::late ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.03s

passed at the second look: one::late
waited 15 s in vain for a button

Caused by:
    there is no button

passed at the second look: two::late
It panicked: no
error: test failed, to rerun pass `--test page`
";
        let counts = rust(output);
        assert_eq!((counts.passed, counts.failed), (2, 0));
        let looks: Vec<_> =
            counts.second_looks.iter().map(|look| (&*look.name, &*look.first)).collect();
        let first = "waited 15 s in vain for a button\n\nCaused by:\n    there is no button";
        assert_eq!(looks, [("one::late", first), ("two::late", "It panicked: no")]);
    }

    #[test]
    fn a_test_that_panics_is_named_although_its_line_is_torn() {
        // This is how libtest-mimic prints it: all names are as wide as the longest.
        let output = "\
running 3 tests
test one::panics        ... thread 'main' panicked at tests/page/one.rs:3:5:
no
FAILED
test two::is_not_true   ... FAILED
test three::is_true     ... ok

failures:

---- one::panics ----
It panicked: no

---- two::is_not_true ----
waited in vain


failures:
    one::panics
    two::is_not_true

test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.03s
";
        let mut names = rust(output).names;
        names.sort();
        assert_eq!(names, ["one::panics", "two::is_not_true"]);
        // Tests with the same name in two programs both count.
        assert_eq!(rust(&output.repeat(2)).names.len(), 4);
    }

    #[test]
    fn a_list_of_failures_may_begin_with_an_empty_line() {
        let output = "failures:\n\n    inner::late\n\ntest result: FAILED. 0 passed; 1 failed";
        assert_eq!(rust(output).names, ["inner::late"]);
    }

    #[test]
    fn output_without_results_counts_nothing() {
        assert_eq!(rust("error: could not compile"), Counts::default());
    }
}
