//! Records of asyncio programs: what the package in `python/` writes down of a listing, read as a
//! [`Trace`](crate::runtime::trace::Trace). Its README describes the record, row by row.
//!
//! A [`Record`] takes rows, texts and names of files in parts, as they come while a listing runs. It
//! believes nothing: whatever it is given, it returns a trace or an error that names the row.
//!
//! ```
//! use coroscope::asyncio::Record;
//! use coroscope::runtime::trace::{Clock, End};
//! use coroscope::timeline::RunTimeline;
//!
//! // import asyncio
//! // asyncio.run(asyncio.sleep(2))
//! let texts = ["listing.py", "sleep(2, None)"].map(str::to_owned);
//! let files = ["listing.py".to_owned()];
//! let rows = [
//!     [1, 0, 0, -1, 0, 0],                 // the listing begins
//!     [2, 0, 0, 0, 0, 0],
//!     [4, 0, 0, 0, 0, 0],
//!     [1, 1, 0, 0, 0, 2],                  // it makes a task in line 2
//!     [2, 1, 0, 1, 0, 0],
//!     [9, 0, 0, 1, 1, 2],                  // and waits for it
//!     [5, 0, 0, 0, 0, 2],
//!     [4, 1, 0, 0, 0, 0],
//!     [9, 1, 0, 0, 2_000_000, 0],          // the task sleeps
//!     [5, 1, 0, 0, 0, 0],
//!     [10, 1, 2_000_000, 1, -1, 0],
//!     [4, 1, 2_000_000, 0, 0, 0],
//!     [12, 1, 2_000_000, 2_000_000, 0, 0],
//!     [6, 1, 2_000_000, 0, 0, 0],          // and is done
//!     [10, 0, 2_000_000, 0, 1, 0],
//!     [4, 0, 2_000_000, 0, 0, 0],
//!     [6, 0, 2_000_000, 0, 0, 0],
//! ];
//! let mut record = Record::new(Clock::Virtual);
//! record.push(rows.as_flattened(), &texts, &files)?;
//! record.finish(2_000_000, End::Completed, 0);
//! let report = RunTimeline::of(record.trace()).report(record.trace());
//! assert_eq!(report.explanation.sentences, [
//!     "The run takes 2,000 ms, and its tasks wait 2,000 ms in all: one thing happens after the \
//!      other.",
//!     "All of that time the run waits while `sleep(2, None)` sleeps 2,000 ms.",
//! ]);
//! # Ok::<(), coroscope::asyncio::BadRecord>(())
//! ```

mod ends;
mod error;
mod file;
mod kinds;
mod objects;
mod reading;
mod record;
mod row;
mod sites;

pub use ends::end_of;
pub use error::BadRecord;
pub use file::{BadFile, Missing, SavedRecord, Source, is_record};
pub use record::Record;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
