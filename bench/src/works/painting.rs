//! A coroutine sleeps while the page paints, and notes the lateness of each wake.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use coroscope::runtime::sleep;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::page_clock::now_ms;
use crate::ways::coroscope as own;

/// With Coroscope. Returns how many milliseconds late each wake came.
///
/// # Errors
///
/// When the run was cut short.
#[wasm_bindgen]
pub async fn coroscope_painting(
    sleeps: u32,
    delay_ms: u32,
    record: bool,
) -> Result<Vec<f64>, JsError> {
    let late_ms: Rc<RefCell<Vec<f64>>> = Rc::default();
    let noted = Rc::clone(&late_ms);
    let delay = Duration::from_millis(delay_ms.into());
    own::run(record, move |_| async move {
        for _ in 0..sleeps {
            let began_ms = now_ms();
            sleep(delay).await;
            let late = now_ms() - began_ms - f64::from(delay_ms);
            noted.borrow_mut().push(late);
        }
    })
    .await?;
    Ok(late_ms.take())
}

/// With a timer for each sleep.
#[wasm_bindgen]
pub async fn plain_painting(sleeps: u32, delay_ms: u32) -> Vec<f64> {
    let mut late_ms = Vec::new();
    for _ in 0..sleeps {
        let began_ms = now_ms();
        TimeoutFuture::new(delay_ms).await;
        late_ms.push(now_ms() - began_ms - f64::from(delay_ms));
    }
    late_ms
}
