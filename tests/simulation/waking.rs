//! Who waits for several tasks is polled once they are enough, and not at the end of each, as in
//! asyncio.

use coroscope::runtime::trace::{By, Cause, On, TaskId, Trace, What};
use coroscope::runtime::{
    Until, as_completed, gather, gather_fallible, log, now, sleep, spawn, spawn_fallible, timeout,
    try_gather, wait, yield_now,
};

use crate::support::{cancelled, events, ms, output, polls, run, task};

const MAIN: TaskId = TaskId(0);

type Outcome = Result<u64, String>;

async fn after(delay: u64) -> u64 {
    sleep(ms(delay)).await;
    delay
}

async fn succeeds(delay: u64) -> Outcome {
    Ok(after(delay).await)
}

async fn fails(delay: u64) -> Outcome {
    Err(format!("{} ms", after(delay).await))
}

/// What a task waited on, and what woke it, in order.
fn waits_and_wakes(trace: &Trace, task: TaskId) -> Vec<Result<On, Cause>> {
    let event = |what| match what {
        What::Waits(on) => Some(Ok(on)),
        What::Woken { cause } => Some(Err(cause)),
        _ => None,
    };
    events(trace, task).into_iter().filter_map(event).collect()
}

fn all(of: u32) -> Result<On, Cause> {
    Ok(On::AllTasks { of })
}

fn woken_by(task: u32) -> Result<On, Cause> {
    Err(Cause::Task(TaskId(task)))
}

#[test]
fn a_gather_wakes_who_waits_for_it_once_when_the_last_task_has_completed() {
    let trace = run(async {
        assert_eq!(gather([after(10), after(30), after(20)]).await, [10, 30, 20]);
    });
    assert_eq!(waits_and_wakes(&trace, MAIN), [all(3), woken_by(2)]);
    assert_eq!(polls(&trace, MAIN), [0, 30]);
}

#[test]
fn a_gather_of_fallible_tasks_wakes_once_if_none_fails() {
    let trace = run(async {
        assert_eq!(try_gather([succeeds(20), succeeds(10)]).await, Ok(vec![20, 10]));
        assert_eq!(gather_fallible([succeeds(20), succeeds(10)]).await, Ok(vec![20, 10]));
    });
    assert_eq!(waits_and_wakes(&trace, MAIN), [all(2), woken_by(1), all(2), woken_by(3)]);
    assert_eq!(polls(&trace, MAIN), [0, 20, 40]);
}

#[test]
fn the_first_error_wakes_who_gathers_and_so_does_the_last_end_of_what_is_cancelled_then() {
    let trace = run(async {
        let work = || [fails(20), fails(30), fails(40)].map(spawn_fallible);
        let first = spawn_fallible(succeeds(10));
        assert_eq!(try_gather([first].into_iter().chain(work())).await, Err("20 ms".to_owned()));
        assert_eq!(now(), ms(20));
    });
    let expected = [all(4), woken_by(2), all(2), woken_by(4)];
    assert_eq!(waits_and_wakes(&trace, MAIN), expected);
    assert_eq!(polls(&trace, MAIN), [0, 20, 20]);
    assert_eq!([3, 4].map(|task| cancelled(&trace, TaskId(task))), [[20], [20]]);
}

#[test]
fn where_the_others_go_on_the_first_error_is_the_only_wake() {
    let trace = run(async {
        let tasks = [spawn_fallible(succeeds(10)), spawn_fallible(fails(20))];
        let all = tasks.into_iter().chain([spawn_fallible(fails(30))]);
        assert_eq!(gather_fallible(all).await, Err("20 ms".to_owned()));
        sleep(ms(50)).await;
    });
    assert_eq!(waits_and_wakes(&trace, MAIN)[..2], [all(3), woken_by(2)]);
    assert_eq!(polls(&trace, MAIN), [0, 20, 70]);
}

/// Whether they fail is not known before their outputs are looked at.
#[test]
fn the_errors_of_tasks_that_were_not_spawned_as_fallible_are_returned_at_once_as_well() {
    let trace = run(async {
        let tasks = || [spawn(fails(20)), spawn(fails(10)), spawn(succeeds(5))];
        assert_eq!(try_gather(tasks()).await, Err("10 ms".to_owned()));
        assert_eq!(now(), ms(10));
        assert_eq!(gather_fallible(tasks()).await, Err("10 ms".to_owned()));
        assert_eq!(now(), ms(20));
    });
    assert_eq!(trace.last_us(), 20_000);
}

