//! The critical path as a line through the lanes, for the picture.

use crate::runtime::trace::TaskId;
use crate::timeline::lanes::{Timeline, View};
use crate::timeline::why::critical_path;

use super::window::Window;

/// Each stretch of the path is this many numbers.
pub(in crate::timeline) const STRETCH: usize = 6;

/// A step of the critical path: it stays in one lane for a while.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::timeline) struct Step {
    task: TaskId,
    from_us: u64,
    to_us: u64,
}

/// The steps of a run's critical path. They lie end to end.
pub(in crate::timeline) fn steps(view: View<'_>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for link in critical_path(view) {
        match steps.last_mut() {
            Some(last) if last.task == link.task => last.to_us = link.to_us,
            _ => steps.push(Step { task: link.task, from_us: link.from_us, to_us: link.to_us }),
        }
    }
    steps
}

/// The stretches of the path within a window, in pixels. Each is six numbers: lane, left, right,
/// the topmost and the lowest lane that it passes through, and how many steps it stands for. Where
/// the path changes lanes several times within a pixel, it is drawn as one stretch, in the lane in
/// which it stays longest. There are at most `2 * width_px + 4` stretches.
pub(in crate::timeline) fn draw(
    timeline: &Timeline,
    steps: &[Step],
    from_ms: f64,
    to_ms: f64,
    width_px: f64,
) -> Vec<f32> {
    let Some(window) = Window::new(from_ms, to_ms, width_px) else { return Vec::new() };
    let mut rows: Vec<f32> = Vec::new();
    let (mut longest_us, mut is_narrow) = (0, false);
    let first = steps.partition_point(|step| (step.to_us as f64) < window.from_us);
    for step in &steps[first..] {
        if step.from_us as f64 > window.to_us {
            break;
        }
        let lane = timeline.places.get(step.task.0 as usize).map_or(0.0, |place| place.lane as f32);
        let (x0, x1) = (window.x(step.from_us), window.x(step.to_us));
        let (us, was_narrow) = (step.to_us - step.from_us, is_narrow);
        is_narrow = x1 - x0 < 1.0;
        let before = rows.len().checked_sub(STRETCH).map(|at| &mut rows[at..]);
        if let Some(row) = before
            && was_narrow
            && is_narrow
            && f64::from(row[1]).floor() == x0.floor()
        {
            if us > longest_us {
                (longest_us, row[0]) = (us, lane);
            }
            row[2] = x1 as f32;
            (row[3], row[4]) = (row[3].min(lane), row[4].max(lane));
            row[5] += 1.0;
            continue;
        }
        longest_us = us;
        rows.extend_from_slice(&[lane, x0 as f32, x1 as f32, lane, lane, 1.0]);
    }
    rows
}
