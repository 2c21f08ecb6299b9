//! The timelines of a run, and the places of their lanes in the whole picture.

use std::cell::RefCell;
use std::rc::Rc;

use crate::runtime::trace::{TaskId, Trace};
use crate::timeline::draw::Step;
use crate::timeline::lanes::{Timeline, TwinLines, View};

/// The timelines of a run: that of its own loop, and those of its workers.
///
/// As with a [`Timeline`], [`update`](Self::update) brings it up to date, and the other methods take
/// the same trace once more.
#[derive(Clone, Debug, Default)]
pub struct RunTimeline {
    pub(super) own: Timeline,
    pub(super) workers: Vec<Timeline>,
    /// The picture from top to bottom. Empty if there are no workers.
    pub(super) sections: Vec<Section>,
    /// The critical path as it was last computed, after how many rows of the trace and which time it
    /// had reached. Finding the path takes long; moving a picture of it should not.
    pub(super) critical_path: RefCell<Option<(usize, u64, Vec<Step>)>>,
}

/// A section of the picture: neighbouring lanes of one loop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section {
    /// The worker, or `None` for the run's own loop.
    pub worker: Option<usize>,
    /// Its first lane, as the loop counts its lanes.
    pub from: u32,
    /// Its first lane in the whole picture.
    pub at: u32,
    /// How many lanes it has.
    pub lanes: u32,
    /// What to add to the depth of its lanes: those of a worker are nested in the worker's owner.
    pub depth: u32,
}

impl Section {
    /// Whether it holds a lane of the whole picture.
    pub(super) fn holds(self, lane: u32) -> bool {
        (self.at..self.at + self.lanes).contains(&lane)
    }

    /// A lane of the whole picture, as the loop counts it.
    pub(super) fn to_loop(self, lane: u32) -> u32 {
        lane - self.at + self.from
    }

    /// A lane of the loop, as the whole picture counts it.
    pub(super) fn to_picture(self, lane: u32) -> u32 {
        lane - self.from + self.at
    }

    /// What to add to a lane of the loop in a list of numbers.
    pub(super) fn shift(self) -> f32 {
        self.at as f32 - self.from as f32
    }
}

