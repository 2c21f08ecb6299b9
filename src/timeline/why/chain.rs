//! The chain of waits and work that decided how long a run took.
//!
//! It is found backwards from the end of the run. Where a task waited on another one, the chain
//! goes on in that one; where it waited to be woken, in whoever woke it; where it was ready, with
//! whoever had the loop; before a task was spawned, in whoever spawned it. The links lie end to
//! end and cover the whole run.

use crate::runtime::trace::{Cause, SiteId, TaskId};
use crate::timeline::lanes::{State, TaskHistory, View, Wait, turns_before};

/// One link of the chain: a task did one thing for some time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::timeline) struct Link {
    pub task: TaskId,
    pub from_us: u64,
    pub to_us: u64,
    /// Whether its poll began before it: several links can be parts of one poll.
    pub goes_on: bool,
    pub state: State,
    pub wait: Wait,
    pub site: Option<SiteId>,
    /// How long it would have taken if every timer were exact and the loop took no time itself.
    pub ideal_us: u64,
    /// The task that was ready meanwhile, and for whose sake the chain goes through this one.
    pub held_up: Option<TaskId>,
    /// Whether the run was over, and only cleaned up what was left.
    pub is_cleanup: bool,
    /// Whether the record does not tell what the task did meanwhile.
    pub is_gap: bool,
    /// How much of its end is clean-up that is too short to be a link of its own.
    pub cleanup_us: u64,
}

impl Link {
    pub fn us(&self) -> u64 {
        self.to_us - self.from_us
    }
}

/// How many steps are made back through a trace that may be made up. A true one needs about as
/// many as it has spans.
const MOST_STEPS: usize = 1 << 22;

/// The links of the chain, in the order of time.
pub(in crate::timeline) fn chain(view: View<'_>) -> Vec<Link> {
    let now_us = view.timeline.now_us();
    let (at_us, task) = last_moment(view);
    let mut walk = Walk {
        view,
        at_us,
        task,
        seen: vec![0; view.timeline.histories.len()],
        moment: 1,
        links: Vec::new(),
    };
    let mut is_cut = true;
    for _ in 0..MOST_STEPS {
        if walk.at_us == 0 || !walk.step() {
            is_cut = false;
            break;
        }
    }
    // Before the program's coroutine is there, the loop is being made.
    walk.fill(0, is_cut);
    let mut links = walk.links;
    links.reverse();
    clean_up(&mut links, task, at_us, now_us);
    links
}

/// What is shorter than this, and than [`SHORT_PART`] of the total, is no step of its own.
pub(super) const SHORT_US: u64 = 1_000;

/// See [`SHORT_US`].
pub(super) const SHORT_PART: u64 = 100;

/// Covers the time between the end of the program and the end of the run.
fn clean_up(links: &mut Vec<Link>, task: TaskId, from_us: u64, to_us: u64) {
    let us = to_us.saturating_sub(from_us);
    match links.last_mut() {
        Some(last) if us < SHORT_US && us < to_us / SHORT_PART => {
            (last.to_us, last.cleanup_us) = (to_us, us);
        }
        _ if us > 0 => links.push(Link {
            task,
            from_us,
            to_us,
            goes_on: false,
            state: State::Ready,
            wait: Wait::Unknown,
            site: None,
            ideal_us: 0,
            held_up: None,
            is_cleanup: true,
            is_gap: false,
            cleanup_us: 0,
        }),
        _ => {}
    }
}

/// From when, and from which task, the way back leads: from when the program's own coroutine was
/// over or was stopped, unless the loop went on after that.
fn last_moment(view: View<'_>) -> (u64, TaskId) {
    let (timeline, root) = (view.timeline, TaskId(0));
    let over_us = timeline.history(root).and_then(|history| match history.ended {
        Some(ended) if !ended.cancelled => Some(ended.at_us),
        _ => {
            let requests =
                timeline.histories.iter().filter_map(|history| history.cancellation.as_deref());
            requests.filter(|request| request.by.is_none()).map(|request| request.at_us).min()
        }
    });
    let last_us = turns_before(view, u64::MAX).next().map_or(0, |turn| turn.to_us);
    match over_us {
        Some(over_us) if over_us >= last_us => (over_us, root),
        _ => (timeline.now_us(), last_task(view)),
    }
}

/// The task with which the run ended: the program's own, unless others went on after it.
fn last_task(view: View<'_>) -> TaskId {
    let now_us = view.timeline.now_us();
    let until_us = |task: usize| view.timeline.histories[task].until_us(now_us);
    let tasks = (0..view.timeline.histories.len()).rev();
    TaskId(tasks.max_by_key(|task| until_us(*task)).unwrap_or_default() as u32)
}

/// Where the way back stands: at a time, looking at what a task did before it.
struct Walk<'a> {
    view: View<'a>,
    at_us: u64,
    task: TaskId,
    /// For each task the moment at which the walk was last sent to it. A walk that is sent to the
    /// same task twice without going back in time goes round in a circle.
    seen: Vec<u32>,
    moment: u32,
    links: Vec<Link>,
}

