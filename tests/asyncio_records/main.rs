//! Records of real listings, read as traces: what is said of them is true of Python.
//!
//! Each listing in this folder has its record beside it, which `record.py` made.

#![cfg(not(target_arch = "wasm32"))]

mod damaged;
mod moments;
mod pictures;
mod sentences;
mod support;
