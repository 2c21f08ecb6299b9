//! Claims about reading records.

mod bad;
mod file;
mod random;
mod rows;