#[test]
fn a_wait_for_all_and_one_for_the_first_error_wake_once() {
    let trace = run(async {
        let tasks = || [spawn_fallible(succeeds(10)), spawn_fallible(fails(20))];
        let all = || tasks().into_iter().chain([spawn_fallible(succeeds(30))]);
        assert_eq!(wait(all(), Until::AllCompleted).await.done.len(), 3);
        let waited = wait(all(), Until::FirstError).await;
        assert_eq!((waited.done.len(), waited.pending.len()), (2, 1));
        assert_eq!(now(), ms(50));
    });
    assert_eq!(waits_and_wakes(&trace, MAIN), [all(3), woken_by(3), all(3), woken_by(5)]);
    assert_eq!(polls(&trace, MAIN), [0, 30, 50]);
}

#[test]
fn whoever_takes_one_output_after_the_other_is_woken_at_each() {
    let trace = run(async {
        let mut outputs = as_completed([after(10), after(20)]);
        while outputs.next().await.is_some() {}
    });
    assert_eq!(polls(&trace, MAIN), [0, 10, 20]);
}

#[test]
fn a_gather_of_a_single_task_says_which_it_waits_for() {
    let trace = run(async {
        gather([after(10)]).await;
        let tasks = [spawn_fallible(fails(10)), spawn_fallible(succeeds(20))];
        assert!(try_gather(tasks).await.is_err());
    });
    let one = |task| Ok(On::Task(TaskId(task)));
    let expected = [one(1), woken_by(1), all(2), woken_by(2), one(3), woken_by(3)];
    assert_eq!(waits_and_wakes(&trace, MAIN), expected);
}

#[test]
fn a_gather_counts_tasks_that_are_apart_in_any_order_and_those_that_have_ended_before() {
    let trace = run(async {
        let mut tasks: Vec<_> = (1..=3)
            .map(|number| {
                spawn(after(100)).detach();
                spawn(after(number * 10))
            })
            .collect();
        tasks.extend([spawn(after(40)), spawn(after(15))]);
        tasks.reverse();
        sleep(ms(15)).await;
        yield_now().await;
        assert_eq!(gather(tasks).await, [15, 40, 30, 20, 10]);
        assert_eq!(now(), ms(40));
    });
    assert_eq!(waits_and_wakes(&trace, MAIN)[4..], [all(5), woken_by(7)]);
    assert_eq!(polls(&trace, MAIN), [0, 15, 15, 40]);
}

#[test]
fn a_gather_that_is_polled_in_between_goes_on_waiting() {
    let trace = run(async {
        let mut both = gather([after(10), after(30)]);
        assert!(timeout(ms(20), &mut both).await.is_err());
        log("not yet");
        // Another task has another waker.
        spawn(async move { assert_eq!(both.await, [10, 30]) }).named("other").await;
    });
    assert_eq!(output(&trace), [(20, "not yet")]);
    assert_eq!(polls(&trace, MAIN), [0, 20, 30]);
    let other = task(&trace, "other");
    assert_eq!(waits_and_wakes(&trace, other), [all(2), woken_by(2)]);
}

#[test]
fn a_gather_that_is_over_before_it_is_awaited_answers_at_once() {
    let trace = run(async {
        let both = gather([after(10), after(20)]);
        sleep(ms(30)).await;
        assert_eq!(both.await, [10, 20]);
    });
    assert_eq!(polls(&trace, MAIN), [0, 30]);
}

#[test]
fn nobody_is_woken_for_a_gather_that_was_dropped() {
    let trace = run(async {
        assert!(timeout(ms(10), gather([after(20), after(30)])).await.is_err());
        assert!(timeout(ms(10), try_gather([succeeds(20), succeeds(30)])).await.is_err());
        sleep(ms(50)).await;
    });
    assert_eq!(polls(&trace, MAIN), [0, 10, 20, 70]);
    for task in 1..=4 {
        let by = By::Task(MAIN);
        assert!(events(&trace, TaskId(task)).contains(&What::CancelRequested { by }));
    }
}

#[test]
fn gathers_within_gathers_wake_each_their_own() {
    let trace = run(async {
        let inner = |ms| async move { gather([after(ms), after(2 * ms)]).await.len() };
        let tasks = [10, 20].map(|ms| spawn(inner(ms)).named(format!("inner {ms}")));
        assert_eq!(gather(tasks).await, [2, 2]);
    });
    assert_eq!(polls(&trace, MAIN), [0, 40]);
    assert_eq!(polls(&trace, task(&trace, "inner 10")), [0, 20]);
    assert_eq!(polls(&trace, task(&trace, "inner 20")), [0, 40]);
}
