//! Workers: loops with clocks of their own.

use coroscope::drivers::simulation::{Limits, simulate_until};
use coroscope::runtime::trace::End;
use coroscope::runtime::{
    Options, block, gather, log, now, sleep, spawn, take_panicked_trace, timeout, yield_now,
};
use coroscope::workers::{Job, SharedMemory, Worker, WorkerError, count_up};

use super::support::{ms, output, run, task, times, yield_for_ever};

static BLOCK: Job<u64, u64> = Job::new("block", |delay| Box::pin(block_for(delay)));
static SLEEP: Job<u64, ()> = Job::new("sleep", |delay| Box::pin(sleep_for(delay)));
static YIELD: Job<(), ()> = Job::new("yield", |()| Box::pin(yield_for_ever()));
static COUNT: Job<(), u32> = Job::new("count", |()| Box::pin(async { count_up() }));
static NEST: Job<(), String> = Job::new("nest", |()| Box::pin(nest()));
static MEET: Job<i32, ()> = Job::new("meet", |others| Box::pin(meet(others)));

async fn block_for(delay: u64) -> u64 {
    block(ms(delay));
    log("blocked");
    now().as_millis() as u64
}

async fn sleep_for(delay: u64) {
    log("begins to sleep");
    sleep(ms(delay)).await;
    log("has slept");
}

async fn nest() -> String {
    match Worker::start("inner").await {
        Ok(worker) => match worker.run(&COUNT, ()).await {
            Ok(_) => "it did".to_owned(),
            Err(error) => error.to_string(),
        },
        Err(error) => error.to_string(),
    }
}

/// Writes to shared memory, and waits until all other workers have.
async fn meet(others: i32) {
    let memory = SharedMemory::of_this_worker().expect("it was given one");
    memory.add(0, 1);
    while memory.get(0) < others {
        yield_now().await;
    }
}

async fn worker(name: &str) -> Worker {
    Worker::start(name).await.expect("a simulated worker always starts")
}

#[test]
fn workers_are_busy_at_the_same_time() {
    let trace = run(async {
        let start = |delay| async move { worker("w").await.run(&BLOCK, delay).await };
        let ended = gather([300, 200, 100].map(start)).await;
        log(format!("{ended:?}"));
    });
    assert_eq!(output(&trace), [(300, "[Ok(300), Ok(200), Ok(100)]")]);
}

#[test]
fn answers_that_came_while_the_loop_was_busy_are_received_in_the_order_of_their_times() {
    let trace = run(async {
        let ask = |delay| {
            spawn(async move {
                let answer = worker("w").await.run(&BLOCK, delay).await;
                log(format!("{answer:?}"));
            })
        };
        let asked = [30, 10, 20].map(ask);
        // By then each task has given its worker the job.
        yield_now().await;
        block(ms(50));
        gather(asked).await;
    });
    assert_eq!(output(&trace), [(50, "Ok(10)"), (50, "Ok(20)"), (50, "Ok(30)")]);
}

#[test]
fn an_answer_arrives_when_it_was_sent_and_not_before() {
    // The worker finishes at once, while the time of this loop is far behind.
    let trace = run(async {
        let busy = spawn(async {
            for _ in 0..5 {
                sleep(ms(10)).await;
            }
            log("five sleeps");
        });
        let answer = spawn(async { worker("w").await.run(&BLOCK, 35).await }).named("asks");
        assert_eq!(answer.await, Ok(35));
        log("answer");
        busy.await;
    });
    assert_eq!(output(&trace), [(35, "answer"), (50, "five sleeps")]);
    let woken = |what| matches!(what, coroscope::runtime::trace::What::Woken { .. });
    assert_eq!(times(&trace, task(&trace, "asks"), woken), [35]);
}

