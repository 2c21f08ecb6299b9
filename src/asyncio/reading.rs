//! What each row of a record says, as events of a trace. What has an equal there uses it: a thread that
//! somebody waits for is a task, and a poll within another nests by itself.

use crate::runtime::trace::{By, Cause, On, SiteId, TaskId, TextId, What};

use super::ends::LATEST_US;
use super::error::Problem;
use super::kinds::{self, by, cause, on};
use super::record::Record;
use super::row::Row;

/// Stands where a lane could stand, if there is none.
const NOBODY: i64 = -1;

impl Record {
    /// Reads the next row.
    pub(super) fn read(&mut self, row: Row) -> Result<(), Problem> {
        let at_us = self.time(row.at_us)?;
        if row.kind == kinds::SPAWNED {
            return self.spawn(at_us, row);
        }
        let site = self.sites.of(row.site, &mut self.trace)?;
        if row.lane == NOBODY && self.of_nobody(at_us, row)? {
            return Ok(());
        }
        let task = self.lane(row.lane)?;
        let what = match row.kind {
            kinds::NAMED => What::Named { text: self.text(row.a)? },
            kinds::IS_GENERATOR => What::IsGenerator,
            kinds::IS_CALLBACKS => What::IsCallbacks,
            kinds::IS_THREAD => What::IsThread,
            kinds::POLL_STARTED | kinds::NESTED_POLL_STARTED => What::PollStarted,
            kinds::POLL_ENDED => What::PollEnded,
            kinds::COMPLETED => What::Completed,
            kinds::CANCELLED => What::Cancelled,
            kinds::FAILED => What::Failed { error: self.text(row.a)? },
            kinds::ERROR_RECEIVED => What::ErrorReceived,
            // An error that was never received is one that has not been received until the end.
            kinds::ERROR_NOT_RECEIVED => return self.text(row.a).map(|_| ()),
            kinds::CALLBACK_FAILED => What::CallbackFailed { error: self.text(row.a)? },
            kinds::DESTROYED_PENDING => What::Destroyed { known: true },
            kinds::WAITS => What::Waits(self.on(row)?),
            kinds::WOKEN => What::Woken { cause: self.cause(row)? },
            kinds::SLEPT => What::Slept { asked_us: duration(row.a)? },
            kinds::BLOCK_STARTED => What::BlockStarted { asked_us: duration(row.a)? },
            kinds::BLOCK_ENDED => What::BlockEnded,
            kinds::LOGGED => self.logged(row)?,
            kinds::NEVER_AWAITED => What::NeverAwaited { text: self.text(row.a)? },
            kinds::CANCEL_REQUESTED => What::CancelRequested { by: self.by(row)? },
            kinds::LEVEL => match self.level(row)? {
                Some(level) => level,
                None => return Ok(()),
            },
            kinds::OBJECT => return self.object(row, site),
            kind => return Err(Problem::Number("kind", kind)),
        };
        self.trace.push_at(at_us, task, what, site);
        if row.kind == kinds::FAILED && row.lane == 0 {
            // Whoever started the listing gets its error.
            self.trace.push_at(at_us, task, What::ErrorReceived, None);
        }
        Ok(())
    }

    fn time(&mut self, at_us: i64) -> Result<u64, Problem> {
        let time = u64::try_from(at_us).map_err(|_| Problem::Number("time", at_us))?;
        if time < self.last_us {
            return Err(Problem::Number("time", at_us));
        }
        if time > LATEST_US {
            return Err(Problem::Number("time", at_us));
        }
        self.last_us = time;
        Ok(time)
    }

    fn spawn(&mut self, at_us: u64, row: Row) -> Result<(), Problem> {
        if usize::try_from(row.lane) != Ok(self.lanes) {
            return Err(Problem::Number("lane", row.lane));
        }
        let by = if row.a == NOBODY { None } else { Some(self.lane(row.a)?) };
        let site = self.sites.of(row.site, &mut self.trace)?;
        self.lanes += 1;
        let task = self.lane(row.lane)?;
        self.trace.push_at(at_us, task, What::Spawned { by }, site);
        if row.lane == 0 {
            self.trace.push_at(at_us, task, What::IsListing, None);
        }
        Ok(())
    }

    /// Reads a row that may be about nobody. Returns whether it was.
    fn of_nobody(&mut self, at_us: u64, row: Row) -> Result<bool, Problem> {
        let what = match row.kind {
            kinds::ERROR_NOT_RECEIVED => What::ErrorLost { error: self.text(row.a)? },
            kinds::DESTROYED_PENDING => What::Destroyed { known: false },
            _ => return Ok(false),
        };
        self.trace.push_at(at_us, self.lane(0)?, what, None);
        Ok(true)
    }

