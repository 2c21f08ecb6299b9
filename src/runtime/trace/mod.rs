//! The record of a run: what the loop did, when, to which task, and on which source line.
//!
//! A [`Trace`] is a bounded list of [`Event`]s. An event takes 16 bytes, so that recording is
//! a handful of stores. Past its capacity a trace keeps counting and says how much it
//! left out; what was already recorded stays, because a beginning without an end can still be
//! read, while an end without its beginning cannot.
//!
//! Everything that the page draws, explains, exports or compares is computed from a trace:
//!
//! ```
//! use std::time::Duration;
//! use coroscope::drivers::simulation::simulate;
//! use coroscope::runtime::trace::What;
//! use coroscope::runtime::{Options, sleep};
//!
//! let trace = simulate(Options::default(), async {
//!     sleep(Duration::from_millis(5)).await;
//! });
//! let polls = trace.events().filter(|event| event.what == What::PollStarted);
//! let times_us: Vec<u64> = polls.map(|event| event.at_us).collect();
//! assert_eq!(times_us, [0, 5_000]);
//! ```

mod bytes;
mod clock;
mod code;
mod codec;
mod end;
mod event;
mod facts;
mod files;
mod further;
mod given;
mod packed;
#[cfg(any(test, all(target_arch = "wasm32", feature = "page")))]
mod parts;
mod reading;
mod recording;
mod row;
mod rows;
mod tables;
mod workers;
mod writing;

#[cfg(test)]
mod versions;

pub use clock::Clock;
pub use codec::BadTrace;
pub use end::End;
pub use event::{By, Cause, Event, On, TaskId, What};
pub(crate) use files::short;
pub(crate) use packed::Packed;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub(crate) use parts::Handed;
pub(crate) use reading::Reader;
pub use recording::{DEFAULT_CAPACITY, EVENT_BYTES, MOST_TASKS, Trace, WorkerTrace};
pub use tables::{Site, SiteId, TextId};
