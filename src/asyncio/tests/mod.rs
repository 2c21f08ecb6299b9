//! Claims about reading records.

mod bad;
mod random;
mod rows;
