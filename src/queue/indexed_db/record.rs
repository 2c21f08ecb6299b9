//! A job as a JavaScript object, which the browser's own tools show property by property.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::JsValue;

use crate::queue::job::{Job, JobId, JobState, NewJob};

/// The index of the jobs by when they are due. Each index has the name of the property that it sorts
/// by; of two jobs with the same value, the lower number comes first.
pub(super) const BY_DUE: &str = "due_ms";

/// The index of the finished jobs by when they expire.
pub(super) const BY_EXPIRY: &str = "expires_ms";

/// The index of the jobs by state.
pub(super) const BY_STATE: &str = "state";

/// The record of a job. A new job has no number; the database gives it one.
pub(super) fn to_record(job: &Job) -> Object {
    let record = Object::new();
    let set = |name: &str, value: JsValue| {
        // A plain object takes every property.
        let _ = Reflect::set(&record, &JsValue::from_str(name), &value);
    };
    let set_number = |name: &str, number: Option<u64>| {
        if let Some(number) = number {
            set(name, JsValue::from_f64(number as f64));
        }
    };
    let set_text = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            set(name, JsValue::from_str(text));
        }
    };
    set_number("id", (job.id != JobId::default()).then_some(job.id.0.into()));
    set_text(BY_STATE, Some(job.state.name()));
    set_text("payload", Some(&job.new.payload));
    set_number("enqueued_ms", Some(job.enqueued_ms));
    set_number(BY_DUE, job.due_ms);
    set_number(BY_EXPIRY, job.expires_ms);
    set_text("worker", job.worker.as_deref());
    set_number("claims", Some(job.claims.into()));
    set_number("failures", Some(job.failures.into()));
    set_number("losses", Some(job.losses.into()));
    set_number("retries", Some(job.new.retries.into()));
    set_number("backoff_ms", Some(job.new.backoff_ms));
    set_number("kept_ms", Some(job.new.kept_ms));
    set_text("result", job.result.as_deref());
    set_text("error", job.error.as_deref());
    record
}

/// The job of a record; `None` if this queue has not written the record.
pub(super) fn from_record(record: &JsValue) -> Option<Job> {
    let get = |name: &str| Reflect::get(record, &JsValue::from_str(name)).ok();
    let number = |name: &str| Some(get(name)?.as_f64()? as u64);
    let count = |name: &str| Some(get(name)?.as_f64()? as u32);
    let text = |name: &str| get(name)?.as_string();
    let state = text(BY_STATE)?;
    Some(Job {
        id: JobId(count("id")?),
        new: NewJob {
            payload: text("payload")?,
            retries: count("retries")?,
            backoff_ms: number("backoff_ms")?,
            kept_ms: number("kept_ms")?,
        },
        enqueued_ms: number("enqueued_ms")?,
        state: JobState::ALL.into_iter().find(|known| known.name() == state)?,
        due_ms: number(BY_DUE),
        expires_ms: number(BY_EXPIRY),
        claims: count("claims")?,
        failures: count("failures")?,
        losses: count("losses")?,
        worker: text("worker"),
        result: text("result"),
        error: text("error"),
    })
}
