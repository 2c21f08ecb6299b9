//! One point of the picture of a run and its workers.

use crate::runtime::trace::Trace;
#[cfg(doc)]
use crate::timeline::Timeline;
use crate::timeline::ask::{Relation, RelationKind, SpanInfo};
use crate::timeline::lanes::View;
use crate::timeline::words::{duration, to_ms};

use super::timeline::RunTimeline;

impl RunTimeline {
    /// What there is in a lane at a time, as [`Timeline::at`] says it.
    #[must_use]
    pub fn at(&self, trace: &Trace, lane: u32, at_ms: f64) -> Option<SpanInfo> {
        if self.parts.is_empty() {
            return self.own.at(trace, lane, at_ms);
        }
        let part =
            self.parts.iter().find(|part| (part.at..part.at + part.lanes).contains(&lane))?;
        let (timeline, trace) = self.loop_of(trace, part.worker)?;
        let info = timeline.at(trace, lane - part.at + part.from, at_ms)?;
        Some(SpanInfo { lane, ..info })
    }

    /// What the task of a lane has to do with others, as [`Timeline::relations`] says it.
    #[must_use]
    pub fn relations(&self, trace: &Trace, lane: u32, at_ms: f64) -> Vec<Relation> {
        if self.parts.is_empty() {
            return self.own.relations(trace, lane, at_ms);
        }
        let part = self.parts.iter().find(|part| (part.at..part.at + part.lanes).contains(&lane));
        let Some((part, (timeline, of_loop))) =
            part.and_then(|part| Some((part, self.loop_of(trace, part.worker)?)))
        else {
            return Vec::new();
        };
        let own_lane = lane - part.at + part.from;
        let mut found = timeline.relations(of_loop, own_lane, at_ms);
        for relation in &mut found {
            relation.lane = relation.lane.and_then(|lane| self.lane_in_picture(part.worker, lane));
        }
        let is_first = own_lane == 0 && at_ms >= 0.0;
        let worker = part.worker.filter(|_| is_first).and_then(|place| trace.workers().get(place));
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

    /// Who waits for whom at a time, as [`Timeline::waits_for`] says it.
    #[must_use]
    pub fn waits_for(&self, at_ms: f64, first_lane: u32, lanes: u32) -> Vec<u32> {
        if self.parts.is_empty() {
            return self.own.waits_for(at_ms, first_lane, lanes);
        }
        let mut all = Vec::new();
        let end = first_lane.saturating_add(lanes);
        for part in &self.parts {
            let (from, to) = (first_lane.max(part.at), end.min(part.at + part.lanes));
            let timeline = match part.worker {
                None => Some(&self.own),
                Some(place) => self.workers.get(place),
            };
            let Some(timeline) = timeline.filter(|_| from < to) else { continue };
            let pairs = timeline.waits_for(at_ms, from - part.at + part.from, to - from);
            let lane = |lane: &u32| self.lane_in_picture(part.worker, *lane).unwrap_or(*lane);
            all.extend(pairs.iter().map(lane));
        }
        all
    }
}
