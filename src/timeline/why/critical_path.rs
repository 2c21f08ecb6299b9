//! The critical path: the chain of waits and work that decided how long a run took. The page calls
//! it the longest chain.
//!
//! It is found backwards from the end of the run. Where a task waited on another task, the path goes
//! on in that task; where it waited to be woken, in whoever woke it; where it was ready, in whoever
//! had the loop; before a task was spawned, in whoever spawned it. The links lie end to end and
//! cover the whole run.

use crate::runtime::trace::{By, Cause, SiteId, TaskId};
use crate::timeline::lanes::{LaneKind, TaskHistory, TaskState, View, Wait, turns_before};

/// One link of the path: a task did one thing for some time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::timeline) struct Link {
    pub task: TaskId,
    pub from_us: u64,
    pub to_us: u64,
    /// Whether the link continues a poll that began before it: one poll can have several links.
    pub goes_on: bool,
    pub state: TaskState,
    pub wait: Wait,
    pub site: Option<SiteId>,
    /// How long the link would have taken if every timer were exact and the loop took no time
    /// itself.
    pub ideal_us: u64,
    /// The task that was ready meanwhile and had to wait: the path comes from there.
    pub held_up: Option<TaskId>,
    /// Whether the program was over, and the loop cleaned up what was left.
    pub is_cleanup: bool,
    /// Whether the trace does not show what the task did meanwhile.
    pub is_gap: bool,
    /// How much of its end is clean-up, where that is too short to be a link of its own.
    pub cleanup_us: u64,
}

impl Link {
    pub fn us(&self) -> u64 {
        self.to_us - self.from_us
    }
}

/// The walk ends after this many steps, because a trace from a file may say anything. A recorded
/// trace takes about as many steps as it has spans.
const MOST_STEPS: usize = 1 << 22;

/// The links of the critical path, in the order of time.
pub(in crate::timeline) fn critical_path(view: View<'_>) -> Vec<Link> {
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
    // What comes before the program's coroutine is the making of the loop.
    walk.fill(0, is_cut);
    let mut links = walk.links;
    links.reverse();
    clean_up(&mut links, task, at_us, now_us);
    links
}

/// A link that is shorter than this, and than the total divided by [`SHORT_PART`], is no step of its
/// own.
pub(super) const SHORT_US: u64 = 1_000;

/// The total divided by this is short; see [`SHORT_US`].
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
            state: TaskState::Ready,
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

/// Where the walk begins: the time and the task. It is the end of the program's own coroutine, or
/// the request to stop it, unless the loop went on after that.
fn last_moment(view: View<'_>) -> (u64, TaskId) {
    let (timeline, root) = (view.timeline, TaskId(0));
    let over_us = timeline.history(root).and_then(|history| match history.ended {
        Some(ended) if !ended.cancelled => Some(ended.at_us),
        _ => {
            let requests =
                timeline.histories.iter().filter_map(|history| history.cancellation.as_deref());
            requests.filter(|request| request.by == By::RunEnd).map(|request| request.at_us).min()
        }
    });
    let last_us = turns_before(view, u64::MAX).next().map_or(0, |turn| turn.to_us);
    match over_us {
        Some(over_us) if over_us >= last_us => (over_us, root),
        _ => (timeline.now_us(), last_task(view)),
    }
}

/// The task that ended last: the program's own, unless others went on after it.
fn last_task(view: View<'_>) -> TaskId {
    let now_us = view.timeline.now_us();
    let until_us = |task: usize| view.timeline.histories[task].until_us(now_us);
    let tasks = (0..view.timeline.histories.len()).rev();
    TaskId(tasks.max_by_key(|task| until_us(*task)).unwrap_or_default() as u32)
}

/// The walk back through the run. It stands at a time, in a task, and looks at what that task did
/// before.
struct Walk<'a> {
    view: View<'a>,
    at_us: u64,
    task: TaskId,
    /// For each task the `moment` at which the walk last left it. To come back to a task without
    /// having gone back in time would be a circle.
    seen: Vec<u32>,
    /// Counts the links: it changes whenever the walk goes back in time.
    moment: u32,
    links: Vec<Link>,
}

impl<'a> Walk<'a> {
    /// Makes one step: back in time, or over to another task. Returns whether the walk can go on.
    fn step(&mut self) -> bool {
        let Some(history) = self.view.timeline.history(self.task) else { return false };
        let Some(span) = history.spans.before(self.at_us) else {
            // A callback is called at its time, whatever was before: that may be anything.
            let parent = history.parent.map(|of| if self.is_callback(of) { TaskId(0) } else { of });
            return parent.is_some_and(|parent| self.go_to(parent));
        };
        let end_us = self.view.end(history, span);
        if end_us < self.at_us {
            // The task had ended by then, or the trace has a gap.
            self.fill(end_us, true);
            return true;
        }
        let from_us = history.spans.from_us[span];
        let state = self.view.state(history, span);
        if state == TaskState::Ready {
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
        // A timer that ended a wait for several things is late as any other.
        let is_timer = history.spans.woken(span + 1) == Some(Cause::Timer);
        let left_us = match detail.wait.left() {
            None if is_timer && !self.view.is_virtual() => self.view.timeline.left_us(detail.wait),
            left => left.map(|left| left.us()),
        };
        let ideal_us = left_us.map_or(us, |left_us| us.min(left_us));
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

    /// The task that explains a wait, if a task does.
    fn waited_on(&self, history: &'a TaskHistory, span: usize, end_us: u64) -> Option<TaskId> {
        let (state, wait) = (history.spans.states[span], history.spans.detail(span).wait);
        if !state.is_waiting() {
            return None;
        }
        if let Some(left) = wait.left()
            && self.at_us - history.spans.from_us[span] >= left.us()
        {
            return None;
        }
        let next = if end_us == self.at_us { history.spans.woken(span + 1) } else { None };
        match (next, wait) {
            (_, Wait::Resumed(generator)) => Some(generator),
            // A callback is called at its time. What was before that does not explain it.
            (Some(Cause::Task(waker)), _) if self.is_callback(waker) => None,
            (Some(Cause::Task(waker)), _) => Some(waker),
            // The caller of a generator is woken by what the generator waits on.
            (_, Wait::Task(of)) => Some(of),
            (Some(Cause::Cancel), wait)
                if wait.is_for_tasks() && history.broke_off(end_us).is_some() =>
            {
                self.unfinished_child(history)
            }
            (Some(Cause::Cancel), _) => {
                history.cancellation.as_ref().and_then(|request| request.by.task())
            }
            (None, Wait::Send) => history.parent,
            (None, wait) if wait.is_for_tasks() => self.unfinished_child(history),
            _ => None,
        }
    }

    fn is_callback(&self, task: TaskId) -> bool {
        let history = self.view.timeline.history(task);
        history.is_some_and(|history| history.kind == LaneKind::Callbacks)
    }

    /// The first child that a task was still waiting for when the run broke off.
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

    /// Goes over to another task at the same time, unless that closes a circle or the task did not
    /// exist yet. Returns whether it went.
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

    /// Goes back to when the task became ready, through the turns of the tasks that had the loop
    /// meanwhile.
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

    /// Goes back to the time given. Until then the task was ready, or over, and no other task had
    /// the loop.
    fn fill(&mut self, from_us: u64, is_gap: bool) {
        if from_us < self.at_us {
            self.add(Link {
                task: self.task,
                from_us,
                to_us: self.at_us,
                goes_on: false,
                state: TaskState::Ready,
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
