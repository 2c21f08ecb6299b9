//! The spans of one task, in columns.
//!
//! Spans lie end to end: each ends where the next begins, the last at the end of the lane. So a span
//! is its beginning, a state and its details. For one picture the draw list may have to look at a
//! million spans; in columns it reads nine bytes of each, and two more of each that it shows.

use std::ops::Range;

use crate::runtime::trace::{Cause, SiteId};

use super::reason::Reason;
use super::state::{Detail, TaskState, Wait};

/// The spans of one task, in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::timeline) struct Spans {
    pub from_us: Vec<u64>,
    pub states: Vec<TaskState>,
    details: Vec<Kept>,
}

/// The details of a span in ten bytes: nothing lies between those of one span and those of the next.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, packed(2))]
struct Kept {
    reason: Reason,
    site: u16,
}

/// Stands for no site. A trace never gives this number to a site.
const NO_SITE: u16 = u16::MAX;

impl Kept {
    #[inline(always)]
    fn of(detail: Detail) -> Self {
        let site = detail.site.map_or(NO_SITE, |site| site.0);
        Self { reason: Reason::new(detail.wait, detail.woken), site }
    }

    #[inline(always)]
    fn site(self) -> Option<SiteId> {
        let site = self.site;
        (site != NO_SITE).then_some(SiteId(site))
    }

    #[inline(always)]
    fn detail(self) -> Detail {
        let reason = self.reason;
        Detail { wait: reason.wait(), woken: reason.woken(), site: self.site() }
    }
}

impl Spans {
    pub fn len(&self) -> usize {
        self.from_us.len()
    }

    /// Makes room for so many more spans.
    pub(super) fn reserve(&mut self, spans: usize) {
        self.from_us.reserve_exact(spans);
        self.states.reserve_exact(spans);
        self.details.reserve_exact(spans);
    }

    /// Begins a span, which ends the span before it.
    #[inline(always)]
    pub(super) fn push(&mut self, from_us: u64, state: TaskState, detail: Detail) {
        self.from_us.push(from_us);
        self.states.push(state);
        self.details.push(Kept::of(detail));
    }

    /// Replaces the state and the details of the last span.
    #[inline(always)]
    pub(super) fn replace_last(&mut self, state: TaskState, detail: Detail) {
        if let Some(last) = self.states.last_mut() {
            *last = state;
        }
        self.set_detail(detail);
    }

    /// Replaces the details of the last span.
    #[inline(always)]
    pub fn set_detail(&mut self, detail: Detail) {
        if let Some(last) = self.details.last_mut() {
            *last = Kept::of(detail);
        }
    }

    /// Removes the last span.
    pub(super) fn pop(&mut self) {
        self.from_us.pop();
        self.states.pop();
        self.details.pop();
    }

    /// Forgets all but the last span.
    pub fn keep_last(&mut self) {
        let before = self.len().saturating_sub(1);
        self.from_us.drain(..before);
        self.states.drain(..before);
        self.details.drain(..before);
    }

    /// Where the last span begins, and what the task does in it.
    #[inline(always)]
    pub(super) fn last(&self) -> Option<(u64, TaskState, Wait)> {
        match (self.from_us.last(), self.states.last(), self.details.last()) {
            (Some(from_us), Some(state), Some(last)) => {
                let reason = last.reason;
                Some((*from_us, *state, reason.wait()))
            }
            _ => None,
        }
    }

    /// The details of the last span.
    #[inline(always)]
    pub(super) fn last_detail(&self) -> Option<Detail> {
        self.details.last().map(|last| last.detail())
    }

    /// Gives the last span a place in the source, unless it has one.
    #[inline(always)]
    pub(super) fn stand_on(&mut self, place: SiteId) {
        if let Some(last) = self.details.last_mut().filter(|last| last.site == NO_SITE) {
            last.site = place.0;
        }
    }

    /// The details of a span, which must exist.
    #[inline(never)]
    pub fn detail(&self, span: usize) -> Detail {
        self.details[span].detail()
    }

    /// The line of a span, which must exist.
    pub fn site(&self, span: usize) -> Option<SiteId> {
        self.details[span].site()
    }

    /// What woke the task for a span. `None` also if there is no such span.
    pub fn woken(&self, span: usize) -> Option<Cause> {
        let reason = self.details.get(span)?.reason;
        reason.woken()
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
        self.states[span].is_running() || matches!(self.detail(span).wait, Wait::Resumed(_))
    }

    /// When a span ends, in a lane that ends at `until_us`.
    pub fn end(&self, span: usize, until_us: u64) -> u64 {
        self.from_us.get(span + 1).copied().unwrap_or(until_us).max(self.from_us[span])
    }
}
