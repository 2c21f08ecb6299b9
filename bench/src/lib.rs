//! The contestants written in Rust: Coroscope, and the plain way. Each file in `works/` is one kind of
//! work for both; its peers in JavaScript and Python are in the files of the same name in
//! `page/works/` and in `python/works.py`.
//!
//! Nothing is timed here. The caller takes the time around the whole, on the same clock for each
//! contestant, and compares what was done with what was asked for.

#![cfg(target_arch = "wasm32")]

mod counter;
mod outcome;
mod page_clock;
mod ways;
mod works;
