//! The tables for `BENCHMARKS.md`: one for each browser, with all contestants side by side.

use std::fmt::Write as _;

use super::goals::{self, Goal};
use super::table::{Measured, Row, Table, digits};
use super::whole::Report;
use crate::contestants::Way;

/// The order of the columns.
const WAYS: [Way; 7] = [
    Way::Native,
    Way::Plain,
    Way::Before,
    Way::Coroscope,
    Way::Recorded,
    Way::CPython,
    Way::Pyodide,
];

/// To whom the ratio in a cell is: native promises, or the revision that the page is measured against.
const PEERS: [Way; 2] = [Way::Native, Way::Before];

/// Conditions, goals, and the tables.
pub fn of(report: &Report, goals: &[Goal]) -> String {
    let mut text = String::new();
    for (what, value) in &report.conditions {
        let _ = writeln!(text, "- {what}: {value}");
    }
    for missing in &report.missing {
        let _ = writeln!(text, "- {missing}");
    }
    text.push_str("\n### Goals\n\n");
    text.push_str(&goals_table(goals));
    text.push_str("\n### Figures\n");
    let mut hosts: Vec<&str> = goals.iter().map(|goal| goal.host).collect();
    hosts.dedup();
    for host in hosts {
        text.push_str(&side_by_side(&report.tables, host));
    }
    text
}

fn goals_table(goals: &[Goal]) -> String {
    let (hosts, rows) = goals::by_host(goals);
    let mut text = format!("| goal | at most | {} |\n|---|--:|", hosts.join(" | "));
    text.push_str(&"--:|".repeat(hosts.len()));
    text.push('\n');
    for (goal, of_hosts) in rows {
        let unit = of_hosts.iter().map(|goal| goal.unit).max().unwrap_or_default();
        let _ = write!(text, "| {} | {} {unit} |", goal.what, digits(goal.limit));
        for goal in of_hosts {
            let measured = goal.measured.map_or(String::new(), |measured| digits(measured) + " ");
            let _ = write!(text, " {measured}{} |", goal.verdict());
        }
        text.push('\n');
    }
    text
}

/// Everything in one browser, and in Python: a line for each table, a column for each way.
fn side_by_side(tables: &[Table], host: &str) -> String {
    let ways: Vec<Way> = WAYS
        .into_iter()
        .filter(|way| tables.iter().any(|table| cell_of(table, *way, host).is_some()))
        .collect();
    let names: Vec<&str> = ways.iter().map(|way| way.name()).collect();
    let mut text = format!("\n#### In {host}\n\n| | {} |\n|---|", names.join(" | "));
    text.push_str(&"--:|".repeat(ways.len()));
    text.push('\n');
    for table in tables {
        let cells: Vec<Option<&Row>> = ways.iter().map(|way| cell_of(table, *way, host)).collect();
        if cells.iter().all(Option::is_none) {
            continue;
        }
        let _ = write!(text, "| {}, {} |", table.title, table.unit.sign());
        for row in cells {
            let _ = write!(text, " {} |", row.map_or(String::new(), |row| cell(table, row)));
        }
        text.push('\n');
    }
    text
}

/// The row of a way in this browser, or in the only host that has it.
fn cell_of<'a>(table: &'a Table, way: Way, host: &str) -> Option<&'a Row> {
    let fits = |row: &&Row| {
        row.contestant.way == way && (row.contestant.host == host || way == Way::CPython)
    };
    table.rows.iter().find(fits)
}

/// Median, spread, and the ratio to the peer.
fn cell(table: &Table, row: &Row) -> String {
    match &row.measured {
        Measured::Figures(figures) => {
            let (least, most) = (digits(figures.least()), digits(figures.most()));
            let mut text = digits(figures.median());
            if least != most {
                let _ = write!(text, " ({least}–{most})");
            }
            let ratio = |peer: &Way| table.ratio(row.contestant, *peer);
            if !PEERS.contains(&row.contestant.way)
                && let Some(ratio) = PEERS.iter().find_map(ratio)
            {
                let _ = write!(text, " **×{}**", digits(ratio));
            }
            text
        }
        Measured::LeftOut(_) => "–".into(),
        // A line break or a bar would end the cell.
        Measured::Failed(error) => format!("failed: {}", error.replace(['\n', '|'], " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::sample;
    use super::*;

    #[test]
    fn every_line_has_a_cell_for_every_column() {
        let text = side_by_side(&[sample()], "chromium");
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        let cells = |line: &str| line.matches('|').count();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| cells(line) == 8), "{text}");
    }

    #[test]
    fn a_cell_says_median_spread_and_ratio() {
        let table = sample();
        assert_eq!(cell(&table, &table.rows[2]), "120 (119–122) **×0.10**");
        assert_eq!(cell(&table, &table.rows[0]), "300 (299–302)");
        assert_eq!(cell(&table, &table.rows[5]), "failed: out of memory");
    }
}
