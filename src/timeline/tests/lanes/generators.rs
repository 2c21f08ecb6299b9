//! Generators: control goes back and forth between them and their callers.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{End, On, What};
use crate::runtime::{Options, block, dropped, generator, sleep, spawn};
use crate::timeline::TaskState;
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

#[test]
fn a_generator_runs_inside_the_polls_of_its_caller() {
    let trace = simulate(Options::default(), async {
        let mut echo = generator("echo", async |mut caller| {
            while let Some(ms) = caller.yield_(()).await {
                sleep(Duration::from_millis(ms)).await;
            }
        });
        assert!(echo.prime().await.is_ok());
        sleep(Duration::from_millis(10)).await;
        assert!(echo.send(30).await.is_ok());
        assert!(echo.close().await.is_ok());
    });
    assert!(task(&trace, 1).generator);
    assert_eq!(spans(&trace, 0), [(TaskState::Timer, 0.0, 10.0), (TaskState::Task, 10.0, 40.0)]);
    assert_eq!(spans(&trace, 1), [(TaskState::Signal, 0.0, 10.0), (TaskState::Timer, 10.0, 40.0)]);
    assert_eq!(
        critical_path(&trace),
        [(0, TaskState::Timer, 0.0, 10.0), (1, TaskState::Timer, 10.0, 40.0)]
    );
    assert_eq!(at(&trace, 1, 5.0).state_text, "waiting 10 ms to be sent a value");
    assert_eq!(at(&trace, 1, 5.0).woken_by.as_deref(), Some("`main`"));
    assert_eq!(report(&trace).explanation.concurrency, 1.0);
}

#[test]
fn the_work_of_a_generator_counts_once() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "generator")
        .step(1, What::IsGenerator)
        .at(2.0)
        .starts(1)
        .at(8.0)
        .waits(1, On::Send)
        .ends(1)
        .at(10.0)
        .completes(0)
        .finish(End::Completed);
    assert_eq!((task(&trace, 0).busy_ms, task(&trace, 0).idle_ms), (4.0, 6.0));
    assert_eq!(task(&trace, 1).busy_ms, 6.0);
    assert_eq!(report(&trace).explanation.sum_of_waits_ms, 10.0);
}

/// A generator and its caller that both work, for the times given.
fn in_turns(caller_ms: u64, generator_ms: u64) -> Trace {
    simulate(Options::default(), async move {
        let (mine, yours) = (Duration::from_millis(caller_ms), Duration::from_millis(generator_ms));
        let mut worker = generator("worker", async move |mut caller| {
            while caller.yield_(()).await.is_some() {
                block(yours);
            }
        });
        spawn(sleep(Duration::ZERO)).named("other").detach();
        assert!(worker.prime().await.is_ok());
        for _ in 0..2 {
            block(mine);
            assert!(worker.send(()).await.is_ok());
        }
    })
}

#[test]
fn only_one_of_generator_and_caller_runs_at_a_time() {
    let trace = in_turns(5, 10);
    let (running, waits) = (TaskState::Running, TaskState::Task);
    let caller =
        [(running, 0.0, 5.0), (waits, 5.0, 15.0), (running, 15.0, 20.0), (waits, 20.0, 30.0)];
    assert_eq!(spans(&trace, 0), caller);
    let (sent, runs) = (TaskState::Signal, TaskState::Running);
    let worker = [(sent, 0.0, 5.0), (runs, 5.0, 15.0), (sent, 15.0, 20.0), (runs, 20.0, 30.0)];
    assert_eq!(spans(&trace, 1), worker);
    assert_eq!(at(&trace, 0, 10.0).state_text, "waiting 10 ms for `worker`");
    assert!(at(&trace, 0, 10.0).line.is_some(), "it stands where it resumed the generator");
    assert_eq!((task(&trace, 0).busy_ms, task(&trace, 1).busy_ms), (10.0, 20.0));
}

#[test]
fn the_chain_goes_to_and_fro_between_generator_and_caller() {
    let running = TaskState::Running;
    let expected = [
        (0, running, 0.0, 5.0),
        (1, running, 5.0, 15.0),
        (0, running, 15.0, 20.0),
        (1, running, 20.0, 30.0),
    ];
    assert_eq!(critical_path(&in_turns(5, 10)), expected);
}

#[test]
fn without_time_control_goes_to_and_fro_all_the_same() {
    let trace = in_turns(0, 0);
    let states: Vec<_> = all_spans(&trace, 0).into_iter().map(|(state, ..)| state).collect();
    // It is primed and then sent two values.
    let (runs, resumes) = (TaskState::Running, TaskState::Task);
    assert_eq!(states, [TaskState::Ready, runs, resumes, runs, resumes, runs, resumes]);
}

#[test]
fn a_generator_that_blocks_is_named_and_its_caller_is_not() {
    let trace = in_turns(10, 400);
    assert_eq!(spans(&trace, 0)[1], (TaskState::Task, 10.0, 410.0));
    assert_eq!(spans(&trace, 1)[1], (TaskState::Blocking, 10.0, 410.0));
    let report = report(&trace);
    assert_eq!((report.warnings.len(), report.warnings[0].task), (1, Some(1)));
    assert!(report.warnings[0].text.contains("`other` for 800 ms"), "{:?}", report.warnings);
    let most = "Most of that time `worker` blocks everything else 2 times, 800 ms in all (line ";
    assert!(report.explanation.sentences[1].starts_with(most), "{:?}", report.explanation);
    assert!(at(&trace, 2, 100.0).state_text.contains("because `worker` was blocking at line "));
}

#[test]
fn a_caller_that_works_for_long_in_one_poll_blocks_though_its_generator_does_not() {
    let trace = in_turns(60, 10);
    assert_eq!(spans(&trace, 0)[0], (TaskState::Blocking, 0.0, 60.0));
    assert_eq!(spans(&trace, 1)[1], (TaskState::Running, 60.0, 70.0));
    assert_eq!(report(&trace).warnings[0].task, Some(0));
}

#[test]
fn how_often_a_generator_was_resumed_is_told() {
    let last = report(&in_turns(5, 10)).explanation.sentences;
    let expected = "`worker` is a generator: it runs only when it is resumed, here 3 times, and then \
                hands control back.";
    assert!(last.iter().any(|sentence| sentence == expected), "{last:?}");
}

#[test]
fn a_generator_that_is_dropped_tells_what_it_held() {
    struct Held;
    impl Drop for Held {
        fn drop(&mut self) {
            dropped("farewell");
        }
    }
    let trace = simulate(Options::default(), async {
        let mut filter = generator("filter", async |mut caller| {
            let _held = Held;
            while caller.yield_(()).await == Some(()) {}
        });
        assert!(filter.prime().await.is_ok());
    });
    assert_eq!(task(&trace, 1).dropped, ["farewell"]);
    let sentences = report(&trace).explanation.sentences;
    assert_eq!(sentences.last().map(String::as_str), Some("`filter` lets go of `farewell`."));
}
