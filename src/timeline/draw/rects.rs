//! The draw list: rectangles for what is visible.

use crate::runtime::trace::{SiteId, Trace};
use crate::timeline::lanes::{PAUSE_US, TaskHistory, TaskState, Timeline, View, pauses};

use super::window::{Group, Window};

/// Each rectangle is this many numbers.
pub(in crate::timeline) const ROW: usize = 6;

impl Timeline {
    /// Rectangles for the lanes and the time given, in pixels.
    ///
    /// Each is six numbers: lane, left, right, [state](TaskState::code), line (0 if none is known),
    /// and how many spans it stands for. A span that is at least one pixel wide has a rectangle of
    /// its own. Narrower spans that begin in the same column of pixels share a rectangle, which
    /// shows the most important of their states: blocking before running before ready before
    /// waiting. A poll that took no time has no width, so draw it as a hairline. Where a task was
    /// ready and nobody was polled, the rectangle has a state of its own. The end of a lane comes
    /// after its spans and has no width either. There are at most `2 * width_px + 4`
    /// rectangles for each lane.
    #[must_use]
    pub fn draw(
        &self,
        trace: &Trace,
        from_ms: f64,
        to_ms: f64,
        first_lane: u32,
        lanes: u32,
        width_px: f64,
    ) -> Vec<f32> {
        let Some(window) = Window::new(from_ms, to_ms, width_px) else { return Vec::new() };
        let view = View { timeline: self, trace };
        let mut list = List { view, window, lines: Vec::new(), rows: Vec::new() };
        let first = (first_lane as usize).min(self.lanes.len());
        let last = first.saturating_add(lanes as usize).min(self.lanes.len());
        for lane in first..last {
            if let Some(history) = self.history(self.lanes[lane]) {
                list.draw_lane(lane, history);
            }
        }
        list.rows
    }
}

/// The draw list under construction.
struct List<'a> {
    view: View<'a>,
    window: Window,
    /// The line of each site that was asked for: there are few of them, and very many rectangles.
    lines: Vec<Option<u32>>,
    rows: Vec<f32>,
}

impl List<'_> {
    fn draw_lane(&mut self, lane: usize, history: &TaskHistory) {
        let (view, window) = (self.view, self.window);
        let until_us = history.until_us(view.timeline.now_us());
        let is_end_seen = window.groups(&history.spans, until_us, |group| {
            let state = view.state(history, group.shown);
            let line = self.line(history.spans.site(group.shown));
            if state == TaskState::Ready && group.spans == 1 {
                self.push_ready(lane, history, &group, line);
            } else {
                self.push(lane, group.from_us, group.to_us, state, line, group.spans);
            }
        });
        if let Some(state) = history.end_state().filter(|_| is_end_seen) {
            self.push(lane, until_us, until_us, state, 0, 1);
        }
    }

    /// The number of a line, or 0 if none is known.
    fn line(&mut self, site: Option<SiteId>) -> u32 {
        let Some(id) = site else { return 0 };
        let place = usize::from(id.0);
        if let Some(Some(line)) = self.lines.get(place) {
            return *line;
        }
        if place >= self.lines.len() {
            self.lines.resize(place + 1, None);
        }
        *self.lines[place].insert(self.view.line(site).unwrap_or(0))
    }

    /// Pushes the time for which a task was ready: while others had their turn, and while nobody had.
    fn push_ready(&mut self, lane: usize, history: &TaskHistory, group: &Group, line: u32) {
        let least_us = (self.window.us_per_px.ceil() as u64).max(PAUSE_US);
        let mut from_us = group.from_us;
        for (pause_us, end_us) in pauses(self.view, history, group.from_us, group.to_us) {
            if end_us - pause_us < least_us {
                continue;
            }
            if from_us < pause_us {
                self.push(lane, from_us, pause_us, TaskState::Ready, line, 1);
            }
            self.push(lane, pause_us, end_us, TaskState::Paused, line, 1);
            from_us = end_us;
        }
        if from_us < group.to_us {
            self.push(lane, from_us, group.to_us, TaskState::Ready, line, 1);
        }
    }

    fn push(
        &mut self,
        lane: usize,
        from_us: u64,
        to_us: u64,
        state: TaskState,
        line: u32,
        of: usize,
    ) {
        let (x0, x1) = (self.window.x(from_us) as f32, self.window.x(to_us) as f32);
        let row: [f32; ROW] =
            [lane as f32, x0, x1, f32::from(state.code()), line as f32, of as f32];
        self.rows.extend_from_slice(&row);
    }
}
