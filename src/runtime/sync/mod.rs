//! What coroutines share: channels, semaphores and events.
//!
//! Whoever waits stands in a line, and the line is served first in, first out, as asyncio does it.
//! A line is an [`event_listener::Event`]; what is added here is whose turn it is, and the record of
//! who waits on what and how full it is.

mod channel;
mod event;
mod semaphore;
mod turn;
mod waiting;

pub use channel::{Closed, Receiver, Sender, bounded_channel, channel};
pub use event::Event;
pub use semaphore::{Permit, Semaphore};
pub use waiting::Waiting;
