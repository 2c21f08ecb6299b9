//! What somebody guessed about a run, held against what it did: where the order of the output
//! first broke and why, and what the guessed total would have been the total of.

mod lines;
mod order;
mod total;
mod verdict;

pub use lines::JudgedLine;
pub use verdict::Verdict;
pub(super) use verdict::judge;
