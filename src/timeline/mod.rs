//! From a [`Trace`](crate::runtime::trace::Trace) to what people look at.
//!
//! Everything here is a pure function of a trace, without a clock and without a page, so all of it
//! is tested natively. A [`Timeline`] reads a trace once, from front to back, and the trace of a live
//! run in portions. After that it returns what to draw ([`Timeline::draw`], and [`Timeline::cells`] where
//! lanes or spans are more than pixels), what one point of the picture means ([`Timeline::at`]), and
//! a report on the whole run ([`Timeline::report`]). A [`RunTimeline`] does the same for a run with
//! workers, and writes it in a format that other tools read ([`RunTimeline::trace_json`]).
//! [`Moments`] replays the events of a run and describes any moment of it.
//!
//! A trace may come from a file and say anything. Contradictions are ignored, and nothing here panics
//! on them.
//!
//! # Folders
//!
//! A folder imports only from folders above it in this list:
//!
//! 1. `lanes`: a trace as lanes, and in each lane what a task did when
//! 2. `words`: numbers, names, states and waits in words
//! 3. `why`: what decided the total, and how that is explained
//! 4. `ask`: what one point of the picture means
//! 5. `draw`: what the page paints, as numbers
//! 6. `report`: the report on a run, as plain data
//! 7. `compare`: a run compared with another run
//! 8. `guess`: a run compared with a guess
//! 9. `run`: the loops of a run and its workers as one
//! 10. `moment`: the state of a run at one moment
//!
//! A folder offers to the others what its `mod.rs` exports. Inside a folder, files import from each
//! other and never from their `mod.rs`, so files form no circle either.

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
pub use draw::{Label, LabelKind, LaneInfo};
pub use guess::{JudgedLine, Verdict};
pub use lanes::{TaskState, Timeline, TwinLines};
pub use moment::{
    ActedLine, Choice, Moment, Moments, NextPoll, ReadyTask, SleepingTask, TaskNow, choices_of_run,
};
pub use report::{
    CancellationReport, ClockKind, Cost, EndState, LateRange, LatenessReport, LevelPoint,
    LevelReport, LongestWait, OutputLine, Report, SleepReport, TaskEnd, TaskReport, Warning,
    WarningKind, WorkerReport,
};
pub use run::{LineReport, RunTimeline};
pub use why::{Explanation, OverheadPart, PathLink};
