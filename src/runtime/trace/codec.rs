//! A trace as bytes: what a worker posts to the page, and what the file of a saved run holds.

use std::fmt;

use super::bytes::{Reader, Writer};
use super::code;
use super::end::End;
use super::event::TaskId;
use super::facts::Facts;
use super::further;
use super::recording::{Trace, WorkerTrace};
use super::row::Row;
use super::rows::Rows;
use super::tables::TextId;

/// The beginnings of saved traces; the digit is the version of the format. A trace is written in the
/// oldest version that can hold it, so that whoever has not got the newest opens it too.
///
/// - 4: what programs in Rust do
/// - 5: further [kinds](further::LAST) of events, and one more end
const MAGICS: [&[u8]; 2] = [b"coroscope-trace-4\n", b"coroscope-trace-5\n"];

/// The beginning that all versions have in common.
const FAMILY: &[u8] = b"coroscope-trace-";

impl Trace {
    /// The whole trace as bytes. Equal runs give equal bytes.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, log};
    ///
    /// let bytes = || simulate(Options::default(), async { log("hello") }).to_bytes();
    /// assert_eq!(bytes(), bytes());
    /// assert!(bytes().starts_with(b"coroscope-trace-"));
    /// ```
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer(MAGICS[self.version()].to_vec());
        // In columns, because neighbours in a column are alike, which makes files small.
        let rows = || self.rows.iter();
        writer.numbers(self.rows.len(), rows().map(|row| row.kind));
        writer.numbers(self.rows.len(), rows().map(|row| row.task));
        writer.numbers(self.rows.len(), rows().map(|row| row.time));
        writer.numbers(self.rows.len(), rows().map(|row| row.arg));
        writer.numbers(self.rows.len(), rows().map(|row| row.site));
        self.write_facts(&mut writer, &self.sites.sites, &self.texts.texts);
        writer.number(self.workers.len() as u64);
        for worker in &self.workers {
            writer.number(worker.owner.0.into());
            writer.number(worker.name.0.into());
            writer.number(worker.alive.into());
            writer.number(worker.printed_before_end.into());
            writer.bytes(&worker.trace.as_ref().map_or_else(Vec::new, Self::to_bytes));
        }
        writer.0
    }

    /// The trace that [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::trace::{BadTrace, Trace};
    /// use coroscope::runtime::{Options, log};
    ///
    /// let bytes = simulate(Options::default(), async { log("hello") }).to_bytes();
    /// let trace = Trace::from_bytes(&bytes).expect("these bytes are whole");
    /// assert_eq!(trace.output(), ["hello"]);
    /// let half = &bytes[..bytes.len() / 2];
    /// assert_eq!(Trace::from_bytes(half).err(), Some(BadTrace::Damaged));
    /// ```
    ///
    /// # Errors
    ///
    /// When the bytes are not a trace, are cut off, or contradict themselves: what comes from a
    /// file may be anything.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadTrace> {
        let (version, rest) = version(bytes).ok_or_else(|| {
            if bytes.starts_with(FAMILY) { BadTrace::OtherVersion } else { BadTrace::NotATrace }
        })?;
        let trace = Self::read(&mut Reader(rest), true);
        trace.filter(|trace| trace.is_whole(version)).ok_or(BadTrace::Damaged)
    }

    /// The place in [`MAGICS`] of the oldest version that can hold the trace.
    fn version(&self) -> usize {
        let is_new = self.end == Some(End::StepLimit)
            || self.rows.iter().any(|row| row.kind > code::LAST_OF_4);
        usize::from(is_new)
    }

    /// Reads a trace. The trace of a worker has no workers, so that reading never nests deeper.
    fn read(reader: &mut Reader<'_>, may_have_workers: bool) -> Option<Self> {
        let rows = Self::read_rows(reader)?;
        let facts = Facts::read(reader, 0)?;
        let mut workers = Vec::new();
        for _ in 0..reader.length()? {
            let (owner, name) = (TaskId(reader.number()?), TextId(reader.number()?));
            let alive = reader.number::<u8>()? != 0;
            let printed_before_end = reader.number()?;
            let trace = match reader.bytes()? {
                [] => None,
                bytes => Some(Self::worker_from_bytes(bytes).filter(|_| may_have_workers)?),
            };
            workers.push(WorkerTrace { owner, name, alive, printed_before_end, trace });
        }
        let epoch = rows.iter().filter(|row| row.kind == code::EPOCH).last().map(|row| row.arg);
        Some(Self {
            epoch: epoch.unwrap_or_default(),
            capacity: rows.len(),
            rows,
            last_us: facts.last_us,
            sites: facts.sites.into(),
            texts: facts.texts.into(),
            clock: facts.clock,
            time_scale: facts.time_scale,
            began_us: facts.began_us,
            dropped: facts.dropped,
            unrecorded_tasks: facts.unrecorded_tasks,
            end: facts.end,
            workers,
        })
    }

    fn read_rows(reader: &mut Reader<'_>) -> Option<Rows> {
        let kinds: Vec<u8> = reader.numbers()?;
        let (tasks, times): (Vec<u32>, Vec<u32>) = (reader.numbers()?, reader.numbers()?);
        let (args, sites): (Vec<u32>, Vec<u16>) = (reader.numbers()?, reader.numbers()?);
        let lengths = [tasks.len(), times.len(), args.len(), sites.len()];
        if lengths.iter().any(|length| *length != kinds.len()) {
            return None;
        }
        let columns = kinds.into_iter().zip(tasks).zip(times).zip(args).zip(sites);
        let row = |((((kind, task), time), arg), site)| Row { time, task, arg, site, kind };
        let mut rows = Rows::with_capacity(lengths[0]);
        columns.map(row).for_each(|row| rows.push(row));
        Some(rows)
    }

    fn worker_from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = version(bytes)?;
        Self::read(&mut Reader(rest), false).filter(|trace| trace.is_whole(version))
    }

    /// Whether the trace does not contradict itself, nor the version in which it was written.
    fn is_whole(&self, version: usize) -> bool {
        self.version() <= version
            && self.rows.iter().all(|row| row.kind <= further::LAST)
            && self.never_goes_back()
    }

    /// Whether no event is earlier than the event before it, nor later than the end.
    fn never_goes_back(&self) -> bool {
        let (mut epoch, mut last_us) = (0, 0);
        let in_order = self.rows.iter().all(|row| {
            if row.kind == code::EPOCH {
                epoch = row.arg;
                return true;
            }
            let before_us = last_us;
            last_us = row.at_us(epoch);
            before_us <= last_us
        });
        in_order && last_us <= self.last_us
    }
}

