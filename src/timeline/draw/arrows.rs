//! Wake arrows: from what woke a task to the poll that followed.

use crate::runtime::trace::{TaskId, Trace};
use crate::timeline::lanes::{
    LaneKind, TaskHistory, TaskState, Timeline, View, Wake, cancelled, is_resumed, wake,
};

use super::window::Window;

/// Each arrow is this many numbers.
pub(in crate::timeline) const ARROW: usize = 6;

/// A picture has at most this many arrows. With more, nobody could distinguish them.
pub(in crate::timeline) const MOST_ARROWS: usize = 4_000;

/// At most this many wakes in one place are looked at one by one. The others are only counted.
const MOST_LOOKED_AT: usize = 8;

/// The lane of what is in no lane.
const NOWHERE: f32 = -1.0;

impl Timeline {
    /// Wake arrows that lead to the lanes given within the time given, in pixels.
    ///
    /// Each is six numbers: the lane it comes from (-1 for none), where it begins, the lane it
    /// leads to, where the poll begins, its kind (0 by a task, 1 a timer, 2 the world outside, 3
    /// a request to cancel, 4 spawned), and how many arrows it stands for. An arrow that begins left
    /// of the window begins at a negative place. There are at most 4,000 arrows: where they would be
    /// denser, neighbouring arrows between the same two tasks become one.
    #[must_use]
    pub fn arrows(
        &self,
        trace: &Trace,
        from_ms: f64,
        to_ms: f64,
        first_lane: u32,
        lanes: u32,
        width_px: f64,
    ) -> Vec<f32> {
        let Some(window) = Window::new(from_ms, to_ms, width_px) else { return Vec::new() };
        let first = (first_lane as usize).min(self.lanes.len());
        let last = first.saturating_add(lanes as usize).min(self.lanes.len());
        let mut list =
            List { view: View { timeline: self, trace }, window, step_px: 1.0, rows: Vec::new() };
        while !list.collect(first, last) && list.step_px < width_px {
            list.step_px *= 4.0;
        }
        list.rows.truncate(MOST_ARROWS * ARROW);
        list.rows
    }
}

/// The arrows under construction.
struct List<'a> {
    view: View<'a>,
    window: Window,
    /// How wide a place is. Similar arrows in one place become one.
    step_px: f64,
    rows: Vec<f32>,
}

impl List<'_> {
    /// Collects the arrows to some lanes. Returns whether there was room for all.
    fn collect(&mut self, first: usize, last: usize) -> bool {
        self.rows.clear();
        for lane in first..last {
            if let Some(history) = self.view.timeline.history(self.view.timeline.lanes[lane]) {
                self.add_lane(lane, history);
            }
            if self.rows.len() > MOST_ARROWS * ARROW {
                return false;
            }
        }
        true
    }

    fn add_lane(&mut self, lane: usize, history: &TaskHistory) {
        let (from_us, to_us) = (self.window.from_us.ceil() as u64, self.window.to_us as u64);
        let until_us = history.until_us(self.view.timeline.now_us());
        if until_us < from_us || self.window.to_us < 0.0 {
            return;
        }
        let begins = &history.spans.from_us;
        let end = begins.partition_point(|from| *from <= to_us);
        let mut next = history.spans.before(from_us).unwrap_or(0);
        while next < end {
            let place_end_us = self.place_end(begins[next]);
            let others = begins[next..end].partition_point(|from| *from < place_end_us);
            let begin = next;
            next += others.max(1);
            self.add_place(lane, history, begin, next);
        }
        let first_row = self.rows.len();
        if let Some(wake) = cancelled(history).filter(|wake| wake.at_us <= to_us) {
            self.add(first_row, lane, wake);
        }
    }

    /// The first time after the place in which the time given lies.
    fn place_end(&self, us: u64) -> u64 {
        let step_us = self.window.us_per_px * self.step_px;
        let place = (((us as f64 - self.window.from_us) / step_us) as i64).max(-1) as f64;
        let end_us = (self.window.from_us + (place + 1.0) * step_us).ceil() as u64;
        end_us.max(us.saturating_add(1))
    }

    /// Adds the arrows that lead to some spans of a lane, all of which begin in one place.
    fn add_place(&mut self, lane: usize, history: &TaskHistory, begin: usize, end: usize) {
        let (first_row, mut looked_at) = (self.rows.len(), 0);
        for span in begin..end {
            if !may_begin_with_a_wake(history, span) {
                continue;
            }
            if looked_at == MOST_LOOKED_AT {
                let states = &history.spans.states[span..end];
                let more = states.iter().filter(|state| **state == TaskState::Ready).count();
                if let Some(count) = self.rows[first_row..].last_mut() {
                    *count += more as f32;
                }
                return;
            }
            looked_at += 1;
            if let Some(wake) = wake(self.view, history, span) {
                self.add(first_row, lane, wake);
            }
        }
    }

    fn add(&mut self, first_row: usize, lane: usize, wake: Wake) {
        let lane_of = |task: TaskId| self.view.timeline.places.get(task.0 as usize);
        let from = wake.by.and_then(lane_of).map_or(NOWHERE, |place| place.lane as f32);
        let kind = f32::from(wake.kind as u8);
        let (x0, x1) = (self.x(wake.at_us), self.x(wake.polled_us));
        if x1 < 0.0 || f64::from(x0) > self.window.width_px {
            return;
        }
        let mut rows = self.rows[first_row..].chunks_mut(ARROW);
        if let Some(same) = rows.find(|row| row[0] == from && row[4] == kind) {
            same[3] = same[3].max(x1);
            same[5] += 1.0;
            return;
        }
        self.rows.extend_from_slice(&[from, x0, lane as f32, x1, kind, 1.0]);
    }

    /// Where a time lies, inside or beside the window; not so far away that a float becomes coarse.
    fn x(&self, us: u64) -> f32 {
        let x = (us as f64 - self.window.from_us) / self.window.us_per_px;
        x.max(-10_000.0).min(self.window.width_px + 10_000.0) as f32
    }
}

/// Whether something woke the task for a span: it became ready, or is a generator and was resumed.
fn may_begin_with_a_wake(history: &TaskHistory, span: usize) -> bool {
    let state = history.spans.states[span];
    state == TaskState::Ready
        || history.kind == LaneKind::Generator && state.is_running() && is_resumed(history, span)
}
