//! How single tasks fared in two runs. They are the same if they have the same name and are, among
//! those of that name, spawned in the same place.

use crate::runtime::trace::TaskId;
use crate::timeline::ask::state_text;
use crate::timeline::lanes::{State, TaskHistory, View, Wait};
use crate::timeline::why::longest;
use crate::timeline::words::{duration, waiting_for};

/// How many sentences there are at most.
const MOST_TOLD: usize = 4;

/// How many tasks of each run are looked at.
const MOST_TASKS: usize = 200;

/// What differs by less than this, or by less than a part of the total, is not told.
const TOLD_FROM_US: u64 = 5_000;
const TOLD_PART: u64 = 50;

/// One run.
#[derive(Clone, Copy)]
struct Side<'a> {
    view: View<'a>,
    /// What it is called in a sentence.
    word: &'static str,
}

/// A task of one run.
#[derive(Clone, Copy)]
struct Of<'a> {
    side: Side<'a>,
    history: &'a TaskHistory,
}

/// Something to tell, and how much time it is about.
type Told = (u64, String);

/// The largest differences between tasks that both runs have. What they wait for on lines that have
/// been told is not told again.
pub(super) fn tasks(here: View<'_>, there: View<'_>, lines: &[Option<u32>]) -> Vec<String> {
    let total_us = here.timeline.now_us().max(there.timeline.now_us());
    let least_us = TOLD_FROM_US.max(total_us / TOLD_PART);
    let (here, there) = (Side { view: here, word: "here" }, Side { view: there, word: "there" });
    let mut told: Vec<Told> = Vec::new();
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
        told.extend(all.into_iter().flatten().filter(|(us, _)| *us >= least_us));
    }
    longest(told, MOST_TOLD, |(us, _)| *us).into_iter().map(|(_, text)| text).collect()
}

fn named(view: View<'_>) -> Vec<(TaskId, String)> {
    let tasks = (0..view.timeline.histories.len().min(MOST_TASKS)).map(|task| TaskId(task as u32));
    tasks.map(|task| (task, view.name(task))).collect()
}

/// One of the two that had more of something, first.
fn more_first<'a>(a: (u64, Of<'a>), b: (u64, Of<'a>)) -> ((u64, Of<'a>), (u64, Of<'a>)) {
    if a.0 >= b.0 { (a, b) } else { (b, a) }
}

/// It was ready and could not run.
fn ready(name: &str, a: Of<'_>, b: Of<'_>) -> Option<Told> {
    let us = |of: Of<'_>| of.history.totals_at(of.side.view.timeline.now_us()).ready_us;
    let ((more_us, more), (less_us, less)) = more_first((us(a), a), (us(b), b));
    let view = more.side.view;
    let spans = (0..more.history.spans.len())
        .filter(|span| more.history.spans.states[*span] == State::Ready);
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

/// It was spawned at another time.
fn started(name: &str, a: Of<'_>, b: Of<'_>) -> Option<Told> {
    let ((late_us, late), (early_us, _)) =
        more_first((a.history.spawned_us, a), (b.history.spawned_us, b));
    let by_us = late_us - early_us;
    let view = late.side.view;
    let parent = late.history.parent?;
    let history = view.timeline.history(parent)?;
    // What its parent waited for longest before it came to that.
    let before = (0..history.spans.len()).filter(|span| {
        history.spans.states[*span].is_waiting() && view.end(history, *span) <= late_us
    });
    let span = before.max_by_key(|span| view.end(history, *span) - history.spans.from_us[*span])?;
    let text = format!(
        "`{name}` starts {} later {}, at {} instead of {}: before that {} is {}{}.",
        duration(by_us),
        late.side.word,
        duration(late_us),
        duration(early_us),
        view.quoted(parent),
        state_text(view, history, span),
        view.in_line(history.spans.site(span))
    );
    Some((by_us, text))
}

/// It waited on a timer or on the world outside for another time. To wait for other tasks is what
/// those tell.
fn waited(name: &str, a: Of<'_>, b: Of<'_>, lines: &[Option<u32>]) -> Option<Told> {
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
    is_known && matches!(state, State::Timer | State::Host)
}

fn waits(of: Of<'_>) -> u64 {
    let view = of.side.view;
    let spans = (0..of.history.spans.len()).filter(|span| is_own_wait(of, *span));
    let us = spans.map(|span| view.end(of.history, span) - of.history.spans.from_us[span]);
    us.fold(0, u64::saturating_add)
}
