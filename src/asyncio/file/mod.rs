//! Files of records: version 2 of the run file, which a recorder writes in chunks while a program runs.
//! `docs/FORMAT.md` describes it, byte by byte.
//!
//! A file may end anywhere, because whatever ended the program may have ended the writing, too. What is
//! whole is read, and [`SavedRecord::missing`] says what is not.

mod chunks;
mod columns;
mod error;
mod opening;
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) mod testing;

pub use error::{BadFile, Missing};
pub use opening::{SavedRecord, Source, is_record};
