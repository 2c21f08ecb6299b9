//! The state of a run at one moment: who was ready, who slept until when, who waited on what.
//!
//! On a virtual clock many polls lie at the same microsecond, so a moment is a place between two
//! events and no time. It is found by replaying the events up to there. [`Moments`] keeps what it
//! has replayed, so that the next moment takes little, and every now and then a copy to go back to.

mod describe;
mod here;
mod moments;
mod queue;
mod replay;
mod report;
mod words;

pub use moments::Moments;
pub use report::{Moment, NextPoll, ReadyTask, SleepingTask, TaskNow};
