//! A run in the Chrome trace event format, which Perfetto, speedscope and others open.
//!
//! In a simulation most polls take no time, and tools do not agree about slices of no length. Where
//! one begins together with a longer one, speedscope takes the longer one first, and never closes
//! the short one; of two that end together it takes the wrong end. As instants they would be left
//! out there, and in Perfetto no arrow could lead to them. So what took no time has a
//! tick here (`entry.rs`), and what follows in its lane begins after that. Recorded times are whole
//! microseconds: what is behind the point is the order of what happened at the same time, and nothing
//! else.
//!
//! The file has all events in the order in which they happened, and not lane by lane, because tools
//! want the beginning of an arrow before its end, and a slice before what lies in it.

mod entry;
mod shared;
mod slices;
mod writer;

use crate::runtime::trace::{Site, SiteId, TaskId, Trace, What};
use crate::timeline::lanes::{Timeline, View};

use super::timeline::RunTimeline;
use entry::{Args, Entry, ticks};
use shared::Shared;
use slices::Slices;
use writer::Json;

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
    /// There is a thread for each lane, in the order of the lanes, a slice for each span, an arrow
    /// from each wake to the poll that it caused, and an instant for each line of output. Times are
    /// in microseconds.
    fn append_json(&self, trace: &Trace, name: &str, pid: u32, text: &mut String) {
        let view = View { timeline: self, trace };
        let sites = (0..u16::MAX).map_while(|site| Some((SiteId(site), trace.site(SiteId(site))?)));
        let place = |(id, site): (SiteId, &Site)| {
            let (file, line) = view.place(Some(id)).unwrap_or((&site.file, site.line));
            format!("{file}:{line}")
        };
        let places = sites.map(place).collect();
        let mut json = Json { view, pid, text, places };
        json.metadata("process_name", None, Args { name: Some(name), ..Args::default() });
        for (lane, task) in self.lanes.iter().enumerate() {
            json.lane(lane, *task);
        }
        json.events();
    }
}

impl<'a> Json<'a> {
    fn lane(&mut self, lane: usize, task: TaskId) {
        let name = self.view.name(task);
        let args = Args { name: Some(&name), ..Args::default() };
        self.metadata("thread_name", Some(task), args);
        let args = Args { sort_index: Some(lane), ..Args::default() };
        self.metadata("thread_sort_index", Some(task), args);
    }

    /// Reads the trace once more and writes what happened.
    fn events(&mut self) {
        let trace = self.view.trace;
        let mut at_us = 0;
        let shared = Shared::of(trace);
        let mut slices = Slices::of(self.view.timeline);
        let mut open: Vec<Vec<&'a str>> = vec![Vec::new(); self.view.timeline.histories.len()];
        for event in trace.events() {
            at_us = event.at_us.max(at_us);
            slices.read(event, self);
            let task = event.task;
            let (ts, inside) = (ticks(at_us), slices.inside(task, at_us));
            match event.what {
                What::Logged { text } => {
                    self.instant(trace.text(text), "output", inside, task, event.site);
                }
                What::Dropped { text } => {
                    self.instant(trace.text(text), "dropped", inside, task, event.site);
                }
                What::Level { object, held } => {
                    self.level(&shared.name(object), held, ts, task);
                }
                What::NamedLevel { name, held } => self.level(trace.text(name), held, ts, task),
                What::SpanEntered { text } => {
                    if let Some(open) = open.get_mut(task.0 as usize) {
                        open.push(trace.text(text));
                        self.part(trace.text(text), "b", ts, task, event.site);
                    }
                }
                What::SpanLeft => {
                    if let Some(name) = open.get_mut(task.0 as usize).and_then(Vec::pop) {
                        self.part(name, "e", ts, task, event.site);
                    }
                }
                _ => {}
            }
        }
    }

    fn instant(&mut self, name: &str, cat: &str, ts: u64, task: TaskId, site: Option<SiteId>) {
        self.push(&Entry { s: Some("t"), ..Entry::new(name, cat, "i", ts, task) }, site);
    }

    /// Writes an end of a named part of a task's work.
    fn part(&mut self, name: &str, ph: &str, ts: u64, task: TaskId, site: Option<SiteId>) {
        let id = Some(self.number(task));
        self.push(&Entry { id, ..Entry::new(name, "part", ph, ts, task) }, site);
    }

    /// Writes how much a channel, a semaphore, or something that a program counts holds.
    fn level(&mut self, name: &str, held: u16, ts: u64, task: TaskId) {
        let args = Args { held: Some(held), ..Args::default() };
        self.push(&Entry { args, ..Entry::new(name, "level", "C", ts, task) }, None);
    }
}
