//! Why one run took longer than another, and what else differs.
//!
//! The critical path of each run covers its total. So the comparison lays side by side what the two
//! paths spend on each line. These differences, and that of what no task asked for, add up to the
//! difference of the totals.

mod comparison;
mod difference;
mod output;
mod parts;
mod tasks;

pub use comparison::Comparison;
pub(super) use comparison::{Counts, compare};
pub use difference::Difference;
