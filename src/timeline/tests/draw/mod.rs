//! What is drawn: rectangles, pixels, arrows, and the critical path.

mod arrows;
mod cells;
mod labels;
mod painted;
mod path;
mod rects;
