//! Numbers in memory that threads of the browser share.

use js_sys::{Atomics, Int32Array, SharedArrayBuffer};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = crossOriginIsolated)]
    static IS_ISOLATED: Option<bool>;
}

/// Numbers in memory that threads share.
#[derive(Clone, Debug)]
pub(super) struct Cells(Int32Array);

impl Cells {
    /// Memory for `numbers` numbers; `None` where pages may not share memory.
    pub(super) fn new(numbers: u32) -> Option<Self> {
        let isolated = IS_ISOLATED.with(|isolated| isolated.unwrap_or_default());
        isolated.then(|| Self(Int32Array::new(&SharedArrayBuffer::new(numbers.saturating_mul(4)))))
    }

    /// The memory that another thread has posted; `None` if the value is something else.
    pub(super) fn from_js(shared: JsValue) -> Option<Self> {
        shared.dyn_into().ok().map(Self)
    }

    /// The memory as a value that can be posted to another thread.
    pub(super) fn to_js(&self) -> JsValue {
        self.0.clone().into()
    }

    pub(super) fn get(&self, at: u32) -> i32 {
        if at < self.0.length() { self.0.get_index(at) } else { 0 }
    }

    pub(super) fn set(&self, at: u32, number: i32) {
        if at < self.0.length() {
            self.0.set_index(at, number);
        }
    }

    pub(super) fn add(&self, at: u32, more: i32) -> i32 {
        // It fails only if there is no such number.
        Atomics::add(&self.0, at, more).unwrap_or_default()
    }
}
