//! What a report says.

mod lateness;
mod levels;
mod warnings;
