//! The draw list: rectangles for what is visible, and for nothing else.

use crate::runtime::trace::Trace;

use super::lanes::{Life, Spans, State, Timeline, View};

/// The widest picture there can be: up to here every pixel has a number of its own.
const MOST_PX: f64 = 16_777_216.0;

/// How many numbers there are for each rectangle.
pub(super) const ROW: usize = 6;

impl Timeline {
    /// Rectangles for the lanes and the time given, in pixels.
    ///
    /// Each is six numbers: lane, left, right, [state](State::code), line (0 if none is known),
    /// and how many spans it stands for. A span that is at least one pixel wide has a rectangle of
    /// its own. Narrower ones that begin in the same column of pixels share one, which shows the
    /// most important of their states: blocking before running before ready before waiting. A poll
    /// that took no time is as wide as that: left equals right, so it is to be drawn as a
    /// hairline. After its spans comes a lane's end, without width too. There are at most
    /// `2 * width_px + 4` rectangles a lane, whatever there is to see.
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
        let mut list = List { view: View { timeline: self, trace }, window, rows: Vec::new() };
        let first = (first_lane as usize).min(self.lanes.len());
        let last = first.saturating_add(lanes as usize).min(self.lanes.len());
        for lane in first..last {
            if let Some(life) = self.life(self.lanes[lane]) {
                list.draw_lane(lane, life);
            }
        }
        list.rows
    }
}

/// What is visible, and where a time lies in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) from_us: f64,
    pub(super) to_us: f64,
    px_per_us: f64,
    pub(super) us_per_px: f64,
    pub(super) width_px: f64,
}

impl Window {
    /// `None` for a window in which nothing can be seen.
    pub(super) fn new(from_ms: f64, to_ms: f64, width_px: f64) -> Option<Self> {
        let (from_us, to_us) = (from_ms * 1000.0, to_ms * 1000.0);
        let (px_per_us, us_per_px) = (width_px / (to_us - from_us), (to_us - from_us) / width_px);
        let visible = to_us > from_us && width_px > 0.0 && width_px <= MOST_PX;
        (visible && px_per_us.is_normal() && us_per_px.is_normal()).then_some(Self {
            from_us,
            to_us,
            px_per_us,
            us_per_px,
            width_px,
        })
    }

    /// Where a time lies, no farther out than the edges.
    pub(super) fn x(self, us: u64) -> f64 {
        // `clamp` could panic with floats in its message, and the code that writes those is large;
        // `min` and `max` are calls in wasm, and this is asked a million times for one picture.
        let x = (us as f64 - self.from_us) * self.px_per_us;
        if x >= self.width_px {
            self.width_px
        } else if x > 0.0 {
            x
        } else {
            0.0
        }
    }

    /// The first time that lies right of the column of pixels in which the time given lies.
    fn column_end(self, us: u64) -> u64 {
        let x = (us as f64 - self.from_us) * self.px_per_us;
        // What begins left of the window ends at its left edge. A cast rounds to zero, and is
        // faster than asking for the same by its name.
        let next = if x < 0.0 { 0 } else { (x as i64).saturating_add(1) };
        let end_us = self.from_us + next as f64 * self.us_per_px;
        let whole_us = end_us as u64;
        whole_us.saturating_add(u64::from((whole_us as f64) < end_us))
    }
}

/// Spans of a lane that are drawn as one: those that begin in the same column of pixels, or one
/// that is wide enough by itself.
pub(super) struct Group {
    pub(super) from_us: u64,
    pub(super) to_us: u64,
    /// The span whose state is the most important.
    pub(super) shown: usize,
    /// How many there are.
    pub(super) spans: usize,
}

impl Window {
    /// Calls `each` with what there is to draw of a lane that ends at `until_us`, in the order of
    /// time. Answers whether the end of the lane is in view.
    #[inline]
    pub(super) fn groups(self, spans: &Spans, until_us: u64, mut each: impl FnMut(Group)) -> bool {
        // A float that is too large or negative becomes the nearest number there is.
        let (from_us, to_us) = (self.from_us.ceil() as u64, self.to_us.floor() as u64);
        let narrow_us = self.us_per_px.ceil() as u64;
        if until_us < from_us || self.to_us < 0.0 {
            return false;
        }
        let end = spans.from_us.partition_point(|from| *from <= to_us);
        let mut next = spans.before(from_us).unwrap_or(0);
        while next < end {
            let first = next;
            let begin_us = spans.from_us[first];
            let mut end_us = spans.end(first, until_us);
            next += 1;
            if end_us - begin_us < narrow_us {
                let column_end_us = self.column_end(begin_us);
                let others = &spans.from_us[next..end];
                next += others.iter().take_while(|from| **from < column_end_us).count();
                // Of those that begin in a column only the last can be wide.
                let last = next - 1;
                let last_end_us = spans.end(last, until_us);
                if last > first && last_end_us - spans.from_us[last] >= narrow_us {
                    next = last;
                }
                end_us = spans.end(next - 1, until_us);
            }
            let shown = first + most_important(&spans.states[first..next]);
            each(Group { from_us: begin_us, to_us: end_us, shown, spans: next - first });
        }
        until_us <= to_us
    }
}

/// The list while it is being made.
struct List<'a> {
    view: View<'a>,
    window: Window,
    rows: Vec<f32>,
}

impl List<'_> {
    fn draw_lane(&mut self, lane: usize, life: &Life) {
        let (view, window) = (self.view, self.window);
        let until_us = life.until_us(view.timeline.now_us());
        let is_end_seen = window.groups(&life.spans, until_us, |group| {
            let state = view.state(life, group.shown);
            let line = view.line(life.spans.site(group.shown)).unwrap_or(0);
            self.push(lane, group.from_us, group.to_us, state, line, group.spans);
        });
        if let Some(ended) = life.ended.filter(|_| is_end_seen) {
            let state = if ended.cancelled { State::Cancelled } else { State::Completed };
            self.push(lane, ended.at_us, ended.at_us, state, 0, 1);
        }
    }

    fn push(&mut self, lane: usize, from_us: u64, to_us: u64, state: State, line: u32, of: usize) {
        let (x0, x1) = (self.window.x(from_us) as f32, self.window.x(to_us) as f32);
        let row: [f32; ROW] =
            [lane as f32, x0, x1, f32::from(state.code()), line as f32, of as f32];
        self.rows.extend_from_slice(&row);
    }
}

/// Where the most important state is. Written so that the processor can look at many at once.
fn most_important(states: &[State]) -> usize {
    let top = states.iter().fold(0, |top, state| top.max(state.code()));
    states.iter().position(|state| state.code() == top).unwrap_or(0)
}
