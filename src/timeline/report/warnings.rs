//! What went wrong in a run, or would go wrong in a larger run.

use serde::Serialize;

use crate::runtime::trace::{End, SiteId, TaskId, TextId};
use crate::timeline::lanes::{Blocked, LaneKind, Remark, TaskState, Turn, View, turns_before};
use crate::timeline::why::{Groups, held_up, longest};
use crate::timeline::words::{count, duration, list, names, number, waiting_for};

/// At most this many warnings of one kind are given.
const MOST_OF_A_KIND: usize = 20;

/// A warning names at most this many tasks.
const MOST_NAMES: usize = 5;

/// Something that people should know about a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Warning {
    /// The kind of warning.
    pub kind: WarningKind,
    /// The task it is about.
    pub task: Option<u32>,
    /// The line it is about.
    pub line: Option<u32>,
    /// The file of that line, where the run has several.
    pub file: Option<String>,
    /// The warning in words.
    pub text: String,
}

impl Warning {
    fn new(
        view: View<'_>,
        kind: WarningKind,
        task: Option<TaskId>,
        site: Option<SiteId>,
        text: String,
    ) -> Self {
        let (line, file) = (view.line(site), view.file_of_several(site));
        Self { kind, task: task.map(|task| task.0), line, file, text }
    }
}

/// What a [`Warning`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// A poll kept the loop from everything else for 50 ms or longer.
    Blocked,
    /// A coroutine was made and never awaited.
    NeverAwaited,
    /// A task failed, and nobody received its error.
    ErrorNotReceived,
    /// A task was destroyed while it waited.
    Destroyed,
    /// Every task waits, and nothing can wake any of them.
    Stuck,
    /// The record was full before the run ended.
    TraceFull,
}

/// The warnings of a run.
pub(super) fn warnings(view: View<'_>) -> Vec<Warning> {
    let mut warnings = blocked(view);
    warnings.extend(never_awaited(view));
    // While the run goes on, a task may still receive an error.
    if view.trace.end().is_some() {
        warnings.extend(errors_not_received(view));
    }
    warnings.extend(remarks(view));
    warnings.extend(stuck(view));
    warnings.extend(unrecorded_tasks(view));
    warnings.extend(trace_full(view));
    warnings
}

/// Polls that kept the loop from everything else for too long, grouped by line.
fn blocked(view: View<'_>) -> Vec<Warning> {
    let timeline = view.timeline;
    let mut places: Vec<Vec<Blocked>> = Vec::new();
    let mut groups = Groups::default();
    for blocked in timeline.blocked.iter().copied().chain(blocks_now(view)) {
        let place = groups.number(TaskState::Blocking, blocked.site, blocked.task);
        if place == places.len() {
            places.push(Vec::new());
        }
        places[place].push(blocked);
    }
    let mut warnings: Vec<Warning> =
        places.iter().take(MOST_OF_A_KIND).map(|polls| blocked_at(view, polls)).collect();
    if let Some(left) = places.len().checked_sub(MOST_OF_A_KIND).filter(|left| *left > 0) {
        let text = format!("The loop was blocked at {} more.", count(left as u64, "place"));
        warnings.push(Warning::new(view, WarningKind::Blocked, None, None, text));
    }
    warnings
}

/// The current poll, if it blocks.
fn blocks_now(view: View<'_>) -> Option<Blocked> {
    view.timeline.polling.first()?;
    let turn = turns_before(view, u64::MAX).next()?;
    let Turn { task, from_us, to_us, state, site } = turn;
    (state == TaskState::Blocking).then_some(Blocked { task, from_us, to_us, site })
}

fn blocked_at(view: View<'_>, polls: &[Blocked]) -> Warning {
    let Blocked { task, site, .. } = polls[0];
    let mut tasks: Vec<TaskId> = Vec::new();
    for poll in polls {
        if tasks.len() <= MOST_NAMES && !tasks.contains(&poll.task) {
            tasks.push(poll.task);
        }
    }
    let us = polls.iter().fold(0_u64, |us, poll| us.saturating_add(poll.to_us - poll.from_us));
    let times = match polls.len() {
        1 => duration(us),
        times => format!("{} in all, {}", duration(us), count(times as u64, "time")),
    };
    let held_up = held_up(view, polls);
    let meanwhile = if held_up.is_empty() && view.is_listing() {
        "Nobody else was ready meanwhile.".to_owned()
    } else if held_up.is_empty() {
        "Nobody else was ready meanwhile, but a page can show nothing and take no click as long \
         as its loop is blocked."
            .to_owned()
    } else {
        let all = held_up.len();
        let named = longest(held_up, MOST_NAMES, |(_, us)| *us);
        let mut names: Vec<String> = named
            .iter()
            .map(|(task, us)| format!("{} for {}", view.quoted(*task), duration(*us)))
            .collect();
        if all > named.len() {
            names.push(format!("{} more", number((all - named.len()) as u64)));
        }
        format!("Ready meanwhile, but unable to run: {}.", list(&names))
    };
    let text = format!(
        "{} blocked the loop for {times}{}, without giving control back. {meanwhile}",
        names(view, &tasks, MOST_NAMES),
        view.in_line(site)
    );
    Warning::new(view, WarningKind::Blocked, Some(task), site, text)
}

