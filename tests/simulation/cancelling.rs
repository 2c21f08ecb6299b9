//! Stopping tasks: at which wait, when, and what is dropped.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use coroscope::drivers::simulation::{Limits, simulate_until};
use coroscope::runtime::trace::{By, Cause, End, TaskId, What};
use coroscope::runtime::{
    Options, Task, dropped, log, now, sleep, span, spawn, timeout, yield_now,
};

use crate::support::{
    Census, NEVER, NOWHERE, cancelled, events, for_ever, lines, ms, output, polls, run, task,
    times, yield_for_ever,
};

#[test]
fn a_dropped_task_is_cancelled_at_its_wait() {
    let trace = run(async {
        let sleeper = spawn(async {
            log("begins");
            sleep(ms(100)).await;
            log("never");
        });
        sleep(ms(30)).await;
        drop(sleeper.named("sleeper"));
        sleep(ms(100)).await;
    });
    let sleeper = task(&trace, "sleeper");
    assert_eq!(output(&trace), [(0, "begins")]);
    assert_eq!(cancelled(&trace, sleeper), [30]);
    assert_eq!(
        events(&trace, sleeper)[4..],
        [
            What::PollEnded,
            What::CancelRequested { by: By::Task(TaskId(0)) },
            What::Woken { cause: Cause::Cancel },
            What::Cancelled,
        ]
    );
}

#[test]
fn a_task_cancelled_before_its_first_poll_never_runs() {
    let census = Census::default();
    let values = census.clone();
    let trace = run(async move {
        let value = values.value();
        let task = spawn(async move {
            log("never");
            drop(value);
        });
        assert_eq!(task.named("task").cancel().await, None);
        assert_eq!(values.dropped(), 1);
    });
    assert!(trace.output().is_empty());
    assert_eq!(polls(&trace, task(&trace, "task")), NEVER);
    assert_eq!(census.dropped(), 1);
}

#[test]
fn awaiting_a_cancellation_waits_until_everything_is_dropped() {
    let trace = run(async {
        let census = Census::default();
        let value = census.value();
        let task = spawn(async move {
            for_ever().await;
            drop(value);
        });
        yield_now().await;
        let cancel = task.cancel();
        assert_eq!(census.dropped(), 0);
        assert_eq!(cancel.await, None);
        assert_eq!(census.dropped(), 1);
    });
    assert_eq!(trace.end(), Some(&End::Completed));
}

#[test]
fn cancelling_a_completed_task_gives_its_output() {
    run(async {
        let task = spawn(async { 5 });
        yield_now().await;
        assert_eq!(task.cancel().await, Some(5));
    });
}

#[test]
fn cancelling_says_its_line() {
    let first = line!() + 3;
    let trace = run(async {
        let task = spawn(for_ever());
        task.cancel().await;
    });
    assert_eq!(lines(&trace, |what| matches!(what, What::CancelRequested { .. })), [first]);
}

#[test]
fn cancelling_cancels_all_the_way_down() {
    let trace = run(async {
        let leaf = || async {
            sleep(ms(100)).await;
            log("never");
        };
        let tree = spawn(async move {
            let left = spawn(leaf()).named("left");
            let right = spawn(leaf()).named("right");
            left.await;
            right.await;
        });
        sleep(ms(10)).await;
        tree.named("tree").cancel().await;
        sleep(ms(200)).await;
    });
    for name in ["tree", "left", "right"] {
        assert_eq!(cancelled(&trace, task(&trace, name)), [10], "{name}");
    }
    assert!(trace.output().is_empty());
}

#[test]
fn cancelling_a_task_does_not_wake_the_one_who_awaited_it() {
    let trace = run(async {
        let task = spawn(for_ever());
        assert!(timeout(ms(10), task).await.is_err());
        sleep(ms(50)).await;
    });
    assert_eq!(polls(&trace, TaskId(0)), [0, 10, 60]);
}

#[test]
fn a_task_that_cancels_itself_ends_at_its_next_wait() {
    let trace = run(async {
        let own: Rc<RefCell<Option<Task<()>>>> = Rc::default();
        let slot = Rc::clone(&own);
        let task = spawn(async move {
            let unused = sleep(ms(1));
            drop(slot.take());
            log("goes on to its next wait");
            yield_now().await;
            drop(unused);
            log("never");
        });
        own.replace(Some(task.named("suicidal")));
        sleep(ms(10)).await;
    });
    let suicidal = task(&trace, "suicidal");
    assert_eq!(trace.output(), ["goes on to its next wait"]);
    assert_eq!((polls(&trace, suicidal), cancelled(&trace, suicidal)), (vec![0], vec![0]));
    assert!(!events(&trace, suicidal).contains(&What::PollEnded));
    assert_eq!(lines(&trace, |what| matches!(what, What::NeverAwaited { .. })), NOWHERE);
}

#[test]
fn a_task_that_cancels_itself_and_completes_has_completed() {
    let trace = run(async {
        let own: Rc<RefCell<Option<Task<()>>>> = Rc::default();
        let slot = Rc::clone(&own);
        let task = spawn(async move { drop(slot.take()) });
        own.replace(Some(task.named("task")));
        sleep(ms(10)).await;
    });
    let events = events(&trace, task(&trace, "task"));
    assert_eq!(events.last(), Some(&What::Completed));
    assert!(!events.contains(&What::Cancelled));
}

