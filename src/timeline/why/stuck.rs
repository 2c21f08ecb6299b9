//! Who waits for whom in a run that got stuck.

use crate::runtime::trace::{End, TaskId};
use crate::timeline::lanes::{View, Wait};
use crate::timeline::words::list;

/// How many waits are told.
const MOST_TOLD: usize = 4;

/// A sentence on tasks that wait for other tasks; `None` if nobody does, or the run is not stuck.
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
        let many = circle.len() > MOST_TOLD;
        let told = circle.iter().take(MOST_TOLD).map(|task| tell(view, *task, waits[*task]));
        let mut told: Vec<String> = told.collect();
        if many {
            told.push("so on, back to the first".to_owned());
        }
        return Some(match circle.as_slice() {
            [only] => format!("{} waits for itself, and so for ever.", name(view, *only)),
            _ => format!(
                "They wait in a circle: {}. None of them can ever go on, because each needs \
                 another one to go first.",
                list(&told)
            ),
        });
    }
    let waiting = (0..waits.len()).filter(|task| waits[*task].is_some());
    let told: Vec<String> =
        waiting.take(MOST_TOLD).map(|task| tell(view, task, waits[task])).collect();
    (!told.is_empty()).then(|| format!("Behind that, {}.", list(&told)))
}

/// "`a` waits for `b`".
fn tell(view: View<'_>, task: usize, of: Option<usize>) -> String {
    let of = of.map(|of| name(view, of)).unwrap_or_default();
    format!("{} waits for {of}", name(view, task))
}

fn name(view: View<'_>, task: usize) -> String {
    view.quoted(TaskId(task as u32))
}

/// The first tasks that wait for each other in a circle, if any do. Each waits for one at most, so
/// nothing is looked at twice.
fn circle(waits: &[Option<usize>]) -> Option<Vec<usize>> {
    // From which task the walk came that has been here; none has: 0.
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
            // It is told from the task that was spawned first.
            let first = found.iter().enumerate().min_by_key(|(_, task)| **task)?.0;
            found.rotate_left(first);
            return Some(found);
        }
    }
    None
}
