//! Reading what a trace holds, event by event.

use super::code::{self, decode};
use super::event::{Event, TaskId, What};
use super::recording::Trace;
use super::row::Row;
use super::tables::{NO_SITE, SiteId};

impl Trace {
    /// The events from row `first` on, in the order in which they happened. `first` counts rows as
    /// [`rows`](Self::rows) does, so a reader can go on where it stopped, if `from_us` is the time
    /// in microseconds at which it stopped (0 at the beginning).
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace, What};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// trace.push(5, TaskId(0), What::PollStarted, None);
    /// let (read, read_to_us) = (trace.rows(), trace.last_us());
    /// trace.push(9, TaskId(0), What::PollEnded, None);
    /// let new: Vec<_> = trace.events_from(read, read_to_us).map(|event| event.what).collect();
    /// assert_eq!(new, [What::PollEnded]);
    /// ```
    pub fn events_from(&self, first: usize, from_us: u64) -> impl Iterator<Item = Event> + '_ {
        self.rows_from(first, from_us).map(|(_, event)| event)
    }

    /// Like [`events_from`](Self::events_from), each event with the number of rows up to and
    /// including it: a reader that stops after this event goes on from there.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace, What};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// trace.push(0, TaskId(0), What::PollStarted, None);
    /// trace.push(1 << 32, TaskId(0), What::PollEnded, None); // more than an hour later
    /// let rows: Vec<_> = trace.rows_from(0, 0).map(|(rows, event)| (rows, event.at_us)).collect();
    /// assert_eq!(rows, [(1, 0), (3, 1 << 32)]); // the row between them only carries time
    /// ```
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
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::trace::What;
    /// use coroscope::runtime::Options;
    ///
    /// let trace = simulate(Options::default(), async {});
    /// assert_eq!(trace.events().last().map(|event| event.what), Some(What::Completed));
    /// ```
    pub fn events(&self) -> impl Iterator<Item = Event> + '_ {
        self.events_from(0, 0)
    }

    /// The lines that were printed, in order, those on standard error among them.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, log};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     log("first");
    ///     log("second");
    /// });
    /// assert_eq!(trace.output(), ["first", "second"]);
    /// ```
    #[must_use]
    pub fn output(&self) -> Vec<&str> {
        let text = |event: Event| match event.what {
            What::Logged { text } | What::LoggedError { text } => Some(self.text(text)),
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
