//! `cargo xtask test`: runs all checks, side by side where they do not need the same resources, and
//! prints a summary at the end.

mod affected;
mod bench;
mod board;
mod build;
mod choose;
mod clippy;
mod count;
mod docs;
mod format;
mod lint;
mod native;
mod node;
mod page;
mod prebuilt;
mod python;
mod schedule;
mod second_looks;
mod shard;
mod sites;
mod summary;
mod types;
mod viewers;
mod visible;
mod wasm;
#[cfg(test)]
mod workflows;
mod workshop;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process::{self, Captured};

use choose::Chosen;
pub use count::Counts;
pub use shard::Shard;
use summary::Line;
use workshop::{Tool, Workshop};

/// The options of `test`.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only the checks with one of these names, or with one of these names before a dash.
    pub only: Option<String>,
    /// Only what changes since this revision can affect.
    pub affected: Option<String>,
    /// Only this share of the claims about the page.
    pub shard: Option<Shard>,
    /// Only list the checks.
    pub list: bool,
    /// Show the windows of the browsers.
    pub visible: bool,
    /// Build nothing, and use what is built already.
    pub prebuilt: bool,
    /// Arguments for the test binaries: a filter, for example.
    pub arguments: Vec<String>,
}

/// A check.
#[derive(Debug, Clone, Copy)]
struct Check {
    name: &'static str,
    about: &'static str,
    tools: &'static [Tool],
    seat: Seat,
    run: fn(&Workshop) -> Result<Report>,
}

/// The resource that a check keeps busy. Checks with the same seat run one after the other, others side
/// by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seat {
    /// Cargo's folder for code that is not optimised. Only one cargo at a time can use it.
    Cargo,
    /// What cargo compiles for browsers, without optimisation. It waits for the same folder while
    /// something compiles, and runs what it has compiled meanwhile.
    Wasm,
    /// The page as it is published. It is built once.
    Page,
    /// Chromium.
    Chromium,
    /// Firefox.
    Firefox,
    /// The whole machine, when all other checks are done.
    Machine,
}

/// How a check ended.
#[derive(Debug, Clone)]
enum Report {
    /// It ran, and printed this.
    Ran { success: bool, counts: Counts, output: String },
    /// It could not run, for this reason.
    NotRun(String),
}

/// All checks. Checks with the same seat run in this order; the summary has the same order.
const CHECKS: &[Check] = &[
    Check {
        name: "format",
        about: "rustfmt has nothing to change",
        tools: &[],
        seat: Seat::Page,
        run: format::run,
    },
    Check {
        name: "clippy",
        about: "clippy, natively",
        tools: &[],
        seat: Seat::Cargo,
        run: clippy::native,
    },
    Check {
        name: "clippy-wasm",
        about: "clippy, for browsers",
        tools: &[Tool::Target],
        seat: Seat::Wasm,
        run: clippy::wasm,
    },
    Check {
        name: "native",
        about: "unit, property and documentation tests",
        tools: &[],
        seat: Seat::Cargo,
        run: native::run,
    },
    Check {
        name: "docs",
        about: "rustdoc without warnings",
        tools: &[Tool::Target],
        seat: Seat::Cargo,
        run: docs::run,
    },
    Check {
        name: "node",
        about: "the page's pure modules, in node",
        tools: &[],
        seat: Seat::Page,
        run: node::run,
    },
    Check {
        name: "lint",
        about: "oxlint and oxfmt have nothing to say about the page's JavaScript",
        tools: &[Tool::Npm],
        seat: Seat::Page,
        run: lint::run,
    },
    Check {
        name: "build",
        about: "the page builds",
        tools: &[Tool::Npm],
        seat: Seat::Page,
        run: build::run,
    },
    Check {
        name: "types",
        about: "the page's JSDoc types against the glue",
        tools: &[Tool::Npm],
        seat: Seat::Page,
        run: types::run,
    },
    Check {
        name: "python",
        about: "the package for Python, with every Python that is found",
        tools: &[],
        seat: Seat::Page,
        run: python::run,
    },
    Check {
        name: "viewers",
        about: "runs that are exported open in the tools of others",
        tools: &[Tool::Npm],
        seat: Seat::Page,
        run: viewers::run,
    },
    Check {
        name: "wasm-chromium",
        about: "wasm-bindgen tests in Chromium",
        tools: &[Tool::Chromium, Tool::WasmPack, Tool::WasmBindgen],
        seat: Seat::Wasm,
        run: wasm::chromium,
    },
    Check {
        name: "page-chromium",
        about: "the page in Chromium",
        tools: &[Tool::Chromium, Tool::Npm],
        seat: Seat::Chromium,
        run: page::chromium,
    },
    Check {
        name: "bench",
        about: "the benchmark works; no times are asserted",
        tools: &[Tool::Chromium, Tool::Npm],
        seat: Seat::Chromium,
        run: bench::run,
    },
    Check {
        name: "wasm-firefox",
        about: "wasm-bindgen tests in Firefox",
        tools: &[Tool::Firefox, Tool::WasmPack, Tool::WasmBindgen],
        seat: Seat::Wasm,
        run: wasm::firefox,
    },
    Check {
        name: "page-firefox",
        about: "the page in Firefox",
        tools: &[Tool::Firefox, Tool::Npm],
        seat: Seat::Firefox,
        run: page::firefox,
    },
    Check {
        name: "page-chromium-alone",
        about: "claims that want the machine for themselves, in Chromium",
        tools: &[Tool::Chromium, Tool::Npm],
        seat: Seat::Machine,
        run: page::chromium_alone,
    },
    Check {
        name: "page-firefox-alone",
        about: "claims that want the machine for themselves, in Firefox",
        tools: &[Tool::Firefox, Tool::Npm],
        seat: Seat::Machine,
        run: page::firefox_alone,
    },
];

