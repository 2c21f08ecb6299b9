//! A trace as bytes: what a worker posts to the page, and what a saved run is.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::code;
use super::columns::{Clock, End, Trace};
use super::tables::{NO_SITE, Site};

/// What every saved trace begins with; the digit is the version of the format.
const MAGIC: &[u8] = b"coroscope-trace-1\n";

impl Trace {
    /// The whole trace as bytes. Equal runs give equal bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let stored = Stored {
            kinds: Cow::Borrowed(&self.kinds),
            tasks: Cow::Borrowed(&self.tasks),
            times: Cow::Borrowed(&self.times),
            args: Cow::Borrowed(&self.args),
            sites_of: Cow::Borrowed(&self.sites_of),
            last_us: self.last_us,
            sites: Cow::Borrowed(&self.sites.sites),
            texts: Cow::Borrowed(&self.texts.texts),
            clock: self.clock,
            dropped: self.dropped,
            end: Cow::Borrowed(&self.end),
        };
        // Writing plain data to memory has no way to fail.
        postcard::to_extend(&stored, MAGIC.to_vec()).unwrap_or_default()
    }

    /// The trace that [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are not a trace, are cut off, or contradict themselves: what comes from a
    /// file may be anything.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadTrace> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BadTrace::NotATrace)?;
        let stored: Stored<'_> = postcard::from_bytes(rest).map_err(|_| BadTrace::Damaged)?;
        let rows = stored.kinds.len();
        let lengths =
            [stored.tasks.len(), stored.times.len(), stored.args.len(), stored.sites_of.len()];
        let whole = lengths.iter().all(|length| *length == rows)
            && stored.kinds.iter().all(|kind| *kind <= code::LAST)
            && stored.sites.len() < usize::from(NO_SITE)
            && stored.never_goes_back();
        if !whole {
            return Err(BadTrace::Damaged);
        }
        let epoch = stored.kinds.iter().rposition(|kind| *kind == code::EPOCH);
        Ok(Self {
            epoch: epoch.map_or(0, |row| stored.args[row]),
            kinds: stored.kinds.into_owned(),
            tasks: stored.tasks.into_owned(),
            times: stored.times.into_owned(),
            args: stored.args.into_owned(),
            sites_of: stored.sites_of.into_owned(),
            last_us: stored.last_us,
            sites: stored.sites.into_owned().into(),
            texts: stored.texts.into_owned().into(),
            clock: stored.clock,
            capacity: rows,
            dropped: stored.dropped,
            end: stored.end.into_owned(),
        })
    }
}

/// Why bytes could not be read as a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTrace {
    /// They do not begin as a trace does.
    NotATrace,
    /// They begin as a trace, but are cut off or contradict themselves.
    Damaged,
}

impl fmt::Display for BadTrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotATrace => "this is not a saved run of Coroscope (or of another version)",
            Self::Damaged => "this saved run is damaged: it is cut off or contradicts itself",
        })
    }
}

impl std::error::Error for BadTrace {}

/// The fields of a trace as they are stored.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    kinds: Cow<'a, [u8]>,
    tasks: Cow<'a, [u32]>,
    times: Cow<'a, [u32]>,
    args: Cow<'a, [u32]>,
    sites_of: Cow<'a, [u16]>,
    last_us: u64,
    sites: Cow<'a, [Site]>,
    texts: Cow<'a, [Cow<'static, str>]>,
    clock: Clock,
    dropped: u64,
    end: Cow<'a, Option<End>>,
}

impl Stored<'_> {
    /// Whether no event is earlier than the one before, nor later than the end.
    fn never_goes_back(&self) -> bool {
        let (mut epoch, mut last_us) = (0, 0);
        let in_order = (0..self.kinds.len()).all(|row| {
            if self.kinds[row] == code::EPOCH {
                epoch = self.args[row];
                return true;
            }
            let before_us = last_us;
            last_us = u64::from(epoch) << 32 | u64::from(self.times[row]);
            before_us <= last_us
        });
        in_order && last_us <= self.last_us
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::trace::{On, TaskId, What};

    fn sample() -> Trace {
        let mut trace = Trace::new(Clock::Virtual, 100);
        let text = trace.keep("hello");
        trace.push(0, TaskId(0), What::Spawned { by: None }, None);
        trace.push(7, TaskId(0), What::Logged { text }, Some(std::panic::Location::caller()));
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
    }

    #[test]
    fn bytes_that_are_no_trace_are_refused() {
        assert_eq!(Trace::from_bytes(b"hello").err(), Some(BadTrace::NotATrace));
        let bytes = sample().to_bytes();
        for end in MAGIC.len()..bytes.len() {
            assert_eq!(Trace::from_bytes(&bytes[..end]).err(), Some(BadTrace::Damaged));
        }
    }

    #[test]
    fn bytes_whose_times_go_back_are_refused() {
        let mut swapped = sample();
        swapped.times.swap(0, 1);
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
