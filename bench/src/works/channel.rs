//! Two coroutines throw a ball to each other through two channels.

use coroscope::runtime::{channel, spawn};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

use crate::outcome::Outcome;
use crate::ways::coroscope as own;

/// With Coroscope's channels.
///
/// # Errors
///
/// When the run was cut short.
#[wasm_bindgen]
pub async fn coroscope_channel(trips: u32, record: bool) -> Result<Outcome, JsError> {
    own::run(record, move |done| async move {
        let (there, at_there) = channel();
        let (back, at_back) = channel();
        spawn(async move {
            while let Ok(ball) = at_there.receive().await {
                if back.send(ball).await.is_err() {
                    break;
                }
            }
        })
        .detach();
        for trip in 0..trips {
            if there.send(trip).await.is_err() || at_back.receive().await != Ok(trip) {
                break;
            }
            done.add(1);
        }
    })
    .await
}

/// With channels of the library that Coroscope's channels are made of.
#[wasm_bindgen]
pub async fn plain_channel(trips: u32) -> u32 {
    let (there, at_there) = async_channel::unbounded();
    let (back, at_back) = async_channel::unbounded();
    spawn_local(async move {
        while let Ok(ball) = at_there.recv().await {
            if back.send(ball).await.is_err() {
                break;
            }
        }
    });
    let mut done = 0;
    for trip in 0..trips {
        if there.send(trip).await.is_err() || at_back.recv().await != Ok(trip) {
            break;
        }
        done += 1;
    }
    done
}
