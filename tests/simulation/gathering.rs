//! Running several coroutines at once.

use coroscope::runtime::trace::{End, On, TaskId, What};
use coroscope::runtime::{
    gather, gather_fallible, log, now, sleep, spawn, spawn_fallible, timeout, try_gather,
};

use crate::support::{Census, NEVER, cancelled, lines, ms, output, run, task};

async fn after(delay: u64) -> u64 {
    sleep(ms(delay)).await;
    delay
}

#[test]
fn gather_returns_values_in_the_order_given() {
    run(async {
        assert_eq!(gather([after(30), after(10), after(20)]).await, [30, 10, 20]);
        assert_eq!(now(), ms(30));
    });
}

#[test]
fn gathering_nothing_answers_at_once() {
    let trace = run(async {
        assert_eq!(gather(Vec::<std::future::Ready<u8>>::new()).await, Vec::<u8>::new());
        let nothing = Vec::<std::future::Ready<Result<u8, String>>>::new();
        assert_eq!(try_gather(nothing).await, Ok(vec![]));
    });
    assert_eq!(trace.last_us(), 0);
}

#[test]
fn gathered_coroutines_begin_when_they_are_gathered_not_when_awaited() {
    run(async {
        let both = gather([after(10), after(20)]);
        sleep(ms(15)).await;
        both.await;
        assert_eq!(now(), ms(20));
    });
}

#[test]
fn tasks_are_gathered_as_they_are() {
    let trace = run(async {
        let tasks = [spawn(after(20)).named("first"), spawn(after(10)).named("second")];
        assert_eq!(gather(tasks).await, [20, 10]);
    });
    let spawned = trace.events().filter(|event| matches!(event.what, What::Spawned { .. }));
    assert_eq!(spawned.count(), 3);
}

#[test]
fn dropping_a_gather_cancels_what_has_not_completed() {
    let trace = run(async {
        let tasks = [spawn(after(10)).named("short"), spawn(after(90)).named("long")];
        assert!(timeout(ms(50), gather(tasks)).await.is_err());
        sleep(ms(100)).await;
    });
    assert_eq!(cancelled(&trace, task(&trace, "short")), NEVER);
    assert_eq!(cancelled(&trace, task(&trace, "long")), [50]);
}

#[test]
fn outputs_gathered_in_vain_are_dropped_once() {
    let census = Census::default();
    let values = census.clone();
    run(async move {
        let make = |delay| {
            let value = values.value();
            async move {
                sleep(ms(delay)).await;
                value
            }
        };
        assert!(timeout(ms(50), gather([make(10), make(20), make(90)])).await.is_err());
        sleep(ms(1)).await;
        assert_eq!(values.dropped(), 3);
    });
    assert_eq!((census.made(), census.dropped()), (3, 3));
}

#[test]
fn the_first_error_in_time_ends_a_gather_of_fallible_coroutines() {
    let trace = run(async {
        let work = |delay, result: Result<u64, &'static str>| async move {
            sleep(ms(delay)).await;
            log(format!("{delay}"));
            result
        };
        let all = try_gather([work(30, Ok(1)), work(20, Err("late")), work(10, Err("early"))]);
        assert_eq!(all.await, Err("early"));
        assert_eq!(now(), ms(10));
        sleep(ms(100)).await;
    });
    assert_eq!(output(&trace), [(10, "10")]);
    assert_eq!(cancelled(&trace, TaskId(1)), [10]);
    assert_eq!(cancelled(&trace, TaskId(2)), [10]);
}

#[test]
fn fallible_coroutines_that_all_succeed_answer_in_the_order_given() {
    run(async {
        let work = |delay| async move { Ok::<_, String>(after(delay).await) };
        assert_eq!(try_gather([work(30), work(10), work(20)]).await, Ok(vec![30, 10, 20]));
    });
}

#[test]
fn fallible_tasks_spawned_before_are_answered_in_the_order_given_too() {
    run(async {
        let work = |number: u64| async move { Ok::<_, String>(after(number).await) };
        let (second, first) = (spawn_fallible(work(2)), spawn_fallible(work(1)));
        assert_eq!(try_gather([first, second]).await, Ok(vec![1, 2]));
        let (second, first) = (spawn_fallible(work(2)), spawn_fallible(work(1)));
        assert_eq!(gather_fallible([first, second]).await, Ok(vec![1, 2]));
    });
}

#[test]
fn a_failed_gather_is_over_when_all_that_it_cancelled_have_ended() {
    let trace = run(async {
        let work = |delay, result: Result<(), &'static str>| async move {
            let _cleanup = CleanUp;
            sleep(ms(delay)).await;
            result
        };
        let failed = try_gather([work(10, Err("failed")), work(20, Ok(())), work(30, Ok(()))]);
        log(failed.await.unwrap_err());
    });
    let expected = [(10, "cleaned up"), (10, "cleaned up"), (10, "cleaned up"), (10, "failed")];
    assert_eq!(output(&trace), expected);
}

#[test]
fn where_the_others_may_go_on_the_first_error_does_not_cancel_them() {
    let trace = run(async {
        let work = |delay, result: Result<(), &'static str>| async move {
            sleep(ms(delay)).await;
            log(delay.to_string());
            result
        };
        assert_eq!(
            gather_fallible([work(10, Err("failed")), work(20, Ok(()))]).await,
            Err("failed")
        );
        assert_eq!(now(), ms(10));
        sleep(ms(100)).await;
    });
    assert_eq!(output(&trace), [(10, "10"), (20, "20")]);
}

#[test]
fn a_gather_that_nobody_waits_for_any_more_cancels_fallible_tasks_too() {
    let trace = run(async {
        let work = async {
            sleep(ms(20)).await;
            Ok::<_, String>(())
        };
        assert!(timeout(ms(10), gather_fallible([work])).await.is_err());
        sleep(ms(100)).await;
    });
    assert_eq!(cancelled(&trace, TaskId(1)), [10]);
}

struct CleanUp;

impl Drop for CleanUp {
    fn drop(&mut self) {
        log("cleaned up");
    }
}

#[test]
fn errors_can_be_collected_by_gathering_results() {
    run(async {
        let work = |delay| async move {
            sleep(ms(delay)).await;
            if delay > 10 { Err(delay) } else { Ok(delay) }
        };
        assert_eq!(gather([work(20), work(10)]).await, [Err(20), Ok(10)]);
    });
}

#[test]
fn a_gather_waits_at_the_line_that_awaits_it() {
    let first = line!() + 2;
    let trace = run(async {
        let both = gather([after(10), after(20)]);
        both.await;
    });
    let main = trace.events().filter(|event| event.task == TaskId(0));
    let waits = main.filter(|event| event.what == What::Waits(On::AllTasks { of: 2 }));
    let lines_of: Vec<u32> = waits
        .filter_map(|event| event.site.and_then(|site| trace.site(site)))
        .map(|site| site.line)
        .collect();
    assert_eq!(lines_of, [first + 1]);
    assert_eq!(lines(&trace, |what| what == What::Spawned { by: Some(TaskId(0)) }), [first; 2]);
    assert_eq!(trace.end(), Some(&End::Completed));
}
