//! Tasks: which runs, and which learns of the end of another.

use std::cell::RefCell;
use std::rc::Rc;

use coroscope::runtime::trace::{By, Cause, End, On, TaskId, What};
use coroscope::runtime::{log, now, sleep, spawn, spawn_fallible, yield_now};

use crate::support::{Census, events, for_ever, lines, ms, output, run, task, times};

#[test]
fn calling_an_async_function_runs_nothing() {
    let trace = run(async {
        let greet = async { log("never") };
        sleep(ms(10)).await;
        drop(greet);
    });
    assert!(trace.output().is_empty());
}

#[test]
fn a_spawned_task_runs_when_its_spawner_waits() {
    let trace = run(async {
        let task = spawn(async { log("task") });
        log("main");
        task.await;
    });
    assert_eq!(trace.output(), ["main", "task"]);
}

#[test]
fn a_task_runs_whether_it_is_awaited_or_not_until_then() {
    let trace = run(async {
        let task = spawn(async {
            sleep(ms(10)).await;
            log("ran");
            5
        });
        sleep(ms(50)).await;
        assert_eq!((task.await, now()), (5, ms(50)));
    });
    assert_eq!(output(&trace), [(10, "ran")]);
}

#[test]
fn a_detached_task_outlives_its_handle() {
    let trace = run(async {
        spawn(async {
            sleep(ms(10)).await;
            log("still here");
        })
        .detach();
        sleep(ms(20)).await;
    });
    assert_eq!(output(&trace), [(10, "still here")]);
}

#[test]
fn when_main_completes_the_rest_is_cancelled() {
    let trace = run(async {
        spawn(for_ever()).named("waiting").detach();
        spawn(async { log("never polled") }).named("ready").detach();
        log("bye");
    });
    assert_eq!(trace.output(), ["bye"]);
    assert_eq!(trace.end(), Some(&End::Completed));
    let requested = What::CancelRequested { by: By::RunEnd };
    let spawned = What::Spawned { by: Some(TaskId(0)) };
    for name in ["waiting", "ready"] {
        assert_eq!(events(&trace, task(&trace, name)), [spawned, requested, What::Cancelled]);
    }
}

#[test]
fn everything_waiting_for_nothing_is_stuck() {
    let trace = run(async {
        let task = spawn(for_ever());
        sleep(ms(10)).await;
        task.await;
    });
    assert_eq!((trace.end(), trace.last_us()), (Some(&End::Stuck), 10_000));
}

#[test]
fn awaiting_each_other_is_stuck() {
    let trace = run(async {
        let slot: Rc<RefCell<Option<_>>> = Rc::default();
        let theirs = Rc::clone(&slot);
        let first = spawn(async move {
            yield_now().await;
            let second: coroscope::runtime::Task<()> = theirs.take().expect("it was put there");
            second.await;
        });
        slot.replace(Some(spawn(first)));
        for_ever().await;
    });
    assert_eq!(trace.end(), Some(&End::Stuck));
}

#[test]
fn an_error_reaches_exactly_the_one_who_awaits() {
    let trace = run(async {
        let fails = |delay| async move {
            sleep(ms(delay)).await;
            Err::<(), _>(format!("after {delay}"))
        };
        let heard = spawn_fallible(fails(10)).named("heard");
        spawn_fallible(fails(20)).named("unheard").detach();
        let kept = spawn_fallible(fails(30)).named("kept");
        assert_eq!(heard.await, Err("after 10".to_owned()));
        sleep(ms(90)).await;
        assert!(kept.is_failed());
    });
    let failed = |name| {
        let events = events(&trace, task(&trace, name));
        let error = events.iter().find_map(|what| match what {
            What::Failed { error } => Some(trace.text(*error).to_owned()),
            _ => None,
        });
        (error, events.contains(&What::ErrorReceived))
    };
    assert_eq!(failed("heard"), (Some("after 10".to_owned()), true));
    assert_eq!(failed("unheard"), (Some("after 20".to_owned()), false));
    assert_eq!(failed("kept"), (Some("after 30".to_owned()), false));
}

