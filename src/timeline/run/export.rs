//! A run in the Chrome trace event format, which Perfetto and others open.

use serde::Serialize;

use crate::json;
use crate::runtime::trace::{Cause, SiteId, TaskId, Trace, What};
use crate::timeline::lanes::{TaskHistory, TaskState, Timeline, View};
use crate::timeline::words::{category, waiting_for, waker};

use super::timeline::RunTimeline;

/// The beginning and the end of the format, around any number of loops.
const BEGIN: &str = "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[";
const END: &str = "\n]}\n";

impl RunTimeline {
    /// The run in the Chrome trace event format, a process for each loop.
    #[must_use]
    pub fn trace_json(&self, trace: &Trace, name: &str) -> String {
        let mut text = String::from(BEGIN);
        self.own.append_json(trace, name, 1, &mut text);
        for (place, (worker, timeline)) in trace.workers().iter().zip(&self.workers).enumerate() {
            if let Some(of_worker) = &worker.trace {
                let name = trace.text(worker.name);
                timeline.append_json(of_worker, name, place as u32 + 2, &mut text);
            }
        }
        text.push_str(END);
        text
    }
}

impl Timeline {
    /// Writes the loop in the Chrome trace event format. It becomes a process with the number given.
    /// There is a thread for each lane, in the order of the lanes, an event for each span, an arrow
    /// from each wake to the poll that it caused, and an instant for each line of output. Times are
    /// in microseconds.
    fn append_json(&self, trace: &Trace, name: &str, pid: u32, text: &mut String) {
        let view = View { timeline: self, trace };
        let sites = (0..u16::MAX).map_while(|site| trace.site(SiteId(site)));
        let places = sites.map(|site| format!("{}:{}", site.file, site.line)).collect();
        let mut json = Json { view, pid, text, places };
        json.metadata("process_name", None, Args { name: Some(name), ..Args::default() });
        for (lane, task) in self.lanes.iter().enumerate() {
            if let Some(history) = self.history(*task) {
                json.lane(lane, *task, history);
            }
        }
        json.printed();
        json.rest();
    }
}

/// One event, with the names that the format gives to its fields.
#[derive(Clone, Copy, Serialize)]
struct Entry<'a> {
    name: &'a str,
    cat: &'a str,
    /// The kind of event: `X` has a duration, `i` is an instant, `s` and `f` are the ends of an arrow,
    /// `b` and `e` those of a nested part, `C` counts, `M` gives a name.
    ph: &'a str,
    ts: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    dur: Option<u64>,
    pid: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    tid: Option<u32>,
    /// The number that the two ends of an arrow, or of a part, have in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    /// For the end of an arrow: it belongs to the span around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    bp: Option<&'a str>,
    /// For an instant: its scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<&'a str>,
    #[serde(skip_serializing_if = "Args::is_empty")]
    args: Args<'a>,
}

/// What a tool shows when an event is selected.
#[derive(Clone, Copy, Default, PartialEq, Serialize)]
struct Args<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort_index: Option<usize>,
    /// The source line.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting: Option<&'a str>,
    #[serde(rename = "woken by", skip_serializing_if = "Option::is_none")]
    woken_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    /// For a counter: its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<u16>,
}

impl Args<'_> {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl<'a> Entry<'a> {
    fn new(name: &'a str, cat: &'a str, ph: &'a str, ts: u64, task: TaskId) -> Self {
        // Some tools number lanes from 1 and take 0 for "none".
        let tid = Some(task.0.wrapping_add(1));
        let args = Args::default();
        Self { name, cat, ph, ts, dur: None, pid: 0, tid, id: None, bp: None, s: None, args }
    }
}

/// The text under construction.
struct Json<'a> {
    view: View<'a>,
    /// The number of the process that stands for the loop.
    pid: u32,
    text: &'a mut String,
    /// The source lines with their files, in the form that editors understand.
    places: Vec<String>,
}

impl<'a> Json<'a> {
    fn push(&mut self, entry: &Entry<'_>, site: Option<SiteId>) {
        let separator = if self.text.ends_with('[') { "\n" } else { ",\n" };
        self.text.push_str(separator);
        let place = site.and_then(|site| self.places.get(usize::from(site.0)));
        let args = Args { line: place.map(String::as_str), ..entry.args };
        let entry = Entry { args, pid: self.pid, ..*entry };
        json::append(self.text, &entry);
    }

    /// Writes metadata about the process, or about a thread of it.
    fn metadata(&mut self, what: &str, task: Option<TaskId>, args: Args<'_>) {
        let entry = Entry::new(what, "metadata", "M", 0, task.unwrap_or(TaskId(0)));
        let tid = entry.tid.filter(|_| task.is_some());
        self.push(&Entry { tid, args, ..entry }, None);
    }

