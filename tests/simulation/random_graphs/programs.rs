//! Programs made of random steps. Each coroutine owns a counted value, so a coroutine that is lost or
//! dropped twice is noticed.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use coroscope::runtime::{
    Event, Generator, Permit, Receiver, Semaphore, Sender, Task, Until, as_completed, block,
    bounded_channel, gather, generator, now, sleep, span, spawn, timeout, try_gather, wait,
    yield_now,
};
use proptest::prelude::*;

use crate::support::{Census, Counted, ms};

/// What a coroutine does next.
#[derive(Clone, Debug)]
pub enum Step {
    Sleep(u64),
    Yield,
    Block(u64),
    Note,
    Await(Vec<Step>),
    Detach(Vec<Step>),
    Gather(Vec<Vec<Step>>),
    TryGather(Vec<Vec<Step>>),
    Wait(Vec<Vec<Step>>, Until),
    AsCompleted(Vec<Vec<Step>>),
    Timeout(u64, Vec<Step>),
    Cancel(u64, Vec<Step>),
    Drop(u64, Vec<Step>),
    Span(Vec<Step>),
    Generate(u64, bool),
    Send,
    Receive,
    Acquire(Vec<Step>),
    Set,
    Clear,
    WaitForEvent,
}

fn leaves() -> BoxedStrategy<Step> {
    prop_oneof![
        4 => (0..20_u64).prop_map(Step::Sleep),
        2 => Just(Step::Yield),
        1 => (0..5_u64).prop_map(Step::Block),
        1 => Just(Step::Note),
    ]
    .boxed()
}

fn sharing() -> BoxedStrategy<Step> {
    prop_oneof![
        leaves(),
        Just(Step::Send),
        Just(Step::Receive),
        Just(Step::Set),
        Just(Step::Clear),
        Just(Step::WaitForEvent),
        ((0..8_u64), any::<bool>()).prop_map(|(delay, closes)| Step::Generate(delay, closes)),
    ]
    .boxed()
}

fn until() -> BoxedStrategy<Until> {
    prop_oneof![Just(Until::FirstCompleted), Just(Until::FirstError), Just(Until::AllCompleted)]
        .boxed()
}

/// Programs of all kinds. They may end in a deadlock.
pub fn steps() -> BoxedStrategy<Vec<Step>> {
    let tree = sharing().prop_recursive(4, 40, 4, |inner| {
        let body = prop::collection::vec(inner, 0..4).boxed();
        let bodies = prop::collection::vec(body.clone(), 0..4).boxed();
        prop_oneof![
            body.clone().prop_map(Step::Await),
            body.clone().prop_map(Step::Detach),
            bodies.clone().prop_map(Step::Gather),
            bodies.clone().prop_map(Step::TryGather),
            (bodies.clone(), until()).prop_map(|(bodies, until)| Step::Wait(bodies, until)),
            bodies.prop_map(Step::AsCompleted),
            (0..15_u64, body.clone()).prop_map(|(limit, body)| Step::Timeout(limit, body)),
            (0..15_u64, body.clone()).prop_map(|(delay, body)| Step::Cancel(delay, body)),
            (0..15_u64, body.clone()).prop_map(|(delay, body)| Step::Drop(delay, body)),
            body.clone().prop_map(Step::Span),
            body.prop_map(Step::Acquire),
        ]
    });
    prop::collection::vec(tree, 0..6).boxed()
}

/// Programs in which tasks share nothing and wait for each other to the end, so that the order in
/// which they are polled makes no difference.
pub fn independent_steps() -> BoxedStrategy<Vec<Step>> {
    let leaf = prop_oneof![(0..20_u64).prop_map(Step::Sleep), Just(Step::Yield), Just(Step::Note)];
    let tree = leaf.prop_recursive(4, 40, 4, |inner| {
        let body = prop::collection::vec(inner, 0..4).boxed();
        let bodies = prop::collection::vec(body.clone(), 0..4).boxed();
        prop_oneof![
            body.clone().prop_map(Step::Await),
            bodies.clone().prop_map(Step::Gather),
            (bodies.clone(), Just(Until::AllCompleted)).prop_map(|(b, until)| Step::Wait(b, until)),
            bodies.prop_map(Step::AsCompleted),
            body.prop_map(Step::Span),
        ]
    });
    prop::collection::vec(tree, 0..6).boxed()
}

/// What the coroutines of a program share.
#[derive(Clone)]
struct World {
    census: Census,
    notes: Rc<RefCell<Vec<String>>>,
    sender: Sender<Counted>,
    receiver: Receiver<Counted>,
    semaphore: Semaphore,
    event: Event,
}

