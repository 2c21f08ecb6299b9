//! What is written beside the lanes in view. There can be very many lanes.

use serde::Serialize;

use crate::runtime::trace::Trace;
use crate::timeline::lanes::{Timeline, View};
use crate::timeline::words::to_ms;

/// A lane in the picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LaneInfo {
    /// The number of the lane.
    pub lane: u32,
    /// How many tasks its task is nested in.
    pub depth: u32,
    /// The name of its task.
    pub name: String,
    /// When it begins.
    pub from_ms: f64,
    /// When it ends, or the current time if it goes on.
    pub to_ms: f64,
}

/// At most this many lanes are named. More names fit on no screen.
const MOST_NAMED: usize = 1_000;

impl Timeline {
    /// At most 1,000 lanes, beginning with `first`.
    #[must_use]
    pub fn names(&self, trace: &Trace, first: u32, count: u32) -> Vec<LaneInfo> {
        let view = View { timeline: self, trace };
        let first = (first as usize).min(self.lanes.len());
        let count = (count as usize).min(MOST_NAMED).min(self.lanes.len() - first);
        let lanes = self.lanes[first..first + count].iter();
        let info = lanes.filter_map(|task| {
            let (history, place) = (self.history(*task)?, self.places.get(task.0 as usize)?);
            Some(LaneInfo {
                lane: place.lane,
                depth: place.depth,
                name: view.name(*task),
                from_ms: to_ms(history.spawned_us),
                to_ms: to_ms(history.until_us(self.now_us())),
            })
        });
        info.collect()
    }
}
