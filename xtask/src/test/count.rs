//! Reads what test programs print: how many tests passed and failed, and which.

/// The tests of one check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed, or programs that died.
    pub failed: usize,
    /// Tests that were not asked for, by their own word.
    pub skipped: usize,
    /// The names of those that failed.
    pub names: Vec<String>,
    /// The names of those that failed at first, and passed when they were tried once more.
    pub second_looks: Vec<String>,
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

/// From Rust's own harness and from wasm-bindgen's, which prints nearly the same.
pub fn rust(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        if let Some(result) = line.strip_prefix("test result: ") {
            counts.passed += number_before(result, " passed");
            counts.failed += number_before(result, " failed");
            counts.skipped += number_before(result, " ignored");
        } else if let Some(name) = failed_test(line) {
            counts.names.push(name.to_owned());
        } else if let Some(name) = line.strip_prefix("passed at the second look: ") {
            counts.second_looks.push(name.to_owned());
        }
    }
    counts
}

/// From node's test runner with its reporter `tap`.
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

/// The number that stands before `word`, as in `3 passed`.
fn number_before(line: &str, word: &str) -> usize {
    let Some((before, _)) = line.split_once(word) else { return 0 };
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
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
    fn what_passed_at_the_second_look_passed_and_is_named() {
        let output = "\
test one::late ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.03s

passed at the second look: one::late
waited 15 s in vain for a button
";
        let counts = rust(output);
        assert_eq!((counts.passed, counts.failed), (1, 0));
        assert_eq!(counts.second_looks, ["one::late"]);
    }

    #[test]
    fn output_without_results_counts_nothing() {
        assert_eq!(rust("error: could not compile"), Counts::default());
    }
}
