//! Tasks that do nothing are spawned and joined.

use coroscope::runtime::spawn;
use futures_channel::oneshot;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

use crate::outcome::Outcome;
use crate::ways::coroscope as own;

/// With Coroscope.
///
/// # Errors
///
/// When the run was cut short.
#[wasm_bindgen]
pub async fn coroscope_spawning(count: u32, record: bool) -> Result<Outcome, JsError> {
    own::run(record, |done| async move {
        let tasks: Vec<_> = (0..count).map(|_| spawn(async { 1 })).collect();
        for task in tasks {
            done.add(task.await);
        }
    })
    .await
}

/// With `spawn_local`, which gives no handle, and a channel for each output.
#[wasm_bindgen]
pub async fn plain_spawning(count: u32) -> u32 {
    let spawn = |_| {
        let (answer, task) = oneshot::channel();
        spawn_local(async {
            let _ = answer.send(1);
        });
        task
    };
    let tasks: Vec<_> = (0..count).map(spawn).collect();
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap_or(0);
    }
    done
}
