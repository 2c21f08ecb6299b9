//! The page of plots: one file without scripts, for light and dark colour schemes.

mod numbers;

use std::fmt::Write as _;

use anyhow::Result;

use super::goals::{self, Goal};
use super::html::escaped;
use super::plots;
use super::table::{Table, digits};
use super::whole::Report;
use crate::contestants::Way;

const STYLE: &str = include_str!("page.css");

/// A table with at most this many rows has no picture.
const FEW: usize = 2;

/// The whole page.
pub fn of(report: &Report, goals: &[Goal]) -> Result<String> {
    let mut body = String::from("<h1>Coroscope, measured</h1>\n");
    body.push_str(&conditions(report));
    body.push_str(&self::goals(goals));
    body.push_str(KEY);
    // The works, in the order in which they come up first.
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
        let (compared, small): (Vec<&Table>, Vec<&Table>) =
            own().filter(|table| !has_picture(table)).partition(|table| table.has(Way::Before));
        for table in compared {
            let _ = writeln!(body, "<h3>{}</h3>\n{}", escaped(&table.title), numbers::of(table));
        }
        body.push_str(&numbers::together(&small));
    }
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Coroscope, measured</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    ))
}

/// The explanation of all pictures.
const KEY: &str = "<p class=\"key\">A dot is the median of all rounds, its line reaches from the \
    best to the worst of them. It is hollow in Firefox. \
    <em>native</em>: promises and timers of the browser; <em>plain</em>: wasm-bindgen-futures and \
    one gloo timer for each sleep; <em>coroscope</em>: without recording; <em>recorded</em>: with \
    its trace; <em>cpython</em>: asyncio.</p>\n";

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
        "against" => "Against another revision",
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

/// The pictures of the tables of a work that belong together.
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

/// One table as a picture, with the numbers folded below it.
fn section(table: &Table) -> Result<String> {
    let mut text = format!("<section>\n<h3>{}</h3>\n", escaped(&table.title));
    if !table.note.is_empty() {
        let _ = writeln!(text, "<p>{}</p>", escaped(&table.note));
    }
    if let Some(picture) = plots::dots(table)? {
        let _ = writeln!(text, "<div class=\"plot\">{picture}</div>");
    }
    let numbers = numbers::of(table);
    let _ = writeln!(text, "<details><summary>Numbers</summary>\n{numbers}</details>\n</section>");
    Ok(text)
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
    fn what_is_told_is_text_and_nothing_else() {
        let page = page();
        assert!(page.contains("So &lt;much&gt; for that."), "{page}");
        assert!(page.contains("failed: out of memory"));
    }
}
