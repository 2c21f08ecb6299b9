//! How a worker runs its job.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen::prelude::JsValue;

use super::cells::Cells;
use super::job::AnyJob;
use super::own;
use super::shared::{self, SharedMemory};

/// The coroutine that a worker's loop runs.
pub(crate) type Served = Pin<Box<dyn Future<Output = ()>>>;

/// The place where a job leaves its answer.
pub(crate) type Answer = Rc<RefCell<Option<String>>>;

/// Marks this thread as one that serves jobs, and returns the coroutine of a job with the place of
/// its answer. `None` if the job does not accept this input.
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