    fn lane(&mut self, lane: usize, task: TaskId, history: &TaskHistory) {
        let name = self.view.name(task);
        let args = Args { name: Some(&name), ..Args::default() };
        self.metadata("thread_name", Some(task), args);
        let args = Args { sort_index: Some(lane), ..Args::default() };
        self.metadata("thread_sort_index", Some(task), args);
        for span in 0..history.spans.len() {
            self.span(task, history, span);
        }
        if let Some(ended) = history.ended {
            let state = if ended.cancelled { TaskState::Cancelled } else { TaskState::Completed };
            let error = history.error.map(|error| self.view.trace.text(error));
            let entry = Entry::new(category(state), "end", "i", ended.at_us, task);
            let args = Args { error, ..Args::default() };
            self.push(&Entry { s: Some("t"), args, ..entry }, None);
        }
    }

    fn span(&mut self, task: TaskId, history: &TaskHistory, span: usize) {
        let (state, detail) = (self.view.state(history, span), history.spans.detail(span));
        let from_us = history.spans.from_us[span];
        let dur = self.view.end(history, span) - from_us;
        // Of the spans that take no time only polls mean something.
        if dur == 0 && !state.is_running() {
            return;
        }
        let name = category(state);
        let waiting = state.is_waiting().then(|| waiting_for(self.view, detail.wait));
        let woken_by = detail.woken.map(|cause| waker(self.view, cause));
        let args =
            Args { waiting: waiting.as_deref(), woken_by: woken_by.as_deref(), ..Args::default() };
        let entry = Entry::new(name, name, "X", from_us, task);
        self.push(&Entry { dur: Some(dur), args, ..entry }, detail.site);
        if state.is_running() {
            self.arrow(task, history, span);
        }
    }

    /// Writes the arrow from a wake to the poll that it caused, if another task did the waking.
    fn arrow(&mut self, task: TaskId, history: &TaskHistory, poll: usize) {
        let states = &history.spans.states;
        let Some(before) = poll.checked_sub(1).filter(|before| !states[*before].is_running())
        else {
            return;
        };
        let by = match (history.spans.woken(poll), history.parent) {
            (Some(Cause::Task(by)), _) if by != task => by,
            // The first poll follows from being spawned.
            (None, Some(parent)) if before == 0 => parent,
            _ => return,
        };
        let polled_us = history.spans.from_us[poll];
        let was_ready = states[before] == TaskState::Ready;
        let woken_us = if was_ready { history.spans.from_us[before] } else { polled_us };
        // Tools look for the other end in every process, so the number must be unique. What
        // they read numbers with has 53 bits: 18 for the process, 14 for the task, 21 for the poll.
        let id = Some(self.number(task) << 21 | poll as u64);
        let from = Entry::new("wake", "wake", "s", woken_us, by);
        let to = Entry::new("wake", "wake", "f", polled_us, task);
        self.push(&Entry { id, ..from }, None);
        self.push(&Entry { id, bp: Some("e"), ..to }, None);
    }

    /// The number of a task, unique among all processes.
    fn number(&self, task: TaskId) -> u64 {
        u64::from(self.pid) << 14 | u64::from(task.0)
    }

    fn printed(&mut self) {
        let view = self.view;
        for printed in &view.timeline.printed {
            let text = view.trace.text(printed.text);
            let entry = Entry::new(text, "output", "i", printed.at_us, printed.task);
            self.push(&Entry { s: Some("t"), ..entry }, printed.site);
        }
    }

    /// Writes the named parts of the tasks' work, what the tasks dropped, and how much their channels
    /// and semaphores held. These are in no timeline, so this reads the trace once more.
    fn rest(&mut self) {
        let trace = self.view.trace;
        let mut ts = 0;
        let mut open: Vec<Vec<&'a str>> = vec![Vec::new(); self.view.timeline.histories.len()];
        for event in trace.events() {
            ts = event.at_us.max(ts);
            let Some(open) = open.get_mut(event.task.0 as usize) else { continue };
            let (name, ph) = match event.what {
                What::SpanEntered { text } => {
                    let name = trace.text(text);
                    open.push(name);
                    (name, "b")
                }
                What::SpanLeft => match open.pop() {
                    Some(name) => (name, "e"),
                    None => continue,
                },
                What::Dropped { text } => (trace.text(text), "i"),
                What::Level { object, held } => {
                    self.level(&format!("object {object}"), held, ts, event.task);
                    continue;
                }
                What::NamedLevel { name, held } => {
                    self.level(trace.text(name), held, ts, event.task);
                    continue;
                }
                _ => continue,
            };
            let entry = if ph == "i" {
                Entry { s: Some("t"), ..Entry::new(name, "dropped", ph, ts, event.task) }
            } else {
                let id = Some(self.number(event.task));
                Entry { id, ..Entry::new(name, "part", ph, ts, event.task) }
            };
            self.push(&entry, event.site);
        }
    }
    fn level(&mut self, name: &str, held: u16, ts: u64, task: TaskId) {
        let args = Args { held: Some(held), ..Args::default() };
        self.push(&Entry { args, ..Entry::new(name, "level", "C", ts, task) }, None);
    }
}
