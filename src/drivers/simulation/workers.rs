//! Simulated workers: further loops with clocks of their own, so that several can be busy at the
//! same time. The loop that is furthest behind is turned next.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::runtime::trace::End;
use crate::runtime::{EventLoop, LoopHandle, Options, Task, TimeSource, Turned, current_loop};

/// Gives the simulated run another loop, with a clock of its own that begins at the current time.
/// It is there until its program ends, it is stopped, or the run ends.
///
/// Returns `None` if the current loop is not the program's own loop in a simulation: a worker has
/// no workers.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::{simulate, start_worker};
/// use coroscope::runtime::{Options, block, log, sleep};
///
/// let trace = simulate(Options::default(), async {
///     let _worker = start_worker("helper".to_owned(), async {
///         block(Duration::from_millis(30));
///     });
///     sleep(Duration::from_millis(10)).await;
///     log("not blocked");
/// });
/// assert_eq!((trace.last_us(), trace.output()), (10_000, vec!["not blocked"]));
/// assert_eq!(trace.workers().len(), 1);
/// ```
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
    let event_loop = EventLoop::new(TimeSource::Virtual { now_us: run.now_us() }, options);
    let main = event_loop.start(program);
    let stop = Rc::new(Cell::new(None));
    let worker = Worker { place, event_loop, main, stop: Rc::clone(&stop), turned: 0 };
    RUN.with_borrow_mut(|now| now.as_mut().map(|(_, started)| started.push(worker)));
    Some(SimulatedWorker { stop, run })
}

/// A simulated worker. Dropping it stops the worker: what it would have done later is not done.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::{simulate, start_worker};
/// use coroscope::runtime::trace::Trace;
/// use coroscope::runtime::{Options, log, sleep};
///
/// let trace = simulate(Options::default(), async {
///     let worker = start_worker("clock".to_owned(), async {
///         loop {
///             log("tick");
///             sleep(Duration::from_millis(10)).await;
///         }
///     });
///     sleep(Duration::from_millis(25)).await;
///     drop(worker);
///     sleep(Duration::from_millis(100)).await;
/// });
/// let ticks = trace.workers()[0].trace.as_ref().map(Trace::output);
/// assert_eq!(ticks, Some(vec!["tick"; 3])); // at 0, 10 and 20 ms
/// ```
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
    /// The simulated run that goes on, and the workers that it has started and its driver has not
    /// taken over yet.
    static RUN: RefCell<Option<(LoopHandle, Vec<Worker>)>> = const { RefCell::new(None) };
}

/// The time during which a simulated run goes on.
pub(super) struct Run {
    /// The run that went on before, and will again: a program may simulate another program.
    before: Option<(LoopHandle, Vec<Worker>)>,
}

impl Run {
    pub(super) fn enter(handle: LoopHandle) -> Self {
        Self { before: RUN.replace(Some((handle, Vec::new()))) }
    }

    /// Takes the workers that were started since the last call.
    pub(super) fn started(&self) -> Vec<Worker> {
        RUN.with_borrow_mut(|run| {
            run.as_mut().map(|(_, started)| std::mem::take(started)).unwrap_or_default()
        })
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // The content is dropped after the cell is released, because a drop may look at the cell.
        drop(RUN.replace(self.before.take()));
    }
}

/// A worker and its loop.
pub(super) struct Worker {
    /// Its place among the workers in the trace of the run.
    place: usize,
    event_loop: EventLoop,
    main: Task<()>,
    /// When it is stopped, in microseconds, if it is.
    stop: Rc<Cell<Option<u64>>>,
    /// The number of its last turn, among the turns of all loops.
    turned: u64,
}

/// How often a worker is turned before the next worker that has something to do at the same time.
/// To change the worker after each turn takes a third longer, because its data is not in the cache.
const TURNS_IN_A_ROW: u32 = 64;

/// What is done next in a simulated run.
#[derive(Clone, Copy)]
pub(super) struct Next {
    /// When, in microseconds.
    pub(super) us: u64,
    /// Whether the program's own loop does it.
    pub(super) is_own: bool,
}

/// The workers of a simulated run.
#[derive(Default)]
pub(super) struct Workers {
    running: Vec<Worker>,
    /// How many turns there have been since the first worker was started.
    turns: u64,
    /// The number of the last turn of the program's own loop.
    own_turned: u64,
    /// How many polls of all workers there have been.
    polls: u64,
    /// When each worker has something to do next. A field, so that its memory is used again.
    nexts: Vec<Option<u64>>,
    /// The places of the workers that take the next turns. A field for the same reason.
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

    /// Finds the loops that are furthest behind, and when they have something to do next. Several
    /// loops that have something to do at the same time take turns, so that no loop starves.
    pub(super) fn next_of_all(&mut self, own: &EventLoop) -> Option<Next> {
        let own_us = own.next_us();
        let next_of = |worker: &Worker| worker.event_loop.next_us();
        self.nexts.clear();
        self.nexts.extend(self.running.iter().map(next_of));
        let us = self.nexts.iter().copied().flatten().chain(own_us).min()?;

        // The workers that come before the program's own loop: first those whose last turn is
        // oldest.
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
    /// something to do at that time, or they have taken `polls` polls. A single worker goes on for
    /// as long as it can.
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

    /// Ends the workers whose program has ended, and those that were stopped and have done all that
    /// they had to do before.
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
    /// Ends the worker at the time given, or later if its clock is ahead, and adds its trace to
    /// that of the run.
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