#[test]
fn a_failure_is_recorded_right_before_the_completion() {
    let trace = run(async {
        let _ = spawn_fallible(async { Err::<(), _>("no") }).named("fails").await;
    });
    let events = events(&trace, task(&trace, "fails"));
    let failed = events.iter().position(|what| matches!(what, What::Failed { .. }));
    assert_eq!(events[failed.expect("it failed") + 1..], [What::Completed, What::ErrorReceived]);
}

#[test]
fn an_output_nobody_takes_is_dropped_once() {
    let census = Census::default();
    let values = census.clone();
    run(async move {
        let value = values.value();
        spawn(async { value }).detach();
        let value = values.value();
        let unawaited = spawn(async { value });
        yield_now().await;
        assert_eq!(values.dropped(), 1);
        assert!(unawaited.is_finished());
        drop(unawaited);
        assert_eq!(values.dropped(), 2);
    });
    assert_eq!((census.made(), census.dropped()), (2, 2));
}

#[test]
fn a_coroutine_is_dropped_as_soon_as_it_has_completed() {
    run(async {
        let census = Census::default();
        let value = census.value();
        let task = spawn(async move {
            sleep(ms(1)).await;
            drop(value);
        });
        sleep(ms(2)).await;
        assert_eq!(census.dropped(), 1);
        task.await;
    });
}

#[test]
fn the_life_of_a_task_is_told_in_order() {
    let trace = run(async {
        spawn(async { sleep(ms(10)).await }).named("sleeper").await;
    });
    assert_eq!(
        events(&trace, task(&trace, "sleeper")),
        [
            What::Spawned { by: Some(TaskId(0)) },
            What::PollStarted,
            What::Waits(On::Timer { asked_us: 10_000 }),
            What::PollEnded,
            What::Woken { cause: Cause::Timer },
            What::PollStarted,
            What::Slept { asked_us: 10_000 },
            What::Completed,
        ]
    );
    let main = events(&trace, TaskId(0));
    assert!(main.contains(&What::Woken { cause: Cause::Task(task(&trace, "sleeper")) }));
}

#[test]
fn spawn_and_await_say_their_lines() {
    let first = line!() + 2;
    let trace = run(async {
        let task = spawn(async { sleep(ms(1)).await });
        log("spawned");
        task.await;
    });
    let here = |what: fn(What) -> bool| lines(&trace, what);
    assert_eq!(here(|what| what == What::Spawned { by: Some(TaskId(0)) }), [first]);
    assert_eq!(here(|what| matches!(what, What::Logged { .. })), [first + 1]);
    assert_eq!(here(|what| what == What::Waits(On::Task(TaskId(1)))), [first + 2]);
}

#[test]
fn a_task_is_called_like_its_function_until_it_is_named() {
    async fn greet() {}
    let trace = run(async {
        spawn(greet()).await;
        spawn(greet()).named("Ada").await;
    });
    let names: Vec<&str> = trace
        .events()
        .filter_map(|event| match event.what {
            What::Named { text } => Some(trace.text(text)),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["main", "greet", "greet", "Ada"]);
}

#[test]
fn a_task_woken_twice_is_polled_once() {
    let trace = run(async {
        let both = spawn(async {
            let mut long = Box::pin(sleep(ms(10)));
            let mut short = Box::pin(sleep(ms(10)));
            std::future::poll_fn(|cx| {
                let first = long.as_mut().poll(cx).is_ready();
                let second = short.as_mut().poll(cx).is_ready();
                if first && second { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
            })
            .await;
        });
        both.named("both").await;
    });
    let both = task(&trace, "both");
    assert_eq!(times(&trace, both, |what| what == What::PollStarted), [0, 10]);
    let merged = What::WakeMerged { cause: Cause::Timer };
    assert_eq!(times(&trace, both, |what| what == merged), [10]);
}

#[test]
fn a_failed_task_that_nobody_watches_fails_only_itself() {
    let trace = run(async {
        spawn_fallible(async { Err::<(), _>("quiet") }).detach();
        sleep(ms(1)).await;
        log("goes on");
    });
    assert_eq!(output(&trace), [(1, "goes on")]);
}
