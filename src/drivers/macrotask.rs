//! Giving the browser time to paint.
//!
//! Futures go on in microtasks, and between two microtasks a browser neither paints nor takes input
//! (<https://github.com/wasm-bindgen/wasm-bindgen/issues/2979>). `setTimeout` lets it, but is
//! delayed by at least 4 ms after a few times in a row. `scheduler.yield` continues before all
//! other tasks of the browser: with a coroutine that yields for ever, no `setTimeout` of the page
//! fires any more, in Chromium 156 as in Firefox 153. A message that a page posts to itself takes its turn like other
//! tasks.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Waits until the browser has had the chance to do something else.
pub(super) async fn macrotask() {
    // The promise is never rejected; if it were, going on is right.
    let _ = JsFuture::from(posted_to_itself()).await;
}

/// A promise that is fulfilled when a message posted now arrives.
fn posted_to_itself() -> Promise {
    Promise::new(&mut |resolve: Function, _reject: Function| {
        match poster() {
            Some(poster) => poster.post(&resolve),
            // Without message channels it is best not to wait.
            None => drop(resolve.call0(&JsValue::UNDEFINED)),
        }
    })
}

thread_local! {
    static POSTER: RefCell<Option<Rc<Poster>>> = const { RefCell::new(None) };
}

/// The channel of this thread. The caller gets a handle of its own, because posting calls
/// JavaScript, and the cell must not be borrowed then.
fn poster() -> Option<Rc<Poster>> {
    if let Some(poster) = POSTER.with_borrow(Clone::clone) {
        return Some(poster);
    }
    let made = Rc::new(Poster::new()?);
    POSTER.set(Some(Rc::clone(&made)));
    Some(made)
}

/// A channel whose two ends are here. Each message that arrives fulfils the promise that has waited
/// longest.
struct Poster {
    channel: MessageChannel,
    waiting: js_sys::Array,
    _arrived: Closure<dyn Fn()>,
}

impl Poster {
    fn new() -> Option<Self> {
        let channel = MessageChannel::new().ok()?;
        let waiting = js_sys::Array::new();
        let arrived = {
            let waiting = waiting.clone();
            Closure::<dyn Fn()>::new(move || {
                if let Some(resolve) = waiting.shift().dyn_ref::<Function>() {
                    let _ = resolve.call0(&JsValue::UNDEFINED);
                }
            })
        };
        channel.port1().set_onmessage(Some(arrived.as_ref().unchecked_ref()));
        Some(Self { channel, waiting, _arrived: arrived })
    }

    fn post(&self, resolve: &Function) {
        self.waiting.push(resolve);
        let _ = self.channel.port2().post_message(&JsValue::NULL);
    }
}
