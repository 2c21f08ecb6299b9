//! One work in several sizes: a line for each contestant, from size to size.

use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::axis::{Axis, TEXT_PX, text};
use super::range::Scale;
use super::{Area, colours, mark, problem, svg};
use crate::contestants::Contestant;
use crate::report::Figures;
use crate::report::table::Table;

const WIDTH: i32 = 880;
const HEIGHT: i32 = 460;
const LEFT: i32 = 90;
const RIGHT: i32 = 190;
const TOP: i32 = 44;
const BOTTOM: i32 = 50;

/// The sizes and figures of one contestant.
type Line = (Contestant, Vec<(f64, Figures)>);

/// The picture of the tables of one series; `None` if there are fewer than two sizes.
pub fn lines(tables: &[&Table]) -> Result<Option<String>> {
    let Some(series) = tables.first().and_then(|table| table.series) else { return Ok(None) };
    let lines = read(tables);
    let points = || lines.iter().flat_map(|(_, points)| points);
    // A spread reaches below zero where hardly any time is left beyond the work itself.
    let floor = points().map(|(_, figures)| figures.median()).filter(|median| *median > 0.0);
    let floor = floor.fold(f64::INFINITY, f64::min) / 2.0;
    let most = points().map(|(_, figures)| figures.most()).fold(0.0, f64::max);
    let sizes = || points().map(|(size, _)| *size);
    let (first, last) = (sizes().fold(f64::INFINITY, f64::min), sizes().fold(0.0, f64::max));
    if last <= first || most <= floor {
        return Ok(None);
    }
    let x = Axis::new(Scale::log(first, last), LEFT, WIDTH - RIGHT);
    let y = Axis::new(Scale::log(floor, most), HEIGHT - BOTTOM, TOP);
    let name = tables[0].beyond_what();
    let picture = svg(series.name, (WIDTH as u32, HEIGHT as u32), |area| {
        x.draw_below(area, y.most_px(), y.least_px(), series.x_title)?;
        y.draw_beside(area, x.least_px(), x.most_px(), &name)?;
        for (contestant, points) in &lines {
            draw(area, (&x, &y), *contestant, points)?;
        }
        name_lines(area, (&x, &y), &lines)
    })?;
    Ok(Some(picture))
}

fn read(tables: &[&Table]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for table in tables {
        let Some(series) = table.series else { continue };
        for row in &table.rows {
            let Some(figures) = row.measured.figures() else { continue };
            let Some(beyond) = table.beyond(figures) else { continue };
            let own = lines.iter_mut().find(|(contestant, _)| *contestant == row.contestant);
            match own {
                Some((_, points)) => points.push((series.x, beyond)),
                None => lines.push((row.contestant, vec![(series.x, beyond)])),
            }
        }
    }
    lines
}

fn draw(
    area: &Area<'_>,
    (x, y): (&Axis, &Axis),
    of: Contestant,
    points: &[(f64, Figures)],
) -> Result<()> {
    let colour = colours::of(of.way);
    let place = |(size, figures): &(f64, Figures)| (x.px(*size), y.px(figures.median()));
    let path: Vec<_> = points.iter().map(place).collect();
    area.draw(&PathElement::new(path.clone(), colour.stroke_width(2))).map_err(problem)?;
    for ((size, figures), at) in points.iter().zip(path) {
        let x = x.px(*size);
        let spread = vec![(x, y.px(figures.least())), (x, y.px(figures.most()))];
        area.draw(&PathElement::new(spread, colour.stroke_width(2))).map_err(problem)?;
        mark(area, at, of)?;
    }
    Ok(())
}

/// Writes each name at the end of its line, or further down where the name above is in the way.
fn name_lines(area: &Area<'_>, (x, y): (&Axis, &Axis), lines: &[Line]) -> Result<()> {
    let mut ends: Vec<(i32, i32, Contestant)> = lines
        .iter()
        .filter_map(|(contestant, points)| {
            let (size, figures) = points.last()?;
            Some((y.px(figures.median()), x.px(*size), *contestant))
        })
        .collect();
    ends.sort_by_key(|(y, _, _)| *y);
    let mut free = 0;
    for (wanted, end, contestant) in ends {
        let at = wanted.max(free);
        free = at + TEXT_PX as i32 + 2;
        let name = format!("{} · {}", contestant.way.name(), contestant.host);
        let pos = Pos::new(HPos::Left, VPos::Center);
        let label = x.most_px() + 22;
        // Where a line ends early or its name had to move, a thin line leads to the name.
        let lead = vec![(end + 6, wanted), (label - 4, at)];
        area.draw(&PathElement::new(lead, colours::of(contestant.way))).map_err(problem)?;
        text(area, &name, (label, at), pos, colours::INK)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::table::Series;
    use super::super::super::table::tests::sample;
    use super::*;

    #[test]
    fn a_line_goes_from_size_to_size_for_everybody() {
        let large = sample();
        let series = Series { x: 1e3, ..large.series.unwrap() };
        let small = Table { series: Some(series), ..sample() };
        let picture = lines(&[&small, &large]).unwrap().unwrap();
        assert_eq!(picture.matches("<circle").count(), 2 * 6);
        assert!(picture.contains("ms beyond the 100 of the work itself"));
    }

    #[test]
    fn one_size_is_no_line() {
        assert!(lines(&[&sample()]).unwrap().is_none());
    }
}
