//! One coroutine sleeps many times in a row, each time briefly.

use std::time::Duration;

use coroscope::runtime::sleep;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::outcome::Outcome;
use crate::ways::coroscope as own;

/// With Coroscope.
///
/// # Errors
///
/// When the run was cut short.
#[wasm_bindgen]
pub async fn coroscope_chain(sleeps: u32, delay_ms: u32, record: bool) -> Result<Outcome, JsError> {
    let delay = Duration::from_millis(delay_ms.into());
    own::run(record, move |done| async move {
        for _ in 0..sleeps {
            sleep(delay).await;
            done.add(1);
        }
    })
    .await
}

/// With a timer for each sleep.
#[wasm_bindgen]
pub async fn plain_chain(sleeps: u32, delay_ms: u32) -> u32 {
    let mut done = 0;
    for _ in 0..sleeps {
        TimeoutFuture::new(delay_ms).await;
        done += 1;
    }
    done
}
