//! The state of a run at one moment: which tasks were ready, which slept until when, and what the
//! others waited on.
//!
//! On a virtual clock many polls lie at the same microsecond, so a moment is not a time but a place
//! between two events. It is found by replaying the events up to there. [`Moments`] keeps what it has
//! replayed, so that going on to the next moment takes little, and it keeps some copies to go back
//! to.

mod choices;
mod describe;
mod here;
mod moments;
mod queue;
mod replay;
mod report;
mod words;

pub use choices::{Choice, choices_of_run};
pub use moments::Moments;
pub use report::{ActedLine, Moment, NextPoll, ReadyTask, SleepingTask, TaskNow};