/// The place of a trace's version in [`MAGICS`], and what follows.
fn version(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let rest = MAGICS.iter().map(|magic| bytes.strip_prefix(*magic));
    rest.enumerate().find_map(|(version, rest)| Some((version, rest?)))
}

/// Why bytes could not be read as a trace. Its text is a sentence for people.
///
/// ```
/// use coroscope::runtime::trace::{BadTrace, Trace};
///
/// let error = Trace::from_bytes(b"hello").expect_err("this is no trace");
/// assert_eq!(error, BadTrace::NotATrace);
/// assert_eq!(error.to_string(), "this is not a saved run of Coroscope");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTrace {
    /// They do not begin as a trace does.
    NotATrace,
    /// They begin as a trace of another version of the format, newer or older.
    OtherVersion,
    /// They begin as a trace, but are cut off or contradict themselves.
    Damaged,
}

impl fmt::Display for BadTrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotATrace => "this is not a saved run of Coroscope",
            Self::OtherVersion => "this run was saved by another version of Coroscope",
            Self::Damaged => "this saved run is damaged: it is cut off or contradicts itself",
        })
    }
}

impl std::error::Error for BadTrace {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::trace::{Clock, On, TaskId, What};

    fn sample() -> Trace {
        let mut trace = Trace::new(Clock::Virtual, 100);
        let text = trace.keep("hello");
        trace.push(0, TaskId(0), What::Spawned { by: None }, None);
        trace.push(7, TaskId(0), What::Logged { text }, Some(std::panic::Location::caller()));
        let worker = trace.add_worker(TaskId(0), "helper".to_owned());
        let mut inner = Trace::new(Clock::Virtual, 100);
        inner.push(9, TaskId(0), What::Spawned { by: None }, None);
        trace.set_worker_trace(worker, inner);
        trace.end_worker(worker, 11);
        let sleep = On::Timer { asked_us: 5_000_000_000 };
        trace.push(5_000_000_007, TaskId(0), What::Waits(sleep), None);
        trace.finish(5_000_000_007, End::Stopped);
        trace
    }

