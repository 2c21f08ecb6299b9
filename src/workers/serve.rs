//! What a worker does with its job.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::JsValue;

use super::cells::Cells;
use super::own;
use super::shared::{self, SharedMemory};
use crate::programs::{self, Main};

/// Where the answer of a job will be.
pub(crate) type Answer = Rc<RefCell<Option<String>>>;

/// The coroutine of a job by its name, and where its answer will be; `None` if there is no such
/// job, or it does not take such an input. From now on this thread serves jobs.
pub(crate) fn serve(job: &str, input: &str, memory: JsValue) -> Option<(Main, Answer)> {
    own::become_worker();
    let coroutine = programs::job(job)?.start(input)?;
    let _ = shared::replace(Cells::from_js(memory).map(SharedMemory::from_cells));
    let answer = Answer::default();
    let to = Rc::clone(&answer);
    let main = async move {
        let answer = coroutine.await;
        to.replace(Some(answer));
    };
    Some((Box::pin(main), answer))
}
