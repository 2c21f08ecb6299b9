//! The spans of one task, in columns.
//!
//! Spans lie end to end: each ends where the next begins, the last at the end of the lane. So a span
//! is its beginning, a state and its details. For one picture the draw list may have to look at a
//! million spans; in columns it reads nine bytes of each, and two more of each that it shows.

use std::ops::Range;

use crate::runtime::trace::{Cause, SiteId};

use super::state::{Detail, TaskState, Wait};

/// The spans of one task, in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::timeline) struct Spans {
    pub from_us: Vec<u64>,
    pub states: Vec<TaskState>,
    sites: Vec<u16>,
    /// What each span is waiting on, and what woke the task for it.
    reasons: Vec<(Wait, Option<Cause>)>,
}

/// Stands for no site. A trace never gives this number to a site.
const NO_SITE: u16 = u16::MAX;

impl Spans {
    pub fn len(&self) -> usize {
        self.from_us.len()
    }

    /// Begins a span, which ends the span before it.
    pub(super) fn push(&mut self, from_us: u64, state: TaskState, detail: Detail) {
        self.from_us.push(from_us);
        self.states.push(state);
        self.sites.push(detail.site.map_or(NO_SITE, |site| site.0));
        self.reasons.push((detail.wait, detail.woken));
    }

    /// Replaces the state and the details of the last span.
    pub(super) fn replace_last(&mut self, state: TaskState, detail: Detail) {
        if let Some(last) = self.states.last_mut() {
            *last = state;
        }
        self.set_detail(detail);
    }

    /// Replaces the details of the last span.
    pub fn set_detail(&mut self, detail: Detail) {
        if let (Some(site), Some(reason)) = (self.sites.last_mut(), self.reasons.last_mut()) {
            *site = detail.site.map_or(NO_SITE, |site| site.0);
            *reason = (detail.wait, detail.woken);
        }
    }

    /// Removes the last span.
    pub(super) fn pop(&mut self) {
        self.from_us.pop();
        self.states.pop();
        self.sites.pop();
        self.reasons.pop();
    }

    /// Forgets all but the last span.
    pub fn keep_last(&mut self) {
        let before = self.len().saturating_sub(1);
        self.from_us.drain(..before);
        self.states.drain(..before);
        self.sites.drain(..before);
        self.reasons.drain(..before);
    }

    /// Where the last span begins, and what the task does in it.
    #[inline]
    pub(super) fn last(&self) -> Option<(u64, TaskState, Wait)> {
        match (self.from_us.last(), self.states.last(), self.reasons.last()) {
            (Some(from_us), Some(state), Some((wait, _))) => Some((*from_us, *state, *wait)),
            _ => None,
        }
    }

    /// The details of the last span.
    #[inline]
    pub(super) fn last_detail(&self) -> Option<Detail> {
        let (wait, woken) = *self.reasons.last()?;
        let site = *self.sites.last()?;
        Some(Detail { wait, woken, site: (site != NO_SITE).then_some(SiteId(site)) })
    }

    /// Gives the last span a place in the source, unless it has one.
    #[inline]
    pub(super) fn stand_on(&mut self, place: SiteId) {
        if let Some(site) = self.sites.last_mut().filter(|site| **site == NO_SITE) {
            *site = place.0;
        }
    }

    /// The details of a span, which must exist.
    pub fn detail(&self, span: usize) -> Detail {
        let (wait, woken) = self.reasons[span];
        Detail { wait, woken, site: self.site(span) }
    }

    /// The line of a span, which must exist.
    pub fn site(&self, span: usize) -> Option<SiteId> {
        Some(self.sites[span]).filter(|site| *site != NO_SITE).map(SiteId)
    }

    /// What woke the task for a span. `None` also if there is no such span.
    pub fn woken(&self, span: usize) -> Option<Cause> {
        self.reasons.get(span).and_then(|(_, woken)| *woken)
    }

    /// The last span that begins at or before the time given. Of several that begin at the same
    /// time, the last is the only one with a length.
    pub fn at(&self, us: u64) -> Option<usize> {
        self.from_us.partition_point(|from| *from <= us).checked_sub(1)
    }

    /// The last span that begins before the time given.
    pub fn before(&self, us: u64) -> Option<usize> {
        self.from_us.partition_point(|from| *from < us).checked_sub(1)
    }

    /// The spans of the poll that begins with this span: what the task did itself, and the times
    /// during which its generators ran.
    pub fn poll(&self, first: usize) -> Range<usize> {
        first..first + (first..self.len()).take_while(|span| self.is_polled(*span)).count()
    }

    /// Whether a span continues a poll that began before it.
    pub fn goes_on(&self, span: usize) -> bool {
        let mut polled = (0..=span).rev().take_while(|span| self.is_polled(*span));
        polled.any(|before| self.from_us[before] < self.from_us[span])
    }

    fn is_polled(&self, span: usize) -> bool {
        self.states[span].is_running() || matches!(self.reasons[span].0, Wait::Resumed(_))
    }

    /// When a span ends, in a lane that ends at `until_us`.
    pub fn end(&self, span: usize, until_us: u64) -> u64 {
        self.from_us.get(span + 1).copied().unwrap_or(until_us).max(self.from_us[span])
    }
}
