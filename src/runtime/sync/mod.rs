//! What coroutines share: channels, semaphores and events.
//!
//! Coroutines that wait form a line, first in, first out, as in asyncio. A line is an
//! [`event_listener::Event`]. What is added here: whose turn it is, and a record of which coroutine
//! waits on what and how full that is.

mod channel;
mod event;
mod semaphore;
mod turn;
mod waiting;

pub use channel::{Closed, Receiver, Sender, bounded_channel, channel};
pub use event::Event;
pub use semaphore::{Permit, Semaphore};
pub use waiting::Waiting;
