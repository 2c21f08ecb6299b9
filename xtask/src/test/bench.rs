//! The benchmark works: a quick run gives a figure for each contestant. No times are asserted.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::report::Report;
use super::workshop::Workshop;
use crate::process::{self, Captured};
use crate::tools::npm;
use crate::wasm::Profile;
use crate::{bench, site};

/// The works that are measured, by their names in `bench.json`.
const WORKS: &[&str] = &[
    "sleepers",
    "switches",
    "recording",
    "spawning",
    "channel",
    "chain",
    "painting",
    "holding",
    "drawing",
    "simulation",
    "greetings",
    "panning",
    "scale",
    "python",
    "page",
    "against",
];

/// Measures a little of everything in Chromium, and checks what was written.
pub fn run(workshop: &Workshop) -> Result<Report> {
    let built = workshop.built()?;
    if !built.success {
        return Ok(Report::of(built));
    }
    let mut command = process::cargo_giving_way();
    command.args(["run", "--quiet", "--package", "xtask", "--", "bench", "--quick"]);
    // Beside itself, because to build another revision takes minutes.
    command.arg("--against").arg(site::folder(Profile::Release));
    let captured = process::capture(command.args(["--browser", "chromium"]))?;
    if !captured.success {
        return Ok(Report::of(captured));
    }
    check_what_was_written()?;
    check_types().map(Report::of)
}

fn check_what_was_written() -> Result<()> {
    let read = |name: &str| {
        let path = bench::folder().join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let json: Value = serde_json::from_str(&read("bench.json")?)?;
    check_figures(&json)?;
    let text = read("table.md")?;
    for table in list(&json, "tables")? {
        let title = table["title"].as_str().unwrap_or_default();
        ensure!(text.contains(title), "table.md does not have this: {title}");
    }
    let page = read("index.html")?;
    ensure!(page.trim_end().ends_with("</html>"), "the page of plots is cut off");
    let (begun, ended) = (page.matches("<svg").count(), page.matches("</svg>").count());
    ensure!(begun > 0 && begun == ended, "of {begun} plots {ended} are whole");
    Ok(())
}

/// Checks that each work has a finite figure for each contestant, or a reason why not.
fn check_figures(json: &Value) -> Result<()> {
    let mut works = BTreeSet::new();
    for table in list(json, "tables")? {
        let title = table["title"].as_str().context("a table has no title")?;
        works.insert(table["work"].as_str().unwrap_or_default());
        let rows = list(table, "rows")?;
        ensure!(!rows.is_empty(), "nobody did this: {title}");
        for row in rows {
            let is_explained = row["left_out"].is_string() || has_figures(row);
            ensure!(is_explained, "{} has no figure for this: {title}", row["contestant"]);
        }
        ensure!(rows.iter().any(has_figures), "there is not one figure for this: {title}");
    }
    let wanted: BTreeSet<&str> = WORKS.iter().copied().collect();
    ensure!(works == wanted, "what was measured is {works:?}");
    Ok(())
}

fn has_figures(row: &Value) -> bool {
    let samples = row["samples"].as_array();
    let is_finite = |value: &Value| value.as_f64().is_some_and(f64::is_finite);
    is_finite(&row["median"])
        && samples.is_some_and(|samples| !samples.is_empty() && samples.iter().all(is_finite))
}

fn list<'a>(json: &'a Value, key: &str) -> Result<&'a Vec<Value>> {
    json[key].as_array().with_context(|| format!("bench.json has no {key}"))
}

/// Checks the types in the JSDoc comments of the contestants' page against those of its glue.
fn check_types() -> Result<Captured> {
    let mut compiler = npm::command("typescript/bin/tsc")?;
    process::capture(compiler.args(["--project", "bench/tsconfig.json"]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A table for each work, with this row for a contestant.
    fn tables(row: &Value) -> Value {
        let table = |work: &&str| {
            let other = json!({ "contestant": "plain", "median": 1.0, "samples": [1.0] });
            json!({ "title": work, "work": work, "rows": [row, other] })
        };
        json!({ "tables": WORKS.iter().map(table).collect::<Vec<_>>() })
    }

    #[test]
    fn a_figure_or_a_reason_is_what_everybody_must_have() {
        assert!(check_figures(&tables(&json!({ "median": 2.0, "samples": [2.0] }))).is_ok());
        assert!(check_figures(&tables(&json!({ "left_out": "has no page" }))).is_ok());
    }

    #[test]
    fn a_failure_or_a_figure_that_is_none_is_found() {
        assert!(check_figures(&tables(&json!({ "failed": "out of memory" }))).is_err());
        assert!(check_figures(&tables(&json!({ "median": null, "samples": [2.0] }))).is_err());
        assert!(check_figures(&tables(&json!({ "median": 2.0, "samples": [] }))).is_err());
        assert!(check_figures(&json!({ "tables": [] })).is_err());
    }
}
