//! One table: a line for each contestant, with its median and its spread.

use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::axis::{Axis, text};
use super::range::Scale;
use super::{Area, colours, problem, svg};
use crate::report::Figures;
use crate::report::table::{Row, Table, digits};

const WIDTH: i32 = 880;
const NAMES: i32 = 190;
const VALUES: i32 = 110;
const TOP: i32 = 12;
const LINE: i32 = 30;
const AXIS: i32 = 48;

/// The picture; nothing where nobody has figures.
pub fn dots(table: &Table) -> Result<Option<String>> {
    let figures = |row: &Row| Some((row.contestant, row.measured.figures()?.clone()));
    let mut rows: Vec<_> = table.rows.iter().filter_map(figures).collect();
    if rows.is_empty() {
        return Ok(None);
    }
    // The quickest first.
    rows.sort_by(|(_, a), (_, b)| a.median().total_cmp(&b.median()));
    let all = || rows.iter().map(|(_, figures)| figures);
    let least = all().map(Figures::least).fold(f64::INFINITY, f64::min);
    let most = all().map(Figures::most).fold(f64::NEG_INFINITY, f64::max);
    let axis = Axis::new(Scale::of(least, most), NAMES, WIDTH - VALUES);
    let bottom = TOP + LINE * rows.len() as i32;
    let size = (WIDTH as u32, (bottom + AXIS) as u32);
    let picture = svg(&table.title, size, |area| {
        axis.draw_below(area, TOP, bottom, table.unit.sign())?;
        if table.ideal > 0.0 {
            let x = axis.px(table.ideal);
            let ends = vec![(x, TOP), (x, bottom)];
            area.draw(&PathElement::new(ends, colours::IDEAL.stroke_width(2))).map_err(problem)?;
        }
        for (place, (contestant, figures)) in rows.iter().enumerate() {
            let y = TOP + LINE * place as i32 + LINE / 2;
            let name = format!("{} · {}", contestant.way.name(), contestant.host);
            let left = Pos::new(HPos::Right, VPos::Center);
            text(area, &name, (NAMES - 14, y), left, colours::INK)?;
            draw(area, &axis, y, colours::of(contestant.way), figures)?;
            let value = format!("{} {}", digits(figures.median()), table.unit.sign());
            let right = Pos::new(HPos::Left, VPos::Center);
            text(area, &value, (axis.px(figures.most()) + 12, y), right, colours::INK)?;
        }
        Ok(())
    })?;
    Ok(Some(picture))
}

/// A line from the least to the most, and a dot at the median.
fn draw(area: &Area<'_>, axis: &Axis, y: i32, colour: RGBColor, figures: &Figures) -> Result<()> {
    let (least, most) = (axis.px(figures.least()), axis.px(figures.most()));
    let spread = vec![(least, y), (most, y)];
    area.draw(&PathElement::new(spread, colour.stroke_width(3))).map_err(problem)?;
    for x in [least, most] {
        let end = vec![(x, y - 5), (x, y + 5)];
        area.draw(&PathElement::new(end, colour.stroke_width(2))).map_err(problem)?;
    }
    let dot = Circle::new((axis.px(figures.median()), y), 6, colour.filled());
    area.draw(&dot).map_err(problem)
}

#[cfg(test)]
mod tests {
    use super::super::super::table::tests::sample;
    use super::*;

    #[test]
    fn everybody_with_figures_has_a_line_and_nobody_else() {
        let picture = dots(&sample()).unwrap().unwrap();
        assert_eq!(picture.matches("<circle").count(), 5);
        assert!(picture.contains("coroscope · firefox") && !picture.contains("recorded"));
        assert!(picture.starts_with("<svg role=\"img\" aria-label=\"100,000 coroutines"));
    }

    #[test]
    fn there_is_no_picture_of_nothing() {
        let empty = Table { rows: Vec::new(), ..sample() };
        assert!(dots(&empty).unwrap().is_none());
    }
}
