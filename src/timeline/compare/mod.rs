//! Why one run took longer than another one, and what else differs.
//!
//! The chain of each run covers its total. So what the chains spend on the same line is laid side
//! by side, and those differences, with what nobody asked for, add up to that of the totals.

mod comparison;
mod difference;
mod output;
mod parts;
mod tasks;

pub use comparison::Comparison;
pub(super) use comparison::{Counts, compare};
pub use difference::Difference;
