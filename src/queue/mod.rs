//! A queue of jobs that outlives the page: kept in IndexedDB, shared by every worker and every tab
//! of the site.
//!
//! A job is *queued* until a worker claims it. It is then *started*, and the worker holds a
//! *lease*: until that is over no other worker may have the job. A worker that needs longer extends
//! its lease with a heartbeat. A job that succeeded is *finished*, and its result is kept for a
//! while; a job whose try failed is *waiting* for the next, and when its retries are used up it is
//! *failed* and kept with its error.
//!
//! # Why leases, and no Web Locks
//!
//! A Web Lock is released when the worker or tab that holds it ends, at once and without a clock,
//! which is more than a lease can. But a lock is kept outside of the database: after a crash, or
//! once the browser was closed, the record of a job would still say that a worker has it, and only
//! asking for the lock of every such job could show otherwise. A worker that hangs keeps its lock for
//! ever. A lease is a time in the job's own record. It is written in the same transaction that
//! claims the job, so there is never a moment at which the two disagree; it ends by itself,
//! whatever became of the worker; and it is a rule about data, which a test can run through
//! without a browser. The price is that a dead worker's job waits until its lease is over.
//!
//! # What holds
//!
//! - Every operation is one transaction: it happens as a whole or not at all. IndexedDB lets one
//!   transaction at a time write to the jobs, in whatever tab, so no two workers claim one job.
//! - Each claim has a number, and only the holder of the latest claim may extend, finish or fail the
//!   job. So a worker that was given up for dead and comes back cannot finish a job that another
//!   worker has taken over. A lease that is over is not lost until another worker claims the job:
//!   its holder was merely slow, and its work need not be thrown away.
//! - Time is a parameter of every operation: milliseconds since 1970, so that several tabs and
//!   workers agree. If a computer's clock is set, leases end early or late; the number of the claim
//!   still keeps a job from being finished twice.
//! - The rules are methods of [`Job`], written once. Two stores apply them: IndexedDB, and memory
//!   for simulations. In both, claiming looks at the job that has been due longest, through an
//!   index over the times at which jobs are due.
//! - The future of an operation may be dropped at any time. Nothing is half written then, but an
//!   operation that was under way may or may not have happened: a job that it claimed can be claimed
//!   again when the lease is over.

mod error;
#[cfg(target_arch = "wasm32")]
mod indexed_db;
mod job;
mod memory;
mod operations;
mod table;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use std::cell::Cell;
use std::rc::Rc;

pub use error::QueueError;
pub use job::{Job, JobId, JobState, Lease, MOST_BACKOFF_MS, MOST_LOSSES, NewJob};
use memory::Memory;
pub use operations::{Claim, Counts};
use table::{Access, Table, Work};

use crate::runtime::{self, host, is_simulated};

/// The name of a wait for the database in the trace.
const DATABASE: &str = "database";

/// An open queue. Clones are the same queue; dropping the last of them closes the database.
#[derive(Clone, Debug)]
pub struct Queue {
    store: Store,
}

#[derive(Clone, Debug)]
enum Store {
    Memory(Rc<Memory>),
    #[cfg(target_arch = "wasm32")]
    IndexedDb(Rc<indexed_db::Connection>),
}

/// The time, in milliseconds since 1970; in a simulation, since it began.
#[must_use]
pub fn now_ms() -> u64 {
    if is_simulated() {
        return runtime::now().as_millis() as u64;
    }
    #[cfg(target_arch = "wasm32")]
    let now_ms = js_sys::Date::now() as u64;
    #[cfg(not(target_arch = "wasm32"))]
    let now_ms =
        std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_millis() as u64);
    now_ms
}

impl Queue {
    /// Opens the queue with this name. Creates it if there is none.
    ///
    /// In a simulation it is in memory, and exists while it is open somewhere.
    ///
    /// # Errors
    ///
    /// When there is no database, or the browser refuses it.
    #[track_caller]
    pub fn open(name: &str) -> impl Future<Output = Result<Self, QueueError>> + use<> {
        let name = name.to_owned();
        host(DATABASE, async move {
            if is_simulated() {
                return Ok(Self { store: Store::Memory(Memory::shared(&name)) });
            }
            #[cfg(target_arch = "wasm32")]
            let store = indexed_db::open(name).await.map(Store::IndexedDb);
            #[cfg(not(target_arch = "wasm32"))]
            let store = Err(QueueError::Unavailable);
            Ok(Self { store: store? })
        })
    }

