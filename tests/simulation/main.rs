//! What the runtime promises, on a virtual clock: orders and times are exact.
#![cfg(not(target_arch = "wasm32"))]

mod agreeing;
#[path = "../agreement.rs"]
mod agreement;
mod cancelling;
mod gathering;
mod generating;
mod nesting;
mod ordering;
mod random_graphs;
mod recording;
mod sharing;
mod sleeping;
mod support;
mod tasks;
mod turning;
mod waiting;
mod waking;
mod working;
