//! Records of real listings, read as traces: what is said of them is true of Python.
//!
//! Each listing in this folder has its record beside it, which `record.py` made.

#![cfg(not(target_arch = "wasm32"))]

mod choices;
#[path = "../cpython.rs"]
mod cpython;
mod damaged;
mod moments;
mod pictures;
#[path = "../random.rs"]
#[allow(dead_code, reason = "only its settings are used here")]
mod random;
mod sentences;
mod support;