/// Runs the checks that were asked for.
pub fn test(options: &Options) -> Result<ExitCode> {
    let Chosen { checks, look } = choose::choose(options)?;
    if options.list && options.affected.is_none() {
        for check in &checks {
            println!("{:<14} {}", check.name, check.about);
        }
    }
    if options.list || checks.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    if options.prebuilt {
        prebuilt::check(&checks)?;
    }

    let tools = checks.iter().flat_map(|check| check.tools).copied();
    let workshop = Workshop::open(tools, options, look);
    let began = Instant::now();
    let lines = schedule::run(&checks, &workshop);
    let passed = summary::print(&lines, began.elapsed(), process::is_ci());
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run(check: &Check, workshop: &Workshop, say: impl Fn(&str)) -> Report {
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
fn describe(report: &Report) -> (String, Option<&str>) {
    match report {
        Report::NotRun(reason) => (format!("not run: {reason}"), None),
        Report::Ran { success: false, output, .. } => ("FAILED".into(), Some(output)),
        Report::Ran { counts, .. } if counts.passed == 0 => ("passed".into(), None),
        Report::Ran { counts, .. } => (format!("{} passed", counts.passed), None),
    }
}

fn line(name: &'static str, report: Report, time: Duration) -> Line {
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

impl Report {
    /// The report on a program that counts no tests.
    fn of(captured: Captured) -> Report {
        Report::Ran { success: captured.success, counts: Counts::default(), output: captured.text }
    }

    /// The report on a program with the output of Rust's test harness.
    fn of_rust_tests(captured: Captured) -> Report {
        let counts = count::rust(&captured.text);
        Report::Ran { success: captured.success, counts, output: captured.text }
    }

    /// The report on several programs. Each ran, whatever the outcome of the others.
    fn of_all(all: impl IntoIterator<Item = Result<Report>>) -> Result<Report> {
        let mut whole = Captured { success: true, text: String::new() };
        let mut counts = Counts::default();
        for report in all {
            match report? {
                Report::Ran { success, counts: more, output } => {
                    whole.success &= success;
                    counts.add(more);
                    whole.text.push_str(&output);
                }
                not_run @ Report::NotRun(_) => return Ok(not_run),
            }
        }
        Ok(Report::Ran { success: whole.success, counts, output: whole.text })
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