impl<'a> Walk<'a> {
    /// Makes one step: back in time, or over to another task. Returns whether there is a way on.
    fn step(&mut self) -> bool {
        let Some(history) = self.view.timeline.history(self.task) else { return false };
        let Some(span) = history.spans.before(self.at_us) else {
            return history.parent.is_some_and(|parent| self.go_to(parent));
        };
        let end_us = self.view.end(history, span);
        if end_us < self.at_us {
            // The task had ended by then, or the trace has a gap.
            self.fill(end_us, true);
            return true;
        }
        let from_us = history.spans.from_us[span];
        let state = self.view.state(history, span);
        if state == State::Ready {
            self.go_back_through_the_queue(from_us);
            return true;
        }
        if let Some(next) = self.waited_on(history, span, end_us)
            && self.go_to(next)
        {
            return true;
        }
        let detail = history.spans.detail(span);
        let us = self.at_us - from_us;
        let ideal_us = match detail.wait {
            Wait::Timer(left) | Wait::Timers(left) => us.min(left.us()),
            _ => us,
        };
        let link = Link {
            task: self.task,
            from_us,
            to_us: self.at_us,
            goes_on: history.spans.goes_on(span),
            state,
            wait: detail.wait,
            site: detail.site,
            ideal_us,
            held_up: None,
            is_cleanup: false,
            is_gap: false,
            cleanup_us: 0,
        };
        self.add(link);
        true
    }

    /// The task through which a wait is explained, if it is one.
    fn waited_on(&self, history: &'a TaskHistory, span: usize, end_us: u64) -> Option<TaskId> {
        let (state, wait) = (history.spans.states[span], history.spans.detail(span).wait);
        if !state.is_waiting() {
            return None;
        }
        if let Wait::Timer(left) | Wait::Timers(left) = wait
            && self.at_us - history.spans.from_us[span] >= left.us()
        {
            return None;
        }
        let next = if end_us == self.at_us { history.spans.woken(span + 1) } else { None };
        match (next, wait) {
            (_, Wait::Resumed(generator)) => Some(generator),
            (Some(Cause::Task(waker)), _) => Some(waker),
            // A caller of a generator is woken by what the generator waits on.
            (_, Wait::Task(of)) => Some(of),
            (Some(Cause::Cancel), Wait::Tasks) if history.broke_off(end_us).is_some() => {
                self.unfinished_child(history)
            }
            (Some(Cause::Cancel), _) => {
                history.cancellation.as_ref().and_then(|request| request.by)
            }
            (None, Wait::Send) => history.parent,
            (None, Wait::Tasks) => self.unfinished_child(history),
            _ => None,
        }
    }

    /// One of the tasks that a task was still waiting for when the run broke off.
    fn unfinished_child(&self, history: &TaskHistory) -> Option<TaskId> {
        let now_us = self.view.timeline.now_us();
        let mut child = history.first_child.map(TaskId);
        while let Some(task) = child {
            let history = self.view.timeline.history(task)?;
            if history.until_us(now_us) >= self.at_us && history.broke_off(now_us).is_some() {
                return Some(task);
            }
            child = history.next_sibling.map(TaskId);
        }
        None
    }

    /// Goes over to another task at the same moment, unless that leads round in a circle, or to
    /// one that did not exist yet.
    fn go_to(&mut self, task: TaskId) -> bool {
        let timeline = self.view.timeline;
        let exists = timeline.history(task).is_some_and(|history| history.spawned_us <= self.at_us);
        if !exists || task == self.task || self.seen[task.0 as usize] == self.moment {
            return false;
        }
        self.seen[self.task.0 as usize] = self.moment;
        self.task = task;
        true
    }

    /// Goes back to when the task became ready. Meanwhile others had the loop.
    fn go_back_through_the_queue(&mut self, ready_us: u64) {
        let waiting = self.task;
        for turn in turns_before(self.view, self.at_us) {
            let (from_us, to_us) = (turn.from_us.max(ready_us), turn.to_us.min(self.at_us));
            if turn.to_us <= ready_us {
                break;
            }
            if from_us >= to_us {
                continue;
            }
            self.fill(to_us, false);
            self.add(Link {
                task: turn.task,
                from_us,
                to_us,
                goes_on: turn.from_us < from_us,
                state: turn.state,
                wait: Wait::Unknown,
                site: turn.site,
                ideal_us: to_us - from_us,
                held_up: Some(waiting),
                is_cleanup: false,
                is_gap: false,
                cleanup_us: 0,
            });
        }
        self.fill(ready_us, false);
    }

    /// Goes back to the time given; the task was ready meanwhile, or over, and nobody is to blame.
    fn fill(&mut self, from_us: u64, is_gap: bool) {
        if from_us < self.at_us {
            self.add(Link {
                task: self.task,
                from_us,
                to_us: self.at_us,
                goes_on: false,
                state: State::Ready,
                wait: Wait::Unknown,
                site: None,
                ideal_us: 0,
                held_up: None,
                is_cleanup: false,
                is_gap,
                cleanup_us: 0,
            });
        }
    }

    fn add(&mut self, link: Link) {
        self.at_us = link.from_us;
        self.moment += 1;
        self.links.push(link);
    }
}
