//! A connection to a database, and how one is made.

use std::rc::Rc;

use idb::{Database, DatabaseEvent, Event, Factory, KeyPath, ObjectStoreParams, Request};

use super::jobs::{BY_DUE, BY_EXPIRY, BY_STATE, JOBS};
use super::{refused, send, why};
use crate::queue::QueueError;

/// To be raised with every change of what [`upgrade`] makes.
const VERSION: u32 = 1;

/// A database that is open. It is closed when this is dropped.
#[derive(Debug)]
pub(in crate::queue) struct Connection(pub(super) Database);

impl Connection {
    fn new(mut database: Database) -> Self {
        // When another tab wants to replace or remove the database, it has to wait until everybody
        // has closed it. Who still has something to do here finds out from the next transaction.
        database.on_version_change(|event| {
            if let Some(Ok(database)) = Event::target(&event).ok().map(Database::try_from) {
                database.close();
            }
        });
        // The event may come when nobody has the connection any more.
        database.forget_callbacks();
        Self(database)
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
    let mut request = factory.open(&name, Some(VERSION)).map_err(refused)?;
    let (tell, told) = async_channel::bounded(1);
    // What cannot be sent, because nobody waits any more, is dropped: that closes the database.
    request.on_upgrade_needed({
        let tell = tell.clone();
        move |event| {
            if let Err(error) = event.database().and_then(|database| upgrade(&database)) {
                send(&tell, Err(refused(error)));
            }
        }
    });
    request.on_blocked({
        let tell = tell.clone();
        move |_| send(&tell, Err(QueueError::Blocked))
    });
    request.on_error({
        let tell = tell.clone();
        move |event| send(&tell, Err(not_opened(&event)))
    });
    request.on_success(move |event| {
        let database = event.database().map(Connection::new).map_err(refused);
        send(&tell, database);
    });
    // The answer comes whether anybody waits for it or not.
    request.forget_callbacks();
    let connection = told.recv().await.unwrap_or(Err(QueueError::Closed))?;
    Ok(Rc::new(connection))
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
    let mut request = factory.delete(&name).map_err(refused)?;
    let (tell, told) = async_channel::bounded(1);
    request.on_error({
        let tell = tell.clone();
        move |event| send(&tell, Err(not_opened(&event)))
    });
    request.on_success(move |_| send(&tell, Ok(())));
    request.forget_callbacks();
    told.recv().await.unwrap_or(Err(QueueError::Closed))
}

/// Why a database was not opened or removed.
fn not_opened<E: Event<Target: Request>>(event: &E) -> QueueError {
    let error = event.target().and_then(|request| request.error());
    match error.ok().flatten().map(|exception| why(&exception)) {
        // Firefox says of a private window that its state is not valid.
        Some(QueueError::Closed) | None => QueueError::Refused,
        Some(error) => error,
    }
}
