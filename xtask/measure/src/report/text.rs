//! A table for the terminal.

use std::fmt::Write as _;

use super::table::{Measured, Table, digits};
use crate::contestants::{PEERS, Way};

/// Prints a table with an empty line before it.
pub fn print(table: &Table) {
    println!("\n{}", text(table));
}

fn text(table: &Table) -> String {
    let mut text = format!("{}\n", table.title);
    if !table.note.is_empty() {
        let _ = writeln!(text, "  {}", table.note);
    }
    let peers: Vec<Way> = PEERS.into_iter().filter(|way| table.has(*way)).collect();
    let _ = write!(text, "  {:<10} {:<9} {:>12}  {:<23}", "", "", table.unit.sign(), "from to");
    for peer in &peers {
        let _ = write!(text, " {:>9}", format!("× {}", peer.name()));
    }
    if !peers.is_empty() && table.ideal > 0.0 {
        let _ = write!(text, "  (of what lies above {})", digits(table.ideal));
    }
    for row in &table.rows {
        let (way, host) = (row.contestant.way.name(), row.contestant.host);
        let _ = write!(text, "\n  {way:<10} {host:<9} ");
        match &row.measured {
            Measured::LeftOut(why) => text.push_str(&format!("{:>12}  {why}", "–")),
            Measured::Failed(error) => text.push_str(&format!("{:>12}  {error}", "failed")),
            Measured::Figures(figures) => {
                let spread = format!("{} to {}", digits(figures.least()), digits(figures.most()));
                let _ = write!(text, "{:>12}  {spread:<23}", digits(figures.median()));
                for peer in &peers {
                    let ratio = table.ratio(row.contestant, *peer);
                    let _ = write!(text, " {:>9}", ratio.map_or("–".into(), digits));
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::sample;
    use super::*;

    #[test]
    fn a_line_says_median_spread_and_ratios() {
        let text = text(&sample());
        let line = text.lines().find(|line| line.contains("coroscope  chromium")).unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words, ["coroscope", "chromium", "120", "119", "to", "122", "0.10", "0.010"]);
    }

    #[test]
    fn who_failed_or_was_left_out_is_told_with_the_reason() {
        let text = text(&sample());
        assert!(text.contains("failed  out of memory"), "{text}");
        assert!(text.contains("–  takes minutes"), "{text}");
    }
}