    #[test]
    fn bytes_give_back_the_trace() {
        let trace = sample();
        let again = Trace::from_bytes(&trace.to_bytes()).expect("it was just written");
        assert!(trace.events().eq(again.events()));
        assert_eq!(again.events().last().map(|event| event.at_us), Some(5_000_000_007));
        assert_eq!(again.end(), Some(&End::Stopped));
        assert_eq!(again.to_bytes(), trace.to_bytes());
        let worker = &again.workers()[0];
        let inner = worker.trace.as_ref().expect("it has recorded events");
        assert_eq!((again.text(worker.name), worker.alive), ("helper", false));
        assert_eq!((inner.rows(), inner.last_us(), inner.end()), (1, 11, Some(&End::Stopped)));
    }

    #[test]
    fn bytes_say_when_a_measured_run_began() {
        let mut trace = sample();
        assert_eq!(trace.began_epoch_ms(), None);
        trace.set_began_epoch_ms(1_763_664_000_123.5);
        let again = Trace::from_bytes(&trace.to_bytes()).expect("it was just written");
        assert_eq!(again.began_epoch_ms(), Some(1_763_664_000_123.5));
    }

    #[test]
    fn workers_of_workers_are_refused_so_that_no_file_nests_without_end() {
        let mut deep = sample();
        for _ in 0..2 {
            let mut outer = sample();
            outer.set_worker_trace(0, deep);
            deep = outer;
        }
        assert_eq!(Trace::from_bytes(&deep.to_bytes()).err(), Some(BadTrace::Damaged));
    }

    #[test]
    fn bytes_that_are_no_trace_are_refused() {
        assert_eq!(Trace::from_bytes(b"hello").err(), Some(BadTrace::NotATrace));
        let newer = [FAMILY, b"6\nand more"].concat();
        assert_eq!(Trace::from_bytes(&newer).err(), Some(BadTrace::OtherVersion));
        let bytes = sample().to_bytes();
        for end in MAGICS[0].len()..bytes.len() {
            assert_eq!(Trace::from_bytes(&bytes[..end]).err(), Some(BadTrace::Damaged));
        }
    }

    #[test]
    fn bytes_whose_scale_is_none_or_of_a_simulation_are_refused() {
        for (clock, scale, expected) in [
            (Clock::Wall, 1000, Ok(1000)),
            (Clock::Wall, 0, Err(BadTrace::Damaged)),
            (Clock::Virtual, 1000, Err(BadTrace::Damaged)),
        ] {
            let mut trace = Trace::new(clock, 100);
            trace.time_scale = scale;
            let again = Trace::from_bytes(&trace.to_bytes());
            assert_eq!(again.map(|trace| trace.time_scale()), expected);
        }
    }

    #[test]
    fn bytes_whose_times_go_back_are_refused() {
        let mut swapped = sample();
        swapped.rows.swap_first_two();
        let mut cut_short = sample();
        cut_short.last_us = 8;
        for trace in [swapped, cut_short] {
            assert_eq!(Trace::from_bytes(&trace.to_bytes()).err(), Some(BadTrace::Damaged));
        }
    }

    #[test]
    fn a_full_trace_counts_what_it_leaves_out() {
        let mut trace = Trace::new(Clock::Virtual, 2);
        for at_us in 0..5 {
            trace.push(at_us, TaskId(0), What::PollStarted, None);
        }
        assert_eq!((trace.rows(), trace.dropped(), trace.last_us()), (2, 3, 4));
    }
}
