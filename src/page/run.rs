//! A run as the page holds it.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::input::RunOptions;
use super::live::{self, WatchedRun};
use super::plain::plain;
use crate::asyncio::is_record;
use crate::runtime::trace::Trace;
use crate::runtime::{Main, TimeSource};
use crate::timeline::{
    Comparison, Label, LaneInfo, LineReport, Moment, Relation, Report, SpanInfo, TwinLines, Verdict,
};

/// A run, while it goes on and afterwards.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Run(pub(super) WatchedRun);

#[wasm_bindgen]
impl Run {
    /// The run that `to_bytes` wrote.
    ///
    /// # Errors
    ///
    /// A sentence, when the bytes are no saved run.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JsError> {
        if is_record(bytes) {
            return Self::of_file(bytes);
        }
        Ok(Self(WatchedRun::ended(Trace::from_bytes(bytes)?)))
    }

    /// The whole trace as bytes: to post to another thread, or to save.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.with_trace(Trace::to_bytes)
    }

    /// How many rows its trace has: if the number has not changed, nothing has happened.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.0.with_trace(|trace| {
            let workers = trace.workers().iter();
            let of_workers = workers.map(|worker| {
                // A worker that is gone is news as well.
                worker.trace.as_ref().map_or(0, Trace::rows) + usize::from(!worker.alive)
            });
            trace.rows() + of_workers.sum::<usize>() + trace.workers().len()
        })
    }

    /// Terminates a worker in the middle of whatever it does, as `report` lists them. Answers
    /// whether it was there.
    pub fn kill_worker(&self, worker: usize) -> bool {
        self.0.kill_worker(worker)
    }

    /// The time that the run has reached: the time now, or of its end.
    #[must_use]
    pub fn now_ms(&self) -> f64 {
        self.0.now_us() as f64 / 1000.0
    }

    /// When its clock began, in milliseconds since 1970; nothing if it is virtual.
    #[must_use]
    pub fn began_ms(&self) -> Option<f64> {
        self.0.with_trace(Trace::began_epoch_ms)
    }

    /// What the run printed, what its tasks did, what there is to warn about, and why it took as
    /// long as it did.
    #[must_use]
    pub fn report(&self) -> Ts<Report> {
        plain(&self.0.with_timeline(|timeline, trace| timeline.report(trace)))
    }

    /// What is visible of the lanes from `first_lane` on, between two times, on a picture
    /// `width_px` wide: rows of 6 numbers, namely lane, left edge and right edge in pixels, state,
    /// source line (0 for none), and how many spans share the place.
    #[must_use]
    pub fn draw(
        &self,
        from_ms: f64,
        to_ms: f64,
        first_lane: u32,
        lanes: u32,
        width_px: f64,
    ) -> Vec<f32> {
        self.0.with_timeline(|timeline, trace| {
            timeline.draw(trace, from_ms, to_ms, first_lane, lanes, width_px)
        })
    }

    /// Words for the `lanes` from `first_lane` on, between two times, on a picture `width_px` wide:
    /// what tasks do in spans that are wide enough for a word, what they printed, and their errors.
    #[must_use]
    pub fn labels(
        &self,
        from_ms: f64,
        to_ms: f64,
        first_lane: u32,
        lanes: u32,
        width_px: f64,
    ) -> Vec<Ts<Label>> {
        let labels = self.0.with_timeline(|timeline, trace| {
            timeline.labels(trace, (from_ms, to_ms), (first_lane, lanes), width_px)
        });
        labels.iter().map(plain).collect()
    }

    /// A picture of very many lanes, of the `lanes` from `first_lane` on: a number for each pixel,
    /// row by row, namely one more than the state that `draw` would give, or 0 for nothing. Where
    /// there are more lanes than `rows`, several share a row, which shows what is most important of
    /// them; there are never more rows than lanes. Empty if there is nothing to see.
    #[must_use]
    pub fn cells(
        &self,
        from_ms: f64,
        to_ms: f64,
        first_lane: u32,
        lanes: u32,
        rows: u32,
        width_px: u32,
    ) -> Vec<u8> {
        self.0.with_timeline(|timeline, trace| {
            timeline.cells(trace, (from_ms, to_ms), (first_lane, lanes), rows, width_px)
        })
    }

    /// The names of the lanes from `first` on, and from when to when they go: at most 1,000.
    #[must_use]
    pub fn names(&self, first: u32, count: u32) -> Vec<Ts<LaneInfo>> {
        let names = self.0.with_timeline(|timeline, trace| timeline.names(trace, first, count));
        names.iter().map(plain).collect()
    }

    /// What a lane's task was doing at a time.
    #[must_use]
    pub fn at(&self, lane: u32, at_ms: f64) -> Option<Ts<SpanInfo>> {
        let info = self.0.with_timeline(|timeline, trace| timeline.at(trace, lane, at_ms));
        info.as_ref().map(plain)
    }

    /// The state of the run at one moment. If `poll` is given: right before the poll that comes
    /// after so many of them, whatever the time. If not: when all is done that happened up to the
    /// time given.
    #[must_use]
    pub fn moment(&self, at_ms: f64, poll: Option<u32>) -> Ts<Moment> {
        plain(&self.0.moment(at_ms, poll))
    }

    /// Every line of the program on which a task stood, and how long tasks stood there in all.
    #[must_use]
    pub fn lines(&self) -> Vec<Ts<LineReport>> {
        let lines = self.0.with_timeline(|timeline, trace| timeline.lines(trace));
        lines.iter().map(plain).collect()
    }

    /// From now on says lines of the listing `file` instead of those of the program, in numbers and in
    /// sentences: `lines` has pairs of a line of the program and the one that stands for it. Without
    /// pairs it says those of the program again. What `to_bytes` writes does not change.
    pub fn say_lines_of(&self, file: String, lines: &[u32]) {
        let (pairs, _) = lines.as_chunks::<2>();
        let pairs: Vec<_> = pairs.iter().map(|[line, twin]| (*line, *twin)).collect();
        self.0.say_lines_of((!pairs.is_empty()).then(|| TwinLines::new(file, pairs)));
    }

    /// Holds against the run what somebody guessed before it: lines of the output in the order
    /// guessed, and the total in milliseconds, which is infinite for one that never ends.
    #[must_use]
    pub fn judge(&self, lines: Vec<String>, total_ms: Option<f64>) -> Ts<Verdict> {
        plain(&self.0.with_timeline(|timeline, trace| timeline.judge(trace, &lines, total_ms)))
    }

    /// Why this run took longer or shorter than another one of the same instance, and what else
    /// differs.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ts<Comparison> {
        plain(&self.0.with_both(&other.0, |timeline, trace, other, other_trace| {
            timeline.compare(trace, other, other_trace)
        }))
    }

    /// Wake arrows that lead to the lanes from `first_lane` on, between two times, on a picture
    /// `width_px` wide: rows of 6 numbers, namely the lane it comes from (-1 for none), where it
    /// begins in pixels, the lane it leads to, where the poll begins, its kind (0 woken by a task,
    /// 1 by a timer, 2 by the world outside, 3 to be cancelled, 4 spawned), and how many it stands
    /// for. At most 4,000.
    #[must_use]
    pub fn arrows(
        &self,
        from_ms: f64,
        to_ms: f64,
        first_lane: u32,
        lanes: u32,
        width_px: f64,
    ) -> Vec<f32> {
        self.0.with_timeline(|timeline, trace| {
            timeline.arrows(trace, from_ms, to_ms, first_lane, lanes, width_px)
        })
    }

    /// The critical path as a line through the lanes, between two times, on a picture `width_px`
    /// wide: rows of 6 numbers, namely lane, left edge and right edge in pixels, the topmost and
    /// the lowest lane that it passes through there, and how many steps share the place.
    #[must_use]
    pub fn critical_path(&self, from_ms: f64, to_ms: f64, width_px: f64) -> Vec<f32> {
        self.0.with_timeline(|timeline, trace| {
            timeline.critical_path(trace, from_ms, to_ms, width_px)
        })
    }

    /// What a lane's task has to do with others at a time: who woke it and whom it woke, who waits
    /// for whom, who spawned whom.
    #[must_use]
    pub fn relations(&self, lane: u32, at_ms: f64) -> Vec<Ts<Relation>> {
        let found = self.0.with_timeline(|timeline, trace| timeline.relations(trace, lane, at_ms));
        found.iter().map(plain).collect()
    }

    /// Who waits for whom at a time: pairs of lanes, the one that waits and the one it waits for.
    #[must_use]
    pub fn waits_for(&self, at_ms: f64, first_lane: u32, lanes: u32) -> Vec<u32> {
        self.0.with_timeline(|timeline, _| timeline.waits_for(at_ms, first_lane, lanes))
    }

    /// The run in the Chrome trace event format, which Perfetto opens.
    #[must_use]
    pub fn trace_json(&self) -> String {
        self.0.with_timeline(|timeline, trace| timeline.trace_json(trace, "coroscope"))
    }
}

/// Runs a program to its end.
pub(super) async fn to_the_end(
    clock: TimeSource,
    main: Main,
    mut options: RunOptions,
) -> WatchedRun {
    let on_start = options.on_start.take();
    let (sender, ended) = async_channel::bounded(1);
    let run = live::start(clock, main, options, move || {
        // The channel has room for the one message, so sending it cannot fail.
        let _ = sender.try_send(());
    });
    if let Some(on_start) = on_start {
        // What the callback throws has nowhere to go.
        let _ = on_start.call1(&JsValue::UNDEFINED, &Run(run.clone()).into());
    }
    // The other end is dropped only after the message was sent.
    let _ = ended.recv().await;
    run
}
