//! What is drawn: rectangles, pixels, arrows, and the longest chain.

mod arrows;
mod cells;
mod painted;
mod path;
mod rects;
