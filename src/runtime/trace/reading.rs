//! Reading what a trace holds, event by event.

use super::code::{self, decode};
use super::event::{Event, TaskId, What};
use super::recording::Trace;
use super::row::Row;
use super::tables::{NO_SITE, SiteId};

impl Trace {
    /// The events from the `first` on, in the order in which they happened. `first` counts rows
    /// as [`rows`](Self::rows) does, so a reader can go on where it stopped, if it hands in the
    /// time in microseconds at which it stopped as `from_us` (0 at the beginning).
    pub fn events_from(&self, first: usize, from_us: u64) -> impl Iterator<Item = Event> + '_ {
        self.rows_from(first, from_us).map(|(_, event)| event)
    }

    /// The same, each with the number of rows up to and including it: from where a reader that
    /// stops behind it goes on.
    pub fn rows_from(
        &self,
        first: usize,
        from_us: u64,
    ) -> impl Iterator<Item = (usize, Event)> + '_ {
        let mut epoch = (from_us >> 32) as u32;
        self.rows.iter().enumerate().skip(first).filter_map(move |(number, row)| {
            if row.kind == code::EPOCH {
                epoch = row.arg;
                return None;
            }
            Some((number + 1, event(row, epoch)))
        })
    }

    /// All events, in the order in which they happened.
    pub fn events(&self) -> impl Iterator<Item = Event> + '_ {
        self.events_from(0, 0)
    }

    /// The lines that were printed, in order.
    #[must_use]
    pub fn output(&self) -> Vec<&str> {
        let text = |event: Event| match event.what {
            What::Logged { text } => Some(self.text(text)),
            _ => None,
        };
        self.events().filter_map(text).collect()
    }
}

fn event(row: &Row, epoch: u32) -> Event {
    Event {
        at_us: u64::from(epoch) << 32 | u64::from(row.time),
        task: TaskId(row.task),
        what: decode(row.kind, row.arg),
        site: (row.site != NO_SITE).then_some(SiteId(row.site)),
    }
}
