//! Waiting for time to pass.

use std::rc::Rc;
use std::time::Duration;

use coroscope::runtime::trace::{End, On, TaskId, What};
use coroscope::runtime::{
    Elapsed, block, channel, gather, log, now, sleep, sleep_until, spawn, timeout, yield_now,
};

use crate::support::{Census, NOWHERE, events, for_ever, lines, ms, output, polls, run, task};

#[test]
fn output_is_by_delay_not_by_creation() {
    let trace = run(async {
        let say = |delay, word: &'static str| async move {
            sleep(ms(delay)).await;
            log(word);
        };
        gather([say(30, "third"), say(10, "first"), say(20, "second")]).await;
    });
    assert_eq!(output(&trace), [(10, "first"), (20, "second"), (30, "third")]);
}

#[test]
fn equal_deadlines_are_kept_in_the_order_of_asking() {
    let trace = run(async {
        let tasks = ["a", "b", "c", "d"].map(|word| async move {
            sleep(ms(10)).await;
            log(word);
        });
        gather(tasks).await;
    });
    assert_eq!(trace.output(), ["a", "b", "c", "d"]);
}

#[test]
fn a_delay_begins_when_it_is_first_awaited() {
    let trace = run(async {
        let later = sleep(ms(10));
        sleep(ms(50)).await;
        later.await;
        assert_eq!(now(), ms(60));
    });
    assert_eq!(trace.end(), Some(&End::Completed));
}

#[test]
fn sleeping_for_no_time_lets_the_others_run_once() {
    let trace = run(async {
        spawn(async { log("other") }).detach();
        sleep(Duration::ZERO).await;
        log("main");
    });
    assert_eq!(output(&trace), [(0, "other"), (0, "main")]);
}

#[test]
fn sleeping_until_a_time_that_has_passed_lets_the_others_run_once() {
    let trace = run(async {
        sleep(ms(20)).await;
        spawn(async { log("other") }).detach();
        sleep_until(ms(5)).await;
        log("main");
        sleep_until(ms(70)).await;
    });
    assert_eq!(output(&trace), [(20, "other"), (20, "main")]);
    assert_eq!(trace.last_us(), 70_000);
}

#[test]
fn a_sleep_of_the_longest_duration_never_ends() {
    let trace = run(sleep(Duration::MAX));
    assert_eq!((trace.end(), trace.last_us()), (Some(&End::Stuck), 0));
}

#[test]
fn a_sleep_of_a_thousand_years_ends() {
    let years = Duration::from_secs(1_000 * 365 * 24 * 3600);
    let trace = run(async move {
        sleep(years).await;
        assert_eq!(now(), years);
    });
    assert_eq!(trace.end(), Some(&End::Completed));
    assert_eq!(u128::from(trace.last_us()), years.as_micros());
}

#[test]
fn blocking_delays_everybody_else() {
    let trace = run(async {
        let blocker = spawn(async {
            sleep(ms(10)).await;
            block(ms(100));
        });
        sleep(ms(20)).await;
        log("should have been at 20");
        blocker.await;
    });
    assert_eq!(output(&trace), [(110, "should have been at 20")]);
}

#[test]
fn a_delay_is_counted_from_the_end_of_blocking_work() {
    let trace = run(async {
        block(ms(7));
        sleep(ms(3)).await;
        assert_eq!(now(), ms(10));
    });
    assert_eq!(trace.end(), Some(&End::Completed));
}

#[test]
fn a_timeout_ends_at_its_limit_and_says_so() {
    let trace = run(async {
        assert_eq!(timeout(ms(10), for_ever()).await, Err(Elapsed));
        assert_eq!(now(), ms(10));
        assert_eq!(timeout(ms(10), async { 7 }).await, Ok(7));
        assert_eq!(timeout(Duration::ZERO, async { 8 }).await, Ok(8));
        assert_eq!(timeout(Duration::MAX, sleep(ms(5))).await, Ok(()));
        assert_eq!(now(), ms(15));
    });
    assert_eq!(trace.end(), Some(&End::Completed));
    assert_eq!(lines(&trace, |what| matches!(what, What::NeverAwaited { .. })), NOWHERE);
}

#[test]
fn a_limit_wins_against_what_becomes_ready_at_the_same_instant() {
    run(async {
        assert_eq!(timeout(ms(10), sleep(ms(10))).await, Err(Elapsed));
        let (sender, receiver) = channel();
        let sending = spawn(async move {
            sleep(ms(10)).await;
            sender.send("a message").await
        });
        yield_now().await;
        assert_eq!(timeout(ms(10), receiver.receive()).await, Err(Elapsed));
        assert_eq!(sending.await, Ok(()));
        assert_eq!(now(), ms(20));
    });
}

#[test]
fn of_two_limits_at_the_same_instant_the_outer_one_wins() {
    run(async {
        let inner = async {
            let _ = timeout(ms(10), sleep(ms(20))).await;
            log("the inner limit");
        };
        assert_eq!(timeout(ms(10), inner).await, Err(Elapsed));
        assert_eq!(now(), ms(10));
    });
}

