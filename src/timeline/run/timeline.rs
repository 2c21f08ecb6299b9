//! The timelines of a run, and where the lanes of each are in the whole picture.

use std::cell::RefCell;

use crate::runtime::trace::{TaskId, Trace};
use crate::timeline::draw::Step;
use crate::timeline::lanes::{Timeline, View};

/// The timelines of a run: that of its own loop, and those of its workers.
///
/// Like a [`Timeline`], it is brought up to date with [`update`](Self::update), and every other
/// question takes the same trace once more.
#[derive(Clone, Debug, Default)]
pub struct RunTimeline {
    pub(super) own: Timeline,
    pub(super) workers: Vec<Timeline>,
    /// Which lanes come one after the other. Empty if there are no workers.
    pub(super) parts: Vec<Part>,
    /// The longest chain, from when it was last asked for: how many rows the trace had then, and
    /// the time it had reached. To find it takes long, and to move a picture of it should not.
    pub(super) critical_path: RefCell<Option<(usize, u64, Vec<Step>)>>,
}

/// Lanes of one loop, one below the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Which worker, or `None` for the run's own loop.
    pub worker: Option<usize>,
    /// The first of them as the loop itself counts its lanes.
    pub from: u32,
    /// Where that one is in the whole picture.
    pub at: u32,
    /// How many they are.
    pub lanes: u32,
    /// How many tasks its first lane is nested in.
    pub depth: u32,
}

/// Tasks of a worker have numbers from here on, times one more than the worker's place.
pub(super) const TASKS_OF_A_WORKER: u32 = 1 << 24;

/// The number of a worker's task in the whole run.
pub(super) fn number_in_run(worker: usize, task: u32) -> u32 {
    TASKS_OF_A_WORKER.saturating_mul(worker as u32 + 1).saturating_add(task)
}

impl RunTimeline {
    /// The timelines of a whole trace.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let mut timeline = Self::default();
        timeline.update(trace);
        timeline
    }

    /// Reads what is new in the trace since the last call. It must be the same trace each time.
    pub fn update(&mut self, trace: &Trace) {
        self.own.update(trace);
        self.workers.resize_with(trace.workers().len(), Timeline::default);
        for (timeline, worker) in self.workers.iter_mut().zip(trace.workers()) {
            if let Some(trace) = &worker.trace {
                timeline.update(trace);
            }
        }
        self.order(trace);
    }

    /// Says what time it is in a run that goes on.
    pub fn advance(&mut self, trace: &Trace, now_us: u64) {
        self.own.advance(now_us);
        for (timeline, worker) in self.workers.iter_mut().zip(trace.workers()) {
            if worker.trace.as_ref().is_some_and(|trace| trace.end().is_none()) {
                timeline.advance(now_us);
            }
        }
    }

    /// The time that the run has reached as far as it was recorded, in microseconds.
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.own.now_us()
    }

    /// The timeline of the run's own loop.
    pub(in crate::timeline) fn own(&self) -> &Timeline {
        &self.own
    }

    /// From how long on a poll of the run's own loop counts as blocking, in microseconds.
    pub(in crate::timeline) fn blocking_us(&self) -> u64 {
        self.own.blocking_us
    }

    /// The lane in the whole picture of a task of the run's own loop.
    pub(in crate::timeline) fn lane_of(&self, task: TaskId) -> u32 {
        let lane = self.own.places.get(task.0 as usize).map_or(0, |place| place.lane);
        let own = |part: &&Part| part.worker.is_none() && part.from <= lane;
        self.parts.iter().rev().find(own).map_or(lane, |part| lane - part.from + part.at)
    }

    /// Where a lane of a loop is in the whole picture.
    pub(super) fn lane_in_picture(&self, worker: Option<usize>, lane: u32) -> Option<u32> {
        if self.parts.is_empty() {
            return Some(lane);
        }
        let holds = |part: &&Part| {
            part.worker == worker && (part.from..part.from + part.lanes).contains(&lane)
        };
        self.parts.iter().find(holds).map(|part| lane - part.from + part.at)
    }

    /// The number by which the whole run knows a task of the worker that has this lane.
    pub(in crate::timeline) fn number_of(&self, lane: u32, task: TaskId) -> u32 {
        let has = |part: &&Part| (part.at..part.at + part.lanes).contains(&lane);
        let worker = self.parts.iter().find(has).and_then(|part| part.worker);
        worker.map_or(task.0, |place| number_in_run(place, task.0))
    }

    /// Calls the function for each lane from top to bottom, with its task, and with the
    /// worker if it is a lane of one.
    pub(in crate::timeline) fn each_lane<'a>(
        &'a self,
        trace: &'a Trace,
        mut tell: impl FnMut(u32, TaskId, Option<View<'a>>),
    ) {
        let whole = Part { worker: None, from: 0, at: 0, lanes: self.own.lanes() as u32, depth: 0 };
        let parts = if self.parts.is_empty() { std::slice::from_ref(&whole) } else { &self.parts };
        for part in parts {
            let Some((timeline, of_loop)) = self.loop_of(trace, part.worker) else { continue };
            let worker = part.worker.map(|_| View { timeline, trace: of_loop });
            for number in 0..part.lanes {
                if let Some(task) = timeline.lanes.get((part.from + number) as usize) {
                    tell(part.at + number, *task, worker);
                }
            }
        }
    }

    /// How many lines workers have printed up to a time, in microseconds.
    pub(in crate::timeline) fn printed_by_workers(&self, at_us: u64) -> u32 {
        let printed = self
            .workers
            .iter()
            .map(|worker| worker.printed.partition_point(|line| line.at_us <= at_us) as u32);
        printed.sum()
    }

    /// A loop, and what it recorded.
    pub(super) fn loop_of<'a>(
        &'a self,
        trace: &'a Trace,
        worker: Option<usize>,
    ) -> Option<(&'a Timeline, &'a Trace)> {
        match worker {
            None => Some((&self.own, trace)),
            Some(place) => {
                Some((self.workers.get(place)?, trace.workers().get(place)?.trace.as_ref()?))
            }
        }
    }

    /// Puts the lanes of each worker below that of the task which started it.
    fn order(&mut self, trace: &Trace) {
        self.parts.clear();
        if trace.workers().is_empty() {
            return;
        }
        // Beside each worker the lane of its owner, in the order of those lanes.
        let mut owners: Vec<(u32, u32, usize)> = Vec::new();
        for (place, worker) in trace.workers().iter().enumerate() {
            let owner = self.own.places.get(worker.owner.0 as usize).copied().unwrap_or_default();
            owners.push((owner.lane, owner.depth, place));
        }
        owners.sort_unstable();
        let (mut from, mut at) = (0, 0);
        for (owner_lane, depth, place) in owners {
            let lanes = owner_lane + 1 - from;
            self.push_part(Part { worker: None, from, at, lanes, depth: 0 });
            (from, at) = (from + lanes, at + lanes);
            let lanes = self.workers[place].lanes() as u32;
            self.push_part(Part { worker: Some(place), from: 0, at, lanes, depth: depth + 1 });
            at += lanes;
        }
        let lanes = (self.own.lanes() as u32).saturating_sub(from);
        self.push_part(Part { worker: None, from, at, lanes, depth: 0 });
    }

    fn push_part(&mut self, part: Part) {
        if part.lanes > 0 {
            self.parts.push(part);
        }
    }
}