    fn on(&self, row: Row) -> Result<On, Problem> {
        Ok(match row.a {
            on::TIMER => On::Timer { asked_us: duration(row.b)? },
            on::TASK | on::THREAD => On::Task(self.lane(row.b)?),
            on::ANY_TASK => On::FirstTask { of: count(row.b)? },
            on::ALL_TASKS => On::AllTasks { of: count(row.b)? },
            on::YIELD => On::Yield,
            on::QUEUE => On::Queue(self.known_object(row.b)?),
            on::QUEUE_DONE => On::QueueDone(self.known_object(row.b)?),
            on::SEMAPHORE => On::Semaphore(self.known_object(row.b)?),
            on::EVENT => On::Event(self.known_object(row.b)?),
            on::LOCK => On::Lock(self.known_object(row.b)?),
            on::CONDITION => On::Condition(self.known_object(row.b)?),
            on::BARRIER => On::Barrier(self.known_object(row.b)?),
            on::FUTURE => On::Future,
            on::DEADLINE => On::TimeLimit { left_us: duration(row.b)? },
            on::WITH_TASK => On::With(self.lane(row.b)?),
            on::STOP => On::LoopStop,
            on::SEND => On::Send,
            other => return Err(Problem::Number("wait", other)),
        })
    }

    fn cause(&self, row: Row) -> Result<Cause, Problem> {
        Ok(match row.a {
            cause::TASK | cause::THREAD => Cause::Task(self.lane(row.b)?),
            cause::TIMER => Cause::Timer,
            cause::OUTSIDE => Cause::Unknown,
            cause::CANCEL => Cause::Cancel,
            other => return Err(Problem::Number("cause", other)),
        })
    }

    fn by(&self, row: Row) -> Result<By, Problem> {
        Ok(match row.a {
            by::TASK => By::Task(self.lane(row.b)?),
            by::DEADLINE => By::TimeLimit,
            by::RUN_END => By::RunEnd,
            by::TIMER => By::Timer,
            by::OUTSIDE => By::Unknown,
            other => return Err(Problem::Number("asker", other)),
        })
    }

    fn logged(&self, row: Row) -> Result<What, Problem> {
        let text = self.text(row.a)?;
        match row.b {
            0 => Ok(What::Logged { text }),
            1 => Ok(What::LoggedError { text }),
            other => Err(Problem::Number("stream", other)),
        }
    }

    fn level(&mut self, row: Row) -> Result<Option<What>, Problem> {
        let object = self.known_object(row.a)? as usize;
        let held = u64::try_from(row.b).map_err(|_| Problem::Number("count", row.b))?;
        let name = self.objects.name(object, &mut self.trace);
        let held = held.min(u16::MAX.into()) as u16;
        Ok(name.map(|name| What::NamedLevel { name, held }))
    }

    fn object(&mut self, row: Row, site: Option<SiteId>) -> Result<(), Problem> {
        if usize::try_from(row.a) != Ok(self.objects.len()) {
            return Err(Problem::Number("object", row.a));
        }
        let class = self.text(row.b)?;
        self.objects.add(class, site);
        Ok(())
    }

    fn lane(&self, lane: i64) -> Result<TaskId, Problem> {
        let known = usize::try_from(lane).ok().filter(|lane| *lane < self.lanes);
        let task = known.and_then(|lane| u32::try_from(lane).ok());
        task.map(TaskId).ok_or(Problem::Number("lane", lane))
    }

    fn text(&self, text: i64) -> Result<TextId, Problem> {
        let known = usize::try_from(text).ok().and_then(|text| self.texts.get(text));
        known.copied().ok_or(Problem::Number("text", text))
    }

    fn known_object(&self, object: i64) -> Result<u32, Problem> {
        let known = usize::try_from(object).ok().filter(|object| *object < self.objects.len());
        let object_id = known.and_then(|object| u32::try_from(object).ok());
        object_id.ok_or(Problem::Number("object", object))
    }
}

/// A duration in microseconds.
fn duration(us: i64) -> Result<u64, Problem> {
    u64::try_from(us).map_err(|_| Problem::Number("duration", us))
}

/// How many there are.
fn count(count: i64) -> Result<u32, Problem> {
    u32::try_from(count).map_err(|_| Problem::Number("count", count))
}
