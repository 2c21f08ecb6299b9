//! Reading what a trace holds, event by event.

use std::ops::Range;

use super::code::{self, decode};
use super::event::{Cause, Event, On, TaskId, What};
use super::packed::Packed;
use super::recording::Trace;
use super::row::Row;
use super::tables::{NO_SITE, SiteId, TextId};

/// Who reads a trace that may be long.
pub(crate) trait Reader {
    /// Reads the next event.
    fn read(&mut self, event: Event);

    /// Does the same, and is inlined: for events of the kinds that most are of.
    fn read_frequent(&mut self, event: Event);
}

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
        self.rows.iter_from(first).zip(first + 1..).filter_map(move |(row, number)| {
            if row.kind == code::EPOCH {
                epoch = row.arg;
                return None;
            }
            Some((number, event(row, epoch)))
        })
    }

    /// About how many times each task began to do something else: to be polled, to wait, or to be ready.
    pub(crate) fn spans_of_tasks(&self) -> Vec<u32> {
        let mut spans: Vec<u32> = Vec::new();
        for row in self.rows.iter() {
            if matches!(row.kind, code::SPAWNED | code::POLL_STARTED | code::POLL_ENDED)
                || (code::WOKEN_BY_TASK..=code::WOKEN_BY_CANCEL).contains(&row.kind)
            {
                if row.task as usize == spans.len() {
                    spans.push(0);
                }
                if let Some(spans) = spans.get_mut(row.task as usize) {
                    *spans += 1;
                }
            }
        }
        spans
    }

    /// Hands the events in some rows to a reader. Returns the epoch of the row behind them, which is that
    /// of the first row if there is none: the upper half of the time.
    ///
    /// Events of each frequent kind are handed over in a place of their own, where the compiler knows the
    /// kind. So nothing is unpacked that is looked at again right away, on which a reader of a million
    /// events would spend half of its time.
    #[inline(always)]
    pub(crate) fn hand_to(
        &self,
        reader: &mut impl Reader,
        mut rows: Range<usize>,
        mut epoch: u32,
    ) -> u32 {
        while !rows.is_empty() {
            let piece = self.rows.piece(rows.clone());
            if piece.is_empty() {
                break;
            }
            rows.start += piece.len();
            for row in piece {
                let known = |what| Event { what, ..event(row, epoch) };
                let asked_us = || Packed::from_bits(row.arg).us();
                match row.kind {
                    code::EPOCH => epoch = row.arg,
                    code::POLL_STARTED => reader.read_frequent(known(What::PollStarted)),
                    code::POLL_ENDED => reader.read_frequent(known(What::PollEnded)),
                    code::WOKEN_BY_TASK | code::WOKEN_BY_TIMER => {
                        let is_timer = row.kind == code::WOKEN_BY_TIMER;
                        let cause =
                            if is_timer { Cause::Timer } else { Cause::Task(TaskId(row.arg)) };
                        reader.read_frequent(known(What::Woken { cause }));
                    }
                    code::WAITS_YIELD => reader.read_frequent(known(What::Waits(On::Yield))),
                    code::WAITS_TIMER => {
                        let on = On::Timer { asked_us: asked_us() };
                        reader.read_frequent(known(What::Waits(on)));
                    }
                    code::BLOCK_STARTED => {
                        reader.read_frequent(known(What::BlockStarted { asked_us: asked_us() }));
                    }
                    code::BLOCK_ENDED => reader.read_frequent(known(What::BlockEnded)),
                    _ => reader.read(event(row, epoch)),
                }
            }
        }
        epoch
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
        let printed = self.rows.iter().filter(|row| code::is_output(row.kind));
        printed.map(|row| self.text(TextId(row.arg))).collect()
    }

    /// What is said of errors, which in most runs is nothing: that tasks have failed, and that somebody
    /// has received their error. Each with its task.
    pub(crate) fn errors(&self) -> impl Iterator<Item = (TaskId, What)> + '_ {
        let said = self.rows.iter().filter(|row| code::is_error(row.kind));
        said.map(|row| (TaskId(row.task), decode(row.kind, row.arg)))
    }
}

#[inline(always)]
fn event(row: &Row, epoch: u32) -> Event {
    Event {
        at_us: u64::from(epoch) << 32 | u64::from(row.time),
        task: TaskId(row.task),
        what: decode(row.kind, row.arg),
        site: (row.site != NO_SITE).then_some(SiteId(row.site)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::trace::Clock;

    impl Reader for Vec<Event> {
        fn read(&mut self, event: Event) {
            self.push(event);
        }

        fn read_frequent(&mut self, event: Event) {
            self.push(event);
        }
    }

    #[test]
    fn a_reader_gets_what_the_events_are() {
        let asked_us = 7;
        let all = [
            What::Spawned { by: None },
            What::PollStarted,
            What::Slept { asked_us },
            What::BlockStarted { asked_us },
            What::BlockEnded,
            What::Waits(On::Timer { asked_us }),
            What::Waits(On::Yield),
            What::Waits(On::Channel(3)),
            What::PollEnded,
            What::Woken { cause: Cause::Timer },
            What::Woken { cause: Cause::Task(TaskId(5)) },
            What::Woken { cause: Cause::Host },
            What::Completed,
        ];
        let mut trace = Trace::new(Clock::Virtual, 100);
        for (number, what) in all.into_iter().enumerate() {
            // Each is more than an hour after the one before, so that rows which carry time lie between.
            trace.push((number as u64) << 33, TaskId(number as u32 % 2), what, None);
        }
        let expected: Vec<Event> = trace.events().collect();
        for portion in 1..=trace.rows() {
            let (mut read, mut epoch) = (Vec::new(), 0);
            for from in (0..trace.rows()).step_by(portion) {
                epoch = trace.hand_to(&mut read, from..trace.rows().min(from + portion), epoch);
            }
            assert_eq!(read, expected);
        }
        assert_eq!(trace.spans_of_tasks(), [3, 3]);
    }
}
