//! Jobs in the browser's own database, IndexedDB.
//!
//! A transaction there commits by itself as soon as the browser gets control back while no request
//! of it is pending. So what happens within one must go on right where a request is answered, which
//! our own loop does not promise: it may have other tasks to poll first, and lets the browser paint
//! in between. Each transaction therefore runs as a whole under `wasm-bindgen-futures`, which goes
//! on in the very microtask after the answer, and the coroutine that asked only waits to be told.
//! That also makes it harmless to drop the coroutine: the transaction runs on to its end, or, where
//! nobody is left to be told, is taken back.
//!
//! The crate `idb` is used without its futures and callbacks. Those must not be dropped early,
//! because what they listen with is then called after it is gone
//! (<https://github.com/devashishdxt/idb/issues/30>), and the future of a transaction is over, and
//! gone, when a request fails, before the transaction itself tells that it was aborted. Listening
//! with one type of callback to everything is also less to download.

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

/// What a request is answered with, when it is. Not to be dropped before that.
///
/// It is boxed so that there is one piece of code that waits, whatever the request.
fn answer(
    request: impl Into<IdbRequest>,
) -> Pin<Box<dyn Future<Output = Result<JsValue, QueueError>>>> {
    Box::pin(answer_of(request.into()))
}

async fn answer_of(request: IdbRequest) -> Result<JsValue, QueueError> {
    let (tell, told) = reply();
    let callback = on_events(move |event| tell.send(event.type_() == "success"));
    request.set_onsuccess(Some(callback.as_ref().unchecked_ref()));
    request.set_onerror(Some(callback.as_ref().unchecked_ref()));
    match told.wait().await {
        Some(true) => Ok(request.result().unwrap_or_default()),
        _ => Err(request.error().ok().flatten().map_or(QueueError::Closed, |error| why(&error))),
    }
}

/// A function that is called with events. Boxed, so that all of them are of one type.
fn on_events(act: impl FnMut(Event) + 'static) -> Closure<dyn FnMut(Event)> {
    Closure::wrap(Box::new(act))
}

/// Whom an event is about.
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
        // Where the browser hides the database from a site, it throws as soon as one looks.
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
        // What remains are answers of another type than the specification says.
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
