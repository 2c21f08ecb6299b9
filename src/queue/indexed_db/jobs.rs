//! The table of jobs as an object store within a transaction.

use idb::{KeyRange, ObjectStore, Query};
use js_sys::Array;
use wasm_bindgen::prelude::{JsCast, JsValue};

use super::record::{BY_DUE, BY_EXPIRY, BY_STATE, from_record, to_record};
use super::{refused, response};
use crate::queue::QueueError;
use crate::queue::job::{Job, JobId, JobState};

/// The name of the object store.
pub(super) const JOBS: &str = "jobs";

/// The jobs within a transaction.
pub(in crate::queue) struct Jobs(pub(super) ObjectStore);

// Requests that return nothing are not awaited: if one fails, the whole transaction fails and
// reports it.
impl Jobs {
    pub(in crate::queue) async fn add(&self, job: &Job) -> Result<JobId, QueueError> {
        let key = response(self.0.add(&to_record(job), None).map_err(refused)?).await?;
        key.as_f64().map(|id| JobId(id as u32)).ok_or(QueueError::Damaged)
    }

    pub(in crate::queue) async fn get(&self, id: JobId) -> Result<Option<Job>, QueueError> {
        let record = response(self.0.get(JsValue::from(id.0)).map_err(refused)?).await?;
        read(&record)
    }

    pub(in crate::queue) fn put(&self, job: &Job) -> Result<(), QueueError> {
        self.0.put(&to_record(job), None).map(drop).map_err(refused)
    }

    pub(in crate::queue) async fn first_due(&self) -> Result<Option<Job>, QueueError> {
        let by_due = self.0.index(BY_DUE).map_err(refused)?;
        let any = KeyRange::lower_bound(&JsValue::from(0), None).map_err(refused)?;
        let record = response(by_due.get(any).map_err(refused)?).await?;
        read(&record)
    }

    pub(in crate::queue) async fn list(
        &self,
        state: JobState,
        most: u32,
    ) -> Result<Vec<Job>, QueueError> {
        if most == 0 {
            // To a browser, 0 means all.
            return Ok(Vec::new());
        }
        let by_state = self.0.index(BY_STATE).map_err(refused)?;
        let query = Query::Key(JsValue::from_str(state.name()));
        let records = response(by_state.get_all(Some(query), Some(most)).map_err(refused)?).await?;
        let records: Array = records.unchecked_into();
        records.iter().map(|record| from_record(&record).ok_or(QueueError::Damaged)).collect()
    }

    pub(in crate::queue) async fn count(&self, state: JobState) -> Result<u32, QueueError> {
        let by_state = self.0.index(BY_STATE).map_err(refused)?;
        let query = Query::Key(JsValue::from_str(state.name()));
        let count = response(by_state.count(Some(query)).map_err(refused)?).await?;
        Ok(count.as_f64().unwrap_or_default() as u32)
    }

    pub(in crate::queue) async fn remove_expired(&self, now_ms: u64) -> Result<u32, QueueError> {
        let by_expiry = self.0.index(BY_EXPIRY).map_err(refused)?;
        let past = KeyRange::upper_bound(&JsValue::from(now_ms as f64), None).map_err(refused)?;
        let keys =
            response(by_expiry.get_all_keys(Some(past.into()), None).map_err(refused)?).await?;
        let keys: Array = keys.unchecked_into();
        for key in keys.iter() {
            self.0.delete(key).map_err(refused)?;
        }
        Ok(keys.length())
    }

    pub(in crate::queue) fn clear(&self) -> Result<(), QueueError> {
        self.0.clear().map(drop).map_err(refused)
    }
}

/// The job of a record; `None` if there is no record.
fn read(record: &JsValue) -> Result<Option<Job>, QueueError> {
    if record.is_undefined() {
        return Ok(None);
    }
    from_record(record).map(Some).ok_or(QueueError::Damaged)
}
