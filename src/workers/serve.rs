//! What a worker does with its job.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen::prelude::JsValue;

use super::cells::Cells;
use super::job::AnyJob;
use super::own;
use super::shared::{self, SharedMemory};

/// What a worker's loop runs.
pub(crate) type Served = Pin<Box<dyn Future<Output = ()>>>;

/// Where the answer of a job will be.
pub(crate) type Answer = Rc<RefCell<Option<String>>>;

/// The coroutine of a job, and where its answer will be; `None` if the job does not take such an
/// input. From now on this thread serves jobs.
pub(crate) fn serve(job: &dyn AnyJob, input: &str, memory: JsValue) -> Option<(Served, Answer)> {
    own::become_worker();
    let coroutine = job.start(input)?;
    let _ = shared::replace(Cells::from_js(memory).map(SharedMemory::from_cells));
    let answer = Answer::default();
    let to = Rc::clone(&answer);
    let main = async move {
        let answer = coroutine.await;
        to.replace(Some(answer));
    };
    Some((Box::pin(main), answer))
}
