//! The columns of pixels in which the spans of a lane lie.

use crate::timeline::lanes::{TaskHistory, TaskState, View};

use super::window::Window;

/// With more spans for each column of pixels than this, looking at them in groups is faster.
const CROWD: usize = 4;

/// In windows shorter than this, in microseconds, whole numbers are too coarse.
const LEAST_US: f64 = 16.0;

/// Computes columns of pixels in whole numbers: floating-point numbers take a quarter longer, and a
/// picture can have a million spans.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    window: Window,
    width: usize,
    /// `None` for a window in which whole numbers are too coarse or too small.
    scale: Option<Scale>,
}

/// Computes places in a window, in parts of a pixel: a pixel has `2.pow(bits)` parts.
#[derive(Clone, Copy, Debug)]
struct Scale {
    bits: u32,
    /// The left edge. What lies before it is moved to it.
    from_us: u64,
    /// The right edge. What lies after it is moved to it.
    to_us: u64,
    parts_per_us: i64,
    /// The place of `from_us`.
    offset: i64,
    /// The place of the right edge.
    width: i64,
}

impl Scale {
    fn new(window: Window) -> Option<Self> {
        let length_us = window.to_us - window.from_us;
        let from_us = window.from_us.max(0.0) as u64;
        let width = window.width_px as i64;
        if !(LEAST_US..=2_f64.powi(50)).contains(&length_us) || width == 0 {
            return None;
        }
        // As fine as possible with room for twice the width.
        let bits = width.leading_zeros() - 3;
        let parts_per_us = (width << bits) as f64 / length_us;
        Some(Self {
            bits,
            from_us,
            to_us: (window.to_us.max(0.0) as u64).saturating_add(1),
            parts_per_us: parts_per_us as i64,
            offset: ((from_us as f64 - window.from_us) * parts_per_us) as i64,
            width: width << bits,
        })
    }

    /// The place of a time.
    #[inline]
    fn place(self, us: u64) -> i64 {
        let us = us.max(self.from_us).min(self.to_us) - self.from_us;
        (us as i64 * self.parts_per_us + self.offset).max(0).min(self.width)
    }

    /// The place of a time that lies within the window.
    #[inline(always)]
    fn place_within(self, us: u64) -> i64 {
        let us = us.saturating_sub(self.from_us) as i64;
        us.wrapping_mul(self.parts_per_us).wrapping_add(self.offset).max(0).min(self.width)
    }

    /// A tolerance, so that rounding does not move anything that lies between two pixels.
    fn slack(self) -> i64 {
        1 << (self.bits - 14)
    }

    /// The column in which a place is.
    #[inline(always)]
    fn column(self, place: i64) -> usize {
        ((place + self.slack()) >> self.bits) as usize
    }

    /// The first column that lies entirely right of a place.
    #[inline(always)]
    fn column_after(self, place: i64) -> usize {
        ((place - self.slack() + (1 << self.bits) - 1) >> self.bits) as usize
    }
}

impl Columns {
    pub fn new(window: Window) -> Self {
        Self { window, width: window.width_px as usize, scale: Scale::new(window) }
    }

    /// Calls `each` with the spans of a lane, in the order of time. It gets the first column of a span,
    /// the column after its last, and what the task does in it. A span in view has at least one column.
    /// Where there are many spans for each column they come in groups. Returns whether the end of the
    /// lane is in view.
    #[inline]
    pub fn each(
        self,
        view: View<'_>,
        history: &TaskHistory,
        mut each: impl FnMut(usize, usize, TaskState),
    ) -> bool {
        let (window, width) = (self.window, self.width);
        let (spans, until_us) = (&history.spans, history.until_us(view.timeline.now_us()));
        let from_us = window.from_us.ceil() as u64;
        let first = spans.before(from_us).unwrap_or(0);
        let end = spans.from_us.partition_point(|from| *from <= window.to_us.floor() as u64);
        let is_crowd = end.saturating_sub(first) > width.saturating_mul(CROWD);
        let Some(scale) = self.scale.filter(|_| !is_crowd && until_us >= from_us) else {
            return window.groups(spans, until_us, |group| {
                let from = window.x(group.from_us) as usize;
                let to = (window.x(group.to_us).ceil() as usize).max(from + 1).min(width);
                each(from, to, view.state(history, group.shown));
            });
        };
        if first < end {
            // Each span begins where the span before it ended, so each takes one computation. All but
            // the first begin within the window: nothing has to be moved to its edges.
            let last = end - 1;
            let mut from = scale.place(spans.from_us[first]);
            let ends = &spans.from_us[first + 1..end];
            for (to_us, state) in ends.iter().zip(&spans.states[first..last]) {
                let to = scale.place_within(*to_us);
                let column = scale.column(from);
                each(column, scale.column_after(to).max(column + 1).min(width), *state);
                from = to;
            }
            let to = scale.place(spans.end(last, until_us));
            let column = scale.column(from);
            let after = scale.column_after(to).max(column + 1).min(width);
            each(column, after, view.state(history, last));
        }
        until_us as f64 <= window.to_us
    }
}
