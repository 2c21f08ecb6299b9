//! Numbers, names, states and waits as people read them.

mod format;
mod names;
mod phrases;
mod tense;

pub(super) use format::{count, duration, excerpt, list, number, quote, ratio, to_ms, to_us};
pub(super) use names::names;
pub(super) use phrases::{asker, category, standing, waiting_for, waker};
pub(super) use tense::Tense;
