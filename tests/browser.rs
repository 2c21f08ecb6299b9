//! The browser driver and the exports of the module, on a page.

#![cfg(target_arch = "wasm32")]

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "agreement.rs"]
mod agreement;
pub mod driving;
// The listing of the README. Nobody calls it: it is here to be compiled.
#[allow(dead_code)]
#[path = "../examples/readme/in_a_browser.rs"]
mod in_a_browser;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_coroutine_that_yields_for_ever_lets_the_page_paint() {
    let (running, ended) = driving::start(driving::yield_for_ever());
    let frames = Rc::new(Cell::new(0));
    for _ in 0..3 {
        next_frame(&frames).await;
    }
    running.stop();
    ended.await;
    assert_eq!(frames.get(), 3);
}

/// Waits until the browser is about to paint, and counts that.
async fn next_frame(frames: &Rc<Cell<u32>>) {
    let (sender, painted) = async_channel::bounded(1);
    let frames = Rc::clone(frames);
    let callback = Closure::once(move || {
        frames.set(frames.get() + 1);
        let _ = sender.try_send(());
    });
    let window = web_sys::window().expect("this runs on a page");
    window
        .request_animation_frame(callback.as_ref().unchecked_ref())
        .expect("a page can be painted");
    painted.recv().await.expect("the browser paints");
}
