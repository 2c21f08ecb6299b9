//! A moment in words.

use crate::runtime::trace::{Cause, TaskId};
use crate::timeline::lanes::{LaneKind, TaskHistory, TaskState, View, Wait};
use crate::timeline::words::{count, duration, number, quote, waiting_for, waker};

use super::here::Here;
use super::report::{Moment, NextPoll};

/// What the loop is about to do.
pub(super) fn now(here: &Here<'_>, moment: &Moment) -> String {
    if moment.is_end {
        return "The run is over.".to_owned();
    }
    let ready = moment.ready_count;
    if let Some(task) = &moment.running {
        let is_blocking = task.state == TaskState::Blocking;
        let mut text = quote(&task.name);
        text.push_str(if is_blocking { " is blocking the loop" } else { " is running" });
        if let Some(line) = task.line {
            text.push_str(" at line ");
            text.push_str(&line.to_string());
        }
        match ready {
            0 => {}
            1 => text.push_str("; another task is ready and has to wait"),
            _ => {
                text.push_str("; ");
                text.push_str(&number(ready.into()));
                text.push_str(" others are ready and have to wait");
            }
        }
        return text + ".";
    }
    let next = moment.next.as_ref();
    if let Some(sentence) = next.and_then(|next| by_itself(here, next)) {
        return sentence;
    }
    if let Some((next, place)) = next.and_then(|next| Some((next, next.place?))) {
        let name = quote(&next.name);
        return match (ready, place) {
            (1, _) => format!("Next the loop polls {name}: nobody else is ready."),
            (_, 0) => {
                format!(
                    "Next the loop polls {name}, the first of {} that are ready.",
                    number(ready.into())
                )
            }
            _ => {
                let place = number(u64::from(place) + 1);
                format!(
                    "Next the loop polls {name}, number {place} of {} that are ready.",
                    number(ready.into())
                )
            }
        };
    }
    if ready > 0 {
        return format!(
            "{} ready; nobody is polled.",
            if ready == 1 { "One task is" } else { "Several tasks are" }
        );
    }
    match moment.sleeping.first() {
        None if here.view.is_listing() => "Nobody is ready: the loop waits.".to_owned(),
        Some(first) => {
            let due = duration((first.due_ms * 1000.0).round() as u64);
            format!(
                "Nobody is ready: the loop sleeps. The next timer is that of {}, at {due}.",
                quote(&first.name)
            )
        }
        None if moment.polls == 0 => "The loop has not polled anybody yet.".to_owned(),
        None => "Nobody is ready: the loop waits for the world outside of it.".to_owned(),
    }
}

/// What comes next, if the loop does not choose it: a callback, or the listing that has made the loop.
fn by_itself(here: &Here<'_>, next: &NextPoll) -> Option<String> {
    let history = here.view.timeline.history(TaskId(next.task))?;
    let is_ready = history.state() == Some(TaskState::Ready);
    match history.kind {
        LaneKind::Callbacks if is_ready => Some("Next the loop calls a callback.".to_owned()),
        LaneKind::Listing if is_ready => Some(format!("Next {} itself runs.", quote(&next.name))),
        _ => None,
    }
}

