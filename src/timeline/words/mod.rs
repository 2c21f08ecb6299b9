//! Numbers, names, states and waits as people read them.

mod brief;
mod format;
mod names;
mod phrases;
mod tense;

pub(super) use brief::brief;
pub(super) use format::{count, cut, duration, excerpt, list, number, quote, ratio, to_ms, to_us};
pub(super) use names::names;
pub(super) use phrases::{THE_WORKER, asker, category, standing, waiting_for, waker};
pub(super) use tense::Tense;
