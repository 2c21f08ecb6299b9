//! Why a run took as long as it did: what decided the total, and how that is explained.

mod broken_off;
mod cancelled;
mod critical_path;
mod explain;
mod facts;
mod groups;
mod held_up;
mod overhead;
mod parts;
mod resumed;
mod sentences;
mod stuck;

pub(super) use critical_path::critical_path;
pub(super) use explain::explain;
pub use explain::{Explanation, PathLink};
pub(super) use facts::OfWorker;
pub(super) use groups::{Groups, longest};
pub(super) use held_up::held_up;
pub use overhead::OverheadPart;
pub(super) use parts::{PathPart, collect, decided, describe};
