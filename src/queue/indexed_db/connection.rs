//! Connections to a database: opening, closing and removing it.

use std::rc::Rc;

use idb::{Database, Factory, KeyPath, ObjectStoreParams};
use wasm_bindgen::prelude::JsCast;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest};

use super::jobs::JOBS;
use super::record::{BY_DUE, BY_EXPIRY, BY_STATE};
use super::reply::{ReplyReceiver, reply};
use super::{on_events, refused, target, why};
use crate::queue::QueueError;

/// The version of the database. Increase it with every change to [`upgrade`].
const VERSION: u32 = 1;

/// An open database. Dropping this closes it.
#[derive(Debug)]
pub(in crate::queue) struct Connection(pub(super) Database);

impl Connection {
    fn new(database: IdbDatabase) -> Self {
        // Another tab that wants to replace or remove the database has to wait until all tabs have
        // closed it, so this closes it at once. Whoever still uses it here gets an error from the
        // next transaction. The event may come after the connection is dropped, so the callback
        // is leaked.
        let close = on_events(|event| {
            if let Some(database) = target::<IdbDatabase>(&event) {
                database.close();
            }
        });
        database.set_onversionchange(Some(close.into_js_value().unchecked_ref()));
        Self(database.into())
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Opens the database with this name. Creates it if there is none.
pub(in crate::queue) async fn open(name: String) -> Result<Rc<Connection>, QueueError> {
    let factory = Factory::new().map_err(refused)?;
    let request = factory.open(&name, Some(VERSION)).map_err(refused)?;
    let receiver = follow(request.into());
    receiver.wait().await.unwrap_or(Err(QueueError::Closed)).map(Rc::new)
}

/// The first event of a request to open a database. A later event, or one that nobody waits for any
/// more, is dropped, and that closes the database.
fn follow(request: IdbOpenDbRequest) -> ReplyReceiver<Result<Connection, QueueError>> {
    let (sender, receiver) = reply();
    let callback = on_events(move |event| {
        let Some(request) = target::<IdbOpenDbRequest>(&event) else { return };
        let database = || request.result().ok()?.dyn_into::<IdbDatabase>().ok();
        match event.type_().as_str() {
            "success" => sender.send(database().map(Connection::new).ok_or(QueueError::Closed)),
            "blocked" => sender.send(Err(QueueError::Blocked)),
            "upgradeneeded" => {
                if let Some(Err(error)) = database().map(|database| upgrade(&database.into())) {
                    sender.send(Err(refused(error)));
                }
            }
            _ => sender.send(Err(not_opened(&request))),
        }
    });
    // The events come whether or not anybody waits for them, so the callback is leaked.
    let callback = callback.into_js_value();
    let callback = Some(callback.unchecked_ref());
    request.set_onsuccess(callback);
    request.set_onblocked(callback);
    request.set_onupgradeneeded(callback);
    request.set_onerror(callback);
    receiver
}

/// Creates the table of jobs: an object store, and an index for each query. A job that lacks the
/// property of an index is not in that index.
fn upgrade(database: &Database) -> Result<(), idb::Error> {
    let mut params = ObjectStoreParams::new();
    params.key_path(Some(KeyPath::new_single("id"))).auto_increment(true);
    let jobs = database.create_object_store(JOBS, params)?;
    for index in [BY_DUE, BY_EXPIRY, BY_STATE] {
        jobs.create_index(index, KeyPath::new_single(index), None)?;
    }
    Ok(())
}

/// Removes the database with this name and everything in it.
pub(in crate::queue) async fn remove(name: String) -> Result<(), QueueError> {
    let factory = Factory::new().map_err(refused)?;
    let request: IdbOpenDbRequest = factory.delete(&name).map_err(refused)?.into();
    let (sender, receiver) = reply();
    let callback = on_events(move |event| sender.send(event.type_() == "success")).into_js_value();
    request.set_onsuccess(Some(callback.unchecked_ref()));
    request.set_onerror(Some(callback.unchecked_ref()));
    match receiver.wait().await {
        Some(true) => Ok(()),
        _ => Err(not_opened(&request)),
    }
}

/// Why a database was not opened or removed.
fn not_opened(request: &IdbRequest) -> QueueError {
    match request.error().ok().flatten().map(|exception| why(&exception)) {
        // In a private window, Firefox reports an invalid state.
        Some(QueueError::Closed) | None => QueueError::Refused,
        Some(error) => error,
    }
}
