//! A run in the Chrome trace event format, which Perfetto and others open.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::runtime::trace::{Cause, SiteId, TaskId, Trace, What};

use super::lanes::Timeline;
use super::life::Life;
use super::phrases::{category, waiting_for, waker};
use super::state::State;
use super::view::View;

/// The number of the process that stands for the run.
const RUN: u32 = 1;

impl Timeline {
    /// The run as JSON in the Chrome trace event format: one process, a thread for each lane in
    /// the order of the lanes, an event for each span, an arrow from each wake to the poll that it
    /// caused, and an instant for each line of output. Times are in microseconds.
    #[must_use]
    pub fn trace_json(&self, trace: &Trace, name: &str) -> String {
        let view = View { timeline: self, trace };
        let mut json = Json { text: String::from("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[") };
        json.metadata("process_name", None, json!({ "name": name }));
        for (lane, task) in self.lanes.iter().enumerate() {
            if let Some(life) = self.life(*task) {
                json.lane(view, lane, *task, life);
            }
        }
        json.printed(view);
        json.parts(view);
        json.text.push_str("\n]}\n");
        json.text
    }
}

/// One event, with the names that the format gives to its fields.
#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    cat: &'a str,
    /// The kind of event: `X` has a duration, `i` has none, `s` and `f` are the ends of an arrow,
    /// `b` and `e` those of a nested part.
    ph: &'a str,
    ts: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    dur: Option<u64>,
    pid: u32,
    tid: u32,
    /// What the two ends of an arrow have in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    /// Of the end of an arrow: that it belongs to the span around it. Of an instant: how far it
    /// reaches.
    #[serde(skip_serializing_if = "Option::is_none")]
    bp: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<&'a str>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    args: Map<String, Value>,
}

impl<'a> Entry<'a> {
    fn new(name: &'a str, cat: &'a str, ph: &'a str, ts: u64, task: TaskId) -> Self {
        let args = Map::new();
        // The lanes of some tools begin with 1, and take 0 for "none".
        let tid = task.0.wrapping_add(1);
        Self { name, cat, ph, ts, dur: None, pid: RUN, tid, id: None, bp: None, s: None, args }
    }
}

/// The text while it is being written.
struct Json {
    text: String,
}

impl Json {
    fn push(&mut self, entry: &impl Serialize) {
        let separator = if self.text.ends_with('[') { "\n" } else { ",\n" };
        self.text.push_str(separator);
        // Plain data with text as its only keys has no way to fail.
        self.text.push_str(&serde_json::to_string(entry).unwrap_or_default());
    }

    /// Says something about the process, or about a thread of it.
    fn metadata(&mut self, what: &str, task: Option<TaskId>, args: Value) {
        let mut entry = json!({ "name": what, "ph": "M", "pid": RUN, "args": args });
        if let Some(task) = task {
            entry["tid"] = json!(task.0.wrapping_add(1));
        }
        self.push(&entry);
    }

    fn lane(&mut self, view: View<'_>, lane: usize, task: TaskId, life: &Life) {
        self.metadata("thread_name", Some(task), json!({ "name": view.name(task) }));
        self.metadata("thread_sort_index", Some(task), json!({ "sort_index": lane }));
        for span in 0..life.spans.len() {
            self.span(view, task, life, span);
        }
        if let Some(ended) = life.ended {
            let state = if ended.cancelled { State::Cancelled } else { State::Completed };
            let mut entry = Entry::new(category(state), "end", "i", ended.at_us, task);
            entry.s = Some("t");
            if let Some(error) = life.error {
                entry.args.insert("error".to_owned(), view.trace.text(error).into());
            }
            self.push(&entry);
        }
    }

    fn span(&mut self, view: View<'_>, task: TaskId, life: &Life, span: usize) {
        let (state, detail) = (view.state(life, span), life.spans.details[span]);
        let from_us = life.spans.from_us[span];
        let dur = view.end(life, span) - from_us;
        // Only a poll means something without having taken time.
        if dur == 0 && !state.is_running() {
            return;
        }
        let name = category(state);
        let mut entry = Entry::new(name, name, "X", from_us, task);
        entry.dur = Some(dur);
        place(&mut entry, view, detail.site);
        if state.is_waiting() {
            let what = waiting_for(view, detail.wait);
            entry.args.insert("waiting".to_owned(), what.into());
        }
        if let Some(cause) = detail.woken {
            entry.args.insert("woken by".to_owned(), waker(view, cause).into());
        }
        self.push(&entry);
        if state.is_running() {
            self.arrow(task, life, span);
        }
    }

    /// The arrow from a wake to the poll that it caused, if it was another task that woke.
    fn arrow(&mut self, task: TaskId, life: &Life, poll: usize) {
        let states = &life.spans.states;
        let Some(before) = poll.checked_sub(1).filter(|before| !states[*before].is_running())
        else {
            return;
        };
        let by = match (life.spans.details[poll].woken, life.parent) {
            (Some(Cause::Task(by)), _) if by != task => by,
            // The first poll follows from the spawning.
            (None, Some(parent)) if before == 0 => parent,
            _ => return,
        };
        let polled_us = life.spans.from_us[poll];
        let was_ready = states[before] == State::Ready;
        let woken_us = if was_ready { life.spans.from_us[before] } else { polled_us };
        let id = Some(u64::from(task.0) << 32 | poll as u64);
        let from = Entry { id, ..Entry::new("wake", "wake", "s", woken_us, by) };
        let to = Entry { id, bp: Some("e"), ..Entry::new("wake", "wake", "f", polled_us, task) };
        self.push(&from);
        self.push(&to);
    }

    fn printed(&mut self, view: View<'_>) {
        for printed in &view.timeline.printed {
            let text = view.trace.text(printed.text);
            let mut entry = Entry::new(text, "output", "i", printed.at_us, printed.task);
            entry.s = Some("t");
            place(&mut entry, view, printed.site);
            self.push(&entry);
        }
    }

    /// The named parts of the tasks' work. Only this reads the trace once more: nothing else
    /// shows them.
    fn parts(&mut self, view: View<'_>) {
        let mut ts = 0;
        let mut open: HashMap<TaskId, Vec<&str>> = HashMap::new();
        for event in view.trace.events() {
            ts = event.at_us.max(ts);
            let (name, ph) = match event.what {
                What::SpanEntered { text } => {
                    let name = view.trace.text(text);
                    open.entry(event.task).or_default().push(name);
                    (name, "b")
                }
                What::SpanLeft => match open.get_mut(&event.task).and_then(Vec::pop) {
                    Some(name) => (name, "e"),
                    None => continue,
                },
                _ => continue,
            };
            let mut entry = Entry::new(name, "part", ph, ts, event.task);
            entry.id = Some(u64::from(event.task.0));
            place(&mut entry, view, event.site);
            self.push(&entry);
        }
    }
}

/// Adds the source line.
fn place(entry: &mut Entry<'_>, view: View<'_>, site: Option<SiteId>) {
    if let (Some(line), Some(file)) = (view.line(site), view.file(site)) {
        entry.args.insert("line".to_owned(), line.into());
        entry.args.insert("file".to_owned(), file.into());
    }
}
