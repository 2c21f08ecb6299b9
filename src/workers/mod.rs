//! Dedicated workers: threads of their own, each with its own instance of the program and so with
//! its own memory, like a process.
//!
//! A program starts a [`Worker`] and gives it a [`Job`]. Input and output are copied as JSON. The
//! worker runs the job on an event loop of its own; what that loop records becomes part of the run
//! that started the worker, on the same clock. In a simulation a worker is one more simulated loop:
//! starting it and talking to it take no time, but its busy time overlaps with that of the other
//! loops.
//!
//! [`SharedMemory`] is memory that workers share nevertheless.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod cells;
mod error;
mod job;
mod own;
#[cfg(target_arch = "wasm32")]
mod serve;
mod shared;
mod simulated;
mod worker;

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::{terminate, terminate_all};
pub use error::WorkerError;
pub use job::{AnyJob, Job, Output};
pub use own::count_up;
#[cfg(target_arch = "wasm32")]
pub(crate) use serve::serve;
pub use shared::{SharedMemory, Unavailable};
pub use worker::Worker;
