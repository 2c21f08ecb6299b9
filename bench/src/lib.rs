//! The contestants that are written in Rust. Their peers in JavaScript are in `page/native.js`, and
//! `page/bench.js` runs both kinds side by side.

#![cfg(target_arch = "wasm32")]

mod coroscope_way;
mod plain_way;

use wasm_bindgen::prelude::wasm_bindgen;

/// Lets so many coroutines sleep at once, and answers with the milliseconds that it took in all.
#[wasm_bindgen]
pub async fn coroscope_sleepers(count: u32, delay_ms: u32, record: bool) -> f64 {
    coroscope_way::timed(coroscope_way::sleepers(count, delay_ms), record).await
}

/// Switches so often in all between so many coroutines, and answers with the milliseconds that it
/// took.
#[wasm_bindgen]
pub async fn coroscope_switches(switches: u32, coroutines: u32, record: bool) -> f64 {
    coroscope_way::timed(coroscope_way::switches(switches, coroutines), record).await
}

/// How many bytes the memory of this instance grows by when so many coroutines sleep. Only the
/// first call in an instance says something: memory that was once taken is not given back.
#[wasm_bindgen]
pub async fn coroscope_growth_bytes(count: u32, record: bool) -> f64 {
    coroscope_way::growth_bytes(count, record).await
}

/// The same as `coroscope_sleepers` with one future under wasm-bindgen-futures and one gloo timer
/// for each.
#[wasm_bindgen]
pub async fn plain_sleepers(count: u32, delay_ms: u32) {
    plain_way::sleepers(count, delay_ms).await;
}

/// The same as `coroscope_switches` with one microtask for each switch.
#[wasm_bindgen]
pub async fn plain_switches(switches: u32, coroutines: u32) {
    plain_way::switches(switches, coroutines).await;
}
