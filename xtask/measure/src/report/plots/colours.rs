//! Placeholders for colours, by which the style sheet finds what to colour.

use plotters::style::RGBColor;

use crate::contestants::Way;

/// Text that is read first.
pub const INK: RGBColor = RGBColor(1, 0, 0);
/// Text at the axes.
pub const MUTED: RGBColor = RGBColor(2, 0, 0);
/// Lines of the grid.
pub const GRID: RGBColor = RGBColor(3, 0, 0);
/// The background.
pub const GROUND: RGBColor = RGBColor(4, 0, 0);

/// The colour of a way.
pub fn of(way: Way) -> RGBColor {
    let place = match way {
        Way::Native => 0,
        Way::Plain => 1,
        Way::Coroscope => 2,
        Way::Recorded => 3,
        Way::CPython => 4,
        Way::Pyodide => 5,
        Way::Before => 6,
    };
    RGBColor(16 + place, 0, 0)
}
