//! A guess about a run, compared with what it did: where the order of the output was first wrong and
//! why, and what the guessed total would have been the total of.

mod lines;
mod order;
mod total;
mod verdict;

pub use lines::JudgedLine;
pub use verdict::Verdict;
pub(super) use verdict::judge;
