//! One table: a line for each contestant, with its median and its spread.

use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::axis::{Axis, text};
use super::range::Scale;
use super::{Area, colours, mark, problem, svg};
use crate::contestants::Contestant;
use crate::report::Figures;
use crate::report::table::{Row, Table, digits};

const WIDTH: i32 = 880;
const NAMES: i32 = 190;
const VALUES: i32 = 110;
const TOP: i32 = 12;
const LINE: i32 = 30;
const AXIS: i32 = 48;

/// The picture; `None` if no contestant has figures.
pub fn dots(table: &Table) -> Result<Option<String>> {
    let beyond = |row: &Row| Some((row.contestant, table.beyond(row.measured.figures()?)?));
    let mut rows: Vec<_> = table.rows.iter().filter_map(beyond).collect();
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
        axis.draw_below(area, TOP, bottom, &table.beyond_what())?;
        for (place, (contestant, figures)) in rows.iter().enumerate() {
            let y = TOP + LINE * place as i32 + LINE / 2;
            let name = format!("{} · {}", contestant.way.name(), contestant.host);
            let left = Pos::new(HPos::Right, VPos::Center);
            text(area, &name, (NAMES - 14, y), left, colours::INK)?;
            draw(area, &axis, y, *contestant, figures)?;
            let value = format!("{} {}", digits(figures.median()), table.unit.sign());
            let right = Pos::new(HPos::Left, VPos::Center);
            text(area, &value, (axis.px(figures.most()) + 12, y), right, colours::INK)?;
        }
        Ok(())
    })?;
    Ok(Some(picture))
}

/// A line from the least to the most, and a dot at the median.
fn draw(area: &Area<'_>, axis: &Axis, y: i32, of: Contestant, figures: &Figures) -> Result<()> {
    let colour = colours::of(of.way);
    let (least, most) = (axis.px(figures.least()), axis.px(figures.most()));
    let spread = vec![(least, y), (most, y)];
    area.draw(&PathElement::new(spread, colour.stroke_width(3))).map_err(problem)?;
    for x in [least, most] {
        let end = vec![(x, y - 5), (x, y + 5)];
        area.draw(&PathElement::new(end, colour.stroke_width(2))).map_err(problem)?;
    }
    mark(area, (axis.px(figures.median()), y), of)
}

#[cfg(test)]
mod tests {
    use super::super::super::table::tests::sample;
    use super::*;

    #[test]
    fn everybody_with_figures_has_a_line_and_nobody_else() {
        let picture = dots(&sample()).unwrap().unwrap();
        assert_eq!(picture.matches("<circle").count(), 6, "and a hole in that of Firefox");
        assert!(picture.contains("coroscope · firefox") && !picture.contains("recorded"));
        assert!(picture.starts_with("<svg role=\"img\" aria-label=\"100,000 coroutines"));
    }

    #[test]
    fn there_is_no_picture_of_nothing() {
        let empty = Table { rows: Vec::new(), ..sample() };
        assert!(dots(&empty).unwrap().is_none());
    }
}
