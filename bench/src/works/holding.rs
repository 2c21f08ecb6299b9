//! Many coroutines sleep for an hour, so that their memory can be measured.

use std::cell::RefCell;
use std::time::Duration;

use coroscope::runtime::{gather, sleep};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

use crate::counter::Counter;
use crate::ways::{coroscope as own, plain};

const HOUR_MS: u32 = 3_600_000;

thread_local! {
    static BEGUN: RefCell<Counter> = RefCell::default();
}

/// How many coroutines have begun to sleep so far.
#[wasm_bindgen]
#[must_use]
pub fn held() -> u32 {
    BEGUN.with_borrow(Counter::get)
}

/// Starts them with Coroscope.
#[wasm_bindgen]
pub fn coroscope_hold(count: u32, record: bool) {
    let begun = BEGUN.with_borrow(Clone::clone);
    let sleeper = |begun: Counter| async move {
        begun.add(1);
        sleep(Duration::from_millis(HOUR_MS.into())).await;
    };
    own::start(record, async move {
        gather((0..count).map(|_| sleeper(begun.clone()))).await;
    });
}

/// Starts them with a future and a timer for each.
#[wasm_bindgen]
pub fn plain_hold(count: u32) {
    let begun = BEGUN.with_borrow(Clone::clone);
    spawn_local(plain::all(count, move || {
        let begun = begun.clone();
        async move {
            begun.add(1);
            TimeoutFuture::new(HOUR_MS).await;
        }
    }));
}
