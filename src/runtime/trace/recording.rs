//! The trace itself: events in the order in which they happened.

use std::borrow::Cow;
use std::panic::Location;

use super::code::{self, encode};
use super::event::{TaskId, What};
use super::row::{self, Row};
use super::tables::{NO_SITE, Site, SiteId, Sites, TextId, Texts};

/// How many events a trace holds unless told otherwise: 2²⁰, which are 16 MiB.
pub const DEFAULT_CAPACITY: usize = 1 << 20;

/// How many bytes an event takes in memory.
pub const EVENT_BYTES: usize = row::BYTES;

/// Of how many tasks a trace tells what they did: a hundred thousand, and the one that spawned them.
/// So many lanes can be looked at without waiting. What is printed is kept all the same.
pub const MOST_TASKS: u32 = 100_001;

/// On which clock the times of a trace are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Real time, measured.
    Wall,
    /// Simulated time, computed: exact.
    Virtual,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The program's coroutine completed.
    Completed,
    /// It was stopped from outside.
    Stopped,
    /// Every task waits, and nothing is left that could wake one.
    Stuck,
    /// A simulation took more polls than it may; it would perhaps never have ended.
    PollLimit,
    /// A coroutine panicked.
    Panicked {
        /// What the panic said, with its place.
        message: String,
    },
}

/// The record of one run. See the [module](super) for what it promises.
#[derive(Clone, Debug)]
pub struct Trace {
    pub(super) rows: Vec<Row>,
    pub(super) epoch: u32,
    pub(super) last_us: u64,
    pub(super) sites: Sites,
    pub(super) texts: Texts,
    pub(super) clock: Clock,
    pub(super) time_scale: u32,
    /// When its clock began, in microseconds since 1970; 0 if nobody said.
    pub(super) began_us: u64,
    pub(super) capacity: usize,
    pub(super) dropped: u64,
    /// How many tasks beyond [`MOST_TASKS`] there were.
    pub(super) unrecorded_tasks: u32,
    pub(super) end: Option<End>,
    pub(super) workers: Vec<WorkerTrace>,
}

/// A worker of a run, and what its own loop recorded.
#[derive(Clone, Debug)]
pub struct WorkerTrace {
    /// The task that started the worker.
    pub owner: TaskId,
    /// Its name.
    pub name: TextId,
    /// Whether it is there: it was started, and has not been terminated.
    pub alive: bool,
    /// How many lines the run itself had printed when the worker was gone: those that come at the
    /// same time and later follow from what the worker did.
    pub printed_before_end: u32,
    /// What its loop recorded, as far as it has told. `None` as long as it has told nothing.
    pub trace: Option<Trace>,
}

impl Trace {
    /// An empty trace that will hold at most `capacity` events.
    #[must_use]
    pub fn new(clock: Clock, capacity: usize) -> Self {
        Self {
            rows: Vec::new(),
            epoch: 0,
            last_us: 0,
            sites: Sites::default(),
            texts: Texts::default(),
            clock,
            time_scale: 1,
            began_us: 0,
            capacity,
            dropped: 0,
            unrecorded_tasks: 0,
            end: None,
            workers: Vec::new(),
        }
    }

    /// How many rows there are: the number of events, and a few that only carry time.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// How many events it holds at most.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// How many events were left out because the trace was full.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// How many tasks were left out because there were more than [`MOST_TASKS`].
    #[must_use]
    pub fn unrecorded_tasks(&self) -> u32 {
        self.unrecorded_tasks
    }

    /// How many bytes the recorded events and texts take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.rows.len() * EVENT_BYTES + self.texts.bytes()
    }

    /// The time of the last event, recorded or left out, in microseconds since the run began.
    #[must_use]
    pub fn last_us(&self) -> u64 {
        self.last_us
    }

    /// The clock that its times are on.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// How many times as fast as real time its clock went: 1, unless the program asked for more.
    #[must_use]
    pub fn time_scale(&self) -> u32 {
        self.time_scale
    }

    /// Says how many times as fast as real time its clock goes. 0 is no scale and changes nothing.
    pub fn set_time_scale(&mut self, scale: u32) {
        self.time_scale = if scale == 0 { self.time_scale } else { scale };
    }

    /// When its clock began, in milliseconds since 1970. `None` for a virtual one.
    #[must_use]
    pub fn began_epoch_ms(&self) -> Option<f64> {
        (self.began_us > 0).then_some(self.began_us as f64 / 1000.0)
    }

    /// Says when its clock began, in milliseconds since 1970.
    pub fn set_began_epoch_ms(&mut self, ms: f64) {
        self.began_us = (ms * 1000.0) as u64;
    }

    /// How the run ended; `None` while it goes on.
    #[must_use]
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// The source line with this number.
    #[must_use]
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.sites.get(usize::from(id.0))
    }

    /// The text with this number.
    #[must_use]
    pub fn text(&self, id: TextId) -> &str {
        self.texts.texts.get(id.0 as usize).map_or("", |text| text.as_ref())
    }

    /// Says how the run ended, at the time given.
    pub fn finish(&mut self, at_us: u64, end: End) {
        self.last_us = self.last_us.max(at_us);
        self.end = Some(end);
    }

    /// Keeps a text that lives in the program; equal ones are kept once.
    pub fn intern(&mut self, text: &'static str) -> TextId {
        TextId(self.texts.intern(text))
    }

    /// Keeps a text.
    pub fn keep(&mut self, text: impl Into<Cow<'static, str>>) -> TextId {
        TextId(self.texts.push(text.into()))
    }

    /// Records an event. Past the capacity it only counts, except that what a program prints is
    /// kept for a while longer.
    // Inlined, because nearly every caller knows what it records, so that no `What` is ever made.
    #[inline(always)]
    pub fn push(
        &mut self,
        at_us: u64,
        task: TaskId,
        what: What,
        site: Option<&'static Location<'static>>,
    ) {
        let (kind, arg) = encode(what);
        self.push_packed(at_us, task, kind, arg, site);
    }

    #[inline(never)]
    fn push_packed(
        &mut self,
        at_us: u64,
        task: TaskId,
        kind: u8,
        arg: u32,
        site: Option<&'static Location<'static>>,
    ) {
        let at_us = at_us.max(self.last_us);
        self.last_us = at_us;
        let epoch = (at_us >> 32) as u32;
        if task.0 >= MOST_TASKS || self.rows.len() >= self.capacity || epoch != self.epoch {
            // What follows is rare, and kept out of the way.
            if !self.make_room(task, kind, epoch) {
                return;
            }
        }
        let site = site.map_or(NO_SITE, |location| self.sites.intern(location));
        self.rows.push(Row { time: at_us as u32, task: task.0, arg, site, kind });
    }

    /// Answers whether an event out of the ordinary is to be recorded, and counts it if it is not.
    #[cold]
    fn make_room(&mut self, task: TaskId, kind: u8, epoch: u32) -> bool {
        if task.0 >= MOST_TASKS && kind != code::LOGGED {
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
        kind == code::LOGGED && self.rows.len() < self.capacity + self.capacity / 8
    }
}
