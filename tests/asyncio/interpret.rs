//! Runs a program of the little language on our runtime, in the simulation. `interpreter.py` does the
//! same with asyncio, step by step: keep them alike.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use coroscope::drivers::simulation::{Limits, simulate_watched};
use coroscope::runtime::trace::{End, TaskId, Trace};
use coroscope::runtime::{
    Event, Options, Receiver, Semaphore, Sender, Task, as_completed, block, bounded_channel,
    channel, gather_fallible, now, sleep, spawn_fallible, timeout, try_gather, wait, yield_now,
};

use super::program::{Program, Step, Until};

/// Main sleeps this long at its end, so that all else is over.
const SETTLE_US: u64 = 1_000_000_000_000;

/// No program needs more.
const LIMITS: Limits = Limits { polls: 20_000, time: Duration::MAX };

/// What the program prints, and its trace.
pub fn run(program: &Program) -> (Vec<String>, Trace) {
    let world = Rc::new(World::new(program));
    let main = main(Rc::clone(&world));
    // What is printed while a run that is stuck is taken down does not count.
    let said = Cell::new(0);
    let trace = simulate_watched(Options::default(), LIMITS, main, &mut |_| {
        said.set(world.lines.borrow().len());
        true
    });
    let mut lines = world.lines.take();
    match trace.end() {
        Some(End::Completed) => {}
        Some(End::Stuck) => {
            lines.truncate(said.get());
            lines.push("stuck".to_owned());
        }
        end => panic!("{end:?}: no program goes on for ever\n{program}"),
    }
    (lines, trace)
}

/// What a task returns: its number, or its error.
type Output = Result<usize, String>;

/// What the tasks of a program share.
struct World {
    tasks: Vec<Vec<Step>>,
    permits: Vec<Semaphore>,
    queues: Vec<(Sender<u32>, Receiver<u32>)>,
    events: Vec<Event>,
    /// The handle of each task that was spawned; `None` when somebody took it.
    handles: RefCell<BTreeMap<usize, Option<Task<Output>>>>,
    lines: RefCell<Vec<String>>,
    /// Set at the end of main.
    is_over: Cell<bool>,
}

impl World {
    fn new(program: &Program) -> Self {
        let queue = |room: &usize| if *room == 0 { channel() } else { bounded_channel(*room) };
        Self {
            tasks: program.tasks.clone(),
            permits: program.permits.iter().map(|permits| Semaphore::new(*permits)).collect(),
            queues: program.queues.iter().map(queue).collect(),
            events: (0..program.events).map(|_| Event::new()).collect(),
            handles: RefCell::default(),
            lines: RefCell::default(),
            is_over: Cell::new(false),
        }
    }

    fn say(&self, me: usize, text: &str) {
        if !self.is_over.get() {
            self.lines.borrow_mut().push(format!("{} t{me} {text}", now().as_micros()));
        }
    }

    fn spawn(self: &Rc<Self>, number: usize) {
        let is_new = !self.handles.borrow().contains_key(&number);
        if is_new {
            let task = spawn_fallible(task(Rc::clone(self), number));
            self.handles.borrow_mut().insert(number, Some(task));
        }
    }

    fn take_one(self: &Rc<Self>, number: usize) -> Option<Task<Output>> {
        self.spawn(number);
        self.handles.borrow_mut().get_mut(&number).and_then(Option::take)
    }

    /// The handles that are there; tasks that nobody has spawned are spawned.
    fn take(self: &Rc<Self>, numbers: &[usize]) -> Vec<Task<Output>> {
        numbers.iter().filter_map(|number| self.take_one(*number)).collect()
    }

    /// The tasks that nobody has spawned, and that nobody else will.
    fn take_new(&self, numbers: &[usize]) -> Vec<usize> {
        let mut handles = self.handles.borrow_mut();
        let new = numbers.iter().filter(|number| !handles.contains_key(number));
        let new: Vec<usize> = new.copied().collect();
        handles.extend(new.iter().map(|number| (*number, None)));
        new
    }
}

async fn main(world: Rc<World>) {
    if let Err(error) = task(Rc::clone(&world), 0).await {
        world.say(0, &format!("fails: {error}"));
    }
    sleep(Duration::from_micros(SETTLE_US)).await;
    world.say(0, "end");
    world.is_over.set(true);
}

async fn task(world: Rc<World>, number: usize) -> Output {
    perform(&world, number, &world.tasks[number]).await?;
    Ok(number)
}

type Performing<'a> = Pin<Box<dyn Future<Output = Result<(), String>> + 'a>>;

