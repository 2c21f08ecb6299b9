//! Recording what was recorded elsewhere, by a loop of another language: its source lines have names
//! that are not known when this is compiled.

use super::code::encode;
use super::event::{TaskId, What};
use super::files::is_elsewhere;
use super::recording::Trace;
use super::row::Row;
use super::tables::{NO_SITE, Site, SiteId};

impl Trace {
    /// Keeps a source line, counted from 1, and returns its number. Equal lines are kept once for each
    /// call, so the caller remembers what it has kept. `None` if there are 65,535 lines already.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let site = trace.keep_site("listing.py", 12).expect("there is room");
    /// let kept = trace.site(site).expect("it was just kept");
    /// assert_eq!((kept.file.as_ref(), kept.line), ("listing.py", 12));
    /// ```
    pub fn keep_site(&mut self, file: &str, line: u32) -> Option<SiteId> {
        let id = u16::try_from(self.sites.sites.len()).ok().filter(|id| *id != NO_SITE)?;
        self.sites.keep(Site { file: file.to_owned().into(), line });
        Some(SiteId(id))
    }

    /// Whether the lines that were kept are in more than one file.
    pub(crate) fn has_several_files(&self) -> bool {
        self.sites.has_several_files
    }

    /// Whether this is a run of coroutines outside of this crate. All of its lines are theirs.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.sites.sites.first().is_some_and(|first| is_elsewhere(&first.file))
    }

    /// The same run without the line of the driver that it begins at, if there is one: of coroutines of
    /// others that ran in the workspace of this crate, for example.
    pub(crate) fn without_driver(&self) -> Self {
        let mut trace = self.clone();
        while !trace.sites.sites.is_empty() && !trace.is_elsewhere() {
            let sites = trace.sites.sites.split_off(1);
            trace.sites = sites.into();
            for row in trace.rows.iter_mut() {
                row.site = if row.site == NO_SITE { NO_SITE } else { row.site.wrapping_sub(1) };
            }
        }
        trace
    }

    /// Records an event as [`push`](Self::push) does, on a line that was [kept](Self::keep_site).
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace, What};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let site = trace.keep_site("listing.py", 12);
    /// trace.push_at(5, TaskId(0), What::PollStarted, site);
    /// let event = trace.events().next().expect("it was just recorded");
    /// assert_eq!((event.at_us, event.site), (5, site));
    /// ```
    pub fn push_at(&mut self, at_us: u64, task: TaskId, what: What, site: Option<SiteId>) {
        let (kind, arg) = encode(what);
        let at_us = at_us.max(self.last_us);
        self.last_us = at_us;
        if self.make_room(task, kind, (at_us >> 32) as u32) {
            let site = site.map_or(NO_SITE, |site| site.0);
            self.rows.push(Row { time: at_us as u32, task: task.0, arg, site, kind });
        }
    }

    /// Counts events that were left out elsewhere.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// trace.leave_out(3);
    /// assert_eq!((trace.rows(), trace.dropped()), (0, 3));
    /// ```
    pub fn leave_out(&mut self, events: u64) {
        self.dropped = self.dropped.saturating_add(events);
    }
}
