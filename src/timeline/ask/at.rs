//! One point of the picture, in words.

use serde::Serialize;

use crate::runtime::trace::{TaskId, Trace};
use crate::timeline::lanes::{
    PAUSE_US, TaskHistory, TaskState, Timeline, View, pauses, who_had_it,
};
use crate::timeline::words::{duration, to_ms, waiting_for, waker};

/// What a task does at one point of the picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SpanInfo {
    /// The lane.
    pub lane: u32,
    /// The name of the task whose lane it is.
    pub task: String,
    /// What the task is doing, as in the draw list.
    pub state: TaskState,
    /// The state in words, with the reason: "ready for 1,000 ms because `b` was blocking at
    /// line 23".
    pub state_text: String,
    /// When that began.
    pub from_ms: f64,
    /// When that ends.
    pub to_ms: f64,
    /// The line on which the task stands.
    pub line: Option<u32>,
    /// The file of that line.
    pub file: Option<String>,
    /// Both in words: "line 31", and of which file where the run has several.
    pub place: Option<String>,
    /// What woke the task for this, or from this.
    pub woken_by: Option<String>,
}

impl Timeline {
    /// What the task of a lane does at a time. `None` outside of the lane.
    #[must_use]
    pub fn at(&self, trace: &Trace, lane: u32, at_ms: f64) -> Option<SpanInfo> {
        let view = View { timeline: self, trace };
        let task = *self.lanes.get(lane as usize)?;
        let history = self.history(task)?;
        if !at_ms.is_finite() || at_ms < 0.0 {
            return None;
        }
        let at_us = (at_ms * 1000.0).round() as u64;
        if at_us > history.until_us(self.now_us()) {
            return None;
        }
        match history.ended {
            Some(ended) if at_us >= ended.at_us => Some(end_info(view, task, history, lane)),
            _ => Some(span_info(view, task, history, lane, history.spans.at(at_us)?)),
        }
    }
}

/// What a span of a lane means.
fn span_info(
    view: View<'_>,
    task: TaskId,
    history: &TaskHistory,
    lane: u32,
    span: usize,
) -> SpanInfo {
    let detail = history.spans.detail(span);
    let state = view.state(history, span);
    let woken = if state.is_waiting() { history.spans.woken(span + 1) } else { detail.woken };
    SpanInfo {
        lane,
        task: view.name(task),
        state,
        state_text: state_text(view, history, span),
        from_ms: to_ms(history.spans.from_us[span]),
        to_ms: to_ms(view.end(history, span)),
        line: view.line(detail.site),
        file: view.file(detail.site),
        place: view.line_in_words(detail.site),
        woken_by: woken.map(|cause| waker(view, cause)),
    }
}

/// What the end of a lane means.
fn end_info(view: View<'_>, task: TaskId, history: &TaskHistory, lane: u32) -> SpanInfo {
    let cancelled = history.ended.is_some_and(|ended| ended.cancelled);
    let at_us = history.until_us(view.timeline.now_us());
    let (when, at_ms) = (duration(at_us), to_ms(at_us));
    let (state, text) = match (cancelled, history.error) {
        (true, _) => (TaskState::Cancelled, format!("cancelled at {when}")),
        (false, Some(error)) => {
            (TaskState::Failed, format!("failed at {when}: {}", view.trace.text(error)))
        }
        (false, None) => (TaskState::Completed, format!("completed at {when}")),
    };
    let request = history.cancellation.as_ref().filter(|_| cancelled);
    let site = request.and_then(|request| request.site);
    SpanInfo {
        lane,
        task: view.name(task),
        state,
        state_text: text,
        from_ms: at_ms,
        to_ms: at_ms,
        line: view.line(site),
        file: view.file(site),
        place: view.line_in_words(site),
        woken_by: None,
    }
}

/// What a task does during a span, with the reason.
pub(in crate::timeline) fn state_text(
    view: View<'_>,
    history: &TaskHistory,
    span: usize,
) -> String {
    let (from_us, to_us) = (history.spans.from_us[span], view.end(history, span));
    let goes_on = history.ended.is_none() && span + 1 == history.spans.len();
    let length = duration(to_us - from_us) + if goes_on { " so far" } else { "" };
    match view.state(history, span) {
        TaskState::Ready => format!("ready for {length}{}", because(view, history, from_us, to_us)),
        TaskState::Running if from_us == to_us => "running".to_owned(),
        TaskState::Running => format!("running for {length}"),
        TaskState::Blocking => format!("blocking the loop for {length}"),
        _ => format!("waiting {length} {}", waiting_for(view, history.spans.detail(span).wait)),
    }
}

/// Why a ready task could not run.
fn because(view: View<'_>, history: &TaskHistory, from_us: u64, to_us: u64) -> String {
    let paused_us: u64 = pauses(view, history, from_us, to_us).iter().map(|(a, b)| b - a).sum();
    if paused_us > PAUSE_US && paused_us > (to_us - from_us) / 2 {
        let who = if view.is_listing() { "machine" } else { "browser" };
        return format!(", {} of that because the {who} had its turn", duration(paused_us));
    }
    let Some((turn, part_us)) = who_had_it(view, from_us, to_us) else { return String::new() };
    let who = view.quoted(turn.task);
    let at_line =
        view.line_in_words(turn.site).map_or_else(String::new, |place| format!(" at {place}"));
    match turn.state {
        TaskState::Blocking => format!(" because {who} was blocking{at_line}"),
        _ if part_us >= (to_us - from_us) / 2 => format!(" because {who} was running{at_line}"),
        _ => " because others had their turn".to_owned(),
    }
}
