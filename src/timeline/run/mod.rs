//! A run with its workers: several loops on one clock, in one picture.
//!
//! Each loop has a timeline of its own, because several loops can be busy at the same time. This
//! folder puts their lanes together: those of a worker come below the lane of the task that started
//! it.

mod ask;
mod export;
mod lines;
mod picture;
mod report;
mod timeline;
mod versus;

pub use lines::LineReport;
pub use timeline::RunTimeline;