type Body = Pin<Box<dyn Future<Output = Result<Counted, u64>>>>;

/// The program of the steps, the count of its values, and its notes.
pub fn main(
    steps: Vec<Step>,
) -> (impl Future<Output = ()> + 'static, Census, Rc<RefCell<Vec<String>>>) {
    let census = Census::default();
    let notes = Rc::default();
    let (theirs, record) = (census.clone(), Rc::clone(&notes));
    let program = async move {
        let (sender, receiver) = bounded_channel(2);
        let (semaphore, event) = (Semaphore::new(2), Event::new());
        let world = World { census: theirs, notes: record, sender, receiver, semaphore, event };
        let _ = body(steps, world, "m".to_owned()).await;
    };
    (program, census, notes)
}

/// A coroutine that takes the steps. It fails if it took an odd number of them.
fn body(steps: Vec<Step>, world: World, path: String) -> Body {
    Box::pin(async move {
        let value = world.census.value();
        let odd = steps.len() % 2 == 1;
        for (place, step) in steps.into_iter().enumerate() {
            take(step, &world, format!("{path}.{place}")).await;
        }
        world.notes.borrow_mut().push(format!("{} {path}", now().as_micros()));
        if odd { Err(now().as_micros() as u64) } else { Ok(value) }
    })
}

fn bodies(bodies: Vec<Vec<Step>>, world: &World, path: &str) -> Vec<Body> {
    let numbered = bodies.into_iter().enumerate();
    numbered.map(|(n, steps)| body(steps, world.clone(), format!("{path}/{n}"))).collect()
}

fn tasks(steps: Vec<Vec<Step>>, world: &World, path: &str) -> Vec<Task<Result<Counted, u64>>> {
    let fallible = |body: Body| coroscope::runtime::spawn_fallible(body);
    bodies(steps, world, path).into_iter().map(fallible).collect()
}

async fn take(step: Step, world: &World, path: String) {
    let one = |steps: Vec<Step>| body(steps, world.clone(), format!("{path}/"));
    match step {
        Step::Sleep(delay) => sleep(ms(delay)).await,
        Step::Yield => yield_now().await,
        Step::Block(time) => block(ms(time)),
        Step::Note => coroscope::runtime::log(path),
        Step::Await(steps) => drop(spawn(one(steps)).await),
        Step::Detach(steps) => spawn(one(steps)).detach(),
        Step::Gather(steps) => drop(gather(bodies(steps, world, &path)).await),
        Step::TryGather(steps) => drop(try_gather(bodies(steps, world, &path)).await),
        Step::Wait(steps, until) => {
            let waited = wait(tasks(steps, world, &path), until).await;
            assert!(waited.done.iter().all(Task::is_finished));
            for task in waited.done {
                drop(task.await);
            }
        }
        Step::AsCompleted(steps) => {
            let mut outputs = as_completed(bodies(steps, world, &path));
            while outputs.next().await.is_some() {}
        }
        Step::Timeout(limit, steps) => drop(timeout(ms(limit), one(steps)).await),
        Step::Cancel(delay, steps) => {
            let task = spawn(one(steps));
            sleep(ms(delay)).await;
            drop(task.cancel().await);
        }
        Step::Drop(delay, steps) => {
            let task = spawn(one(steps));
            sleep(ms(delay)).await;
            drop(task);
        }
        Step::Span(steps) => drop(span("span", one(steps)).await),
        Step::Generate(delay, closes) => generate(delay, closes, world).await,
        Step::Send => drop(world.sender.send(world.census.value()).await),
        Step::Receive => drop(world.receiver.receive().await),
        Step::Acquire(steps) => {
            let _permit: Permit = world.semaphore.acquire().await;
            drop(one(steps).await);
        }
        Step::Set => world.event.set(),
        Step::Clear => world.event.clear(),
        Step::WaitForEvent => world.event.wait().await,
    }
}

async fn generate(delay: u64, closes: bool, world: &World) {
    let value = world.census.value();
    let mut echo: Generator<Counted, Counted> = generator("echo", async move |mut caller| {
        let mut next = value;
        while let Some(sent) = caller.yield_(next).await {
            sleep(ms(delay)).await;
            next = sent;
        }
    });
    drop(echo.prime().await);
    drop(timeout(ms(4), echo.send(world.census.value())).await);
    drop(echo.send(world.census.value()).await);
    if closes {
        let _ = echo.close().await;
    }
}
