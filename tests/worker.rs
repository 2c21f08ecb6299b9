//! The browser driver and the exports of the module, in a dedicated worker.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

#[path = "agreement.rs"]
mod agreement;
pub mod driving;

wasm_bindgen_test_configure!(run_in_dedicated_worker);
