//! Pictures of tables, as SVG. The colours here are only placeholders; `report/page/page.css` replaces
//! them for light and dark colour schemes.

mod axis;
mod colours;
mod dots;
mod lines;
mod range;

pub use dots::dots;
pub use lines::lines;

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::{Circle, Color, DrawingArea, IntoDrawingArea, SVGBackend};

use crate::contestants::Contestant;

type Area<'svg> = DrawingArea<SVGBackend<'svg>, Shift>;

/// Draws a picture of this size, in CSS pixels, and names it for screen readers.
fn svg(
    name: &str,
    (width, height): (u32, u32),
    draw: impl FnOnce(&Area<'_>) -> Result<()>,
) -> Result<String> {
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, (width, height)).into_drawing_area();
        draw(&area)?;
        area.present().map_err(problem)?;
    }
    let label = crate::report::html::escaped(name);
    // The picture is as wide as there is room, and keeps its proportions.
    let from = format!("<svg width=\"{width}\" height=\"{height}\"");
    let to = format!("<svg role=\"img\" aria-label=\"{label}\"");
    if !text.contains(&from) {
        return Err(anyhow!("the plotting library begins a picture in another way than it did"));
    }
    Ok(text.replacen(&from, &to, 1))
}

/// A dot for a contestant, in the colour of its way. It is hollow in all browsers but Chromium.
fn mark(area: &Area<'_>, at: (i32, i32), of: Contestant) -> Result<()> {
    let colour = colours::of(of.way);
    area.draw(&Circle::new(at, 6, colour.filled())).map_err(problem)?;
    if of.host == "firefox" {
        area.draw(&Circle::new(at, 3, colours::GROUND.filled())).map_err(problem)?;
    }
    Ok(())
}

/// An error of the plotting library, which borrows too much to be passed on as it is.
fn problem(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("a picture could not be drawn: {error}")
}
