//! In which columns of pixels the spans of a lane lie.

use crate::timeline::lanes::Spans;

use super::window::Window;

/// More spans to a column of pixels than this are looked at sooner in groups.
const CROWD: usize = 4;

/// Times shorter than this are shown so large that whole numbers are too coarse, µs.
const LEAST_US: f64 = 16.0;

/// Works out columns of pixels, in whole numbers: a picture of a million spans asks for as many, and
/// floating-point numbers take a quarter longer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    window: Window,
    width: usize,
    /// Where whole numbers will do.
    scale: Option<Scale>,
}

/// Places in a window, in parts of a pixel: `2.pow(bits)` of them are one.
#[derive(Clone, Copy, Debug)]
struct Scale {
    bits: u32,
    /// What is outside lies at the edge.
    from_us: u64,
    to_us: u64,
    parts_per_us: i64,
    /// Where `from_us` lies.
    offset: i64,
    /// The right edge.
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
        // As fine as it gets with room for twice the width.
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

    /// Where a time lies.
    #[inline]
    fn place(self, us: u64) -> i64 {
        let us = us.max(self.from_us).min(self.to_us) - self.from_us;
        (us as i64 * self.parts_per_us + self.offset).max(0).min(self.width)
    }

    /// What is lost by rounding must not move anything that lies between two pixels.
    fn slack(self) -> i64 {
        1 << (self.bits - 14)
    }

    /// The column in which a place is.
    #[inline]
    fn column(self, place: i64) -> usize {
        ((place + self.slack()) >> self.bits) as usize
    }

    /// The first column that does not reach into what lies left of a place.
    #[inline]
    fn column_after(self, place: i64) -> usize {
        ((place - self.slack() + (1 << self.bits) - 1) >> self.bits) as usize
    }
}

impl Columns {
    pub fn new(window: Window) -> Self {
        Self { window, width: window.width_px as usize, scale: Scale::new(window) }
    }

    /// Calls `each` with the spans of a lane that ends at `until_us`, in the order of time: from
    /// which column of pixels to which it goes, at least one if it is in view, and which span it is.
    /// Where there are many spans to a column they come in groups. Returns whether the end of the
    /// lane is in view.
    #[inline]
    pub fn each(
        self,
        spans: &Spans,
        until_us: u64,
        mut each: impl FnMut(usize, usize, usize),
    ) -> bool {
        let (window, width) = (self.window, self.width);
        let from_us = window.from_us.ceil() as u64;
        let first = spans.before(from_us).unwrap_or(0);
        let end = spans.from_us.partition_point(|from| *from <= window.to_us.floor() as u64);
        let is_crowd = end.saturating_sub(first) > width.saturating_mul(CROWD);
        let Some(scale) = self.scale.filter(|_| !is_crowd && until_us >= from_us) else {
            return window.groups(spans, until_us, |group| {
                let from = window.x(group.from_us) as usize;
                let to = (window.x(group.to_us).ceil() as usize).max(from + 1).min(width);
                each(from, to, group.shown);
            });
        };
        // Each begins where the one before it ended, so there is one place to work out for each.
        let mut from = spans.from_us.get(first).map_or(0, |from| scale.place(*from));
        for span in first..end {
            let to = scale.place(spans.end(span, until_us));
            let column = scale.column(from);
            each(column, scale.column_after(to).max(column + 1).min(width), span);
            from = to;
        }
        until_us as f64 <= window.to_us
    }
}
