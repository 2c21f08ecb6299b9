//! What is written into a trace while its program runs.

use std::borrow::Cow;
use std::panic::Location;

use super::code::{self, encode};
use super::end::End;
use super::event::{TaskId, What};
use super::recording::{MOST_TASKS, Trace};
use super::row::Row;
use super::tables::{NO_SITE, TextId};

impl Trace {
    /// Records how the run ended, at a time in microseconds since it began.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, End, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// trace.finish(3_000, End::Stopped);
    /// assert_eq!((trace.last_us(), trace.end()), (3_000, Some(&End::Stopped)));
    /// ```
    pub fn finish(&mut self, at_us: u64, end: End) {
        self.last_us = self.last_us.max(at_us);
        self.end = Some(end);
    }

    /// Keeps a text that lives in the program, and returns its number. Equal texts are kept once.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let (first, second) = (trace.intern("a name"), trace.intern("a name"));
    /// assert_eq!(first, second);
    /// assert_eq!(trace.text(first), "a name");
    /// ```
    pub fn intern(&mut self, text: &'static str) -> TextId {
        TextId(self.texts.intern(text))
    }

    /// Keeps a text, and returns its number. Past 4 MiB of texts, further texts are left out.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let line = trace.keep(format!("line {}", 1));
    /// assert_eq!(trace.text(line), "line 1");
    /// let too_long = trace.keep("x".repeat(5 << 20));
    /// assert_eq!(trace.text(too_long), "(left out)");
    /// ```
    pub fn keep(&mut self, text: impl Into<Cow<'static, str>>) -> TextId {
        TextId(self.texts.push(text.into()))
    }

    /// Records an event, at a time in microseconds since the run began. Past the capacity it only
    /// counts, except that what a program prints is kept for a while longer. A time that is earlier
    /// than that of the event before counts as the same time.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace, What};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// trace.push(7, TaskId(0), What::PollStarted, None);
    /// trace.push(5, TaskId(0), What::PollEnded, None);
    /// let times_us: Vec<u64> = trace.events().map(|event| event.at_us).collect();
    /// assert_eq!(times_us, [7, 7]);
    /// ```
    // Inlined, because nearly each caller knows what it records, so that no `What` is ever made.
    #[inline(always)]
    pub fn push(
        &mut self,
        at_us: u64,
        task: TaskId,
        what: What,
        site: Option<&'static Location<'static>>,
    ) {
        let (kind, arg) = encode(what);
        match site {
            Some(site) => self.push_with_site(at_us, task, kind, arg, site),
            None => {
                self.push_packed(at_us, task, kind, arg);
            }
        }
    }

    /// Returns whether the event was recorded.
    // To look for a site here would make this slower where there is none.
    #[inline(never)]
    fn push_packed(&mut self, at_us: u64, task: TaskId, kind: u8, arg: u32) -> bool {
        let at_us = at_us.max(self.last_us);
        self.last_us = at_us;
        let epoch = (at_us >> 32) as u32;
        if task.0 >= MOST_TASKS || self.rows.len() >= self.capacity || epoch != self.epoch {
            // What follows is rare, and kept out of the way.
            if !self.make_room(task, kind, epoch) {
                return false;
            }
        }
        self.rows.push(Row { time: at_us as u32, task: task.0, arg, site: NO_SITE, kind });
        true
    }

    #[inline(never)]
    fn push_with_site(
        &mut self,
        at_us: u64,
        task: TaskId,
        kind: u8,
        arg: u32,
        site: &'static Location<'static>,
    ) {
        if self.push_packed(at_us, task, kind, arg) {
            let site = self.sites.intern(site);
            self.rows.set_last_site(site);
        }
    }

    /// Returns whether an event out of the ordinary is to be recorded, and counts it if it is not.
    #[cold]
    pub(super) fn make_room(&mut self, task: TaskId, kind: u8, epoch: u32) -> bool {
        if task.0 >= MOST_TASKS && !code::is_output(kind) {
            self.unrecorded_tasks += u32::from(kind == code::SPAWNED);
            return false;
        }
        if self.rows.len() >= self.capacity && !self.has_room_for_output(kind) {
            self.dropped += 1;
            return false;
        }
        if epoch != self.epoch {
            self.epoch = epoch;
            self.rows.push(Row { time: 0, task: 0, arg: epoch, site: NO_SITE, kind: code::EPOCH });
        }
        true
    }

    fn has_room_for_output(&self, kind: u8) -> bool {
        code::is_output(kind) && self.rows.len() < self.capacity + self.capacity / 8
    }
}
