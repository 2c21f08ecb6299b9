//! The tables for `BENCHMARKS.md`.

use std::fmt::Write as _;

use super::Report;
use super::goals::Goal;
use super::table::{Measured, Table, digits};
use crate::contestants::Way;

/// Conditions, goals and one table for each work.
pub fn of(report: &Report, goals: &[Goal]) -> String {
    let mut text = String::new();
    for (what, value) in &report.conditions {
        let _ = writeln!(text, "- {what}: {value}");
    }
    for missing in &report.missing {
        let _ = writeln!(text, "- {missing}");
    }
    text.push_str(
        "\n### Goals\n\n| goal | browser | at most | measured | |\n|---|---|--:|--:|---|\n",
    );
    for goal in goals {
        let measured = goal.measured.map_or("–".into(), digits);
        let _ = writeln!(
            text,
            "| {} | {} | {} {} | {measured} | {} |",
            goal.what,
            goal.host,
            digits(goal.limit),
            goal.unit,
            goal.verdict()
        );
    }
    text.push_str("\n### Figures\n");
    for table in &report.tables {
        text.push_str(&one(table));
    }
    text
}

fn one(table: &Table) -> String {
    let peers: Vec<Way> =
        [Way::Native, Way::CPython].into_iter().filter(|way| table.has(*way)).collect();
    let mut text = format!("\n#### {}\n\n", table.title);
    if !table.note.is_empty() {
        let _ = writeln!(text, "{}\n", table.note);
    }
    let _ = write!(text, "| contestant | in | {} | from – to |", table.unit.sign());
    for peer in &peers {
        let _ = write!(text, " × {} |", peer.name());
    }
    text.push_str("\n|---|---|--:|--:|");
    text.push_str(&"--:|".repeat(peers.len()));
    for row in &table.rows {
        let (way, host) = (row.contestant.way.name(), row.contestant.host);
        let _ = write!(text, "\n| {way} | {host} |");
        match &row.measured {
            Measured::Figures(figures) => {
                let (least, most) = (digits(figures.least()), digits(figures.most()));
                let _ = write!(text, " {} | {least} – {most} |", digits(figures.median()));
                for peer in &peers {
                    let ratio = table.ratio(row.contestant, *peer);
                    let _ = write!(text, " {} |", ratio.map_or("–".into(), digits));
                }
            }
            Measured::LeftOut(why) => {
                let _ = write!(text, " – | {why} |{}", " |".repeat(peers.len()));
            }
            Measured::Failed(error) => {
                // A line of its own would end the table.
                let error = error.replace(['\n', '|'], " ");
                let _ = write!(text, " failed | {error} |{}", " |".repeat(peers.len()));
            }
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::sample;
    use super::*;

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        let text = one(&sample());
        let cells = |line: &str| line.matches('|').count();
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(lines.len(), 2 + sample().rows.len());
        assert!(lines.iter().all(|line| cells(line) == cells(lines[0])), "{text}");
    }
}
