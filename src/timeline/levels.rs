//! How many of something there were over time: jobs in a queue, for example.

use serde::Serialize;

use crate::runtime::trace::TextId;

use super::lanes::{Timeline, View, to_ms};

/// How many things are counted at most.
const MOST_LEVELS: usize = 16;

/// How many points of each are kept at most. A picture has fewer pixels.
const MOST_POINTS: usize = 2_000;

/// How many of something there were over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LevelReport {
    /// Of what.
    pub name: String,
    /// When it changed, and to how many: from each point on to the next it is the same.
    pub points: Vec<LevelPoint>,
}

/// How many there were from a time on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LevelPoint {
    /// The time.
    pub at_ms: f64,
    /// How many.
    pub held: u32,
}

/// The history of one count. When there are too many points, those that lie close together are
/// put into one: the history stays whole, and loses detail.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Level {
    name: TextId,
    /// From when on it was how many.
    points: Vec<(u64, u16)>,
    /// Points are at least so far apart.
    gap_us: u64,
}

impl Level {
    fn add(&mut self, at_us: u64, held: u16) {
        if self.points.last().is_some_and(|(_, before)| *before == held) {
            return;
        }
        self.append(at_us, held);
        if self.points.len() > MOST_POINTS {
            self.thin_out();
        }
    }

    /// Adds a point, or moves the last one to another value if that is too close.
    fn append(&mut self, at_us: u64, held: u16) {
        match self.points.last_mut() {
            Some((last_us, last)) if at_us.saturating_sub(*last_us) <= self.gap_us => *last = held,
            _ => self.points.push((at_us, held)),
        }
    }

    /// Halves the number of points.
    fn thin_out(&mut self) {
        let points = std::mem::take(&mut self.points);
        let first_us = points.first().map_or(0, |point| point.0);
        let span_us = points.last().map_or(0, |point| point.0 - first_us);
        self.gap_us = span_us / (MOST_POINTS as u64 / 2);
        for (at_us, held) in points {
            self.append(at_us, held);
        }
    }
}

impl Timeline {
    /// Keeps how many there are now.
    pub(super) fn keep_level(&mut self, at_us: u64, name: TextId, held: u16) {
        if let Some(level) = self.levels.iter_mut().find(|level| level.name == name) {
            level.add(at_us, held);
        } else if self.levels.len() < MOST_LEVELS {
            self.levels.push(Level { name, points: vec![(at_us, held)], gap_us: 0 });
        }
    }
}

/// The counts of a run, in the order in which they began.
pub(super) fn levels(view: View<'_>) -> Vec<LevelReport> {
    let point = |&(at_us, held): &(u64, u16)| LevelPoint { at_ms: to_ms(at_us), held: held.into() };
    let levels = view.timeline.levels.iter();
    let report = |level: &Level| LevelReport {
        name: view.trace.text(level.name).to_owned(),
        points: level.points.iter().map(point).collect(),
    };
    levels.map(report).collect()
}
