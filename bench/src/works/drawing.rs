//! A run with any number of spans, to measure how long the draw list takes.

use std::time::Duration;

use coroscope::drivers::simulation::{Limits, simulate_until};
use coroscope::runtime::{Options, block, gather, sleep};
use wasm_bindgen::prelude::wasm_bindgen;

/// Each round of a coroutine is three spans: waiting, ready and running.
const SPANS_A_ROUND: u32 = 3;

/// Further spans: a coroutine is ready and runs before its first round, and ends after its last.
const BESIDES: u32 = 3;

/// A saved simulation of `coroutines` coroutines, which together have `spans` spans or a few more. Each
/// sleeps and works in turns, for different times.
#[wasm_bindgen]
#[must_use]
pub fn run_with_spans(spans: u32, coroutines: u32) -> Vec<u8> {
    let rounds = spans.div_ceil(coroutines).saturating_sub(BESIDES).div_ceil(SPANS_A_ROUND);
    let options = Options { capacity: Some(1 << 26), ..Options::default() };
    let limits = Limits { polls: u64::MAX, ..Limits::default() };
    let worker = move |coroutine: u32| async move {
        for round in 0..rounds {
            // Neighbours differ, and each run of the benchmark gets the same times.
            let step = u64::from((coroutine * 7919 + round * 104_729) % 997);
            sleep(Duration::from_micros(1000 + 40 * step)).await;
            block(Duration::from_micros(20 + step / 8));
        }
    };
    let trace = simulate_until(options, limits, async move {
        gather((0..coroutines).map(worker)).await;
    });
    trace.to_bytes()
}
