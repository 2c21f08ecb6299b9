//! What a span waits on, and what woke the task for it, in one number.
//!
//! A run can have a million spans, and whoever reads its trace writes these of each span several times.
//! As two enums they took 16 bytes, and most of the time of reading went into copying them about.

use crate::runtime::trace::{Cause, Packed, TaskId, TextId};

use super::state::Wait;

/// What a span waits on, and what woke the task for it.
///
/// From the lowest bit: what the wait carries (32 bits), its kind (5), the kind of the cause (3), and the
/// task that is the cause (24).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reason(u64);

const WAIT_AT: u32 = 32;
const WAIT_BITS: u64 = 0x1f;
const CAUSE_AT: u32 = 37;
const CAUSE_BITS: u64 = 0x7;
const TASK_AT: u32 = 40;

/// The first number of a task for which there is no room. No trace has as many tasks.
const MOST_TASKS: u32 = 1 << 24;

impl Reason {
    #[inline(always)]
    pub fn new(wait: Wait, woken: Option<Cause>) -> Self {
        let (kind, carried) = pack(wait);
        Self(u64::from(carried) | (u64::from(kind) << WAIT_AT) | pack_cause(woken))
    }

    #[inline(always)]
    pub fn wait(self) -> Wait {
        unpack(((self.0 >> WAIT_AT) & WAIT_BITS) as u8, self.0 as u32)
    }

    #[inline(always)]
    pub fn woken(self) -> Option<Cause> {
        Some(match (self.0 >> CAUSE_AT) & CAUSE_BITS {
            0 => return None,
            1 => Cause::Task(TaskId((self.0 >> TASK_AT) as u32)),
            2 => Cause::Timer,
            3 => Cause::Host,
            4 => Cause::Cancel,
            _ => Cause::Unknown,
        })
    }
}

#[inline(always)]
fn pack_cause(woken: Option<Cause>) -> u64 {
    let kind: u64 = match woken {
        None => 0,
        Some(Cause::Task(task)) if task.0 < MOST_TASKS => {
            return (1 << CAUSE_AT) | (u64::from(task.0) << TASK_AT);
        }
        Some(Cause::Timer) => 2,
        Some(Cause::Host) => 3,
        Some(Cause::Cancel) => 4,
        Some(Cause::Unknown | Cause::Task(_)) => 5,
    };
    kind << CAUSE_AT
}

/// The kind of a wait, and what it carries.
#[inline(always)]
fn pack(wait: Wait) -> (u8, u32) {
    match wait {
        Wait::Unknown => (0, 0),
        Wait::Timer(left) => (1, left.bits()),
        Wait::Timers(left) => (2, left.bits()),
        Wait::Limit(left) => (3, left.bits()),
        Wait::Task(task) => (4, task.0),
        Wait::Resumed(task) => (5, task.0),
        Wait::Tasks => (6, 0),
        Wait::FirstOf(of) => (7, of),
        Wait::AllOf(of) => (8, of),
        Wait::With(task) => (9, task.0),
        Wait::Channel => (10, 0),
        Wait::Semaphore => (11, 0),
        Wait::Event => (12, 0),
        Wait::Queue => (13, 0),
        Wait::QueueDone => (14, 0),
        Wait::Lock => (15, 0),
        Wait::Condition => (16, 0),
        Wait::Barrier => (17, 0),
        Wait::Future => (18, 0),
        Wait::LoopStop => (19, 0),
        Wait::Callback => (20, 0),
        Wait::FreeThread => (21, 0),
        Wait::Send => (22, 0),
        Wait::Host(text) => (23, text.0),
        Wait::Several(place) => (24, place),
    }
}

#[inline(always)]
fn unpack(kind: u8, carried: u32) -> Wait {
    let (left, task) = (Packed::from_bits(carried), TaskId(carried));
    match kind {
        0 => Wait::Unknown,
        1 => Wait::Timer(left),
        2 => Wait::Timers(left),
        3 => Wait::Limit(left),
        4 => Wait::Task(task),
        5 => Wait::Resumed(task),
        6 => Wait::Tasks,
        7 => Wait::FirstOf(carried),
        8 => Wait::AllOf(carried),
        9 => Wait::With(task),
        10 => Wait::Channel,
        11 => Wait::Semaphore,
        12 => Wait::Event,
        13 => Wait::Queue,
        14 => Wait::QueueDone,
        15 => Wait::Lock,
        16 => Wait::Condition,
        17 => Wait::Barrier,
        18 => Wait::Future,
        19 => Wait::LoopStop,
        20 => Wait::Callback,
        21 => Wait::FreeThread,
        22 => Wait::Send,
        23 => Wait::Host(TextId(carried)),
        _ => Wait::Several(carried),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        let waits = (0..=24).flat_map(|kind| [0, 7, u32::MAX].map(|of| unpack(kind, of)));
        let causes = [
            None,
            Some(Cause::Task(TaskId(0))),
            Some(Cause::Task(TaskId(MOST_TASKS - 1))),
            Some(Cause::Timer),
            Some(Cause::Host),
            Some(Cause::Cancel),
            Some(Cause::Unknown),
        ];
        for wait in waits {
            for woken in causes {
                let reason = Reason::new(wait, woken);
                assert_eq!((reason.wait(), reason.woken()), (wait, woken));
            }
        }
    }

    #[test]
    fn a_task_that_cannot_be_is_an_unknown_cause() {
        let reason = Reason::new(Wait::Unknown, Some(Cause::Task(TaskId(MOST_TASKS))));
        assert_eq!(reason.woken(), Some(Cause::Unknown));
    }
}
