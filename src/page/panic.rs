//! How a panic is reported to the page.

use std::cell::RefCell;

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

use super::types::OnPanic;
use crate::drivers::browser;
use crate::runtime::take_panicked_trace;
use crate::runtime::trace::{End, Trace};
use crate::workers;

thread_local! {
    static ON_PANIC: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls the function once, right before this instance dies of a panic. The instance must not be
/// used afterwards, nor anything that came from it; make a fresh one.
#[wasm_bindgen]
pub fn on_panic(callback: OnPanic) {
    ON_PANIC.set(Some(callback.unchecked_into()));
    std::panic::set_hook(Box::new(|info| {
        browser::declare_dead();
        let reason = info.payload_as_str().unwrap_or("no reason given");
        let message = match info.location() {
            Some(at) => format!("{reason} ({}, line {})", at.file(), at.line()),
            None => reason.to_owned(),
        };
        let trace = take_panicked_trace(&message);
        // The record also knows whose panic it was.
        let message = match trace.as_ref().and_then(Trace::end) {
            Some(End::Panicked { message }) => message.clone(),
            _ => message,
        };
        workers::terminate_all();
        let trace = trace.map(|trace| trace.to_bytes()).unwrap_or_default();
        if let Some(callback) = ON_PANIC.take() {
            let bytes = Uint8Array::from(trace.as_slice());
            // What the callback throws has nowhere to go.
            let _ = callback.call2(&JsValue::UNDEFINED, &message.into(), &bytes);
        }
    }));
}