#[test]
fn a_coroutine_dropped_unawaited_is_reported_unless_its_task_was_cancelled() {
    let first = line!() + 2;
    let trace = run(async {
        drop(span("forgotten", async {}));
        let waiting = spawn(async {
            let _cut_short = span("cut short", async {});
            for_ever().await;
        });
        yield_now().await;
        waiting.cancel().await;
    });
    assert_eq!(lines(&trace, |what| matches!(what, What::NeverAwaited { .. })), [first]);
}

#[test]
fn what_a_task_owns_is_dropped_before_its_cancellation_is_recorded() {
    struct Noisy(&'static str);
    impl Drop for Noisy {
        fn drop(&mut self) {
            dropped(self.0);
        }
    }
    let trace = run(async {
        let task = spawn(async {
            let _first = Noisy("first");
            let _second = Noisy("second");
            for_ever().await;
        });
        yield_now().await;
        task.named("task").cancel().await;
    });
    let happened: Vec<String> = events(&trace, task(&trace, "task"))
        .iter()
        .filter_map(|what| match what {
            What::Dropped { text } => Some(trace.text(*text).to_owned()),
            What::Cancelled => Some("cancelled".to_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(happened, ["second", "first", "cancelled"]);
}

#[test]
fn a_task_is_asked_to_stop_once() {
    // At the end both the loop and the outer task, when it is dropped, ask the inner task to stop.
    let trace = run(async {
        let outer = spawn(async {
            let inner = spawn(for_ever()).named("inner");
            inner.await;
        });
        outer.named("outer").detach();
        sleep(ms(1)).await;
    });
    for name in ["outer", "inner"] {
        let asked = |what| matches!(what, What::CancelRequested { .. });
        assert_eq!(times(&trace, task(&trace, name), asked), [1], "{name}");
        assert_eq!(cancelled(&trace, task(&trace, name)), [1], "{name}");
    }
}

#[test]
fn spawning_while_being_dropped_at_the_end_is_cancelled_too() {
    struct Spawns(u32, Census);
    impl Drop for Spawns {
        fn drop(&mut self) {
            if let Some(less) = self.0.checked_sub(1) {
                let next = Spawns(less, self.1.clone());
                let value = self.1.value();
                spawn(async move {
                    let _owned = (next, value);
                    for_ever().await;
                })
                .named("late")
                .detach();
            }
        }
    }
    let census = Census::default();
    let spawns = Spawns(3, census.clone());
    let trace = run(async move {
        spawn(async move {
            let _spawns = spawns;
            for_ever().await;
        })
        .detach();
        yield_now().await;
    });
    assert_eq!((census.made(), census.dropped()), (3, 3));
    let late = events(&trace, task(&trace, "late"));
    assert_eq!(late[1..], [What::CancelRequested { by: By::RunEnd }, What::Cancelled]);
}

#[test]
fn stopping_at_a_time_cancels_everything_there() {
    let program = async {
        spawn(sleep(ms(100))).named("sleeper").detach();
        sleep(ms(500)).await;
    };
    let limits = Limits { time: ms(70), ..Limits::default() };
    let trace = simulate_until(Options::default(), limits, program);
    assert_eq!((trace.end(), trace.last_us()), (Some(&End::Stopped), 70_000));
    assert_eq!(cancelled(&trace, TaskId(0)), [70]);
    assert_eq!(cancelled(&trace, task(&trace, "sleeper")), [70]);
}

#[test]
fn stopping_at_the_beginning_runs_nothing() {
    let limits = Limits { time: Duration::ZERO, ..Limits::default() };
    let trace = simulate_until(Options::default(), limits, async { log("never") });
    assert!(trace.output().is_empty());
    assert_eq!(trace.end(), Some(&End::Stopped));
}

#[test]
fn a_coroutine_that_yields_for_ever_ends_at_the_poll_limit() {
    let census = Census::default();
    let value = census.value();
    let program = async move {
        let _value = value;
        spawn(yield_for_ever()).await;
    };
    let limits = Limits { polls: 1_000, ..Limits::default() };
    let trace = simulate_until(Options::default(), limits, program);
    assert_eq!(trace.end(), Some(&End::PollLimit));
    assert_eq!(census.dropped(), 1);
    let started = trace.events().filter(|event| event.what == What::PollStarted).count();
    assert_eq!(started, 1_000);
}

#[test]
fn a_handle_may_be_dropped_outside_of_any_loop() {
    let kept: Rc<RefCell<Option<Task<()>>>> = Rc::default();
    let keep = Rc::clone(&kept);
    let trace = run(async move {
        keep.replace(Some(spawn(for_ever())));
        sleep(ms(1)).await;
        assert_eq!(now(), ms(1));
    });
    assert_eq!(trace.end(), Some(&End::Completed));
    let handle = kept.take().expect("it was kept");
    assert!(handle.is_finished());
    drop(handle);
}
