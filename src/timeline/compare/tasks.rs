//! How single tasks fared in two runs. Two tasks are the same if they have the same name and come
//! at the same place among the tasks of that name, in the order of spawning.

use crate::runtime::trace::TaskId;
use crate::timeline::ask::state_text;
use crate::timeline::lanes::{TaskHistory, TaskState, View, Wait};
use crate::timeline::why::longest;
use crate::timeline::words::{duration, waiting_for};

/// At most this many sentences are returned.
const MOST_REPORTED: usize = 4;

/// At most this many tasks of each run are compared.
const MOST_TASKS: usize = 200;

/// A difference below this is not reported.
const REPORTED_FROM_US: u64 = 5_000;

/// Nor is a difference below the total divided by this.
const REPORTED_PART: u64 = 50;

/// One run.
#[derive(Clone, Copy)]
struct Side<'a> {
    view: View<'a>,
    /// The word for it in a sentence.
    word: &'static str,
}

/// A task of one run.
#[derive(Clone, Copy)]
struct Of<'a> {
    side: Side<'a>,
    history: &'a TaskHistory,
}

/// A sentence, and how much time it is about.
type Finding = (u64, String);

/// The largest differences between tasks that both runs have, as sentences. Waits on the lines given
/// are left out, because they have been reported.
pub(super) fn tasks(here: View<'_>, there: View<'_>, lines: &[Option<u32>]) -> Vec<String> {
    let total_us = here.timeline.now_us().max(there.timeline.now_us());
    let least_us = REPORTED_FROM_US.max(total_us / REPORTED_PART);
    let (here, there) = (Side { view: here, word: "here" }, Side { view: there, word: "there" });
    let mut findings: Vec<Finding> = Vec::new();
    let mut names: Vec<(TaskId, String)> = named(there.view);
    for (task, name) in named(here.view) {
        let Some(at) = names.iter().position(|(_, other)| *other == name) else { continue };
        let (twin, _) = names.remove(at);
        let (Some(a), Some(b)) =
            (here.view.timeline.history(task), there.view.timeline.history(twin))
        else {
            continue;
        };
        let (a, b) = (Of { side: here, history: a }, Of { side: there, history: b });
        let all = [ready(&name, a, b), started(&name, a, b), waited(&name, a, b, lines)];
        findings.extend(all.into_iter().flatten().filter(|(us, _)| *us >= least_us));
    }
    longest(findings, MOST_REPORTED, |(us, _)| *us).into_iter().map(|(_, text)| text).collect()
}

fn named(view: View<'_>) -> Vec<(TaskId, String)> {
    let tasks = (0..view.timeline.histories.len().min(MOST_TASKS)).map(|task| TaskId(task as u32));
    tasks.map(|task| (task, view.name(task))).collect()
}

/// Puts first the task that had more of something.
fn more_first<'a>(a: (u64, Of<'a>), b: (u64, Of<'a>)) -> ((u64, Of<'a>), (u64, Of<'a>)) {
    if a.0 >= b.0 { (a, b) } else { (b, a) }
}

/// The sentence about a task that was ready for longer in one of the runs.
fn ready(name: &str, a: Of<'_>, b: Of<'_>) -> Option<Finding> {
    let us = |of: Of<'_>| of.history.totals_at(of.side.view.timeline.now_us()).ready_us;
    let ((more_us, more), (less_us, less)) = more_first((us(a), a), (us(b), b));
    let view = more.side.view;
    let spans = (0..more.history.spans.len())
        .filter(|span| more.history.spans.states[*span] == TaskState::Ready);
    let span = spans
        .max_by_key(|span| view.end(more.history, *span) - more.history.spans.from_us[*span])?;
    let text = format!(
        "`{name}` is {} {}, and ready for {} {}.",
        state_text(view, more.history, span),
        more.side.word,
        duration(less_us),
        less.side.word
    );
    Some((more_us - less_us, text))
}

/// The sentence about a task that was spawned later in one of the runs.
fn started(name: &str, a: Of<'_>, b: Of<'_>) -> Option<Finding> {
    let ((later_us, later), (earlier_us, _)) =
        more_first((a.history.spawned_us, a), (b.history.spawned_us, b));
    let by_us = later_us - earlier_us;
    let view = later.side.view;
    let parent = later.history.parent?;
    let history = view.timeline.history(parent)?;
    // The longest wait of its parent before that.
    let before = (0..history.spans.len()).filter(|span| {
        history.spans.states[*span].is_waiting() && view.end(history, *span) <= later_us
    });
    let span = before.max_by_key(|span| view.end(history, *span) - history.spans.from_us[*span])?;
    let text = format!(
        "`{name}` starts {} later {}, at {} instead of {}: before that {} is {}{}.",
        duration(by_us),
        later.side.word,
        duration(later_us),
        duration(earlier_us),
        view.quoted(parent),
        state_text(view, history, span),
        view.in_line(history.spans.site(span))
    );
    Some((by_us, text))
}

/// The sentence about a task that waited longer on a timer or on the world outside in one of the
/// runs. A wait for another task is left to the sentence about that task.
fn waited(name: &str, a: Of<'_>, b: Of<'_>, lines: &[Option<u32>]) -> Option<Finding> {
    let ((more_us, more), (less_us, less)) = more_first((waits(a), a), (waits(b), b));
    let view = more.side.view;
    let spans = (0..more.history.spans.len()).filter(|span| is_own_wait(more, *span));
    let span = spans
        .max_by_key(|span| view.end(more.history, *span) - more.history.spans.from_us[*span])?;
    let detail = more.history.spans.detail(span);
    let line = view.line(detail.site);
    if line.is_some() && lines.contains(&line) {
        return None;
    }
    let text = format!(
        "`{name}` waits {} longer {} {}{}: {}, and {} {}.",
        duration(more_us - less_us),
        waiting_for(view, detail.wait),
        more.side.word,
        view.in_line(detail.site),
        duration(more_us),
        duration(less_us),
        less.side.word
    );
    Some((more_us - less_us, text))
}

fn is_own_wait(of: Of<'_>, span: usize) -> bool {
    let state = of.history.spans.states[span];
    let is_known = of.history.spans.detail(span).wait != Wait::Unknown;
    is_known && matches!(state, TaskState::Timer | TaskState::Host)
}

fn waits(of: Of<'_>) -> u64 {
    let view = of.side.view;
    let spans = (0..of.history.spans.len()).filter(|span| is_own_wait(of, *span));
    let us = spans.map(|span| view.end(of.history, span) - of.history.spans.from_us[span]);
    us.fold(0, u64::saturating_add)
}
