//! Turns a trace into lanes: a lane for each task, and in it what the task did when.

mod blocking;
mod history;
mod levels;
mod order;
mod pauses;
mod polling;
mod polls;
mod reading;
mod reason;
mod sleeps;
mod spans;
mod state;
mod threads;
mod timeline;
mod turns;
mod twin;
mod view;
mod wakes;

pub(super) use history::{Cancellation, LaneKind, TaskHistory};
pub(super) use levels::Level;
pub(super) use pauses::pauses;
pub(super) use polls::{Blocked, PAUSE_US, PollRef};
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) use reading::PORTION;
pub(super) use sleeps::Slept;
pub(super) use spans::Spans;
pub use state::TaskState;
pub(super) use state::{Detail, Wait};
pub(super) use timeline::Remark;
pub use timeline::Timeline;
pub(super) use turns::{Turn, turns_before, who_had_it};
pub use twin::TwinLines;
pub(super) use view::View;
pub(super) use wakes::{Wake, WakeKind, asked_by, cancelled, is_resumed, wake};
