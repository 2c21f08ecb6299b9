//! Why a run took as long as it did.

use std::ops::Range;

use serde::Serialize;

use crate::timeline::lanes::{TaskState, View};
use crate::timeline::words::{duration, number, to_ms, waiting_for};

use super::critical_path::{Link, SHORT_PART, SHORT_US};
use super::facts::{Facts, OfWorker};
use super::overhead::{OverheadPart, began_us, overhead_parts};
use super::sentences::sentences;

/// The explanation of how long a run took.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Explanation {
    /// How long the run took, or has taken so far. If the record became full: how long until then.
    pub total_ms: f64,
    /// All waits on timers, as long as they were, all waits on the world outside, and all work,
    /// added up over the tasks of the run and of its workers. One after the other they would have
    /// taken this long.
    pub sum_of_waits_ms: f64,
    /// How long the critical path, the chain of waits and work that decided the total, would have
    /// taken if every timer were exact and the loop took no time itself.
    pub critical_path_ms: f64,
    /// The links of the critical path. They lie end to end and cover the total. A link that takes
    /// next to nothing is part of its neighbour.
    pub critical_path: Vec<PathLink>,
    /// The total less `critical_path_ms`: late timers, and the work of the loop itself.
    pub overhead_ms: f64,
    /// What the overhead consists of, the largest part first. The parts add up to it.
    pub overhead_parts: Vec<OverheadPart>,
    /// The sum of waits divided by the total: 1.5 means that on average 1.5 things went on at
    /// once, 1 that there was one thing at a time. What the loop itself takes is part of the total but
    /// not of the sum, so a measured run in which one thing happens after the other has a little less
    /// than 1. Round it before showing it.
    pub concurrency: f64,
    /// The explanation in words, for readers who have never heard of a coroutine.
    pub sentences: Vec<String>,
    /// Which of the sentences is about late timers and the like, counted from 0. It is of no use
    /// where the clock was too coarse to tell, or where something else kept the run from going on.
    pub beyond: Option<u32>,
}

/// One link of the critical path.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PathLink {
    /// The task that the path goes through.
    pub task: u32,
    /// Its name.
    pub task_name: String,
    /// When it begins.
    pub from_ms: f64,
    /// When it ends.
    pub to_ms: f64,
    /// What the task was doing, as in the draw list.
    pub state: TaskState,
    /// The link in words.
    pub text: String,
    /// The line on which the task stood.
    pub line: Option<u32>,
    /// The file of that line, where the run has several.
    pub file: Option<String>,
}

/// Explains a run.
pub(in crate::timeline) fn explain(view: View<'_>, workers: &[OfWorker<'_>]) -> Explanation {
    let facts = Facts::new(view, workers);
    let rows = shorten(&facts.links, facts.total_us);
    let (sentences, beyond) = sentences(view, &facts);
    Explanation {
        total_ms: to_ms(facts.total_us),
        sum_of_waits_ms: to_ms(facts.sum_us()),
        critical_path_ms: to_ms(facts.ideal_us),
        critical_path: rows.into_iter().map(|row| row_link(view, row, facts.total_us)).collect(),
        overhead_ms: to_ms(facts.overhead_us()),
        overhead_parts: overhead_parts(view, &facts.links, facts.overhead_us()),
        concurrency: facts.concurrency(),
        sentences,
        beyond,
    }
}

/// Puts short links together, so that a run of any length has at most about a thousand rows.
fn shorten(links: &[Link], total_us: u64) -> Vec<&[Link]> {
    let mut rows = without_short_ones(links, total_us);
    if rows.len() as u64 > MOST_ROWS {
        rows = put_together(links, &rows, total_us / MOST_ROWS);
    }
    rows.into_iter().map(|row| &links[row]).collect()
}

/// If there are more rows than this, neighbours that are shorter than this part of the total are put
/// together.
const MOST_ROWS: u64 = 500;

/// Adds links that take next to nothing to their neighbour. Where such links add up to more, they
/// become a row of their own.
fn without_short_ones(links: &[Link], total_us: u64) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for stretch in links.chunk_by(|a, b| is_short(a.us(), total_us) && is_short(b.us(), total_us)) {
        let begin = end;
        end += stretch.len();
        match rows.last_mut() {
            Some(row) if is_short(us(stretch), total_us) => row.end = end,
            Some(row) if is_short(us(&links[row.clone()]), total_us) => row.end = end,
            _ => rows.push(begin..end),
        }
    }
    rows
}

/// Puts together neighbouring rows that are both short.
fn put_together(links: &[Link], rows: &[Range<usize>], short_us: u64) -> Vec<Range<usize>> {
    let mut longer: Vec<Range<usize>> = Vec::new();
    for row in rows {
        let is_short = |row: &Range<usize>| us(&links[row.clone()]) <= short_us;
        match longer.last_mut() {
            Some(last) if is_short(row) && is_short(last) => last.end = row.end,
            _ => longer.push(row.clone()),
        }
    }
    longer
}

fn is_short(us: u64, total_us: u64) -> bool {
    us < SHORT_US && us < total_us / SHORT_PART
}

/// How long some neighbouring links are together.
fn us(links: &[Link]) -> u64 {
    links.iter().map(Link::us).sum()
}

/// The link that a row stands for: a link with its short neighbours, or several short links under
/// the name of the longest.
fn row_link(view: View<'_>, row: &[Link], total_us: u64) -> PathLink {
    let (first, last) = (row[0], row[row.len() - 1]);
    let shown = row.iter().max_by_key(|link| link.us()).copied().unwrap_or(first);
    let rest_us = us(row) - shown.us();
    let text = if row.len() == 1 || is_short(rest_us, total_us) {
        link_text(view, &shown)
    } else {
        format!("{} short steps, {} in all", number(row.len() as u64), duration(us(row)))
    };
    PathLink {
        task: shown.task.0,
        task_name: view.name(shown.task),
        from_ms: to_ms(first.from_us),
        to_ms: to_ms(last.to_us),
        state: shown.state,
        text,
        line: view.line(shown.site),
        file: view.file_of_several(shown.site),
    }
}

fn link_text(view: View<'_>, link: &Link) -> String {
    let (name, length) = (view.quoted(link.task), duration(link.us()));
    let text = match link.state {
        TaskState::Ready if link.is_cleanup => {
            format!("the run was over, and cleaned up for {length}")
        }
        TaskState::Ready if link.to_us <= began_us(view) => {
            format!("the loop had not begun for {length}")
        }
        TaskState::Ready => {
            format!("{name} was ready for {length}, and the loop had not come to it")
        }
        TaskState::Running => format!("{name} was running for {length}"),
        TaskState::Blocking => format!("{name} was blocking the loop for {length}"),
        _ => format!("{name} waited {length} {}", waiting_for(view, link.wait)),
    };
    match link.held_up {
        Some(task) => format!("{text} while {} was ready", view.quoted(task)),
        None => text,
    }
}