fn perform<'a>(world: &'a Rc<World>, me: usize, steps: &'a [Step]) -> Performing<'a> {
    Box::pin(async move {
        for step in steps {
            match step {
                Step::Log(text) => world.say(me, &text.to_string()),
                Step::Sleep(us) => sleep(Duration::from_micros(*us)).await,
                Step::Yield => yield_now().await,
                Step::Block(us) => block(Duration::from_micros(*us)),
                Step::Fail => return Err(format!("t{me}")),
                Step::Catch(body) => {
                    if let Err(error) = perform(world, me, body).await {
                        world.say(me, &format!("catches {error}"));
                    }
                }
                Step::CleanUp(body) => {
                    let _clean_up = CleanUp { world, me };
                    perform(world, me, body).await?;
                }
                Step::Limit(us, body) => {
                    match timeout(Duration::from_micros(*us), perform(world, me, body)).await {
                        Ok(result) => result?,
                        Err(_) => world.say(me, "time is up"),
                    }
                }
                Step::Permit(permits, body) => {
                    let _permit = world.permits[*permits].acquire().await;
                    perform(world, me, body).await?;
                }
                Step::Put(queue, item) => {
                    world.queues[*queue].0.send(*item).await.expect("the queue is open");
                }
                Step::Get(queue) => {
                    let item = world.queues[*queue].1.receive().await.expect("the queue is open");
                    world.say(me, &format!("gets {item}"));
                }
                Step::Set(event) => world.events[*event].set(),
                Step::Clear(event) => world.events[*event].clear(),
                Step::WaitFor(event) => world.events[*event].wait().await,
                Step::Spawn(number) => world.spawn(*number),
                _ => join(world, me, step).await?,
            }
        }
        Ok(())
    })
}

/// The steps that are about other tasks.
async fn join(world: &Rc<World>, me: usize, step: &Step) -> Result<(), String> {
    match step {
        Step::Await(number) => {
            if let Some(task) = world.take_one(*number) {
                let has = task.await?;
                world.say(me, &format!("has {has}"));
            }
        }
        Step::Cancel(number) => {
            if let Some(task) = world.take_one(*number) {
                task.cancel().await;
                world.say(me, &format!("has cancelled {number}"));
            }
        }
        Step::Gather(numbers) => {
            let has = try_gather(world.take(numbers)).await?;
            world.say(me, &format!("has {has:?}"));
        }
        Step::GatherFallible(numbers) => {
            let has = gather_fallible(world.take(numbers)).await?;
            world.say(me, &format!("has {has:?}"));
        }
        Step::Group(numbers) => {
            let new = world.take_new(numbers).into_iter();
            let has = try_gather(new.map(|number| task(Rc::clone(world), number))).await?;
            world.say(me, &format!("has {has:?}"));
        }
        Step::AsCompleted(numbers) => {
            let mut completed = as_completed(world.take(numbers));
            while let Some(has) = completed.next().await {
                world.say(me, &format!("has {}", has?));
            }
        }
        Step::Wait(until, limit_us, numbers) => {
            wait_for(world, me, *until, *limit_us, numbers).await
        }
        _ => unreachable!("{step:?} is about no other task"),
    }
    Ok(())
}

async fn wait_for(
    world: &Rc<World>,
    me: usize,
    until: Until,
    limit_us: Option<u64>,
    numbers: &[usize],
) {
    let numbered = |number: &usize| world.take_one(*number).map(|task| (*number, task));
    let (numbers, tasks): (Vec<_>, Vec<_>) = numbers.iter().filter_map(numbered).unzip();
    let ids: Vec<TaskId> = tasks.iter().map(Task::id).collect();
    let until = match until {
        Until::FirstCompleted => coroscope::runtime::Until::FirstCompleted,
        Until::FirstException => coroscope::runtime::Until::FirstError,
        Until::AllCompleted => coroscope::runtime::Until::AllCompleted,
    };
    let waiting = wait(tasks, until);
    let waited = match limit_us {
        Some(us) => waiting.within(Duration::from_micros(us)).await,
        None => waiting.await,
    };
    let in_order_given = |tasks: &[Task<Output>]| -> Vec<usize> {
        let is_there = |id: &TaskId| tasks.iter().any(|task| task.id() == *id);
        let numbered = numbers.iter().zip(&ids);
        numbered.filter(|(_, id)| is_there(id)).map(|(number, _)| *number).collect()
    };
    let (done, pending) = (in_order_given(&waited.done), in_order_given(&waited.pending));
    world.say(me, &format!("done {done:?}, pending {pending:?}"));
    // They are in the order given, too.
    let back = pending.into_iter().zip(waited.pending.into_iter().map(Some));
    world.handles.borrow_mut().extend(back);
}

/// Clean-up that prints a line.
struct CleanUp<'a> {
    world: &'a World,
    me: usize,
}

impl Drop for CleanUp<'_> {
    fn drop(&mut self) {
        self.world.say(self.me, "cleans up");
    }
}
