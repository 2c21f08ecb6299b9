//! What the page paints: numbers, and the names beside them.

mod arrows;
mod cells;
mod columns;
mod labels;
mod names;
pub(super) mod path;
mod rects;
mod window;

pub(super) use arrows::{ARROW, MOST_ARROWS};
pub(super) use cells::Cells;
pub use labels::{Label, LabelKind};
pub use names::LaneInfo;
pub(super) use path::Step;
pub(super) use rects::ROW;