#[test]
fn a_limit_counts_from_when_it_is_first_awaited() {
    run(async {
        let prepared = async {
            block(ms(20));
            sleep(ms(15)).await;
        };
        assert_eq!(timeout(ms(30), prepared).await, Err(Elapsed));
        assert_eq!(now(), ms(30));
        // Made early and awaited late, it has all of its time.
        let limited = timeout(ms(30), sleep(ms(20)));
        sleep(ms(100)).await;
        assert_eq!(limited.await, Ok(()));
    });
}

#[test]
fn what_was_woken_before_the_limit_has_its_turn_although_the_loop_was_blocked() {
    run(async {
        let (sender, receiver) = channel();
        spawn(async move {
            assert_eq!(sender.send("in time").await, Ok(()));
            block(ms(50));
        })
        .detach();
        assert_eq!(timeout(ms(20), receiver.receive()).await, Ok(Ok("in time")));
        assert_eq!(now(), ms(50));
    });
}

#[test]
fn dropping_a_timeout_cancels_the_inner_future() {
    let census = Census::default();
    let seen = census.clone();
    let trace = run(async move {
        let value = census.value();
        let inner = async move {
            for_ever().await;
            drop(value);
        };
        let waiting = spawn(async move { timeout(ms(100), inner).await });
        yield_now().await;
        assert_eq!(census.dropped(), 0);
        drop(waiting);
        yield_now().await;
        assert_eq!((census.dropped(), now()), (1, Duration::ZERO));
        sleep(ms(200)).await;
    });
    assert_eq!((seen.made(), seen.dropped()), (1, 1));
    assert_eq!(polls(&trace, TaskId(0)), [0, 0, 0, 200]);
}

#[test]
fn timeouts_nest_and_the_shortest_wins() {
    run(async {
        let inner = timeout(ms(10), timeout(ms(30), sleep(ms(20))));
        assert_eq!(inner.await, Err(Elapsed));
        let outer = timeout(ms(30), timeout(ms(10), sleep(ms(20))));
        assert_eq!(outer.await, Ok(Err(Elapsed)));
        assert_eq!(now(), ms(20));
    });
}

#[test]
fn a_sleep_given_up_wakes_nobody() {
    let trace = run(async {
        let _ = timeout(ms(10), sleep(ms(20))).await;
        sleep(ms(100)).await;
    });
    assert_eq!(polls(&trace, TaskId(0)), [0, 10, 110]);
}

#[test]
fn a_sleep_polled_by_another_task_wakes_that_one() {
    let trace = run(async {
        let mut shared = Box::pin(sleep(ms(10)));
        assert_eq!(timeout(ms(5), &mut shared).await, Err(Elapsed));
        let other = spawn(async move {
            shared.await;
            log("slept");
        });
        other.named("other").await;
    });
    assert_eq!(output(&trace), [(10, "slept")]);
    assert_eq!(polls(&trace, task(&trace, "other")), [5, 10]);
}

#[test]
fn yielding_lets_every_other_ready_task_run_once() {
    let trace = run(async {
        for word in ["a", "b"] {
            spawn(async move {
                log(word);
                yield_now().await;
                log(word);
            })
            .detach();
        }
        yield_now().await;
        log("main");
        yield_now().await;
    });
    assert_eq!(trace.output(), ["a", "b", "main", "a", "b"]);
}

#[test]
fn each_wait_says_its_line_and_what_was_asked_for() {
    let first = line!() + 2;
    let trace = run(async {
        sleep(ms(10)).await;
        yield_now().await;
        let _ = timeout(ms(1), sleep(ms(2))).await;
    });
    let waits = |what| matches!(what, What::Waits(_));
    assert_eq!(lines(&trace, waits), [first, first + 1, first + 2, first + 2]);
    let waits: Vec<What> = events(&trace, TaskId(0)).into_iter().filter(|w| waits(*w)).collect();
    let timer = |asked_us| What::Waits(On::Timer { asked_us });
    assert_eq!(waits, [timer(10_000), What::Waits(On::Yield), timer(2_000), timer(1_000)]);
    let slept = |what| matches!(what, What::Slept { .. });
    assert_eq!(lines(&trace, slept), [first, first + 2]);
}

#[test]
fn a_sleep_may_be_dropped_outside_of_any_loop() {
    let kept: Rc<std::cell::RefCell<Vec<_>>> = Rc::default();
    let keep = Rc::clone(&kept);
    let trace = run(async move {
        let mut armed = Box::pin(sleep(ms(10)));
        let _ = timeout(ms(1), &mut armed).await;
        keep.borrow_mut().push(armed);
        keep.borrow_mut().push(Box::pin(sleep(ms(20))));
    });
    assert_eq!(trace.end(), Some(&End::Completed));
    assert_eq!(kept.borrow().len(), 2);
    kept.borrow_mut().clear();
}

#[test]
fn what_a_timeout_gave_up_is_not_waited_on() {
    let trace = run(async {
        let _ = timeout(ms(10), timeout(ms(90), for_ever())).await;
        sleep(ms(50)).await;
    });
    let last_poll = trace.events().filter(|event| event.at_us == 10_000);
    let waits: Vec<What> =
        last_poll.map(|event| event.what).filter(|what| matches!(what, What::Waits(_))).collect();
    assert_eq!(waits, [What::Waits(On::Timer { asked_us: 50_000 })]);
}
