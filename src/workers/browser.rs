//! A real worker: a thread of the browser, with an instance of its own.
//!
//! What the two sides say to each other is in `www/job_worker.js`, which is what the thread runs.

use std::cell::RefCell;
use std::fmt;
use std::panic::Location;

use async_channel::{Receiver, Sender};
use js_sys::{ArrayBuffer, JsString, Object, Reflect, Uint8Array};
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
    /// The run that started it, and its place among the workers there.
    run: LoopHandle,
    place: usize,
    name: String,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

/// What a worker says.
#[derive(Debug)]
enum Message {
    /// It can be given something to do; or, it is still there.
    Ready,
    /// Its job is done, and answered this.
    Done(String),
    /// It did not do its job, for this reason.
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
                say(&outbox, Message::Failed(WorkerError::NotStarted(why)));
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let alive = Alive { worker: worker.clone(), run: run.clone(), place, outbox };
        ALIVE.with_borrow_mut(|all| all.push(alive));
        let process =
            Self { worker, inbox, run, place, name, _on_message: on_message, _on_error: on_error };
        process.answer("the worker to start", site).await?;
        Ok(process)
    }

    /// Sends a message, and waits until the worker has answered.
    pub(super) async fn ping(&self, site: &'static Location<'static>) -> Result<(), WorkerError> {
        self.post(&[("type", "ping".into())]);
        self.answer("the worker's answer", site).await.map(drop)
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
            // It may also answer a message whose sender did not wait for that.
            if let Some(answer) = self.answer("the worker", site).await? {
                return Ok(answer);
            }
        }
    }

    /// Waits for what the worker says next.
    async fn answer(
        &self,
        name: &'static str,
        site: &'static Location<'static>,
    ) -> Result<Option<String>, WorkerError> {
        // This holds the other end too, by way of the closures, so somebody always can send.
        match host_at(name, self.inbox.recv(), site).await {
            Ok(Message::Ready) => Ok(None),
            Ok(Message::Done(answer)) => Ok(Some(answer)),
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
        // Everything in it can be copied, or shared.
        let _ = self.worker.post_message(&message);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(take_alive(&self.run, self.place));
        end(&self.worker);
        tell_end(&self.run, self.place);
    }
}

impl fmt::Debug for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Process").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A worker that could be terminated.
struct Alive {
    worker: web_sys::Worker,
    run: LoopHandle,
    place: usize,
    outbox: Sender<Message>,
}

thread_local! {
    static ALIVE: RefCell<Vec<Alive>> = const { RefCell::new(Vec::new()) };
}

/// Terminates a worker of a run in the middle of whatever it does. Answers whether it was there.
pub(crate) fn terminate(run: &LoopHandle, place: usize) -> bool {
    let Some(gone) = take_alive(run, place) else { return false };
    end(&gone.worker);
    tell_end(run, place);
    // Whoever waits for the worker hears this.
    say(&gone.outbox, Message::Failed(WorkerError::Terminated));
    true
}

fn take_alive(run: &LoopHandle, place: usize) -> Option<Alive> {
    ALIVE.with_borrow_mut(|alive| {
        let at = alive.iter().position(|one| one.place == place && one.run.is_same(run))?;
        Some(alive.swap_remove(at))
    })
}

/// Says in the trace of a run that a worker is gone, unless that was said before.
fn tell_end(run: &LoopHandle, place: usize) {
    let now_us = run.now_us();
    let _ = run.edit_trace(|trace| trace.end_worker(place, now_us));
}

/// Terminates every worker of this instance, which dies of a panic: no destructor will, and what
/// they say must find nobody at home. May be called from anywhere.
pub(crate) fn terminate_all() {
    let all =
        ALIVE.with(|alive| alive.try_borrow_mut().map(|mut alive| std::mem::take(&mut *alive)));
    for one in all.into_iter().flatten() {
        end(&one.worker);
    }
}

/// Ends a thread, and hears no more of it.
fn end(worker: &web_sys::Worker) {
    worker.terminate();
    worker.set_onmessage(None);
    worker.set_onerror(None);
}

fn say(outbox: &Sender<Message>, message: Message) {
    // The channel has room for any number; if nobody listens any more, nobody needs to know.
    let _ = outbox.try_send(message);
}

fn new_worker(name: &str) -> Result<web_sys::Worker, JsValue> {
    let glue = GLUE_URL.with(|url| String::from(url));
    let script = Url::new_with_base(SCRIPT, &glue)?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(name);
    web_sys::Worker::new_with_options(&script.href(), &options)
}

/// Takes what the worker says.
fn receive(data: &JsValue, run: &LoopHandle, place: usize, outbox: &Sender<Message>) {
    let get = |name: &str| Reflect::get(data, &name.into()).unwrap_or_default();
    let said = |name: &str| get(name).as_string().unwrap_or_default();
    let bytes = get("bytes");
    if ArrayBuffer::is_view(&bytes)
        && let Ok(trace) = Trace::from_bytes(&Uint8Array::new(&bytes).to_vec())
    {
        let _ = run.edit_trace(|of_run| of_run.set_worker_trace(place, trace));
    }
    match said("type").as_str() {
        "ready" => say(outbox, Message::Ready),
        "done" => say(outbox, Message::Done(said("answer"))),
        "crashed" => say(outbox, Message::Failed(WorkerError::Crashed(said("message")))),
        "stuck" => say(outbox, Message::Failed(WorkerError::Stuck)),
        "refused" => say(outbox, Message::Failed(WorkerError::Unreadable)),
        _ => {}
    }
}

fn text(thrown: &JsValue) -> String {
    thrown.dyn_ref::<js_sys::Error>().map_or_else(
        || "the browser does not say why".to_owned(),
        |error| String::from(error.message()),
    )
}