/// The last poll of the loop: "Poll 4 of 9: `b`, woken by a timer, ran for 0.1 ms, printed “hi”
/// and began to wait on a timer for 1,000 ms (line 12)."
pub(super) fn last_poll(here: &Here<'_>, polls: u32) -> String {
    let Some(last) = here.now.last else { return "No poll yet.".to_owned() };
    let view = here.view;
    let mut text = "Poll ".to_owned();
    text.push_str(&number(here.now.polls.into()));
    text.push_str(" of ");
    text.push_str(&number(polls.into()));
    text.push_str(": ");
    text.push_str(&view.quoted(last.task));
    text.push_str(", ");
    if let Some(history) = view.timeline.history(last.task) {
        text.push_str(&why_ready(view, last.task, history, last.woken));
    }
    let until_us = last.ended.map_or(here.at_us, |(at_us, ..)| at_us);
    let took_us = until_us.saturating_sub(last.from_us);
    text.push_str(if last.ended.is_some() { ", ran" } else { ", has been running" });
    if took_us > 0 || last.ended.is_none() {
        text.push_str(" for ");
        text.push_str(&duration(took_us));
    }
    if last.printed > 0 {
        text.push_str(if last.ended.is_some() { ", printed " } else { ", has printed " });
        match last.text.filter(|_| last.printed == 1) {
            Some(line) => {
                text.push('“');
                text.push_str(view.trace.text(line));
                text.push('”');
            }
            None => text.push_str(&count(last.printed.into(), "line")),
        }
    }
    if let Some((_, state, detail)) = last.ended {
        match state {
            TaskState::Completed => {
                match view.timeline.history(last.task).and_then(|history| history.error) {
                    Some(error) => {
                        text.push_str(" and failed: ");
                        text.push_str(view.trace.text(error));
                    }
                    None => text.push_str(" and was done"),
                }
            }
            TaskState::Cancelled => text.push_str(" and was cancelled"),
            TaskState::Ready => text.push_str(" and was ready again at once"),
            _ => {
                text.push_str(" and began to wait ");
                text.push_str(&waiting_for(view, detail.wait));
                if let Some(left) = detail.wait.left() {
                    text.push_str(" for ");
                    text.push_str(&duration(left.us()));
                }
                text.push_str(&view.in_line(detail.site));
            }
        }
    }
    text + "."
}

/// Nobody notices that the loop was idle for less than this, in microseconds.
const LEAST_IDLE_US: u64 = 1000;

/// A further sentence about the time between the last poll and the first task that is ready now:
/// " Then nobody was ready for 1,000 ms." Empty if a task was ready.
pub(super) fn idle(here: &Here<'_>, moment: &Moment) -> String {
    let ended_us = here.now.last.and_then(|last| last.ended).map(|(at_us, ..)| at_us);
    let ready_us = moment.ready.iter().map(|task| (task.since_ms * 1000.0).round() as u64).min();
    let idle_us = ready_us.zip(ended_us).map_or(0, |(ready, ended)| ready.saturating_sub(ended));
    if moment.running.is_some() || idle_us < LEAST_IDLE_US {
        return String::new();
    }
    let mut text = " Then nobody was ready for ".to_owned();
    text.push_str(&duration(idle_us));
    text + "."
}

/// Why a task is in the ready queue.
pub(super) fn why_ready(
    view: View<'_>,
    task: TaskId,
    history: &TaskHistory,
    woken: Option<Cause>,
) -> String {
    match woken {
        // A task wakes itself to let others go first.
        Some(Cause::Task(by)) if by == task => "woken by itself".to_owned(),
        Some(cause) => "woken by ".to_owned() + &waker(view, cause),
        None => match history.parent {
            Some(parent) => "just spawned by ".to_owned() + &view.quoted(parent),
            None => "just started".to_owned(),
        },
    }
}

/// What a task does at the moment.
pub(super) fn doing(
    view: View<'_>,
    state: TaskState,
    wait: Wait,
    left_us: Option<u64>,
    place: Option<usize>,
) -> String {
    let mut text = match state {
        TaskState::Running => "running".to_owned(),
        TaskState::Blocking => "blocking the loop".to_owned(),
        TaskState::Ready => match place {
            None => "ready".to_owned(),
            Some(0) => "ready, first in the queue".to_owned(),
            Some(place) => {
                "ready, number ".to_owned() + &number(place as u64 + 1) + " in the queue"
            }
        },
        _ => match wait {
            Wait::Resumed(generator) => "lets ".to_owned() + &view.quoted(generator) + " run",
            _ => "waiting ".to_owned() + &waiting_for(view, wait),
        },
    };
    if let Some(left_us) = left_us.filter(|_| state.is_waiting()) {
        text.push_str(", ");
        text.push_str(&duration(left_us));
        text.push_str(" left");
    }
    text
}
