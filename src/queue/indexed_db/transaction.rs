//! Transactions: work on the table of jobs that happens as a whole or not at all.

use std::rc::Rc;

use idb::TransactionMode;
use wasm_bindgen::prelude::{Closure, JsCast};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, IdbTransaction};

use super::connection::Connection;
use super::jobs::{JOBS, Jobs};
use super::reply::{ReplyReceiver, ReplySender, reply};
use super::{on_events, refused, why};
use crate::queue::QueueError;
use crate::queue::table::{Access, Table, Work};

/// Runs the work in a transaction of its own, and waits until that is committed. If this future is
/// dropped before the work is done, the transaction is aborted.
pub(in crate::queue) async fn transact(
    connection: Rc<Connection>,
    access: Access,
    work: Work,
) -> Result<(), QueueError> {
    let (sender, receiver) = reply();
    spawn_local(async move {
        let done = run(&connection, access, work, &sender).await;
        sender.send(done);
    });
    receiver.wait().await.unwrap_or(Err(QueueError::Closed))
}

async fn run(
    connection: &Connection,
    access: Access,
    work: Work,
    sender: &ReplySender<Result<(), QueueError>>,
) -> Result<(), QueueError> {
    let transaction = Transaction::begin(connection, access)?;
    let done = match transaction.jobs() {
        Ok(jobs) => work(Table::IndexedDb(jobs)).await,
        Err(error) => Err(error),
    };
    if done.is_err() || sender.is_closed() {
        transaction.abort().await;
        return done;
    }
    transaction.committed().await
}

/// A transaction. Do not drop it before it has committed or aborted.
struct Transaction {
    inner: IdbTransaction,
    /// Whether it was committed.
    ended: ReplyReceiver<bool>,
    _on_end: Closure<dyn FnMut(Event)>,
}

impl Transaction {
    fn begin(connection: &Connection, access: Access) -> Result<Self, QueueError> {
        let mode = match access {
            Access::Read => TransactionMode::ReadOnly,
            Access::Write => TransactionMode::ReadWrite,
        };
        let inner = connection.0.transaction(&[JOBS], mode).map_err(refused)?;
        let inner = IdbTransaction::from(inner);
        let (sender, ended) = reply();
        let on_end = on_events(move |event| sender.send(event.type_() == "complete"));
        inner.set_oncomplete(Some(on_end.as_ref().unchecked_ref()));
        inner.set_onabort(Some(on_end.as_ref().unchecked_ref()));
        Ok(Self { inner, ended, _on_end: on_end })
    }

    fn jobs(&self) -> Result<Jobs, QueueError> {
        let transaction = idb::Transaction::from(self.inner.clone());
        transaction.object_store(JOBS).map(Jobs).map_err(refused)
    }

    /// Waits until the transaction has committed. It does so by itself, because no more requests
    /// come.
    async fn committed(self) -> Result<(), QueueError> {
        match self.ended.wait().await {
            Some(true) => Ok(()),
            _ => Err(self.inner.error().map_or(QueueError::Closed, |error| why(&error))),
        }
    }

    /// Aborts the transaction, and waits until that has happened.
    async fn abort(self) {
        // This fails if a request has failed, which has aborted the transaction already.
        drop(self.inner.abort());
        let _ = self.ended.wait().await;
    }
}
