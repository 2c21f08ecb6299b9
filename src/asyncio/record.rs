//! A record that is read while it comes.

use crate::runtime::trace::{Clock, DEFAULT_CAPACITY, End, TextId, Trace};

use super::error::{BadRecord, Problem};
use super::objects::Objects;
use super::row::{Row, WIDTH};
use super::sites::Sites;

/// A record of asyncio, and the trace of what has come of it so far.
///
/// ```
/// use coroscope::asyncio::Record;
/// use coroscope::runtime::trace::{Clock, End};
///
/// let mut record = Record::new(Clock::Wall);
/// let part = [[1, 0, 0, -1, 0, 0], [4, 0, 0, 0, 0, 0]]; // a listing begins, and runs
/// record.push(part.as_flattened(), &[], &[])?;
/// assert_eq!(record.trace().end(), None);
/// let part = [[6, 0, 150, 0, 0, 0]]; // it is done
/// record.push(part.as_flattened(), &[], &[])?;
/// record.finish(160, End::Completed, 0);
/// assert_eq!(record.trace().last_us(), 160);
/// # Ok::<(), coroscope::asyncio::BadRecord>(())
/// ```
#[derive(Clone, Debug)]
pub struct Record {
    pub(super) trace: Trace,
    pub(super) sites: Sites,
    pub(super) texts: Vec<TextId>,
    pub(super) objects: Objects,
    /// How many lanes there are.
    pub(super) lanes: usize,
    pub(super) last_us: u64,
    rows: u64,
    bad: Option<BadRecord>,
}

impl Record {
    /// An empty record of a listing, which ran on the clock given.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            trace: Trace::new(clock, DEFAULT_CAPACITY),
            sites: Sites::default(),
            texts: Vec::new(),
            objects: Objects::default(),
            lanes: 0,
            last_us: 0,
            rows: 0,
            bad: None,
        }
    }

    /// Says when its clock began, in milliseconds since 1970.
    ///
    /// ```
    /// use coroscope::asyncio::Record;
    /// use coroscope::runtime::trace::Clock;
    ///
    /// let mut record = Record::new(Clock::Wall);
    /// record.began(1_795_205_100_000.5);
    /// assert_eq!(record.trace().began_epoch_ms(), Some(1_795_205_100_000.5));
    /// ```
    pub fn began(&mut self, epoch_ms: f64) {
        self.trace.set_began_epoch_ms(epoch_ms);
    }

    /// Reads the next part: rows of six numbers, and the texts and names of files that are new. They are
    /// numbered on from those of the parts before.
    ///
    /// What is too large for a trace is left out as a trace does it: events beyond its capacity and
    /// tasks beyond [`MOST_TASKS`](crate::runtime::trace::MOST_TASKS) are counted there, a text
    /// beyond its budget is "(left out)", and a line beyond 65,535 others is none. More things in a
    /// queue than 65,535 count as so many, and durations have a limit of 24 days.
    ///
    /// # Errors
    ///
    /// When a row makes no sense: it has an unknown kind, a lane, text, file or object that there is
    /// not, or a time that goes back. The trace keeps what came before that row; the record takes
    /// nothing any more, and returns the same error again.
    pub fn push(
        &mut self,
        rows: &[i64],
        texts: &[String],
        files: &[String],
    ) -> Result<(), BadRecord> {
        if self.bad.is_none()
            && let Err(bad) = self.read_part(rows, texts, files)
        {
            self.bad = Some(bad);
        }
        self.bad.clone().map_or(Ok(()), Err)
    }

    /// Says how the run ended, at a time in microseconds since it began, and how many rows were left out
    /// of the record because there was no room for them. After an end that leaves tasks behind, what
    /// is left out is how they are thrown away, which nobody misses.
    pub fn finish(&mut self, at_us: u64, end: End, left_out: u64) {
        if matches!(end, End::Completed | End::Stopped) {
            self.trace.leave_out(left_out);
        }
        self.trace.finish(at_us, end);
    }

    /// What has been read so far.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    fn read_part(
        &mut self,
        rows: &[i64],
        texts: &[String],
        files: &[String],
    ) -> Result<(), BadRecord> {
        let bad = |row: u64| move |problem| BadRecord { row, problem };
        self.sites.add_files(files).map_err(bad(self.rows))?;
        for text in texts {
            let text = self.trace.keep(text.clone());
            self.texts.push(text);
        }
        let (rows, rest) = rows.as_chunks::<WIDTH>();
        for row in rows {
            self.read(Row::from(row)).map_err(bad(self.rows))?;
            self.rows += 1;
        }
        if rest.is_empty() { Ok(()) } else { Err(bad(self.rows)(Problem::Cut)) }
    }
}
