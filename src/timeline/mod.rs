//! From a [`Trace`](crate::runtime::trace::Trace) to what people look at.
//!
//! Everything here is a pure function of a trace, without a clock and without a page, so all of it
//! is tested natively. A [`Timeline`] reads a trace once, from front to back, and a live one in
//! portions. From then on it answers: what to draw ([`Timeline::draw`], and [`Timeline::cells`]
//! where lanes or spans are more than pixels), what one point of the picture means
//! ([`Timeline::at`]), what there is to say about the whole run ([`Timeline::report`]), and the run
//! in a format that other tools read ([`RunTimeline::trace_json`]). What was going on at one moment
//! of a run is told by [`Moments`], which replays its events.
//!
//! A trace may come from a file and say anything. What contradicts itself is passed over; nothing
//! here panics on it.

mod ask;
mod compare;
mod draw;
mod guess;
mod lanes;
mod moment;
mod report;
mod run;
mod why;
mod words;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod testing;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use ask::{Relation, RelationKind, SpanInfo};
pub use compare::{Comparison, Difference};
pub use draw::LaneInfo;
pub use guess::{JudgedLine, Verdict};
pub use lanes::{State, Timeline};
pub use moment::{Moment, Moments, NextPoll, ReadyTask, SleepingTask, TaskNow};
pub use report::{
    CancellationReport, ClockKind, Cost, EndState, LateRange, LatenessReport, LevelPoint,
    LevelReport, LongestWait, OutputLine, Report, SleepReport, TaskEnd, TaskReport, Warning,
    WarningKind, WorkerReport,
};
pub use run::{LineReport, RunTimeline};
pub use why::{ChainLink, Explanation, OverheadPart};