/// Coroutines that were made and never awaited.
fn never_awaited(view: View<'_>) -> impl Iterator<Item = Warning> + '_ {
    view.timeline.never_awaited.iter().take(MOST_OF_A_KIND).map(move |made| {
        let name = view.trace.text(made.text);
        let history = view.timeline.history(made.task);
        // Nothing can be awaited there.
        let is_outside = history.is_some_and(|history| history.kind == LaneKind::Listing);
        let text = format!(
            "`{name}` was called{}, but never awaited, so it did nothing. A coroutine runs only when \
             it is awaited or made a task{}.",
            view.line_in_words(made.site).map_or_else(String::new, |place| format!(" in {place}")),
            if is_outside {
                format!(": outside of every coroutine, `asyncio.run({name})` does that")
            } else {
                String::new()
            },
        );
        Warning::new(view, WarningKind::NeverAwaited, Some(made.task), made.site, text)
    })
}

/// Tasks whose error nobody received.
fn errors_not_received(view: View<'_>) -> impl Iterator<Item = Warning> + '_ {
    let histories = view.timeline.histories.iter().enumerate();
    let lost = histories.filter(|(_, history)| !history.error_received && history.ended.is_some());
    let lost =
        lost.filter_map(|(number, history)| Some((TaskId(number as u32), history, history.error?)));
    lost.take(MOST_OF_A_KIND).map(move |(task, history, error)| {
        let (kind, text) = not_received(view, &view.quoted(task), error);
        Warning::new(view, kind, Some(task), history.site, text)
    })
}

fn not_received(view: View<'_>, who: &str, error: TextId) -> (WarningKind, String) {
    let error = view.trace.text(error);
    let text = format!("{who} failed, and nobody received its error: {error}");
    (WarningKind::ErrorNotReceived, text)
}

/// What went wrong besides.
fn remarks(view: View<'_>) -> impl Iterator<Item = Warning> + '_ {
    let warning = move |(task, remark): &(TaskId, Remark)| {
        let (kind, text) = match *remark {
            Remark::ErrorLost(error) => not_received(view, "A future", error),
            Remark::CallbackFailed(error) => not_received(view, "A callback", error),
            Remark::Destroyed { known } => {
                let who = if known { view.quoted(*task) } else { "A task".to_owned() };
                let text =
                    format!("{who} was destroyed while it was waiting, so it never completed.");
                (WarningKind::Destroyed, text)
            }
            Remark::WentOn(_) => return None,
        };
        let is_known = !matches!(remark, Remark::ErrorLost(_) | Remark::Destroyed { known: false });
        let history = view.timeline.history(*task).filter(|_| is_known);
        let site = history.and_then(|history| history.site);
        Some(Warning::new(view, kind, is_known.then_some(*task), site, text))
    };
    view.timeline.remarks.iter().filter_map(warning).take(MOST_OF_A_KIND)
}

/// A run in which every task waits and nothing can wake any of them.
fn stuck(view: View<'_>) -> Option<Warning> {
    if view.trace.end() != Some(&End::Stuck) {
        return None;
    }
    let waits = view.timeline.histories.iter().enumerate().filter_map(|(number, history)| {
        let stood = history.broke_off(view.timeline.now_us());
        let stood = stood.filter(|stood| stood.state.is_waiting())?;
        Some((TaskId(number as u32), stood.wait, stood.site))
    });
    let waits: Vec<_> = waits.collect();
    let mut parts: Vec<String> = waits
        .iter()
        .take(MOST_NAMES)
        .map(|(task, wait, site)| {
            format!(
                "{} is waiting {}{}",
                view.quoted(*task),
                waiting_for(view, *wait),
                view.in_line(*site)
            )
        })
        .collect();
    if waits.len() > MOST_NAMES {
        parts.push(format!("{} more are waiting too", number((waits.len() - MOST_NAMES) as u64)));
    }
    let first = waits.first();
    let (task, site) = (first.map(|(task, ..)| *task), first.and_then(|(.., site)| *site));
    let text = format!("Nothing is left that could wake anybody: {}.", list(&parts));
    Some(Warning::new(view, WarningKind::Stuck, task, site, text))
}

/// More tasks than a trace records.
fn unrecorded_tasks(view: View<'_>) -> Option<Warning> {
    let unrecorded = view.trace.unrecorded_tasks();
    (unrecorded > 0).then(|| {
        let text = format!(
            "The record tells of the first {} alone. What {} more did was not recorded, only what \
             they printed.",
            count(view.timeline.histories.len() as u64, "task"),
            number(unrecorded.into())
        );
        Warning::new(view, WarningKind::TraceFull, None, None, text)
    })
}

/// A trace that became full before the end of its run.
fn trace_full(view: View<'_>) -> Option<Warning> {
    let dropped = view.trace.dropped();
    (dropped > 0).then(|| {
        let text = format!(
            "The record was full after {}; {} more were left out. The picture shows the run only \
             up to there.",
            count(view.trace.rows() as u64, "event"),
            number(dropped)
        );
        Warning::new(view, WarningKind::TraceFull, None, None, text)
    })
}
