//! What a program counts over time: the jobs in a queue, for example.

use crate::runtime::trace::TextId;

/// At most this many things are counted.
const MOST_LEVELS: usize = 16;

/// At most this many points are kept of each. A picture has fewer pixels.
const MOST_POINTS: usize = 2_000;

/// The counts of one loop, in the order in which they began.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::timeline) struct Levels(Vec<Level>);

impl Levels {
    /// Records how many there are now.
    pub(super) fn keep(&mut self, at_us: u64, name: TextId, held: u16) {
        if let Some(level) = self.0.iter_mut().find(|level| level.name == name) {
            level.add(at_us, held);
        } else if self.0.len() < MOST_LEVELS {
            self.0.push(Level { name, points: vec![(at_us, held)], gap_us: 0 });
        }
    }

    /// All counts.
    pub fn all(&self) -> &[Level] {
        &self.0
    }

    /// Forgets all counts.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// One count over time. When it has too many points, those that lie close together become one: it
/// still covers the whole run, with less detail.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::timeline) struct Level {
    pub name: TextId,
    /// Times, and how many there were from each on.
    pub points: Vec<(u64, u16)>,
    /// Points are at least this far apart.
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

    /// Adds a point, or changes the last point if that is too close.
    fn append(&mut self, at_us: u64, held: u16) {
        match self.points.last_mut() {
            Some((last_us, last)) if at_us.saturating_sub(*last_us) <= self.gap_us => *last = held,
            _ => self.points.push((at_us, held)),
        }
    }

    /// Leaves at most about half of the points.
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
