//! Makes random programs, always the same from the same seed.

use super::program::{Program, Step, Until};
use super::random::Random;

/// How long things take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// Little and often the same, so that much is over at the same instant.
    Tied,
    /// Of a thousand million values each, so that nothing is.
    Apart,
}

/// What a step may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Log,
    Sleep,
    Yield,
    Fail,
    Catch,
    CleanUp,
    Limit,
    /// A limit whose steps begin with keeping the loop from everything else.
    LimitOfBlock,
    Permit,
    Put,
    Get,
    Event,
    Spawn,
    Await,
    Cancel,
    Gather,
    GatherFallible,
    Group,
    AsCompleted,
    Wait,
    WaitWithin,
}

/// What the programs of a class are made of. A kind that is named twice is twice as frequent.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    pub times: Times,
    pub main: &'static [Kind],
    pub others: &'static [Kind],
    /// What stands inside of a limit.
    pub limited: &'static [Kind],
    /// Whether the other tasks are spawned by main alone and sleep first.
    pub are_leaves: bool,
    /// How many of a hundred tasks are spawned before somebody wants their handle.
    pub spawned: usize,
    /// The room of each queue: 0 is any.
    pub room: usize,
}

impl Class {
    /// Whether a program that was made smaller is still one that could be of this class.
    pub fn has(&self, program: &Program) -> bool {
        let mut others = program.tasks.iter().skip(1);
        !self.are_leaves || others.all(|steps| matches!(steps.first(), Some(Step::Sleep(_))))
    }
}

/// A random program of the class.
pub fn generate(class: &Class, random: &mut Random) -> Program {
    let tasks = random.between(2, if class.are_leaves { 6 } else { 5 });
    let mut maker = Maker { class, random, tasks, put: 0, logged: 0 };
    let mut steps: Vec<Vec<Step>> = (0..tasks).map(|task| maker.task(task)).collect();
    for task in 1..tasks {
        // Whoever wants the handle of a task that nobody has spawned spawns it.
        if maker.random.is(class.spawned) {
            let others = if class.are_leaves || maker.random.is(85) { 1 } else { task };
            let by = maker.random.below(others);
            let place = maker.random.below(steps[by].len().min(task) + 1);
            steps[by].insert(place, Step::Spawn(task));
        }
    }
    let permits = (0..2).map(|_| random.between(1, 2)).collect();
    let queues = (0..2).map(|_| class.room).collect();
    Program { tasks: steps, permits, queues, events: 2 }
}

/// Makes the steps of a program.
struct Maker<'a> {
    class: &'a Class,
    random: &'a mut Random,
    /// How many tasks there are.
    tasks: usize,
    /// How many items were put into queues, and how many lines there are.
    put: u32,
    logged: u32,
}

