//! What turns the loop: the browser, in real time, or a simulation, in virtual time.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod cost;
#[cfg(target_arch = "wasm32")]
mod macrotask;
pub mod simulation;
