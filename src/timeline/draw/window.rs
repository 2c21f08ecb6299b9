//! What is visible: a stretch of time on some pixels, and which spans are drawn as one there.

use crate::timeline::lanes::{Spans, TaskState};

/// The width of the widest picture. Up to here an `f32` has a number of its own for each pixel.
const MOST_PX: f64 = 16_777_216.0;

/// What is visible, and where a time lies in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub from_us: f64,
    pub to_us: f64,
    px_per_us: f64,
    pub us_per_px: f64,
    pub width_px: f64,
}

impl Window {
    /// `None` for a window in which nothing can be seen.
    pub fn new(from_ms: f64, to_ms: f64, width_px: f64) -> Option<Self> {
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

    /// Where a time lies, at most as far out as the edges.
    pub fn x(self, us: u64) -> f64 {
        // `clamp` can panic with floats in its message, and the code that writes floats is large;
        // `min` and `max` are calls in wasm, and one picture asks a million times.
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
        // The column of what begins left of the window ends at its left edge. The cast rounds to
        // zero, faster than `trunc`.
        let next = if x < 0.0 { 0 } else { (x as i64).saturating_add(1) };
        let end_us = self.from_us + next as f64 * self.us_per_px;
        let whole_us = end_us as u64;
        whole_us.saturating_add(u64::from((whole_us as f64) < end_us))
    }
}

/// Spans of a lane that are drawn as one: several that begin in the same column of pixels, or one
/// that is wide enough by itself.
pub(super) struct Group {
    pub from_us: u64,
    pub to_us: u64,
    /// The span whose state is the most important.
    pub shown: usize,
    /// How many spans there are.
    pub spans: usize,
}

impl Window {
    /// Calls `each` with each group of a lane that ends at `until_us`, in the order of time. Returns
    /// whether the end of the lane is in view.
    #[inline]
    pub fn groups(self, spans: &Spans, until_us: u64, mut each: impl FnMut(Group)) -> bool {
        // A cast turns a float that is negative or too large into the nearest integer.
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
                // Of the spans that begin in a column only the last can be wide.
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

/// The place of the most important state. Written so that the compiler can vectorise it.
fn most_important(states: &[TaskState]) -> usize {
    let top = states.iter().fold(0, |top, state| top.max(state.code()));
    states.iter().position(|state| state.code() == top).unwrap_or(0)
}
