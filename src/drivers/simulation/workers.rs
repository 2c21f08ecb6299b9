//! Simulated workers: further loops with clocks of their own, so that one can be busy while others
//! are. Of all loops, the one that is furthest behind is turned next.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::runtime::trace::End;
use crate::runtime::{Clock, EventLoop, LoopHandle, Options, Task, Turned, current_loop};

/// Gives the simulated run one more loop, with a clock of its own that begins at the time it is
/// now. It is there until its program ends, it is stopped, or the run ends.
///
/// `None` where the current loop is not that of a simulated run, but that of a worker.
///
/// # Panics
///
/// Outside of a loop.
pub fn start_worker(
    name: String,
    program: impl Future<Output = ()> + 'static,
) -> Option<SimulatedWorker> {
    let (run, owner) = current_loop();
    let of_run =
        RUN.with_borrow(|now| now.as_ref().is_some_and(|(handle, _)| handle.is_same(&run)));
    if !of_run {
        return None;
    }
    let place = run.edit_trace(|trace| trace.add_worker(owner.unwrap_or_default(), name.clone()));
    let place = place.unwrap_or_default();
    let options = Options { capacity: run.capacity(), name: name.into(), ..Options::default() };
    let event_loop = EventLoop::new(Clock::Virtual { now_us: run.now_us() }, options);
    let main = event_loop.start(program);
    let stop = Rc::new(Cell::new(None));
    let worker = Worker { place, event_loop, main, stop: Rc::clone(&stop), turned: 0 };
    RUN.with_borrow_mut(|now| now.as_mut().map(|(_, started)| started.push(worker)));
    Some(SimulatedWorker { stop, run })
}

/// A simulated worker. Dropping it stops the worker: what it would have done later is not done.
#[derive(Debug)]
pub struct SimulatedWorker {
    stop: Rc<Cell<Option<u64>>>,
    run: LoopHandle,
}

impl Drop for SimulatedWorker {
    fn drop(&mut self) {
        self.stop.set(Some(self.run.now_us()));
    }
}

thread_local! {
    /// The simulated run that goes on, and the workers that it has started and that its driver has
    /// not taken over yet.
    static RUN: RefCell<Option<(LoopHandle, Vec<Worker>)>> = const { RefCell::new(None) };
}

/// The time during which a simulated run goes on.
pub(super) struct Run {
    /// What went on before, and will again: a program may simulate another one.
    before: Option<(LoopHandle, Vec<Worker>)>,
}

impl Run {
    pub(super) fn enter(handle: LoopHandle) -> Self {
        Self { before: RUN.replace(Some((handle, Vec::new()))) }
    }

    /// The workers that were started since this was asked last.
    pub(super) fn started(&self) -> Vec<Worker> {
        RUN.with_borrow_mut(|run| {
            run.as_mut().map(|(_, started)| std::mem::take(started)).unwrap_or_default()
        })
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // What was there is dropped only where the cell is not borrowed any more.
        drop(RUN.replace(self.before.take()));
    }
}

/// A worker and its loop.
pub(super) struct Worker {
    /// Its place among the workers in the trace of the run.
    place: usize,
    event_loop: EventLoop,
    main: Task<()>,
    /// From when on it is stopped, if it is.
    stop: Rc<Cell<Option<u64>>>,
    /// Which turn of all turns was its last one.
    turned: u64,
}

/// A worker is turned so often before the next one is that has something to do at the same time. To go
/// on to another one each time takes a third longer: none finds its own in the processor's cache.
const TURNS_IN_A_ROW: u32 = 64;

/// What is done next in a simulated run.
#[derive(Clone, Copy)]
pub(super) struct Next {
    /// When.
    pub(super) us: u64,
    /// Whether by the program's own loop.
    pub(super) is_own: bool,
}

/// The workers of a simulated run.
#[derive(Default)]
pub(super) struct Workers {
    running: Vec<Worker>,
    /// How many turns there were since there are workers, and which was the last one of the
    /// program's own loop.
    turns: u64,
    own_turned: u64,
    /// How often they were polled, all together.
    polls: u64,
    /// When each has something to do next, and whose turns come next: kept for their room.
    nexts: Vec<Option<u64>>,
    round: Vec<usize>,
}

