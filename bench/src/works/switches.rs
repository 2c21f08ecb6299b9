//! Coroutines take turns.

use coroscope::runtime::{gather, yield_now};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::counter::Counter;
use crate::outcome::Outcome;
use crate::ways::{coroscope as own, plain};

/// With Coroscope.
///
/// # Errors
///
/// When the run was cut short.
#[wasm_bindgen]
pub async fn coroscope_switches(
    coroutines: u32,
    turns: u32,
    record: bool,
) -> Result<Outcome, JsError> {
    let take_turns = move |done: Counter| async move {
        for _ in 0..turns {
            yield_now().await;
        }
        done.add(turns);
    };
    own::run(record, |done| async move {
        gather((0..coroutines).map(|_| take_turns(done.clone()))).await;
    })
    .await
}

/// With a microtask for each turn.
#[wasm_bindgen]
pub async fn plain_switches(coroutines: u32, turns: u32) -> u32 {
    let done = Counter::default();
    plain::all(coroutines, || {
        let done = done.clone();
        async move {
            for _ in 0..turns {
                plain::yield_to_microtask().await;
            }
            done.add(turns);
        }
    })
    .await;
    done.get()
}
