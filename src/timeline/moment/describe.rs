//! The description of one moment: which task is polled, which are ready, which sleep, and what each
//! does.

use crate::runtime::trace::{TaskId, Trace};
use crate::timeline::lanes::{TaskState, View};
use crate::timeline::run::RunTimeline;
use crate::timeline::words::to_ms;

use super::here::{Here, deadline};
use super::replay::Replay;
use super::report::{ActedLine, Moment, NextPoll, ReadyTask, SleepingTask, TaskNow};
use super::words;

/// At most this many ready tasks are listed.
const MOST_READY: usize = 100;
const MOST_SLEEPING: usize = 100;
const MOST_TASKS: usize = 200;

/// At most this many choices are reported. No address could hold more.
const MOST_PICKS: usize = 4_096;

/// Describes a moment.
pub(super) fn moment(
    now: &Replay,
    run: &RunTimeline,
    trace: &Trace,
    at_us: u64,
    picks: &[u32],
) -> Moment {
    let here = Here { now, run, trace, at_us, view: View { timeline: &now.timeline, trace } };
    let poll = now.polls_over();
    let polls = run.own().polls.len() as u32;
    let running = now.timeline.polling.first().and_then(|poll| here.task(poll.task));
    let next = here.next_poll();
    let (sleeping, sleeping_count) = here.sleeping();
    let (tasks, task_count, (completed, cancelled)) = here.tasks();
    let is_end = trace.end().is_some() && now.rows == trace.rows() && at_us >= run.now_us();
    let mut moment = Moment {
        at_ms: to_ms(at_us),
        poll,
        polls,
        // From the middle of a poll, one step back leads to its beginning.
        back: if running.is_some() { Some(poll) } else { poll.checked_sub(1) },
        forward: (poll < polls).then_some(poll + 1),
        is_end,
        now: String::new(),
        last: words::last_poll(&here, polls),
        acted: here.acted(),
        running,
        next,
        ready: now.queue.iter().take(MOST_READY).filter_map(|task| here.ready(task)).collect(),
        ready_count: now.queue.len() as u32,
        sleeping,
        sleeping_count,
        tasks,
        task_count,
        completed,
        cancelled,
        printed: now.printed + run.printed_by_workers(at_us),
        picks: (picks.len() <= MOST_PICKS && trace.unrecorded_tasks() == 0 && trace.dropped() == 0)
            .then(|| picks.to_vec()),
    };
    moment.last.push_str(&words::idle(&here, &moment));
    moment.now = words::now(&here, &moment);
    moment
}

