//! Many coroutines sleep at the same time.

use std::time::Duration;

use coroscope::runtime::{gather, sleep};
use gloo_timers::future::TimeoutFuture;
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
pub async fn coroscope_sleepers(
    count: u32,
    delay_ms: u32,
    record: bool,
) -> Result<Outcome, JsError> {
    let delay = Duration::from_millis(delay_ms.into());
    let sleeper = move |done: Counter| async move {
        sleep(delay).await;
        done.add(1);
    };
    own::run(record, |done| async move {
        gather((0..count).map(|_| sleeper(done.clone()))).await;
    })
    .await
}

/// With a future and a timer for each.
#[wasm_bindgen]
pub async fn plain_sleepers(count: u32, delay_ms: u32) -> u32 {
    let done = Counter::default();
    plain::all(count, || {
        let done = done.clone();
        async move {
            TimeoutFuture::new(delay_ms).await;
            done.add(1);
        }
    })
    .await;
    done.get()
}
