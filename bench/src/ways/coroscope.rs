//! Coroscope's own loop, under its browser driver.

use coroscope::drivers::browser;
use coroscope::runtime::{EventLoop, Options, TimeSource};
use wasm_bindgen::prelude::JsError;

use crate::counter::Counter;
use crate::outcome::Outcome;

/// More events than any of the works records.
const CAPACITY: usize = 1 << 26;

/// Runs a program to its end. The program counts the work that it does.
pub(crate) async fn run<F>(
    record: bool,
    program: impl FnOnce(Counter) -> F,
) -> Result<Outcome, JsError>
where
    F: Future<Output = ()> + 'static,
{
    let done = Counter::default();
    let (sender, ended) = async_channel::bounded(1);
    let _running = browser::run(new_loop(record), program(done.clone()), move |trace| {
        let _ = sender.try_send(trace);
    });
    let trace = ended.recv().await.ok();
    Outcome::of(done.get(), trace)
}

/// Starts a program, and does not wait for it.
pub(crate) fn start(record: bool, program: impl Future<Output = ()> + 'static) {
    let _running = browser::run(new_loop(record), program, drop);
}

fn new_loop(record: bool) -> EventLoop {
    let capacity = record.then_some(CAPACITY);
    EventLoop::new(TimeSource::wall(), Options { capacity, ..Options::default() })
}