    /// A queue in memory. Only its clones share it.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { store: Store::Memory(Rc::default()) }
    }

    /// Removes a queue with all its jobs. Where it is open, it closes.
    ///
    /// # Errors
    ///
    /// When there is no database, or the browser refuses it.
    #[cfg(target_arch = "wasm32")]
    #[track_caller]
    pub fn remove(name: &str) -> impl Future<Output = Result<(), QueueError>> + use<> {
        host(DATABASE, indexed_db::remove(name.to_owned()))
    }

    /// Adds all jobs, or none. Returns their numbers, in the same order.
    ///
    /// # Errors
    ///
    /// When the database is full, closed or broken. The same goes for every operation.
    #[track_caller]
    pub fn enqueue(
        &self,
        jobs: Vec<NewJob>,
        now_ms: u64,
    ) -> impl Future<Output = Result<Vec<JobId>, QueueError>> + use<> {
        self.transact(Access::Write, move |table| operations::enqueue(table, jobs, now_ms))
    }

    /// Claims the job that has been due longest, for `lease_ms`: a job that is queued, that waits
    /// for another try, or that has a lease which is over. The worker's name is for people.
    ///
    /// # Errors
    ///
    /// As [`enqueue`](Self::enqueue).
    #[track_caller]
    pub fn claim(
        &self,
        worker: &str,
        lease_ms: u64,
        now_ms: u64,
    ) -> impl Future<Output = Result<Claim, QueueError>> + use<> {
        let worker = worker.to_owned();
        self.transact(Access::Write, move |table| {
            operations::claim(table, worker, lease_ms, now_ms)
        })
    }

    /// Extends a lease to `lease_ms` from now.
    ///
    /// # Errors
    ///
    /// [`QueueError::LeaseLost`] when the job is not the holder's any more: it should stop.
    #[track_caller]
    pub fn heartbeat(
        &self,
        lease: Lease,
        lease_ms: u64,
        now_ms: u64,
    ) -> impl Future<Output = Result<(), QueueError>> + use<> {
        self.change(lease, move |job| job.heartbeat(lease, lease_ms, now_ms))
    }

    /// Ends a job with a result, which is kept as long as the job asks for.
    ///
    /// # Errors
    ///
    /// [`QueueError::LeaseLost`] when the job is not the holder's any more: somebody else ends it.
    #[track_caller]
    pub fn finish(
        &self,
        lease: Lease,
        result: String,
        now_ms: u64,
    ) -> impl Future<Output = Result<(), QueueError>> + use<> {
        self.change(lease, move |job| job.finish(lease, result, now_ms))
    }

    /// Reports that a try failed. Returns [`JobState::Waiting`] when there will be another try, and
    /// [`JobState::Failed`] when that was the last: the job is then kept with its error.
    ///
    /// # Errors
    ///
    /// [`QueueError::LeaseLost`] when the job is not the holder's any more.
    #[track_caller]
    pub fn fail(
        &self,
        lease: Lease,
        error: String,
        now_ms: u64,
    ) -> impl Future<Output = Result<JobState, QueueError>> + use<> {
        self.change(lease, move |job| job.fail(lease, error, now_ms))
    }

    /// Removes the results that have been kept long enough. Returns how many there were.
    ///
    /// # Errors
    ///
    /// As [`enqueue`](Self::enqueue).
    #[track_caller]
    pub fn remove_expired(
        &self,
        now_ms: u64,
    ) -> impl Future<Output = Result<u32, QueueError>> + use<> {
        self.transact(Access::Write, move |table| async move { table.remove_expired(now_ms).await })
    }

    /// How many jobs are in which state.
    ///
    /// # Errors
    ///
    /// As [`enqueue`](Self::enqueue).
    #[track_caller]
    pub fn counts(&self) -> impl Future<Output = Result<Counts, QueueError>> + use<> {
        self.transact(Access::Read, operations::counts)
    }

    /// Whether a job is there, in whatever state. One that was removed never comes again.
    ///
    /// # Errors
    ///
    /// As [`enqueue`](Self::enqueue).
    #[track_caller]
    pub fn has(&self, job: JobId) -> impl Future<Output = Result<bool, QueueError>> + use<> {
        self.transact(Access::Read, move |table| async move { Ok(table.get(job).await?.is_some()) })
    }

    /// At most `most` jobs in a state, in the order of their numbers.
    ///
    /// # Errors
    ///
    /// As [`enqueue`](Self::enqueue).
    #[track_caller]
    pub fn list(
        &self,
        state: JobState,
        most: u32,
    ) -> impl Future<Output = Result<Vec<Job>, QueueError>> + use<> {
        self.transact(Access::Read, move |table| async move { table.list(state, most).await })
    }

    /// Removes all jobs. Workers find that their leases are lost.
    ///
    /// # Errors
    ///
    /// As [`enqueue`](Self::enqueue).
    #[track_caller]
    pub fn clear(&self) -> impl Future<Output = Result<(), QueueError>> + use<> {
        self.transact(Access::Write, async move |table| table.clear().await)
    }

    /// Changes the job of a lease by a rule, unless the rule refuses.
    #[track_caller]
    fn change<T, R>(
        &self,
        lease: Lease,
        rule: R,
    ) -> impl Future<Output = Result<T, QueueError>> + use<T, R>
    where
        T: 'static,
        R: FnOnce(&mut Job) -> Result<T, QueueError> + 'static,
    {
        self.transact(Access::Write, move |table| async move {
            let mut job = table.get(lease.job).await?.ok_or(QueueError::LeaseLost)?;
            let result = rule(&mut job)?;
            table.put(&job)?;
            Ok(result)
        })
    }

    /// Does some work on the table of jobs, in one transaction.
    #[track_caller]
    fn transact<T, W, F>(
        &self,
        access: Access,
        work: W,
    ) -> impl Future<Output = Result<T, QueueError>> + use<T, W, F>
    where
        T: 'static,
        W: FnOnce(Table) -> F + 'static,
        F: Future<Output = Result<T, QueueError>> + 'static,
    {
        let result: Rc<Cell<Option<T>>> = Rc::default();
        let slot = Rc::clone(&result);
        let work: Work = Box::new(|table| {
            let work = work(table);
            Box::pin(async move {
                slot.set(Some(work.await?));
                Ok(())
            })
        });
        let transacted = host(DATABASE, self.store.clone().transact(access, work));
        async move {
            transacted.await?;
            result.take().ok_or(QueueError::Closed)
        }
    }
}

impl Store {
    async fn transact(self, access: Access, work: Work) -> Result<(), QueueError> {
        match (self, access) {
            (Self::Memory(memory), _) => work(Table::Memory(memory)).await,
            #[cfg(target_arch = "wasm32")]
            (Self::IndexedDb(connection), access) => {
                indexed_db::transact(connection, access, work).await
            }
        }
    }
}
