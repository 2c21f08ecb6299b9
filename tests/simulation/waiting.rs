//! Waiting for some of several tasks.

use std::time::Duration;

use coroscope::runtime::trace::{On, TaskId, What};
use coroscope::runtime::{
    Task, Until, as_completed, log, now, sleep, spawn, spawn_fallible, timeout, wait, yield_now,
};

use crate::support::{NEVER, cancelled, for_ever, lines, ms, output, polls, run, task};

async fn after(delay: u64) -> u64 {
    sleep(ms(delay)).await;
    delay
}

fn three() -> [Task<u64>; 3] {
    [spawn(after(30)).named("30"), spawn(after(10)).named("10"), spawn(after(20)).named("20")]
}

async fn outputs(tasks: Vec<Task<u64>>) -> Vec<u64> {
    let mut outputs = Vec::new();
    for task in tasks {
        outputs.push(task.await);
    }
    outputs
}

#[test]
fn wait_for_the_first_hands_back_the_others_still_running() {
    run(async {
        let waited = wait(three(), Until::FirstCompleted).await;
        assert_eq!(now(), ms(10));
        assert_eq!(outputs(waited.done).await, [10]);
        assert_eq!(now(), ms(10));
        assert_eq!(outputs(waited.pending).await, [30, 20]);
        assert_eq!(now(), ms(30));
    });
}

#[test]
fn dropping_what_is_pending_cancels_it() {
    let trace = run(async {
        let waited = wait(three(), Until::FirstCompleted).await;
        drop(waited.pending);
        sleep(ms(100)).await;
    });
    assert_eq!(cancelled(&trace, task(&trace, "30")), [10]);
    assert_eq!(cancelled(&trace, task(&trace, "20")), [10]);
}

#[test]
fn a_wait_with_a_limit_hands_back_what_is_still_pending() {
    let trace = run(async {
        let waited = wait(three(), Until::AllCompleted).within(ms(25)).await;
        assert_eq!(now(), ms(25));
        assert_eq!(outputs(waited.done).await, [10, 20]);
        assert_eq!(outputs(waited.pending).await, [30], "it goes on");
        assert_eq!(now(), ms(30));
        // What is there in time does not wait for the limit.
        let waited = wait(three(), Until::FirstCompleted).within(ms(1_000)).await;
        assert_eq!((waited.done.len(), now()), (1, ms(40)));
    });
    assert_eq!(trace.last_us(), 40_000);
}

#[test]
fn wait_for_all_has_them_in_the_order_of_completion() {
    run(async {
        let waited = wait(three(), Until::AllCompleted).await;
        assert_eq!((now(), waited.pending.len()), (ms(30), 0));
        assert_eq!(outputs(waited.done).await, [10, 20, 30]);
    });
}

#[test]
fn wait_for_the_first_error_passes_over_successes() {
    run(async {
        let work = |delay, fails| {
            spawn_fallible(async move {
                sleep(ms(delay)).await;
                if fails { Err(delay) } else { Ok(delay) }
            })
        };
        let tasks = [work(10, false), work(20, true), work(30, true)];
        let mut waited = wait(tasks, Until::FirstError).await;
        assert_eq!((now(), waited.done.len(), waited.pending.len()), (ms(20), 2, 1));
        assert_eq!(waited.done.remove(1).await, Err(20));
    });
}

#[test]
fn wait_for_the_first_error_ends_when_there_is_none() {
    run(async {
        let tasks = [10, 20].map(|delay| {
            spawn_fallible(async move {
                sleep(ms(delay)).await;
                Ok::<_, String>(())
            })
        });
        let waited = wait(tasks, Until::FirstError).await;
        assert_eq!((now(), waited.done.len(), waited.pending.len()), (ms(20), 2, 0));
    });
}

#[test]
fn tasks_that_complete_together_are_done_together() {
    run(async {
        let tasks = [spawn(after(10)), spawn(after(10)), spawn(after(20))];
        let waited = wait(tasks, Until::FirstCompleted).await;
        assert_eq!((waited.done.len(), waited.pending.len()), (2, 1));
    });
}

