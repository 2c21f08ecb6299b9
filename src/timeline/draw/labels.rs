//! Words for the lanes in view: what a task does in a span, and what it printed when.

use serde::Serialize;

use crate::runtime::trace::Trace;
use crate::timeline::lanes::{PAUSE_US, TaskHistory, TaskState, Timeline, View, pauses};
use crate::timeline::words::{brief, cut, excerpt};

use super::window::Window;

/// Words that may be written into a lane. Whoever draws knows how wide they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Label {
    /// The lane.
    pub lane: u32,
    /// Where the span begins, or when the line was printed, in pixels.
    pub from: f64,
    /// Where the span ends, in pixels.
    pub to: f64,
    /// What the words are.
    pub kind: LabelKind,
    /// What the task does in the span, as in the draw list.
    pub state: TaskState,
    /// The words.
    pub text: String,
}

/// What a [`Label`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum LabelKind {
    /// What the task does in a span.
    Span,
    /// What it printed at a moment.
    Printed,
    /// The error with which it ended.
    Error,
}

/// A picture has at most this many labels of each kind. Where there is room for words, there are few.
const MOST_LABELS: usize = 200;

/// At most this many printed lines are looked at.
const MOST_LOOKED_AT: usize = 10_000;

/// In spans narrower than this no word fits, in pixels.
const LEAST_PX: f64 = 24.0;

impl Timeline {
    /// Words for the lanes and the time given, in pixels: for spans that are at least 24 pixels wide,
    /// for lines that were printed, and for the errors of tasks. At most 200 of each.
    #[must_use]
    pub fn labels(
        &self,
        trace: &Trace,
        time_ms: (f64, f64),
        lanes: (u32, u32),
        width_px: f64,
    ) -> Vec<Label> {
        let Some(window) = Window::new(time_ms.0, time_ms.1, width_px) else { return Vec::new() };
        let mut list = List { view: View { timeline: self, trace }, window, labels: Vec::new() };
        let lanes = lanes.0..lanes.0.saturating_add(lanes.1);
        for (lane, task) in lanes.clone().zip(self.lanes.iter().skip(lanes.start as usize)) {
            if let Some(history) = self.history(*task) {
                list.add_lane(lane, history);
            }
        }
        list.add_printed(lanes);
        list.labels
    }
}

/// The labels under construction.
struct List<'a> {
    view: View<'a>,
    window: Window,
    labels: Vec<Label>,
}

impl List<'_> {
    fn add_lane(&mut self, lane: u32, history: &TaskHistory) {
        let (view, window) = (self.view, self.window);
        let until_us = history.until_us(view.timeline.now_us());
        let is_end_seen = window.groups(&history.spans, until_us, |group| {
            let from = window.x(group.from_us);
            let is_narrow = window.x(group.to_us) - from < LEAST_PX;
            if is_narrow || group.spans > 1 || self.labels.len() >= MOST_LABELS {
                return;
            }
            let state = view.state(history, group.shown);
            let mut to_us = group.to_us;
            if state == TaskState::Ready {
                // A pause of the loop is drawn otherwise.
                let mut pauses = pauses(view, history, group.from_us, group.to_us).into_iter();
                let long = pauses.find(|(from_us, end_us)| end_us - from_us >= PAUSE_US);
                to_us = long.map_or(to_us, |(from_us, _)| from_us);
            }
            let (to, kind) = (window.x(to_us), LabelKind::Span);
            let text = brief(view, history, group.shown);
            if to - from >= LEAST_PX && !text.is_empty() {
                self.labels.push(Label { lane, from, to, kind, state, text });
            }
        });
        let error = history.error.filter(|_| is_end_seen && history.ended.is_some());
        if let Some(error) = error {
            let (at, state) = (window.x(until_us), TaskState::Failed);
            let text = cut(view.trace.text(error));
            self.labels.push(Label { lane, from: at, to: at, kind: LabelKind::Error, state, text });
        }
    }

    fn add_printed(&mut self, lanes: std::ops::Range<u32>) {
        let (view, window) = (self.view, self.window);
        let printed = &view.timeline.printed;
        let from_us = window.from_us.ceil() as u64;
        let first = printed.partition_point(|line| line.at_us < from_us);
        let most = self.labels.len() + MOST_LABELS;
        for line in printed.iter().skip(first).take(MOST_LOOKED_AT) {
            if line.at_us as f64 > window.to_us || self.labels.len() >= most {
                break;
            }
            let place = view.timeline.places.get(line.task.0 as usize);
            let Some(lane) = place.map(|place| place.lane).filter(|lane| lanes.contains(lane))
            else {
                continue;
            };
            let (at, state) = (window.x(line.at_us), TaskState::Running);
            let text = excerpt(view.trace.text(line.text));
            self.labels.push(Label {
                lane,
                from: at,
                to: at,
                kind: LabelKind::Printed,
                state,
                text,
            });
        }
    }
}
