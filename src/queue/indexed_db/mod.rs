//! Jobs in the browser's own database, IndexedDB.
//!
//! A transaction there commits by itself as soon as the browser gets control back while no request
//! of it is pending. So the next request must follow right after the result of the last, and our own
//! loop does not promise that: it may have other tasks to poll first, and it lets the browser paint
//! in between. Each transaction therefore runs as a whole under `wasm-bindgen-futures`, which
//! continues in the microtask after a result. The coroutine that asked for it only waits for a
//! reply. That also makes dropping the coroutine harmless: the transaction commits if its work was
//! done by then, and is aborted otherwise.
//!
//! The crate `idb` is used without its futures and callbacks. Its futures must not be dropped early,
//! because the browser then calls callbacks that are gone
//! (<https://github.com/devashishdxt/idb/issues/30>). And when a request fails, the future of its
//! transaction ends before the transaction reports that it was aborted. Listening to everything with
//! one type of callback is also less to download.

mod connection;
mod jobs;
mod record;
mod reply;
mod transaction;

pub(super) use connection::{Connection, open, remove};
pub(super) use jobs::Jobs;
pub(super) use transaction::transact;

use std::pin::Pin;

use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::{DomException, Event, IdbRequest};

use super::QueueError;
use reply::reply;

/// The result of a request. Do not drop this future before it is ready.
///
/// It is boxed so that all requests share the code that waits.
fn response(
    request: impl Into<IdbRequest>,
) -> Pin<Box<dyn Future<Output = Result<JsValue, QueueError>>>> {
    Box::pin(wait_for(request.into()))
}

async fn wait_for(request: IdbRequest) -> Result<JsValue, QueueError> {
    let (sender, receiver) = reply();
    let callback = on_events(move |event| sender.send(event.type_() == "success"));
    request.set_onsuccess(Some(callback.as_ref().unchecked_ref()));
    request.set_onerror(Some(callback.as_ref().unchecked_ref()));
    match receiver.wait().await {
        Some(true) => Ok(request.result().unwrap_or_default()),
        _ => Err(request.error().ok().flatten().map_or(QueueError::Closed, |error| why(&error))),
    }
}

/// A callback for events. Boxing gives all callbacks the same type.
fn on_events(act: impl FnMut(Event) + 'static) -> Closure<dyn FnMut(Event)> {
    Closure::wrap(Box::new(act))
}

/// The target of an event.
fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// Why a call was refused.
fn refused(error: idb::Error) -> QueueError {
    use idb::Error;
    match error {
        Error::IndexedDbNotFound(thrown) if thrown.is_undefined() || thrown.is_null() => {
            QueueError::Unavailable
        }
        // A browser that hides the database from a site throws on any access to it.
        Error::IndexedDbNotFound(_) => QueueError::Refused,
        Error::DomException(exception) => why(&exception),
        Error::IndexedDbOpenFailed(thrown)
        | Error::IndexedDbDeleteFailed(thrown)
        | Error::TransactionOpenFailed(thrown)
        | Error::ObjectStoreNotFound(thrown)
        | Error::IndexNotFound(thrown)
        | Error::AddFailed(thrown)
        | Error::UpdateFailed(thrown)
        | Error::GetFailed(thrown)
        | Error::GetAllKeysFailed(thrown)
        | Error::CountFailed(thrown)
        | Error::DeleteFailed(thrown)
        | Error::ClearFailed(thrown) => thrown
            .dyn_ref::<DomException>()
            .map_or_else(|| QueueError::Other("it is not as it should be".to_owned()), why),
        // What remains are results of another type than the specification says.
        _ => QueueError::Other("its answer makes no sense".to_owned()),
    }
}

/// What an exception of the database means.
fn why(exception: &DomException) -> QueueError {
    match exception.name().as_str() {
        "QuotaExceededError" => QueueError::Full,
        "VersionError" => QueueError::Newer,
        "SecurityError" | "NotAllowedError" => QueueError::Refused,
        "InvalidStateError" => QueueError::Closed,
        name => QueueError::Other(format!("{} ({name})", exception.message())),
    }
}
