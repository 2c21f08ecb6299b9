//! A chart's frame: the grid, the marks and their labels.

use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::range::Scale;
use super::{Area, colours, problem};
use crate::numbers::thousands;

/// The size of all text, in CSS pixels.
pub const TEXT_PX: u32 = 14;

/// A place in the picture.
pub type Point = (i32, i32);

/// Maps values to pixels along one side of the picture.
#[derive(Debug, Clone)]
pub struct Axis {
    scale: Scale,
    from_px: i32,
    to_px: i32,
}

impl Axis {
    /// Lays the scale between two pixels. The first is that of the least value.
    pub fn new(scale: Scale, from_px: i32, to_px: i32) -> Axis {
        Axis { scale, from_px, to_px }
    }

    /// The pixel of a value.
    pub fn px(&self, value: f64) -> i32 {
        let limit = (self.from_px, self.to_px);
        let Scale { is_log, from, to, .. } = self.scale;
        if is_log {
            let axis: LogCoord<f64> = (from..to).log_scale().into();
            axis.map(&value.clamp(from, to), limit)
        } else {
            plotters::coord::types::RangedCoordf64::from(from..to)
                .map(&value.clamp(from, to), limit)
        }
    }

    /// The pixel of the least value.
    pub fn least_px(&self) -> i32 {
        self.from_px
    }

    /// The pixel of the largest value.
    pub fn most_px(&self) -> i32 {
        self.to_px
    }

    /// Draws lines of the grid from `top` to `bottom`, with labels below them.
    pub fn draw_below(&self, area: &Area<'_>, top: i32, bottom: i32, title: &str) -> Result<()> {
        for mark in &self.scale.marks {
            let x = self.px(*mark);
            line(area, (x, top), (x, bottom))?;
            text(
                area,
                &mark_text(*mark),
                (x, bottom + 6),
                Pos::new(HPos::Center, VPos::Top),
                colours::MUTED,
            )?;
        }
        let end = Pos::new(HPos::Right, VPos::Top);
        text(area, title, (self.to_px, bottom + 26), end, colours::MUTED)
    }

    /// Draws lines of the grid from `left` to `right`, with labels left of them.
    pub fn draw_beside(&self, area: &Area<'_>, left: i32, right: i32, title: &str) -> Result<()> {
        for mark in &self.scale.marks {
            let y = self.px(*mark);
            line(area, (left, y), (right, y))?;
            text(
                area,
                &mark_text(*mark),
                (left - 8, y),
                Pos::new(HPos::Right, VPos::Center),
                colours::MUTED,
            )?;
        }
        let above = Pos::new(HPos::Left, VPos::Bottom);
        text(area, title, (0, self.to_px - 14), above, colours::MUTED)
    }
}

fn line(area: &Area<'_>, from: Point, to: Point) -> Result<()> {
    area.draw(&PathElement::new(vec![from, to], colours::GRID)).map_err(problem)
}

/// The shortest text for a mark, with commas between the thousands.
fn mark_text(mark: f64) -> String {
    if mark >= 1000.0 && mark.fract() == 0.0 {
        return thousands(mark as u64);
    }
    // Adding up steps of a tenth gives numbers that are a little off.
    let text = format!("{mark:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes a text.
pub fn text(area: &Area<'_>, text: &str, at: Point, pos: Pos, colour: RGBColor) -> Result<()> {
    let style = TextStyle::from(("sans-serif", TEXT_PX).into_font()).color(&colour).pos(pos);
    area.draw(&Text::new(text.to_owned(), at, style)).map_err(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_are_equal_distances_where_the_range_is_wide() {
        let axis = Axis::new(Scale::of(1.0, 1000.0), 0, 300);
        assert_eq!([1.0, 10.0, 100.0, 1000.0].map(|value| axis.px(value)), [0, 100, 200, 300]);
    }

    #[test]
    fn marks_are_written_as_short_as_they_can_be() {
        assert_eq!(
            [0.0, 0.1, 2.5, 50.0, 10_000.0].map(mark_text),
            ["0", "0.1", "2.5", "50", "10,000"]
        );
    }

    #[test]
    fn an_axis_may_go_upwards() {
        let axis = Axis::new(Scale::of(0.0, 10.0), 200, 0);
        assert_eq!((axis.px(0.0), axis.px(5.0), axis.px(10.0)), (200, 100, 0));
    }
}