impl Here<'_> {
    fn acted(self) -> Vec<ActedLine> {
        let Some(last) = self.now.last else { return Vec::new() };
        let lane = self.lane(last.task);
        let mut acted: Vec<ActedLine> = Vec::new();
        for site in &self.now.acted {
            let Some((file, line)) = self.view.place(Some(*site)) else { continue };
            // Several lines of a program can be one line of its counterpart.
            if !acted.iter().any(|other| (other.line, &*other.file) == (line, file)) {
                acted.push(ActedLine { lane, line, file: file.to_owned() });
            }
        }
        acted
    }

    fn next_poll(self) -> Option<NextPoll> {
        let own = self.run.own();
        let next = own.polls.get(self.now.polls as usize)?;
        let from_us = own.history(next.task)?.spans.from_us.get(next.span as usize)?;
        Some(NextPoll {
            task: next.task.0,
            lane: self.lane(next.task),
            name: self.view_of_whole().name(next.task),
            at_ms: to_ms(*from_us),
            place: self.now.queue.place(next.task).map(|place| place as u32),
        })
    }

    fn ready(self, task: TaskId) -> Option<ReadyTask> {
        let history = self.view.timeline.history(task)?;
        let detail = history.detail();
        // A task that was woken in the middle of its own poll is in the queue already.
        let woken = if history.running { history.woken } else { detail.woken };
        let since_us = history.spans.from_us.last().filter(|_| !history.running);
        Some(ReadyTask {
            task: task.0,
            lane: self.lane(task),
            name: self.view.name(task),
            since_ms: to_ms(since_us.copied().unwrap_or(self.at_us)),
            why: words::why_ready(self.view, task, history, woken),
            line: self.view.line(detail.site),
        })
    }

    /// The sleeping tasks, the earliest deadline first, and how many there are.
    fn sleeping(self) -> (Vec<SleepingTask>, u32) {
        let mut found: Vec<(u64, TaskId)> = Vec::new();
        let mut count = 0;
        for (number, history) in self.view.timeline.histories.iter().enumerate() {
            let Some(due_us) = deadline(self.view.timeline, history) else { continue };
            count += 1;
            let place = found.partition_point(|(other, _)| *other <= due_us);
            if place < MOST_SLEEPING {
                found.truncate(MOST_SLEEPING - 1);
                found.insert(place, (due_us, TaskId(number as u32)));
            }
        }
        let listed = found.into_iter().filter_map(|(due_us, task)| {
            let history = self.view.timeline.history(task)?;
            Some(SleepingTask {
                task: task.0,
                lane: self.lane(task),
                name: self.view.name(task),
                due_ms: to_ms(due_us),
                left_ms: to_ms(due_us.saturating_sub(self.at_us)),
                since_ms: to_ms(*history.spans.from_us.last()?),
                line: self.view.line(history.detail().site),
            })
        });
        (listed.collect(), count)
    }

    /// The tasks that have begun and not ended, how many there are, and how many have completed and
    /// were cancelled.
    fn tasks(self) -> (Vec<TaskNow>, u32, (u32, u32)) {
        let (mut listed, mut alive, mut completed, mut cancelled) = (Vec::new(), 0, 0, 0);
        self.run.each_lane(self.trace, |lane, task, worker| {
            let timeline = worker.map_or(&self.now.timeline, |worker| worker.timeline);
            let Some(history) = timeline.history(task) else { return };
            if worker.is_some() && history.spawned_us > self.at_us {
                return;
            }
            match history.ended.filter(|ended| worker.is_none() || ended.at_us <= self.at_us) {
                Some(ended) if ended.cancelled => cancelled += 1,
                Some(_) => completed += 1,
                None => {
                    alive += 1;
                    if listed.len() < MOST_TASKS {
                        listed.extend(match worker {
                            None => self.task(task),
                            Some(worker) => self.task_of_worker(lane, task, worker),
                        });
                    }
                }
            }
        });
        (listed, alive, (completed, cancelled))
    }

    fn task(self, task: TaskId) -> Option<TaskNow> {
        let history = self.view.timeline.history(task)?;
        let detail = history.detail();
        let mut state = history.state()?;
        if history.running && state.is_running() && self.blocks(task) {
            state = TaskState::Blocking;
        }
        let left_us =
            deadline(self.view.timeline, history).map(|due| due.saturating_sub(self.at_us));
        let place = self.now.queue.place(task).filter(|_| state == TaskState::Ready);
        Some(TaskNow {
            id: task.0,
            lane: self.lane(task),
            name: self.view.name(task),
            state,
            words: words::doing(self.view, state, detail.wait, left_us, place),
            since_ms: to_ms(*history.spans.from_us.last()?),
            line: self.view.line(detail.site),
            file: self.view.file(detail.site),
            place: self.view.line_in_words(detail.site),
        })
    }

    /// A task of a worker. Its state is that at the time of the moment, because the worker has a loop
    /// of its own.
    fn task_of_worker(self, lane: u32, task: TaskId, worker: View<'_>) -> Option<TaskNow> {
        let history = worker.timeline.history(task)?;
        let span = history.spans.at(self.at_us)?;
        let detail = history.spans.detail(span);
        let state = worker.state(history, span);
        let since_us = history.spans.from_us[span];
        let left_us = worker
            .timeline
            .left_us(detail.wait)
            .map(|left_us| since_us.saturating_add(left_us).saturating_sub(self.at_us));
        Some(TaskNow {
            id: self.run.number_of(lane, task),
            lane,
            name: worker.name(task),
            state,
            words: words::doing(worker, state, detail.wait, left_us, None),
            since_ms: to_ms(since_us),
            line: worker.line(detail.site),
            file: worker.file(detail.site),
            place: worker.line_in_words(detail.site),
        })
    }
}
