//! One point of the picture of a run and its workers.

use crate::runtime::trace::Trace;
#[cfg(doc)]
use crate::timeline::Timeline;
use crate::timeline::ask::{Relation, RelationKind, SpanInfo};
use crate::timeline::lanes::View;
use crate::timeline::words::{duration, to_ms};

use super::timeline::RunTimeline;

impl RunTimeline {
    /// What the task of a lane does at a time, as in [`Timeline::at`].
    #[must_use]
    pub fn at(&self, trace: &Trace, lane: u32, at_ms: f64) -> Option<SpanInfo> {
        if self.sections.is_empty() {
            return self.own.at(trace, lane, at_ms);
        }
        let section = self.section_of(lane)?;
        let (timeline, trace) = self.loop_of(trace, section.worker)?;
        let info = timeline.at(trace, section.to_loop(lane), at_ms)?;
        Some(SpanInfo { lane, ..info })
    }

    /// How the task of a lane is related to others, as in [`Timeline::relations`].
    #[must_use]
    pub fn relations(&self, trace: &Trace, lane: u32, at_ms: f64) -> Vec<Relation> {
        if self.sections.is_empty() {
            return self.own.relations(trace, lane, at_ms);
        }
        let Some(section) = self.section_of(lane) else { return Vec::new() };
        let Some((timeline, of_loop)) = self.loop_of(trace, section.worker) else {
            return Vec::new();
        };
        let own_lane = section.to_loop(lane);
        let mut found = timeline.relations(of_loop, own_lane, at_ms);
        for relation in &mut found {
            relation.lane =
                relation.lane.and_then(|lane| self.lane_in_picture(section.worker, lane));
        }
        let is_first = own_lane == 0 && at_ms >= 0.0;
        let worker =
            section.worker.filter(|_| is_first).and_then(|place| trace.workers().get(place));
        if let Some(worker) = worker {
            let owner = self.own.places.get(worker.owner.0 as usize);
            let lane = owner.and_then(|place| self.lane_in_picture(None, place.lane));
            let name = View { timeline: &self.own, trace }.quoted(worker.owner);
            let began_us = timeline.histories.first().map_or(0, |history| history.spawned_us);
            let from_ms = to_ms(began_us);
            let text = format!("a worker that {name} started at {}", duration(began_us));
            let kind = RelationKind::SpawnedBy;
            found.push(Relation { kind, text, lane, from_ms, to_ms: from_ms });
        }
        found
    }

    /// The waits for tasks at a time, as in [`Timeline::waits_for`].
    #[must_use]
    pub fn waits_for(&self, at_ms: f64, first_lane: u32, lanes: u32) -> Vec<u32> {
        if self.sections.is_empty() {
            return self.own.waits_for(at_ms, first_lane, lanes);
        }
        let mut all = Vec::new();
        for (section, first, lanes) in self.sections_in(first_lane, lanes) {
            let timeline = match section.worker {
                None => Some(&self.own),
                Some(place) => self.workers.get(place),
            };
            let Some(timeline) = timeline else { continue };
            let pairs = timeline.waits_for(at_ms, first, lanes);
            let lane = |lane: &u32| self.lane_in_picture(section.worker, *lane).unwrap_or(*lane);
            all.extend(pairs.iter().map(lane));
        }
        all
    }
}
