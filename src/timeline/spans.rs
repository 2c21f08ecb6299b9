//! The spans of one task, in columns.
//!
//! Spans lie end to end: each one ends where the next begins, the last one at the end of the lane.
//! So a span is its beginning, a state and the details, and the draw list, which may have to look
//! at a million of them for one picture, reads nine bytes a span.

use super::state::{Detail, State};

/// The spans of one task, in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spans {
    pub(super) from_us: Vec<u64>,
    pub(super) states: Vec<State>,
    pub(super) details: Vec<Detail>,
}

impl Spans {
    pub(super) fn len(&self) -> usize {
        self.from_us.len()
    }

    /// Begins a span, which ends the one before it.
    pub(super) fn push(&mut self, from_us: u64, state: State, detail: Detail) {
        self.from_us.push(from_us);
        self.states.push(state);
        self.details.push(detail);
    }

    /// Makes something else of the last span.
    pub(super) fn replace_last(&mut self, state: State, detail: Detail) {
        if let (Some(last), Some(known)) = (self.states.last_mut(), self.details.last_mut()) {
            *last = state;
            *known = detail;
        }
    }

    /// Takes the last span back.
    pub(super) fn pop(&mut self) {
        self.from_us.pop();
        self.states.pop();
        self.details.pop();
    }

    /// The last span that begins at or before the time given. Among several that begin at the
    /// same time this is the one that has a length.
    pub(super) fn at(&self, us: u64) -> Option<usize> {
        self.from_us.partition_point(|from| *from <= us).checked_sub(1)
    }

    /// The last span that begins before the time given.
    pub(super) fn before(&self, us: u64) -> Option<usize> {
        self.from_us.partition_point(|from| *from < us).checked_sub(1)
    }

    /// When a span ends, in a lane that ends at `until_us`.
    pub(super) fn end(&self, span: usize, until_us: u64) -> u64 {
        self.from_us.get(span + 1).copied().unwrap_or(until_us).max(self.from_us[span])
    }
}
