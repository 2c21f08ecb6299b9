//! The example that people copy does what it says.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../examples/own_program.rs"]
mod own_program;