#[test]
fn waiting_for_tasks_that_have_completed_answers_at_once() {
    run(async {
        let tasks = three();
        sleep(ms(50)).await;
        let waited = wait(tasks, Until::FirstCompleted).await;
        assert_eq!((now(), waited.done.len(), waited.pending.len()), (ms(50), 3, 0));
        let none = wait(Vec::<Task<()>>::new(), Until::FirstCompleted).await;
        assert!(none.done.is_empty() && none.pending.is_empty());
    });
}

#[test]
fn a_wait_that_is_over_leaves_nobody_to_be_woken() {
    let trace = run(async {
        let waited = wait(three(), Until::FirstCompleted).await;
        sleep(ms(100)).await;
        drop(waited);
    });
    assert_eq!(polls(&trace, TaskId(0)), [0, 10, 110]);
}

#[test]
fn waiting_again_and_again_hands_out_each_task_once() {
    let trace = run(async {
        let mut pending: Vec<_> = (1..=50).map(|delay| spawn(after(delay))).collect();
        let mut done = Vec::new();
        while !pending.is_empty() {
            let waited = wait(pending, Until::FirstCompleted).await;
            done.extend(outputs(waited.done).await);
            pending = waited.pending;
        }
        assert!(done.into_iter().eq(1..=50));
    });
    let expected: Vec<u64> = (0..=50).collect();
    assert_eq!(polls(&trace, TaskId(0)), expected);
}

#[test]
fn a_wait_that_is_given_up_cancels_its_tasks() {
    let trace = run(async {
        assert!(timeout(ms(15), wait(three(), Until::AllCompleted)).await.is_err());
        sleep(ms(100)).await;
    });
    assert_eq!(cancelled(&trace, task(&trace, "10")), NEVER);
    assert_eq!(cancelled(&trace, task(&trace, "20")), [15]);
    assert_eq!(cancelled(&trace, task(&trace, "30")), [15]);
}

#[test]
fn a_timeout_inside_a_waited_task_is_its_own_affair() {
    run(async {
        let limited = |limit| spawn(async move { timeout(ms(limit), for_ever()).await });
        let waited = wait([limited(30), limited(10)], Until::FirstCompleted).await;
        assert_eq!((now(), waited.done.len(), waited.pending.len()), (ms(10), 1, 1));
    });
}

#[test]
fn as_completed_hands_out_values_in_the_order_of_completion() {
    let trace = run(async {
        let mut values = as_completed([after(30), after(10), after(20)]);
        while let Some(value) = values.next().await {
            log(value.to_string());
        }
        assert_eq!(values.next().await, None);
    });
    assert_eq!(output(&trace), [(10, "10"), (20, "20"), (30, "30")]);
}

#[test]
fn as_completed_keeps_what_completed_while_nobody_asked() {
    run(async {
        let mut values = as_completed([after(30), after(10), after(20)]);
        sleep(ms(25)).await;
        assert_eq!(values.next().await, Some(10));
        assert_eq!(values.next().await, Some(20));
        assert_eq!(now(), ms(25));
        assert!(timeout(ms(1), values.next()).await.is_err());
        assert_eq!(values.next().await, Some(30));
    });
}

#[test]
fn dropping_as_completed_cancels_the_rest() {
    let trace = run(async {
        let mut values = as_completed(three());
        assert_eq!(values.next().await, Some(10));
        drop(values);
        sleep(Duration::ZERO).await;
        yield_now().await;
    });
    assert_eq!(cancelled(&trace, task(&trace, "20")), [10]);
    assert_eq!(cancelled(&trace, task(&trace, "30")), [10]);
}

#[test]
fn waits_for_any_task_say_the_line_that_awaits() {
    let first = line!() + 3;
    let trace = run(async {
        let waiting = wait(three(), Until::FirstCompleted);
        let _ = waiting.await;
        let mut values = as_completed([after(30)]);
        values.next().await;
    });
    assert_eq!(lines(&trace, |what| what == What::Waits(On::AnyTask)), [first, first + 2]);
}
