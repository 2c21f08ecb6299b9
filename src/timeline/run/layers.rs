//! What is laid over the lanes of a run and its workers: arrows, the longest chain, relations.

use crate::runtime::trace::Trace;
#[cfg(doc)]
use crate::timeline::Timeline;
use crate::timeline::ask::{Relation, RelationKind};
use crate::timeline::draw::{ARROW, MOST_ARROWS, path};
use crate::timeline::lanes::View;
use crate::timeline::words::{duration, to_ms};

use super::timeline::{Part, RunTimeline};

impl RunTimeline {
    /// Wake arrows to the lanes and in the time given, as [`Timeline::arrows`] gives them.
    #[must_use]
    pub fn arrows(
        &self,
        trace: &Trace,
        from_ms: f64,
        to_ms: f64,
        first_lane: u32,
        lanes: u32,
        width_px: f64,
    ) -> Vec<f32> {
        if self.parts.is_empty() {
            return self.own.arrows(trace, from_ms, to_ms, first_lane, lanes, width_px);
        }
        let mut all = Vec::new();
        let end = first_lane.saturating_add(lanes);
        for part in &self.parts {
            let (from, to) = (first_lane.max(part.at), end.min(part.at + part.lanes));
            let Some((timeline, trace)) = self.loop_of(trace, part.worker).filter(|_| from < to)
            else {
                continue;
            };
            let first = from - part.at + part.from;
            let mut rows = timeline.arrows(trace, from_ms, to_ms, first, to - from, width_px);
            for row in rows.chunks_mut(ARROW) {
                row[2] += part.at as f32 - part.from as f32;
                if row[0] >= 0.0 {
                    let lane = self.lane_in_picture(part.worker, row[0] as u32);
                    row[0] = lane.map_or(-1.0, |lane| lane as f32);
                }
            }
            all.append(&mut rows);
        }
        all.truncate(MOST_ARROWS * ARROW);
        all
    }

    /// The longest chain as a path through the lanes, within the time given, in pixels.
    ///
    /// It consists of stretches, each of them six numbers: lane, left, right, the topmost and the
    /// lowest lane that it passes through, and how many steps it stands for. They lie end to end;
    /// between two of them the path goes from lane to lane. There are at most `2 * width_px + 4`.
    #[must_use]
    pub fn chain(&self, trace: &Trace, from_ms: f64, to_ms: f64, width_px: f64) -> Vec<f32> {
        let (rows, now_us) = (trace.rows(), self.own.now_us());
        let mut known = self.chain.borrow_mut();
        if known.as_ref().is_none_or(|(of, at_us, _)| (*of, *at_us) != (rows, now_us)) {
            let steps = path::steps(View { timeline: &self.own, trace });
            *known = Some((rows, now_us, steps));
        }
        let steps = known.as_ref().map_or(&[][..], |(.., steps)| steps);
        let mut drawn = path::draw(&self.own, steps, from_ms, to_ms, width_px);
        if !self.parts.is_empty() {
            for row in drawn.chunks_mut(path::STRETCH) {
                for place in [0, 3, 4] {
                    let lane = self.lane_in_picture(None, row[place] as u32);
                    row[place] = lane.map_or(row[place], |lane| lane as f32);
                }
            }
        }
        drawn
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
            let began_us = timeline.lives.first().map_or(0, |life| life.spawned_us);
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

    /// Where a lane of a loop is in the whole picture.
    fn lane_in_picture(&self, worker: Option<usize>, lane: u32) -> Option<u32> {
        if self.parts.is_empty() {
            return Some(lane);
        }
        let holds = |part: &&Part| {
            part.worker == worker && (part.from..part.from + part.lanes).contains(&lane)
        };
        self.parts.iter().find(holds).map(|part| lane - part.from + part.at)
    }
}
