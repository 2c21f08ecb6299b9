//! The report on a run and its workers together.

use crate::runtime::trace::{TaskId, Trace};
use crate::timeline::lanes::View;
use crate::timeline::report::{
    MOST_LISTED, OutputLine, Report, TaskReport, Warning, WarningKind, WorkerReport,
};
use crate::timeline::why::OfWorker;
use crate::timeline::words::quote;

use super::timeline::{RunTimeline, Section, number_in_run};

impl RunTimeline {
    /// The report on the run and its workers.
    #[must_use]
    pub fn report(&self, trace: &Trace) -> Report {
        let workers = self.workers.iter().zip(trace.workers());
        let workers: Vec<OfWorker<'_>> = workers
            .filter_map(|(timeline, worker)| {
                let view = View { timeline, trace: worker.trace.as_ref()? };
                Some(OfWorker { owner: worker.owner, view })
            })
            .collect();
        let mut report = self.own.report_with(trace, &workers);
        if self.sections.is_empty() {
            return report;
        }
        let mut of_workers: Vec<Option<Report>> = trace
            .workers()
            .iter()
            .zip(&self.workers)
            .map(|(worker, timeline)| Some(timeline.report(worker.trace.as_ref()?)))
            .collect();
        let mut printed: Vec<(u32, OutputLine)> = Vec::new();
        let own_tasks = std::mem::take(&mut report.tasks);
        let mut own_tasks = own_tasks.into_iter().peekable();
        for section in &self.sections {
            let Some(place) = section.worker else {
                let end = section.from + section.lanes;
                while let Some(task) = own_tasks.next_if(|task| task.lane < end) {
                    let lane = section.to_picture(task.lane);
                    report.tasks.push(TaskReport { lane, ..task });
                }
                continue;
            };
            if let (Some(worker), Some(known)) =
                (of_workers[place].take(), trace.workers().get(place))
            {
                let name = quote(trace.text(known.name));
                let lines = add(&mut report, worker, section, place, known.owner, &name);
                printed = in_turn(printed, lines, known.printed_before_end);
            }
        }
        report.tasks.truncate(MOST_LISTED);
        let workers = trace.workers().iter().enumerate();
        let worker = workers.map(|(place, worker)| WorkerReport {
            name: trace.text(worker.name).to_owned(),
            lane: self
                .sections
                .iter()
                .find(|section| section.worker == Some(place))
                .map(|section| section.at),
            alive: worker.alive,
        });
        report.workers = worker.collect();
        report.output = merge(report.output, printed);
        report
    }
}

/// Adds the report on a worker. Returns what the worker printed.
fn add(
    report: &mut Report,
    worker: Report,
    section: &Section,
    place: usize,
    owner: TaskId,
    name: &str,
) -> Vec<OutputLine> {
    report.lanes += worker.lanes;
    report.unrecorded_tasks += worker.unrecorded_tasks;
    let number = |task: u32| number_in_run(place, task);
    report.tasks.extend(worker.tasks.into_iter().map(|task| TaskReport {
        id: number(task.id),
        lane: task.lane + section.at,
        depth: task.depth + section.depth,
        parent: Some(task.parent.map_or(owner.0, number)),
        ..task
    }));
    for warning in worker.warnings {
        // A worker that blocks holds up only itself: that is what workers are for.
        if warning.kind != WarningKind::Blocked {
            let task = warning.task.map(number);
            let text = format!("In the worker {name}: {}", warning.text);
            report.warnings.push(Warning { task, text, ..warning });
        }
    }
    for mut sleep in worker.sleeps {
        sleep.task = number(sleep.task);
        report.sleeps.push(sleep);
    }
    report.cost.events = report.cost.events.saturating_add(worker.cost.events);
    report.cost.bytes = report.cost.bytes.saturating_add(worker.cost.bytes);
    report.cost.dropped += worker.cost.dropped;
    let lines = worker.output.into_iter();
    lines.map(|line| OutputLine { task: number(line.task), ..line }).collect()
}

/// Merges what a worker printed into what other workers printed, in the order of time.
fn in_turn(
    others: Vec<(u32, OutputLine)>,
    lines: Vec<OutputLine>,
    printed_before_end: u32,
) -> Vec<(u32, OutputLine)> {
    let mut all = Vec::with_capacity(others.len() + lines.len());
    let mut others = others.into_iter().peekable();
    for line in lines {
        while let Some(before) = others.next_if(|(_, other)| other.at_ms <= line.at_ms) {
            all.push(before);
        }
        all.push((printed_before_end, line));
    }
    all.extend(others);
    all
}

/// Puts what workers printed between the lines of the run itself. Of lines with the same time, those
/// that the run printed before the worker ended come first.
fn merge(own: Vec<OutputLine>, of_workers: Vec<(u32, OutputLine)>) -> Vec<OutputLine> {
    let mut merged = Vec::with_capacity(own.len() + of_workers.len());
    let mut of_workers = of_workers.into_iter().peekable();
    for (number, line) in own.into_iter().enumerate() {
        while let Some((_, before)) = of_workers.next_if(|(printed_before_end, other)| {
            other.at_ms < line.at_ms
                || (other.at_ms == line.at_ms && *printed_before_end as usize <= number)
        }) {
            merged.push(before);
        }
        merged.push(line);
    }
    merged.extend(of_workers.map(|(_, line)| line));
    merged
}
