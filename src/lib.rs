//! Coroscope runs coroutines on an event loop and shows what the loop did.
//!
//! # The one idea
//!
//! A program is written once and driven twice. The same `async fn` runs for real, on the browser's
//! own event loop, and simulated, on a virtual clock, where hours take microseconds. A program sees
//! the [`runtime`] (tasks, sleeps, channels) and never the driver behind it.
//!
//! Both ways give a [`Trace`](runtime::trace::Trace): a list of each poll, wake and wait, with its
//! time, its task and its source line. Everything that the page draws, explains, exports or
//! compares is computed from a trace alone. That is why a prediction can stand beside a
//! measurement, and why a test can check an order without a browser:
//!
//! ```
//! use coroscope::drivers::simulation::simulate;
//! use coroscope::programs;
//! use coroscope::programs::params::{BadInput, Values};
//! use coroscope::runtime::Options;
//! use coroscope::timeline::RunTimeline;
//!
//! let greetings = programs::find("greetings")?;
//! let total_ms = |variant: &str| {
//!     let program = greetings.start(variant, &Values::new())?;
//!     let trace = simulate(Options::default(), program);
//!     assert_eq!(trace.output(), ["hi", "hoi"]);
//!     Ok::<f64, BadInput>(RunTimeline::of(&trace).report(&trace).total_ms)
//! };
//! assert_eq!(total_ms("sequential")?, 3000.0);
//! assert_eq!(total_ms("concurrent")?, 2000.0);
//! # Ok::<(), BadInput>(())
//! ```
//!
//! # Where to begin reading
//!
//! 1. [`programs::greetings`] is the shortest program. The comments at its top are what the page
//!    says about it.
//! 2. [`runtime`] has what programs are made of, such as [`spawn`](runtime::spawn()) and
//!    [`sleep`](runtime::sleep), each with an example. Behind them is the
//!    [`EventLoop`](runtime::EventLoop).
//! 3. [`runtime::trace`] is the record. [`What`](runtime::trace::What) lists all that can happen.
//! 4. [`drivers`] turn the loop: [`simulation`](drivers::simulation) is the shorter driver, and
//!    `browser` is the real one.
//! 5. [`timeline`] computes lanes, reports and explanations from a trace, and [`orders`] tries in
//!    which other orders the tasks of a program could be polled.
//! 6. [`host`], [`workers`] and [`queue`] are what programs may ask of the world outside of the
//!    loop.
//! 7. [`saved`] writes runs as files that the page opens.
//! 8. [`asyncio`] reads what a Python listing did on a loop of Python's as such a trace.
//! 9. `page`, which exists in browsers only, hands all of this to JavaScript and decides nothing.
//!
//! Without the feature `page`, which is on by default, the crate has neither programs nor their workers
//! and queue, and an app that depends on it gets no exports into its wasm.
//!
//! Each of these folders is a room with its own duties. `CONTRIBUTING.md` says what each room owns
//! and which rooms it may import, and `tests/layers` checks it.

pub mod asyncio;
mod crc;
pub mod drivers;
pub mod host;
mod json;
mod numbers;
pub mod orders;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod page;
#[cfg(feature = "page")]
pub mod programs;
#[cfg(feature = "page")]
pub mod queue;
pub mod runtime;
pub mod saved;
pub mod timeline;
#[cfg(feature = "page")]
pub mod workers;
