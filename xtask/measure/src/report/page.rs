//! The page of plots: one file, without any script, that is read in the light and in the dark.

use std::fmt::Write as _;

use anyhow::Result;

use super::Report;
use super::goals::{self, Goal};
use super::plots;
use super::table::{Measured, Row, Table, digits};
use crate::contestants::Way;

const STYLE: &str = include_str!("page.css");

/// How few rows are told in words alone.
const FEW: usize = 2;

/// The whole page.
pub fn of(report: &Report, goals: &[Goal]) -> Result<String> {
    let mut body = String::from("<h1>Coroscope, measured</h1>\n");
    body.push_str(&conditions(report));
    body.push_str(&self::goals(goals));
    body.push_str(KEY);
    // By work, each where it comes up first.
    let mut works: Vec<&str> = Vec::new();
    for table in &report.tables {
        if !works.contains(&table.work) {
            works.push(table.work);
        }
    }
    for work in works {
        let _ = writeln!(body, "<h2>{}</h2>", escaped(heading(work)));
        body.push_str(&series(&report.tables, work)?);
        let own = || report.tables.iter().filter(|table| table.work == work);
        for table in own().filter(|table| has_picture(table)) {
            body.push_str(&section(table)?);
        }
        let small: Vec<&Table> = own().filter(|table| !has_picture(table)).collect();
        body.push_str(&together(&small));
    }
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Coroscope, measured</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    ))
}

/// What the pictures have in common.
const KEY: &str = "<p class=\"key\">A dot is the median of all rounds, its line reaches from the \
    best to the worst of them. It is hollow in Firefox. \
    <em>native</em>: promises and timers of the browser; <em>plain</em>: wasm-bindgen-futures and \
    one gloo timer for each sleep; <em>coroscope</em>: without recording; <em>recorded</em>: with \
    its trace; <em>cpython</em>: asyncio.</p>\n";

/// Text with the characters replaced that mean something in HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn heading(work: &str) -> &str {
    match work {
        "sleepers" => "Sleeping at the same time",
        "switches" => "Taking turns",
        "recording" => "What recording costs",
        "spawning" => "Spawning and joining",
        "channel" => "Channels",
        "chain" => "Sleeping again and again",
        "painting" => "While the page paints",
        "holding" => "Memory",
        "drawing" => "Looking at a run",
        "simulation" => "Simulating",
        "greetings" => "The predicted and the real end",
        "page" => "The first view",
        other => other,
    }
}

fn conditions(report: &Report) -> String {
    let mut text = String::from("<dl>\n");
    for (what, value) in &report.conditions {
        let _ = writeln!(text, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(what), escaped(value));
    }
    text.push_str("</dl>\n");
    for sentence in &report.missing {
        let _ = writeln!(text, "<p>{}</p>", escaped(sentence));
    }
    text
}

fn goals(goals: &[Goal]) -> String {
    let (hosts, rows) = goals::by_host(goals);
    let mut text = String::from(
        "<h2>Goals</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>Goal<th class=\"number\">At most",
    );
    for host in hosts {
        let _ = write!(text, "<th class=\"number\">{host}<th>");
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for (goal, of_hosts) in rows {
        let unit = of_hosts.iter().map(|goal| goal.unit).max().unwrap_or_default();
        let _ = write!(
            text,
            "<tr><td>{}<td class=\"number\">{} {unit}",
            escaped(&goal.what),
            digits(goal.limit)
        );
        for goal in of_hosts {
            let (verdict, measured) = (goal.verdict(), goal.measured.map_or("–".into(), digits));
            let class = verdict.replace(' ', "-");
            let _ = write!(text, "<td class=\"number\">{measured}<td class=\"{class}\">{verdict}");
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody></table></div>\n");
    text
}

/// The pictures of those tables of a work that belong together.
fn series(tables: &[Table], work: &str) -> Result<String> {
    let mut text = String::new();
    let own = || tables.iter().filter(|table| table.work == work);
    let mut names: Vec<&str> = own().filter_map(|table| Some(table.series?.name)).collect();
    names.dedup();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let all: Vec<&Table> =
            own().filter(|table| table.series.is_some_and(|series| series.name == name)).collect();
        if let Some(picture) = plots::lines(&all)? {
            let title = all.last().map_or("", |table| table.title.as_str());
            let _ = writeln!(
                text,
                "<figure class=\"plot\"><figcaption>In all sizes, up to: {}</figcaption>\n{picture}</figure>",
                escaped(title)
            );
        }
    }
    Ok(text)
}

/// Whether a table has enough rows to be drawn.
fn has_picture(table: &Table) -> bool {
    table.rows.iter().filter(|row| row.measured.figures().is_some()).count() > FEW
}

/// One table as a picture, with the numbers to unfold.
fn section(table: &Table) -> Result<String> {
    let mut text = format!("<section>\n<h3>{}</h3>\n", escaped(&table.title));
    if !table.note.is_empty() {
        let _ = writeln!(text, "<p>{}</p>", escaped(&table.note));
    }
    if let Some(picture) = plots::dots(table)? {
        let _ = writeln!(text, "<div class=\"plot\">{picture}</div>");
    }
    let numbers = numbers(table);
    let _ = writeln!(text, "<details><summary>Numbers</summary>\n{numbers}</details>\n</section>");
    Ok(text)
}

/// Tables with few rows as one: a line for each of them, a column for each host.
fn together(tables: &[&Table]) -> String {
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

fn numbers(table: &Table) -> String {
    let peers: Vec<Way> =
        [Way::Native, Way::CPython].into_iter().filter(|way| table.has(*way)).collect();
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
    use super::super::table::tests::sample;
    use super::*;

    fn page() -> String {
        let report = Report {
            tables: vec![sample()],
            missing: vec!["Firefox takes no part.".into()],
            conditions: vec![("cores", "2".into())],
        };
        of(&report, &[]).unwrap()
    }

    #[test]
    fn the_page_is_whole_and_has_no_script() {
        let page = page();
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
        assert!(!page.contains("<script"));
        assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
        assert_eq!(page.matches("<svg").count(), 1);
    }

    #[test]
    fn few_rows_share_a_table_with_those_of_others() {
        let few = Table { rows: sample().rows.drain(2..4).collect(), ..sample() };
        let text = together(&[&few, &few]);
        assert_eq!(text.matches("<tr><td>").count(), 2);
        let cell = "<td class=\"number\">120 ms<td>119 – 122<td class=\"number\">150 ms";
        assert!(text.contains(cell), "{text}");
        assert_eq!(together(&[]), "");
    }

    #[test]
    fn what_is_told_is_text_and_nothing_else() {
        let page = page();
        assert!(page.contains("So &lt;much&gt; for that."), "{page}");
        assert!(page.contains("failed: out of memory"));
    }
}
