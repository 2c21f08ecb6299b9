//! Work on the table of jobs that happens as a whole or not at all.

use std::rc::Rc;

use async_channel::{Receiver, Sender};
use idb::TransactionMode;
use wasm_bindgen_futures::spawn_local;
use web_sys::IdbTransaction;

use super::connection::Connection;
use super::jobs::{JOBS, Jobs};
use super::{refused, send, why};
use crate::queue::table::Table;
use crate::queue::{Access, QueueError};

/// Runs the work in a transaction of its own, and answers when the database has kept it. If this
/// future is dropped before the work is done, everything is as it was.
pub(in crate::queue) async fn transact<T, W, F>(
    connection: Rc<Connection>,
    access: Access,
    work: W,
) -> Result<T, QueueError>
where
    T: 'static,
    W: FnOnce(Table) -> F + 'static,
    F: Future<Output = Result<T, QueueError>> + 'static,
{
    let (tell, told) = async_channel::bounded(1);
    spawn_local(async move {
        let done = run(&connection, access, work, &tell).await;
        // Nobody may be waiting any more.
        send(&tell, done);
    });
    told.recv().await.unwrap_or(Err(QueueError::Closed))
}

async fn run<T, W, F>(
    connection: &Connection,
    access: Access,
    work: W,
    tell: &Sender<Result<T, QueueError>>,
) -> Result<T, QueueError>
where
    W: FnOnce(Table) -> F,
    F: Future<Output = Result<T, QueueError>>,
{
    let transaction = Transaction::begin(connection, access)?;
    let answer = match transaction.jobs() {
        Ok(jobs) => work(Table::IndexedDb(jobs)).await,
        Err(error) => Err(error),
    };
    if answer.is_err() || tell.is_closed() {
        transaction.abort().await;
        return answer;
    }
    transaction.committed().await?;
    answer
}

/// A transaction. Not to be dropped before it has ended, one way or the other.
struct Transaction {
    inner: idb::Transaction,
    /// The same once more, because aborting it through `inner` would drop the callbacks.
    raw: IdbTransaction,
    /// Whether it was committed.
    ended: Receiver<bool>,
}

impl Transaction {
    fn begin(connection: &Connection, access: Access) -> Result<Self, QueueError> {
        let mode = match access {
            Access::Read => TransactionMode::ReadOnly,
            Access::Write => TransactionMode::ReadWrite,
        };
        let transaction = connection.0.transaction(&[JOBS], mode).map_err(refused)?;
        let raw = IdbTransaction::from(transaction);
        let mut inner = idb::Transaction::from(raw.clone());
        let (tell, ended) = async_channel::bounded(1);
        inner.on_complete({
            let tell = tell.clone();
            move |_| send(&tell, true)
        });
        inner.on_abort(move |_| send(&tell, false));
        Ok(Self { inner, raw, ended })
    }

    fn jobs(&self) -> Result<Jobs, QueueError> {
        self.inner.object_store(JOBS).map(Jobs).map_err(refused)
    }

    /// Waits until the database has kept what was done. It commits by itself, because no more
    /// requests come.
    async fn committed(self) -> Result<(), QueueError> {
        match self.ended.recv().await {
            Ok(true) => Ok(()),
            _ => Err(self.inner.error().map_or(QueueError::Closed, |error| why(&error))),
        }
    }

    /// Takes back what was done.
    async fn abort(self) {
        // It fails if a request has failed, which aborts a transaction by itself.
        drop(self.raw.abort());
        let _ = self.ended.recv().await;
    }
}
