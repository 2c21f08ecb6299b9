//! The report on a run.

mod lateness;
mod levels;
mod warnings;