#[test]
fn a_worker_that_is_dropped_does_nothing_any_more() {
    let trace = run(async {
        let worker = worker("w").await;
        assert!(timeout(ms(40), worker.run(&SLEEP, 100)).await.is_err());
        sleep(ms(200)).await;
    });
    let worker = &trace.workers()[0];
    let recorded = worker.trace.as_ref().expect("it recorded what it did");
    assert_eq!(output(recorded), [(0, "begins to sleep")]);
    assert_eq!((recorded.end(), recorded.last_us()), (Some(&End::Stopped), 40_000));
    assert!(!worker.alive);
}

#[test]
fn the_end_of_a_run_is_the_end_of_its_workers() {
    let trace = run(async {
        spawn(async { worker("w").await.run(&SLEEP, 100).await }).detach();
        sleep(ms(30)).await;
    });
    let recorded = trace.workers()[0].trace.as_ref().expect("it recorded what it did");
    assert_eq!((recorded.end(), recorded.last_us()), (Some(&End::Stopped), 30_000));
}

#[test]
fn a_worker_begins_when_it_was_started_on_the_clock_of_the_run() {
    let trace = run(async {
        sleep(ms(70)).await;
        worker("w").await.run(&SLEEP, 5).await.expect("it is there");
    });
    let recorded = trace.workers()[0].trace.as_ref().expect("it recorded what it did");
    assert_eq!(output(recorded), [(70, "begins to sleep"), (75, "has slept")]);
    assert_eq!(recorded.events().next().map(|event| event.at_us), Some(70_000));
}

#[test]
fn each_worker_has_a_memory_of_its_own() {
    run(async {
        for _ in 0..3 {
            assert_eq!(worker("w").await.run(&COUNT, ()).await, Ok(1));
        }
    });
}

#[test]
fn workers_that_wait_for_each_other_take_turns() {
    let trace = run(async {
        let memory = SharedMemory::new(1).expect("a simulation has memory");
        let start = |_| {
            let memory = memory.clone();
            async move { worker("w").await.sharing(&memory).run(&MEET, 3).await }
        };
        gather((0..3).map(start)).await;
        log(memory.get(0).to_string());
    });
    assert_eq!(output(&trace), [(0, "3")]);
    assert_eq!(trace.end(), Some(&End::Completed));
}

#[test]
fn memory_that_is_not_there_is_zero() {
    run(async {
        let memory = SharedMemory::new(2).expect("a simulation has memory");
        memory.set(7, 1);
        assert_eq!(
            (memory.get(7), memory.add(9, 3), memory.add(1, 3), memory.get(1)),
            (0, 0, 0, 3)
        );
    });
}

#[test]
fn a_worker_cannot_start_workers() {
    let trace = run(async {
        log(worker("outer").await.run(&NEST, ()).await.expect("it is there"));
    });
    let refused = WorkerError::NotStarted("a worker cannot start workers of its own here".into());
    assert_eq!(output(&trace), [(0, refused.to_string().as_str())]);
    let recorded = trace.workers()[0].trace.as_ref().expect("it recorded what it did");
    assert!(recorded.workers().is_empty());
}

#[test]
fn a_worker_that_never_ends_is_given_up_with_the_run() {
    let limits = Limits { polls: 1_000, ..Limits::default() };
    let trace = simulate_until(Options::default(), limits, async {
        let _ = worker("w").await.run(&YIELD, ()).await;
    });
    assert_eq!(trace.end(), Some(&End::PollLimit));
}

#[test]
fn the_workers_of_a_run_that_panicked_are_gone() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let _ = run(async move {
        let asked = spawn(async { worker("w").await.run(&SLEEP, 1000).await });
        yield_now().await;
        // This is what a panic hook does.
        sender.send(take_panicked_trace("on purpose")).expect("it is received below");
        asked.await.expect("it sleeps");
    });
    let trace = receiver.recv().ok().flatten().expect("a run went on");
    let alive: Vec<bool> = trace.workers().iter().map(|worker| worker.alive).collect();
    assert_eq!(alive, [false]);
}