impl Workers {
    pub(super) fn is_empty(&self) -> bool {
        self.running.is_empty()
    }

    pub(super) fn polls(&self) -> u64 {
        self.polls
    }

    pub(super) fn add(&mut self, started: Vec<Worker>) {
        self.running.extend(started);
    }

    /// Which loops are furthest behind, and when they have something to do next. Where several have
    /// something to do at the same time they take turns, so that none can keep the others from it.
    pub(super) fn next_of_all(&mut self, own: &EventLoop) -> Option<Next> {
        let own_us = own.next_us();
        let next_of = |worker: &Worker| worker.event_loop.next_us();
        self.nexts.clear();
        self.nexts.extend(self.running.iter().map(next_of));
        let us = self.nexts.iter().copied().flatten().chain(own_us).min()?;

        // Those whose turn it is before that of the program's own loop, the longest not turned first.
        let own_turned = if own_us == Some(us) { self.own_turned } else { u64::MAX };
        self.round.clear();
        for (at, next_us) in self.nexts.iter().enumerate() {
            let turned = self.running[at].turned;
            if *next_us == Some(us) && turned < own_turned {
                let before = |other: &usize| self.running[*other].turned > turned;
                let place = self.round.iter().position(before).unwrap_or(self.round.len());
                self.round.insert(place, at);
            }
        }
        Some(Next { us, is_own: self.round.is_empty() })
    }

    /// Turns the program's own loop, which is at that time already.
    pub(super) fn turn_own(&mut self, own: &mut EventLoop) {
        self.turns += 1;
        self.own_turned = self.turns;
        own.turn();
        self.end(own);
    }

    /// Turns the workers of this round one after the other, until the program's own loop has
    /// something to do by then, or they have been polled so often. If it is one alone, it goes on
    /// for as long as it can.
    pub(super) fn turn(&mut self, own: &EventLoop, us: u64, polls: u64) {
        let enough = self.polls.saturating_add(polls);
        let is_alone = self.round.len() == 1
            && self.nexts.iter().filter(|next_us| **next_us == Some(us)).count() == 1;
        for at in &self.round {
            let worker = &mut self.running[*at];
            worker.event_loop.advance_to(us);
            for turn in 1.. {
                self.turns += 1;
                worker.turned = self.turns;
                self.polls += u64::from(worker.event_loop.turn() == Turned::Polled);
                let is_interrupted =
                    self.polls >= enough || own.next_us().is_some_and(|own_us| own_us <= us);
                if is_interrupted {
                    return self.end(own);
                }
                let goes_on = (is_alone || turn < TURNS_IN_A_ROW)
                    && !worker.main.is_finished()
                    && worker.event_loop.next_us() == Some(us);
                if !goes_on {
                    break;
                }
            }
        }
        self.end(own);
    }

    /// Ends the workers that are left when the run has ended.
    pub(super) fn close(&mut self, own: &EventLoop) {
        for worker in std::mem::take(&mut self.running) {
            worker.close(own, own.now_us(), End::Stopped);
        }
    }

    /// Ends the workers whose program has ended, and those that were stopped and have done all
    /// that they did until then.
    fn end(&mut self, own: &EventLoop) {
        let is_over = |worker: &mut Worker| {
            let next_us = || worker.event_loop.next_us();
            let is_stopped = |stop| next_us().is_none_or(|next| next >= stop);
            worker.main.is_finished() || worker.stop.get().is_some_and(is_stopped)
        };
        let over: Vec<Worker> = self.running.extract_if(.., is_over).collect();
        for worker in over {
            let completed = worker.main.is_finished();
            let end = if completed { End::Completed } else { End::Stopped };
            let until_us = worker.stop.get().filter(|_| !completed).unwrap_or(0);
            worker.close(own, until_us, end);
        }
    }
}

impl Worker {
    /// Ends the worker, not before the time given, and hands its trace to that of the run.
    fn close(mut self, own: &EventLoop, us: u64, end: End) {
        self.event_loop.advance_to(us);
        self.event_loop.close(end);
        drop(self.main);
        let trace = self.event_loop.into_trace();
        let _ = own.handle().edit_trace(|of_run| {
            let end_us = trace.last_us();
            of_run.set_worker_trace(self.place, trace);
            of_run.end_worker(self.place, end_us);
        });
    }
}
