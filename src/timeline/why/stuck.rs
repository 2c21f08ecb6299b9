//! Who waits for whom in a run that got stuck.

use crate::runtime::trace::{End, TaskId};
use crate::timeline::lanes::{View, Wait};
use crate::timeline::words::list;

/// At most this many waits are listed.
const MOST_LISTED: usize = 4;

/// A sentence about tasks that wait for other tasks; `None` if no task does, or if the run is not
/// stuck.
pub(super) fn stuck(view: View<'_>) -> Option<String> {
    if view.trace.end() != Some(&End::Stuck) {
        return None;
    }
    let now_us = view.timeline.now_us();
    let waits: Vec<Option<usize>> = view
        .timeline
        .histories
        .iter()
        .map(|history| match history.broke_off(now_us)?.wait {
            Wait::Task(of) => Some(of.0 as usize),
            _ => None,
        })
        .collect();
    if let Some(circle) = circle(&waits) {
        let many = circle.len() > MOST_LISTED;
        let listed = circle.iter().take(MOST_LISTED);
        let mut listed: Vec<String> =
            listed.map(|task| describe(view, *task, waits[*task])).collect();
        if many {
            listed.push("so on, back to the first".to_owned());
        }
        return Some(match circle.as_slice() {
            [only] => format!("{} waits for itself, and so for ever.", name(view, *only)),
            _ => format!(
                "They wait in a circle: {}. None of them can ever go on, because each needs \
                 another one to go first.",
                list(&listed)
            ),
        });
    }
    let waiting = (0..waits.len()).filter(|task| waits[*task].is_some());
    let listed: Vec<String> =
        waiting.take(MOST_LISTED).map(|task| describe(view, task, waits[task])).collect();
    (!listed.is_empty()).then(|| format!("Behind that, {}.", list(&listed)))
}

/// "`a` waits for `b`".
fn describe(view: View<'_>, task: usize, of: Option<usize>) -> String {
    let of = of.map(|of| name(view, of)).unwrap_or_default();
    format!("{} waits for {of}", name(view, task))
}

fn name(view: View<'_>, task: usize) -> String {
    view.quoted(TaskId(task as u32))
}

/// The first circle of tasks that wait for each other. Each task waits for at most one other, so no
/// task is visited twice.
fn circle(waits: &[Option<usize>]) -> Option<Vec<usize>> {
    // For each task the start of the walk that visited it, plus one; 0 if none has.
    let mut seen = vec![0; waits.len()];
    for start in 0..waits.len() {
        let mut task = start;
        while seen.get(task) == Some(&0) {
            seen[task] = start + 1;
            let Some(next) = waits[task] else { break };
            task = next;
        }
        let is_circle = seen.get(task) == Some(&(start + 1)) && waits[task].is_some();
        if is_circle {
            let mut found = vec![task];
            let mut next = waits[task]?;
            while next != task {
                found.push(next);
                next = waits[next]?;
            }
            // The circle begins with the task that was spawned first.
            let first = found.iter().enumerate().min_by_key(|(_, task)| **task)?.0;
            found.rotate_left(first);
            return Some(found);
        }
    }
    None
}
