//! A real worker: a thread of the browser, with an instance of its own.
//!
//! What the two sides say to each other is in `www/job_worker.js`, which is what the thread runs.

use std::cell::RefCell;
use std::fmt;
use std::panic::Location;

use async_channel::{Receiver, Sender};
use js_sys::{ArrayBuffer, JsString, Number, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue, wasm_bindgen};
use web_sys::{ErrorEvent, Event, MessageEvent, Url, WorkerOptions, WorkerType};

use super::cells::Cells;
use super::error::WorkerError;
use super::job::AnyJob;
use super::own::is_worker;
use super::shared::SharedMemory;
use crate::runtime::trace::Trace;
use crate::runtime::{LoopHandle, current_loop, host_at};

#[wasm_bindgen]
extern "C" {
    /// Where the glue of this instance was loaded from: `…/pkg/coroscope.js`.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static GLUE_URL: JsString;
}

/// The script of a worker, seen from the glue.
const SCRIPT: &str = "../job_worker.js";

/// A thread of the browser. Dropping this terminates it.
pub(super) struct Process {
    worker: web_sys::Worker,
    inbox: Receiver<Message>,
    /// The run that started it.
    run: LoopHandle,
    /// Its place among the workers of that run.
    place: usize,
    name: String,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

/// A message from a worker.
#[derive(Debug)]
enum Message {
    /// The worker can be given a job; or, in reply to a ping, it is alive.
    Ready,
    /// Its job is done and has returned this.
    Done(String),
    /// It has not done its job, for this reason.
    Failed(WorkerError),
}

impl Process {
    /// Starts a thread, and waits until it is ready.
    pub(super) async fn start(
        name: String,
        site: &'static Location<'static>,
    ) -> Result<Self, WorkerError> {
        if is_worker() {
            return Err(WorkerError::nested());
        }
        let worker = new_worker(&name).map_err(|thrown| WorkerError::NotStarted(text(&thrown)))?;
        let (run, owner) = current_loop();
        let owner = owner.unwrap_or_default();
        let place = run.edit_trace(|trace| trace.add_worker(owner, name.clone()));
        let place = place.unwrap_or(usize::MAX);
        let (outbox, inbox) = async_channel::unbounded();
        let on_message = {
            let (run, outbox) = (run.clone(), outbox.clone());
            Closure::new(move |event: MessageEvent| receive(&event.data(), &run, place, &outbox))
        };
        let on_error = {
            let outbox = outbox.clone();
            // A script that cannot be loaded is a plain event, which has no message.
            Closure::new(move |event: Event| {
                event.prevent_default();
                let message = event.dyn_ref().map(ErrorEvent::message);
                let message = message.filter(|message| !message.is_empty());
                let why = message.unwrap_or_else(|| "its script could not be loaded".to_owned());
                send(&outbox, Message::Failed(WorkerError::NotStarted(why)));
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let alive = Alive { worker: worker.clone(), run: run.clone(), place, outbox };
        ALIVE.with_borrow_mut(|all| all.push(alive));
        let process =
            Self { worker, inbox, run, place, name, _on_message: on_message, _on_error: on_error };
        process.next_result("the worker to start", site).await?;
        Ok(process)
    }

    /// Sends a message, and waits for the reply.
    pub(super) async fn ping(&self, site: &'static Location<'static>) -> Result<(), WorkerError> {
        self.post(&[("type", "ping".into())]);
        self.next_result("the worker's answer", site).await.map(drop)
    }

    /// Runs a job to its end.
    pub(super) async fn run(
        self,
        job: &dyn AnyJob,
        input: &str,
        memory: Option<SharedMemory>,
        site: &'static Location<'static>,
    ) -> Result<String, WorkerError> {
        let cells = memory.as_ref().and_then(SharedMemory::cells);
        self.post(&[
            ("type", "job".into()),
            ("job", job.name().into()),
            ("input", input.into()),
            ("name", self.name.as_str().into()),
            ("began_ms", self.run.began_epoch_ms().into()),
            ("sent_ms", (self.run.now_us() as f64 / 1000.0).into()),
            ("capacity", self.run.capacity().map(|capacity| capacity as f64).into()),
            ("memory", cells.map_or(JsValue::UNDEFINED, Cells::to_js)),
        ]);
        loop {
            // This can also be a reply to a ping that was given up.
            if let Some(output) = self.next_result("the worker", site).await? {
                return Ok(output);
            }
        }
    }

    /// Waits for the next message of the worker. Returns what its job returned, if it is done.
    async fn next_result(
        &self,
        name: &'static str,
        site: &'static Location<'static>,
    ) -> Result<Option<String>, WorkerError> {
        // The closures of this struct hold the other end, so the channel is never closed.
        match host_at(name, self.inbox.recv(), site).await {
            Ok(Message::Ready) => Ok(None),
            Ok(Message::Done(output)) => Ok(Some(output)),
            Ok(Message::Failed(error)) => Err(error),
            Err(_) => Err(WorkerError::Terminated),
        }
    }

    fn post(&self, fields: &[(&str, JsValue)]) {
        let message = Object::new();
        for (name, value) in fields {
            // A new object takes any property.
            let _ = Reflect::set(&message, &(*name).into(), value);
        }
        // Everything in the message can be copied or shared, so posting it does not fail.
        let _ = self.worker.post_message(&message);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(take_alive(&self.run, self.place));
        end(&self.worker);
        record_end(&self.run, self.place);
    }
}

impl fmt::Debug for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Process").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A worker that has not been terminated.
struct Alive {
    worker: web_sys::Worker,
    run: LoopHandle,
    place: usize,
    outbox: Sender<Message>,
}

thread_local! {
    static ALIVE: RefCell<Vec<Alive>> = const { RefCell::new(Vec::new()) };
}

/// Terminates a worker of a run, whatever it is doing: Chromium lets it compute on for a while, and what
/// it has posted and was not received is lost. Returns whether it was alive.
pub(crate) fn terminate(run: &LoopHandle, place: usize) -> bool {
    let Some(gone) = take_alive(run, place) else { return false };
    end(&gone.worker);
    record_end(run, place);
    // This is for the program that waits for the worker.
    send(&gone.outbox, Message::Failed(WorkerError::Terminated));
    true
}

fn take_alive(run: &LoopHandle, place: usize) -> Option<Alive> {
    ALIVE.with_borrow_mut(|alive| {
        let at =
            alive.iter().position(|worker| worker.place == place && worker.run.is_same(run))?;
        Some(alive.swap_remove(at))
    })
}

/// Records the end of a worker in the trace of its run, unless it is recorded already.
fn record_end(run: &LoopHandle, place: usize) {
    let now_us = run.now_us();
    let _ = run.edit_trace(|trace| trace.end_worker(place, now_us));
}

/// Terminates every worker of this instance when it dies of a panic. No destructor runs then, and no
/// message of a worker may reach the dead instance. It can be called from anywhere.
pub(crate) fn terminate_all() {
    let all =
        ALIVE.with(|alive| alive.try_borrow_mut().map(|mut alive| std::mem::take(&mut *alive)));
    for gone in all.into_iter().flatten() {
        end(&gone.worker);
    }
}

/// Ends a thread, and ignores its further messages.
fn end(worker: &web_sys::Worker) {
    worker.terminate();
    worker.set_onmessage(None);
    worker.set_onerror(None);
}

fn send(outbox: &Sender<Message>, message: Message) {
    // The channel is unbounded. If nobody listens any more, the message is dropped.
    let _ = outbox.try_send(message);
}

fn new_worker(name: &str) -> Result<web_sys::Worker, JsValue> {
    let glue = GLUE_URL.with(|url| String::from(url));
    let script = Url::new_with_base(SCRIPT, &glue)?;
    script.set_hash(&format!("{}.jobs", page()));
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(name);
    web_sys::Worker::new_with_options(&script.href(), &options)
}

/// What the workers of this page are known by, see `www/run/leftovers.js`: when the page began. A
/// worker in which a run has its own loop was given this in its address.
fn page() -> String {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
    let global = JsValue::from(js_sys::global());
    if get(&global, "document").is_undefined() {
        let hash = get(&get(&global, "location"), "hash").as_string().unwrap_or_default();
        hash.trim_start_matches('#').to_owned()
    } else {
        let began = get(&get(&global, "performance"), "timeOrigin").as_f64().unwrap_or_default();
        Number::from(began).to_string_with_radix(10).map_or_else(|_| String::new(), String::from)
    }
}

/// Handles a message from the worker: its trace, and what it reports.
fn receive(data: &JsValue, run: &LoopHandle, place: usize, outbox: &Sender<Message>) {
    let get = |name: &str| Reflect::get(data, &name.into()).unwrap_or_default();
    let said = |name: &str| get(name).as_string().unwrap_or_default();
    if let Some(part) = bytes(&get("part")) {
        let _ = run.edit_trace(|of_run| of_run.add_to_worker_trace(place, &part));
    }
    if let Some(Ok(trace)) = bytes(&get("bytes")).map(|bytes| Trace::from_bytes(&bytes)) {
        let _ = run.edit_trace(|of_run| of_run.set_worker_trace(place, trace));
    }
    match said("type").as_str() {
        "ready" => send(outbox, Message::Ready),
        "done" => send(outbox, Message::Done(said("answer"))),
        "crashed" => send(outbox, Message::Failed(WorkerError::Crashed(said("message")))),
        "stuck" => send(outbox, Message::Failed(WorkerError::Stuck)),
        "refused" => send(outbox, Message::Failed(WorkerError::Unreadable)),
        _ => {}
    }
}

/// The bytes of a message, if it has some. It may come from another realm than this instance, whose
/// arrays are of another class, so it is not asked for its class.
fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    ArrayBuffer::is_view(value).then(|| Uint8Array::new(value).to_vec())
}

fn text(thrown: &JsValue) -> String {
    thrown.dyn_ref::<js_sys::Error>().map_or_else(
        || "the browser does not say why".to_owned(),
        |error| String::from(error.message()),
    )
}
