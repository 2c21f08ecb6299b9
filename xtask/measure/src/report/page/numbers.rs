//! Tables with the exact numbers.

use std::fmt::Write as _;

use crate::contestants::{PEERS, Way};
use crate::report::html::escaped;
use crate::report::table::{Measured, Row, Table, digits};

/// Several tables with few rows as one table: a line for each of them, a column for each host.
pub fn together(tables: &[&Table]) -> String {
    let mut hosts: Vec<&str> = Vec::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        if !hosts.contains(&row.contestant.host) {
            hosts.push(row.contestant.host);
        }
    }
    if hosts.is_empty() {
        return String::new();
    }
    let mut text = String::from("<div class=\"wide\"><table>\n<thead><tr><th>");
    for host in &hosts {
        let _ = write!(text, "<th class=\"number\">{host}<th>From – to");
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for table in tables {
        let mut ways: Vec<Way> = table.rows.iter().map(|row| row.contestant.way).collect();
        ways.sort_unstable();
        ways.dedup();
        for way in ways {
            let _ = write!(text, "<tr><td>{} <small>{}</small>", escaped(&table.title), way.name());
            for host in &hosts {
                let of = |row: &&Row| row.contestant.way == way && row.contestant.host == *host;
                text.push_str(&cells(table, table.rows.iter().find(of)));
            }
            text.push_str("</tr>\n");
        }
    }
    text.push_str("</tbody></table></div>\n");
    let mut notes: Vec<&str> = tables.iter().map(|table| table.note.as_str()).collect();
    notes.dedup();
    for note in notes.iter().filter(|note| !note.is_empty()) {
        let _ = writeln!(text, "<p>{}</p>", escaped(note));
    }
    text
}

/// The median with its unit, and the spread.
fn cells(table: &Table, row: Option<&Row>) -> String {
    match row.map(|row| &row.measured) {
        None => "<td><td>".into(),
        Some(Measured::LeftOut(why)) => format!("<td class=\"number\">–<td>{}", escaped(why)),
        Some(Measured::Failed(error)) => {
            format!("<td class=\"number\">failed<td>{}", escaped(error))
        }
        Some(Measured::Figures(figures)) => {
            let (least, most) = (digits(figures.least()), digits(figures.most()));
            let spread = if least == most { String::new() } else { format!("{least} – {most}") };
            let median = digits(figures.median());
            format!("<td class=\"number\">{median} {}<td>{spread}", table.unit.sign())
        }
    }
}

/// The figures of all contestants, and the ratios to their peers.
pub fn of(table: &Table) -> String {
    let peers: Vec<Way> = PEERS.into_iter().filter(|way| table.has(*way)).collect();
    let mut text = format!(
        "<div class=\"wide\"><table>\n<thead><tr><th>Contestant<th>In<th class=\"number\">Median, {}\
         <th class=\"number\">From – to",
        table.unit.sign()
    );
    for peer in &peers {
        let _ = write!(text, "<th class=\"number\">× {}", peer.name());
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        let _ = write!(text, "<tr><td>{}<td>{}", row.contestant.way.name(), row.contestant.host);
        let columns = 2 + peers.len();
        match &row.measured {
            Measured::Figures(figures) => {
                let _ = write!(
                    text,
                    "<td class=\"number\">{}<td class=\"number\">{} – {}",
                    digits(figures.median()),
                    digits(figures.least()),
                    digits(figures.most())
                );
                for peer in &peers {
                    let ratio = table.ratio(row.contestant, *peer).map_or("–".into(), digits);
                    let _ = write!(text, "<td class=\"number\">{ratio}");
                }
            }
            Measured::LeftOut(why) => {
                let _ = write!(text, "<td colspan=\"{columns}\">– {}", escaped(why));
            }
            Measured::Failed(error) => {
                let _ = write!(text, "<td colspan=\"{columns}\">failed: {}", escaped(error));
            }
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody></table></div>\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::tests::sample;

    #[test]
    fn few_rows_share_a_table_with_those_of_others() {
        let few = Table { rows: sample().rows.drain(2..4).collect(), ..sample() };
        let text = together(&[&few, &few]);
        assert_eq!(text.matches("<tr><td>").count(), 2);
        let cell = "<td class=\"number\">120 ms<td>119 – 122<td class=\"number\">150 ms";
        assert!(text.contains(cell), "{text}");
        assert_eq!(together(&[]), "");
    }
}
