//! A run with its workers: several loops on one clock, in one picture.
//!
//! Each loop has a timeline of its own, because several can be busy at the same time. Here their
//! lanes are put together: those of a worker come below that of the task which started it.

mod ask;
mod export;
mod lines;
mod picture;
mod report;
mod timeline;
mod versus;

pub use lines::LineReport;
pub use timeline::RunTimeline;