impl Maker<'_> {
    fn task(&mut self, me: usize) -> Vec<Step> {
        let kinds = if me == 0 { self.class.main } else { self.class.others };
        let mut steps = self.steps(me, kinds, 2);
        if me == 0 {
            // Most programs begin everything before they wait for anything.
            steps.extend(self.steps(me, kinds, 2));
        } else if self.class.are_leaves {
            steps.insert(0, Step::Sleep(self.time()));
        }
        steps
    }

    fn steps(&mut self, me: usize, kinds: &[Kind], depth: usize) -> Vec<Step> {
        let number = self.random.between(1, 4);
        (0..number).map(|_| self.step(me, kinds, depth)).collect()
    }

    fn step(&mut self, me: usize, kinds: &[Kind], depth: usize) -> Step {
        let kind = self.random.one_of(kinds);
        if depth == 0 && is_block(kind) {
            return self.log();
        }
        match kind {
            Kind::Log => self.log(),
            Kind::Sleep => Step::Sleep(self.time()),
            Kind::Yield => Step::Yield,
            Kind::Fail => Step::Fail,
            Kind::Catch => Step::Catch(self.steps(me, kinds, depth - 1)),
            Kind::CleanUp => Step::CleanUp(self.steps(me, kinds, depth - 1)),
            Kind::Limit => {
                let body = self.steps(me, self.class.limited, depth - 1);
                Step::Limit(self.time().max(1), body)
            }
            Kind::LimitOfBlock => {
                let mut body = self.steps(me, self.class.limited, depth - 1);
                body.insert(0, Step::Block(self.time()));
                Step::Limit(self.time().max(1), body)
            }
            Kind::Permit => Step::Permit(self.random.below(2), self.steps(me, kinds, depth - 1)),
            Kind::Put => {
                self.put += 1;
                Step::Put(self.random.below(2), self.put)
            }
            Kind::Get => Step::Get(self.random.below(2)),
            Kind::Event => match self.random.below(5) {
                0 | 1 => Step::Set(self.random.below(2)),
                2 => Step::Clear(self.random.below(2)),
                _ => Step::WaitFor(self.random.below(2)),
            },
            Kind::Spawn => self.about_another(me, Step::Spawn),
            Kind::Await => self.about_another(me, Step::Await),
            Kind::Cancel => self.about_another(me, Step::Cancel),
            Kind::Gather => Step::Gather(self.several(me)),
            Kind::GatherFallible => Step::GatherFallible(self.several(me)),
            Kind::Group => Step::Group(self.several(me)),
            Kind::AsCompleted => Step::AsCompleted(self.several(me)),
            Kind::Wait => self.wait(me, None),
            Kind::WaitWithin => {
                let limit_us = self.time().max(1);
                self.wait(me, Some(limit_us))
            }
        }
    }

    fn log(&mut self) -> Step {
        self.logged += 1;
        Step::Log(self.logged)
    }

    fn time(&mut self) -> u64 {
        match self.class.times {
            Times::Tied => self.random.one_of(&[0, 10, 10, 10, 20, 20, 30]),
            Times::Apart => 1 + self.random.below(1_000_000_000) as u64,
        }
    }

    /// Only about a later one, so that no tasks wait for each other: asyncio cannot cancel those.
    fn about_another(&mut self, me: usize, step: fn(usize) -> Step) -> Step {
        let others: Vec<usize> = (me + 1..self.tasks).collect();
        if others.is_empty() { self.log() } else { step(self.random.one_of(&others)) }
    }

    fn wait(&mut self, me: usize, limit_us: Option<u64>) -> Step {
        let until = [Until::FirstCompleted, Until::FirstException, Until::AllCompleted];
        Step::Wait(self.random.one_of(&until), limit_us, self.several(me))
    }

    /// Some of the other tasks, in any order.
    fn several(&mut self, me: usize) -> Vec<usize> {
        let mut others: Vec<usize> = (me + 1..self.tasks).collect();
        shuffle(&mut others, self.random);
        others.truncate(self.random.between(1, 4));
        others
    }
}

fn shuffle<T>(several: &mut [T], random: &mut Random) {
    for end in (1..several.len()).rev() {
        several.swap(end, random.below(end + 1));
    }
}

fn is_block(kind: Kind) -> bool {
    use Kind::{Catch, CleanUp, Limit, LimitOfBlock, Permit};
    matches!(kind, Catch | CleanUp | Limit | LimitOfBlock | Permit)
}

/// As tutorials write it: several tasks that do a few things, each with a permit.
pub fn tasks_with_permits(random: &mut Random) -> Program {
    let tasks = random.between(3, 6);
    let times = |random: &mut Random| match random.below(3) {
        0 => Step::Yield,
        _ => Step::Sleep(random.one_of(&[0, 10, 10, 20])),
    };
    let mut steps = vec![spawn_and_await(tasks)];
    for task in 1..=tasks {
        let with_permit = |nth| {
            let body = vec![Step::Log((task * 10 + nth) as u32), times(random)];
            let then = if random.is(30) { Some(times(random)) } else { None };
            [Some(Step::Permit(0, body)), then]
        };
        let number = 1 + task % 3;
        steps.push((0..number).flat_map(with_permit).flatten().collect());
    }
    Program { tasks: steps, permits: vec![random.between(1, 3)], ..Program::default() }
}

/// As tutorials write it: workers that take from a queue what main puts into it.
pub fn workers_on_a_queue(random: &mut Random, room: usize) -> Program {
    let workers = random.between(2, 4);
    let pause = |random: &mut Random| match random.below(4) {
        0 => Some(Step::Yield),
        1 => Some(Step::Sleep(random.one_of(&[0, 10, 10, 20]))),
        _ => None,
    };
    let mut steps = vec![Vec::new()];
    let mut items = 0;
    for _ in 0..workers {
        let gets = random.between(1, 4);
        items += gets as u32;
        let get = |_| [Some(Step::Get(0)), pause(random)];
        steps.push((0..gets).flat_map(get).flatten().collect());
    }
    let mut main: Vec<Step> = (1..=workers).map(Step::Spawn).collect();
    for item in 1..=items {
        main.push(Step::Put(0, item));
        main.extend(pause(random));
    }
    main.extend((1..=workers).map(Step::Await));
    steps[0] = main;
    Program { tasks: steps, queues: vec![room], ..Program::default() }
}

/// Main that spawns the tasks and awaits them.
fn spawn_and_await(tasks: usize) -> Vec<Step> {
    (1..=tasks).map(Step::Spawn).chain((1..=tasks).map(Step::Await)).collect()
}
