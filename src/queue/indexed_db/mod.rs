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
//! The crate `idb` is used without its futures. Those must not be dropped early, because their
//! callbacks are then called after they are gone (<https://github.com/devashishdxt/idb/issues/30>),
//! and the one of a transaction is over, and gone, when a request fails, before the transaction
//! itself tells that it was aborted.

mod connection;
mod jobs;
mod record;
mod transaction;

pub(super) use connection::{Connection, open, remove};
pub(super) use jobs::Jobs;
pub(super) use transaction::transact;

use async_channel::Sender;
use idb::Request;
use wasm_bindgen::prelude::{JsCast, JsValue};
use web_sys::DomException;

use super::QueueError;

/// Makes a request and waits for its answer. Not to be dropped before that.
async fn answer(mut request: impl Request) -> Result<JsValue, QueueError> {
    let (tell, told) = async_channel::bounded(1);
    request.on_error({
        let tell = tell.clone();
        move |_| send(&tell, false)
    });
    request.on_success(move |_| send(&tell, true));
    match told.recv().await {
        Ok(true) => request.result().map_err(refused),
        _ => Err(request.error().ok().flatten().map_or(QueueError::Closed, |error| why(&error))),
    }
}

/// Sends to whoever waits for it. If nobody does any more, the message is dropped.
fn send<T>(to: &Sender<T>, message: T) {
    let _ = to.try_send(message);
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
