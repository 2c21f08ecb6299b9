//! A connection to a database, and how one is made.

use std::rc::Rc;

use idb::{Database, Factory, KeyPath, ObjectStoreParams};
use wasm_bindgen::prelude::JsCast;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest};

use super::jobs::JOBS;
use super::record::{BY_DUE, BY_EXPIRY, BY_STATE};
use super::reply::{Told, reply};
use super::{on_events, refused, target, why};
use crate::queue::QueueError;

/// To be raised with every change of what [`upgrade`] makes.
const VERSION: u32 = 1;

/// A database that is open. It is closed when this is dropped.
#[derive(Debug)]
pub(in crate::queue) struct Connection(pub(super) Database);

impl Connection {
    fn new(database: IdbDatabase) -> Self {
        // When another tab wants to replace or remove the database, it has to wait until everybody
        // has closed it. Who still has something to do here finds out from the next transaction.
        // The event may come when nobody has the connection any more, so the callback stays.
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

/// Opens the database with this name, and makes it if there is none.
pub(in crate::queue) async fn open(name: String) -> Result<Rc<Connection>, QueueError> {
    let factory = Factory::new().map_err(refused)?;
    let request = factory.open(&name, Some(VERSION)).map_err(refused)?;
    let told = follow(request.into());
    told.wait().await.unwrap_or(Err(QueueError::Closed)).map(Rc::new)
}

/// Waits for the first of what a request to open a database tells. What is told later, or when
/// nobody waits any more, is dropped: that closes the database.
fn follow(request: IdbOpenDbRequest) -> Told<Result<Connection, QueueError>> {
    let (tell, told) = reply();
    let callback = on_events(move |event| {
        let Some(request) = target::<IdbOpenDbRequest>(&event) else { return };
        let database = || request.result().ok()?.dyn_into::<IdbDatabase>().ok();
        match event.type_().as_str() {
            "success" => tell.send(database().map(Connection::new).ok_or(QueueError::Closed)),
            "blocked" => tell.send(Err(QueueError::Blocked)),
            "upgradeneeded" => {
                if let Some(Err(error)) = database().map(|database| upgrade(&database.into())) {
                    tell.send(Err(refused(error)));
                }
            }
            _ => tell.send(Err(not_opened(&request))),
        }
    });
    // The answer comes whether anybody waits for it or not, so the callback stays.
    let callback = callback.into_js_value();
    let callback = Some(callback.unchecked_ref());
    request.set_onsuccess(callback);
    request.set_onblocked(callback);
    request.set_onupgradeneeded(callback);
    request.set_onerror(callback);
    told
}

/// Makes the table of jobs: an object store, and an index for each question that is asked of it. A
/// job that lacks the property of an index is not in that index.
fn upgrade(database: &Database) -> Result<(), idb::Error> {
    let mut params = ObjectStoreParams::new();
    params.key_path(Some(KeyPath::new_single("id"))).auto_increment(true);
    let jobs = database.create_object_store(JOBS, params)?;
    for index in [BY_DUE, BY_EXPIRY, BY_STATE] {
        jobs.create_index(index, KeyPath::new_single(index), None)?;
    }
    Ok(())
}

/// Removes the database with this name, and all that is in it.
pub(in crate::queue) async fn remove(name: String) -> Result<(), QueueError> {
    let factory = Factory::new().map_err(refused)?;
    let request: IdbOpenDbRequest = factory.delete(&name).map_err(refused)?.into();
    let (tell, told) = reply();
    let callback = on_events(move |event| tell.send(event.type_() == "success")).into_js_value();
    request.set_onsuccess(Some(callback.unchecked_ref()));
    request.set_onerror(Some(callback.unchecked_ref()));
    match told.wait().await {
        Some(true) => Ok(()),
        _ => Err(not_opened(&request)),
    }
}

/// Why a database was not opened or removed.
fn not_opened(request: &IdbRequest) -> QueueError {
    match request.error().ok().flatten().map(|exception| why(&exception)) {
        // Firefox says of a private window that its state is not valid.
        Some(QueueError::Closed) | None => QueueError::Refused,
        Some(error) => error,
    }
}
