//! Lays what a program did in Rust beside what it did in Python, task by task: which line stands for
//! which.

use std::collections::{BTreeMap, BTreeSet};

use coroscope::runtime::trace::{Event, On, Trace, What};

/// What a task does in a line, as far as both languages know it. The first take time, and so are where
/// people see a task stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Sleeps(u64),
    Blocks(u64),
    /// For somebody else: a task, a permit, the world outside.
    Waits,
    /// For several tasks at once, in Python.
    WaitsForTasks,
    /// For the job of a worker, in Rust. In Python that is a wait for a thread, and not for tasks.
    WaitsForWorker,
    Yields,
    /// A generator, whose poll begins on the line of its caller.
    Resumes,
    /// A time limit, which in Python is around the line that waits.
    HasLimit(u64),
    Prints(String),
    Slept,
    Spawns,
    Cancels,
    NeverAwaits,
}

impl Act {
    /// Whether they are the same.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::WaitsForWorker | Self::WaitsForTasks, Self::Waits)
            | (Self::Waits, Self::WaitsForTasks) => true,
            _ => self == other,
        }
    }

    /// Whether they are alike, though one of the languages has other means.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sleeps(us), Self::Blocks(other) | Self::HasLimit(other)) => us == other,
            _ => self.is_same(other),
        }
    }
}

/// A line of the program, the one of its listing in Python that did the same, and what that is.
#[derive(Clone, Debug)]
pub struct Pair {
    pub line: u32,
    pub twin: u32,
    pub act: Act,
}

#[derive(Clone, Debug)]
struct Step {
    at_us: u64,
    act: Act,
    line: u32,
    is_paired: bool,
}

/// The steps of each lane, and whom it has spawned.
#[derive(Debug, Default)]
struct Steps {
    lanes: BTreeMap<u32, Vec<Step>>,
    children: BTreeMap<u32, Vec<u32>>,
    generators: BTreeSet<u32>,
}

/// The lanes of workers begin beyond those of the run.
const WORKER: u32 = 1 << 20;

/// Larger lanes than this are long loops, and do in them what smaller ones do.
const MOST_CELLS: usize = 2_000_000;

impl Steps {
    /// Those on lines of files with this in their names.
    fn of(trace: &Trace, file: &str) -> Self {
        let mut steps = Self::default();
        steps.read(trace, file, 0);
        for (place, worker) in trace.workers().iter().enumerate() {
            if let Some(trace) = &worker.trace {
                steps.read(trace, file, WORKER * (place as u32 + 1));
            }
        }
        steps
    }

    fn read(&mut self, trace: &Trace, file: &str, first: u32) {
        for event in trace.events() {
            let child = first + event.task.0;
            if event.what == What::IsGenerator {
                self.generators.insert(child);
            }
            let Some((lane, act)) = act(&event, trace) else { continue };
            let lane = first + lane;
            if act == Act::Spawns {
                self.children.entry(lane).or_default().push(child);
            }
            let site = event.site.and_then(|site| trace.site(site));
            if let Some(site) = site.filter(|site| site.file.contains(file)) {
                let step = Step { at_us: event.at_us, act, line: site.line, is_paired: false };
                self.lanes.entry(lane).or_default().push(step);
            }
        }
    }

    fn children(&self, lane: u32) -> &[u32] {
        self.children.get(&lane).map_or(&[], Vec::as_slice)
    }

    /// The steps of a lane.
    fn lane(&mut self, lane: u32) -> Vec<&mut Step> {
        self.lanes.get_mut(&lane).into_iter().flatten().collect()
    }

    /// The steps of all lanes that are not paired, in the order of time.
    fn left(&mut self) -> Vec<&mut Step> {
        let all = self.lanes.values_mut().flatten();
        let mut left: Vec<&mut Step> = all.filter(|step| !step.is_paired).collect();
        left.sort_by_key(|step| step.at_us);
        left
    }
}

/// Whose lane an event belongs to, and what it does there.
fn act(event: &Event, trace: &Trace) -> Option<(u32, Act)> {
    let own = event.task.0;
    Some(match event.what {
        What::Spawned { by } => (by?.0, Act::Spawns),
        What::CancelRequested { by } => (by.task()?.0, Act::Cancels),
        What::Waits(On::Timer { asked_us }) => (own, Act::Sleeps(asked_us)),
        What::Waits(On::TimeLimit { left_us }) => (own, Act::HasLimit(left_us)),
        What::PollStarted => (own, Act::Resumes),
        What::Waits(On::Yield) => (own, Act::Yields),
        What::Waits(On::Host(text)) if trace.text(text) == "the worker" => {
            (own, Act::WaitsForWorker)
        }
        What::Waits(On::AllTasks { .. } | On::FirstTask { .. }) => (own, Act::WaitsForTasks),
        What::Waits(_) => (own, Act::Waits),
        What::BlockStarted { asked_us } => (own, Act::Blocks(asked_us)),
        What::Slept { .. } => (own, Act::Slept),
        What::Logged { text } => (own, Act::Prints(trace.text(text).to_owned())),
        What::NeverAwaited { .. } => (own, Act::NeverAwaits),
        _ => return None,
    })
}

/// Every line of the program whose counterpart one run shows, each as often as it shows it.
pub fn pairs(rust: &Trace, python: &Trace) -> Vec<Pair> {
    let (mut rust, mut python) = (Steps::of(rust, "src/programs"), Steps::of(python, "listing.py"));
    let mut found = Vec::new();
    // What `asyncio.run` runs is a task of its own; a listing without it has none.
    let main = python.children(0).iter().copied().find(|child| !python.generators.contains(child));
    if main.is_some() {
        python.lanes.remove(&0);
    }
    let mut lanes = vec![(0, main.unwrap_or(0))];
    while let Some((lane, twin)) = lanes.pop() {
        let children = rust.children(lane).iter().zip(python.children(twin));
        lanes.extend(children.map(|(child, twin)| (*child, *twin)));
        let same = |a: &Step, b: &Step| a.at_us == b.at_us && a.act.is_same(&b.act);
        align(rust.lane(lane), python.lane(twin), same, &mut found);
    }
    // Of generators not every Python says whose lines they are, and the work of a worker is in Python
    // that of a task: what is left goes by the time alone.
    let alike = |a: &Step, b: &Step| a.at_us == b.at_us && a.act.is_like(&b.act);
    align(rust.left(), python.left(), alike, &mut found);
    found
}

/// Pairs as many steps as it can, in their order: a longest common subsequence.
fn align(
    mut rust: Vec<&mut Step>,
    mut python: Vec<&mut Step>,
    same: impl Fn(&Step, &Step) -> bool,
    found: &mut Vec<Pair>,
) {
    if rust.len() * python.len() > MOST_CELLS {
        return;
    }
    let mut most = vec![vec![0_u32; python.len() + 1]; rust.len() + 1];
    for (i, step) in rust.iter().enumerate().rev() {
        for (j, twin) in python.iter().enumerate().rev() {
            most[i][j] = if same(step, twin) {
                most[i + 1][j + 1] + 1
            } else {
                most[i + 1][j].max(most[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rust.len() && j < python.len() {
        if same(rust[i], python[j]) {
            (rust[i].is_paired, python[j].is_paired) = (true, true);
            let (line, twin) = (rust[i].line, python[j].line);
            found.push(Pair { line, twin, act: python[j].act.clone() });
            (i, j) = (i + 1, j + 1);
        } else if most[i + 1][j] >= most[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}
