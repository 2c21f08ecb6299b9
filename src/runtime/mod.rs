//! Coroutines on an event loop. This room knows no program, no page and no DOM.
//!
//! A *coroutine* is an `async fn`: calling it does nothing, polling it runs it up to its next wait.
//! A *task* is a coroutine that was given to the [`EventLoop`] with [`spawn()`]. The loop keeps the
//! tasks that can go on in a ready queue, polls them one at a time, and records what happens in a
//! [`Trace`](trace::Trace). Who turns the loop, and on which clock, is decided in
//! [`drivers`](crate::drivers).
//!
//! Durations are [`Duration`](std::time::Duration)s. Times in plain numbers are microseconds since
//! the run began, with `_us` in the name, or milliseconds, with `_ms`.
//!
//! The examples in this room run on a virtual clock: they take no time, and their times are exact.
//!
//! ```
//! use std::time::Duration;
//! use coroscope::drivers::simulation::simulate;
//! use coroscope::runtime::{Options, gather, log, sleep};
//!
//! async fn greet(delay: Duration, word: &'static str) {
//!     sleep(delay).await;
//!     log(word);
//! }
//!
//! let trace = simulate(Options::default(), async {
//!     let slow = greet(Duration::from_millis(2000), "hoi");
//!     let fast = greet(Duration::from_millis(1000), "hi");
//!     gather([slow, fast]).await;
//! });
//! assert_eq!(trace.last_us(), 2_000_000);
//! assert_eq!(trace.output(), ["hi", "hoi"]);
//! ```

mod blocks;
mod context;
mod event_loop;
mod gather;
mod generator;
mod handle;
mod host;
mod local;
mod panicked;
mod ready;
mod record;
mod sleep;
mod span;
mod spawn;
mod state;
mod sync;
mod task;
mod time;
mod time_source;
mod timeout;
mod timers;
pub mod trace;
mod turning;
mod wait;
mod watch;
mod watched;
mod watches;
mod watching;
mod yield_now;

pub use context::{is_simulated, on_change};
pub use event_loop::{EventLoop, Turned};
pub use gather::{Gather, GatherFallible, TryGather, gather, gather_fallible, try_gather};
pub use generator::{Answer, Generator, GeneratorError, Yielder, generator};
pub use handle::{LoopHandle, current_loop};
#[cfg(feature = "page")]
pub(crate) use host::host_at;
pub use host::{Host, host};
pub use panicked::take_panicked_trace;
pub(crate) use ready::Chooser;
pub use ready::Order;
pub use record::{dropped, fail, level, log, recorded_bytes};
pub use sleep::{Sleep, sleep, sleep_until};
pub use span::{Span, span};
pub use spawn::{spawn, spawn_fallible};
pub use state::{Main, Options};
pub use sync::{
    Closed, Event, Permit, Receiver, Semaphore, Sender, Waiting, bounded_channel, channel,
};
pub use task::{Cancel, Task};
pub use time::{block, now, scale_time};
pub use time_source::TimeSource;
pub use timeout::{Elapsed, Timeout, timeout};
pub use wait::{AsCompleted, Next, Until, Wait, Waited, as_completed, wait};
pub use yield_now::{YieldNow, yield_now};