/// The numbers of the tasks of worker `n`, counted from 0, begin at this times `n + 1`.
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

    /// Reads what is new in the trace since the last call. The trace must be the same each time.
    pub fn update(&mut self, trace: &Trace) {
        self.own.update(trace);
        let twin = self.own.twin();
        self.workers.resize_with(trace.workers().len(), || {
            let mut timeline = Timeline::default();
            timeline.say_lines_of(twin);
            timeline
        });
        for (timeline, worker) in self.workers.iter_mut().zip(trace.workers()) {
            if let Some(trace) = &worker.trace {
                timeline.update(trace);
            }
        }
        self.order(trace);
    }

    /// From now on says lines of another listing instead of those of the program, or (without one) those
    /// of the program again: in numbers and sentences alike.
    pub fn say_lines_of(&mut self, twin: Option<TwinLines>) {
        let twin = twin.map(Rc::new);
        for timeline in std::iter::once(&mut self.own).chain(&mut self.workers) {
            timeline.say_lines_of(twin.as_ref());
        }
    }

    /// Sets the current time of a run that goes on.
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
    #[must_use]
    pub fn own(&self) -> &Timeline {
        &self.own
    }

    /// How long a poll of the run's own loop takes if it counts as blocking, in microseconds.
    pub(in crate::timeline) fn blocking_us(&self) -> u64 {
        self.own.blocking_us
    }

    /// The lane of a task of the run's own loop in the whole picture.
    pub(in crate::timeline) fn lane_of(&self, task: TaskId) -> u32 {
        let lane = self.own.places.get(task.0 as usize).map_or(0, |place| place.lane);
        let own = |section: &&Section| section.worker.is_none() && section.from <= lane;
        self.sections.iter().rev().find(own).map_or(lane, |section| section.to_picture(lane))
    }

    /// Where a lane of a loop is in the whole picture.
    pub(super) fn lane_in_picture(&self, worker: Option<usize>, lane: u32) -> Option<u32> {
        if self.sections.is_empty() {
            return Some(lane);
        }
        let holds = |section: &&Section| {
            section.worker == worker && (section.from..section.from + section.lanes).contains(&lane)
        };
        self.sections.iter().find(holds).map(|section| section.to_picture(lane))
    }

    /// The section that holds a lane of the whole picture.
    pub(super) fn section_of(&self, lane: u32) -> Option<&Section> {
        self.sections.iter().find(|section| section.holds(lane))
    }

    /// The sections that hold some of the lanes given, each with the first of them, as its loop counts
    /// it, and their number.
    pub(super) fn sections_in(
        &self,
        first_lane: u32,
        lanes: u32,
    ) -> impl Iterator<Item = (&Section, u32, u32)> {
        let end = first_lane.saturating_add(lanes);
        self.sections.iter().filter_map(move |section| {
            let (from, to) = (first_lane.max(section.at), end.min(section.at + section.lanes));
            (from < to).then(|| (section, section.to_loop(from), to - from))
        })
    }

    /// The number of a task in the whole run. Its lane shows which worker it is a task of.
    pub(in crate::timeline) fn number_of(&self, lane: u32, task: TaskId) -> u32 {
        let worker = self.section_of(lane).and_then(|section| section.worker);
        worker.map_or(task.0, |place| number_in_run(place, task.0))
    }

    /// Calls `visit` for each lane from top to bottom, with its task, and with the worker if it is a
    /// lane of a worker.
    pub(in crate::timeline) fn each_lane<'a>(
        &'a self,
        trace: &'a Trace,
        mut visit: impl FnMut(u32, TaskId, Option<View<'a>>),
    ) {
        let whole =
            Section { worker: None, from: 0, at: 0, lanes: self.own.lanes() as u32, depth: 0 };
        let sections =
            if self.sections.is_empty() { std::slice::from_ref(&whole) } else { &self.sections };
        for section in sections {
            let Some((timeline, of_loop)) = self.loop_of(trace, section.worker) else { continue };
            let worker = section.worker.map(|_| View { timeline, trace: of_loop });
            for number in 0..section.lanes {
                if let Some(task) = timeline.lanes.get((section.from + number) as usize) {
                    visit(section.at + number, *task, worker);
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

    /// The timeline of a loop, and what the loop recorded.
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

    /// Puts the lanes of each worker below the lane of the task that started it.
    fn order(&mut self, trace: &Trace) {
        self.sections.clear();
        if trace.workers().is_empty() {
            return;
        }
        // The lane and the depth of each worker's owner, with the worker.
        let mut owners: Vec<(u32, u32, usize)> = Vec::new();
        for (place, worker) in trace.workers().iter().enumerate() {
            let owner = self.own.places.get(worker.owner.0 as usize).copied().unwrap_or_default();
            owners.push((owner.lane, owner.depth, place));
        }
        owners.sort_unstable();
        let (mut from, mut at) = (0, 0);
        for (owner_lane, depth, place) in owners {
            let lanes = owner_lane + 1 - from;
            self.push_section(Section { worker: None, from, at, lanes, depth: 0 });
            (from, at) = (from + lanes, at + lanes);
            let lanes = self.workers[place].lanes() as u32;
            self.push_section(Section {
                worker: Some(place),
                from: 0,
                at,
                lanes,
                depth: depth + 1,
            });
            at += lanes;
        }
        let lanes = (self.own.lanes() as u32).saturating_sub(from);
        self.push_section(Section { worker: None, from, at, lanes, depth: 0 });
    }

    fn push_section(&mut self, section: Section) {
        if section.lanes > 0 {
            self.sections.push(section);
        }
    }
}
