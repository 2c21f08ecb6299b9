//! Generators: coroutines that are resumed by hand.

use std::cell::RefCell;
use std::rc::Rc;

use coroscope::runtime::trace::{By, Cause, On, TaskId, What};
use coroscope::runtime::{
    Generator, GeneratorError, Yielder, generator, log, now, sleep, spawn, timeout, yield_now,
};

use crate::support::{Census, events, lines, ms, output, polls, run, task};

/// Yields the sum of the numbers so far for each number that it is sent.
fn summer() -> Generator<u32, u32> {
    generator("summer", async |mut caller| {
        let mut sum = 0;
        while let Some(number) = caller.yield_(sum).await {
            sum += number;
        }
        log("closed");
    })
}

#[test]
fn a_generator_answers_each_value_with_the_next() {
    let trace = run(async {
        let mut sum = summer();
        assert_eq!(sum.prime().await, Ok(Some(0)));
        assert_eq!(sum.send(20).await, Ok(Some(20)));
        assert_eq!(sum.send(22).await, Ok(Some(42)));
    });
    assert!(trace.output().is_empty());
}

#[test]
fn close_resumes_the_generator_one_last_time() {
    let trace = run(async {
        let mut sum = summer();
        sum.prime().await.expect("it is new");
        assert_eq!(sum.close().await, Ok(()));
        log("after");
        assert_eq!(sum.send(1).await, Err(GeneratorError::Closed));
        assert_eq!(sum.prime().await, Err(GeneratorError::Closed));
        assert_eq!(sum.close().await, Ok(()));
    });
    assert_eq!(trace.output(), ["closed", "after"]);
    assert_eq!(events(&trace, task(&trace, "summer")).last(), Some(&What::Completed));
}

#[test]
fn nothing_runs_before_a_generator_is_primed() {
    run(async {
        let mut sum = summer();
        assert_eq!(sum.send(1).await, Err(GeneratorError::NotPrimed));
        assert_eq!(sum.prime().await, Ok(Some(0)));
        assert_eq!(sum.prime().await, Err(GeneratorError::AlreadyPrimed));
    });
}

#[test]
fn closing_a_generator_that_was_never_primed_drops_it_unrun() {
    let trace = run(async {
        let mut sum = summer();
        assert_eq!(sum.close().await, Ok(()));
    });
    assert!(trace.output().is_empty());
    assert_eq!(events(&trace, task(&trace, "summer")).last(), Some(&What::Cancelled));
}

#[test]
fn a_generator_that_yields_when_asked_to_end_is_dropped() {
    let census = Census::default();
    let values = census.clone();
    run(async move {
        let value = values.value();
        let mut stubborn = generator("stubborn", async move |mut caller: Yielder<(), u8>| {
            let _value = value;
            loop {
                caller.yield_(1).await;
            }
        });
        stubborn.prime().await.expect("it is new");
        assert_eq!(stubborn.close().await, Err(GeneratorError::IgnoredClose));
        assert_eq!(values.dropped(), 1);
        assert_eq!(stubborn.send(()).await, Err(GeneratorError::Closed));
    });
    assert_eq!(census.dropped(), 1);
}

#[test]
fn a_generator_that_ends_answers_nothing() {
    run(async {
        let mut short = generator("short", async |mut caller: Yielder<u8, u8>| {
            caller.yield_(1).await;
        });
        assert_eq!(short.prime().await, Ok(Some(1)));
        assert_eq!(short.send(0).await, Ok(None));
        assert_eq!(short.send(0).await, Err(GeneratorError::Closed));
        let mut empty = generator("empty", async |_: Yielder<(), ()>| {});
        assert_eq!(empty.prime().await, Ok(None));
    });
}

#[test]
fn a_generator_that_waits_makes_its_caller_wait() {
    let trace = run(async {
        let mut slow = generator("slow", async |mut caller: Yielder<u64, ()>| {
            while let Some(delay) = caller.yield_(()).await {
                sleep(ms(delay)).await;
                log("waited");
            }
        });
        slow.prime().await.expect("it is new");
        slow.send(40).await.expect("it waits at a yield");
        slow.send(20).await.expect("it waits at a yield");
        assert_eq!(now(), ms(60));
    });
    assert_eq!(output(&trace), [(40, "waited"), (60, "waited")]);
    assert_eq!(polls(&trace, TaskId(0)), [0, 40, 60]);
}

#[test]
fn a_generator_given_up_while_it_waits_is_busy_until_it_is_closed() {
    let census = Census::default();
    let values = census.clone();
    let trace = run(async move {
        let value = values.value();
        let mut slow = generator("slow", async move |mut caller: Yielder<(), ()>| {
            let _value = value;
            caller.yield_(()).await;
            sleep(ms(100)).await;
        });
        slow.prime().await.expect("it is new");
        assert!(timeout(ms(10), slow.send(())).await.is_err());
        assert_eq!(slow.send(()).await, Err(GeneratorError::Busy));
        assert_eq!(values.dropped(), 0);
        assert_eq!(slow.close().await, Ok(()));
        assert_eq!(values.dropped(), 1);
        sleep(ms(500)).await;
    });
    assert_eq!(census.dropped(), 1);
    // The sleep that was given up with the generator wakes no task.
    assert_eq!(polls(&trace, TaskId(0)), [0, 10, 510]);
}

#[test]
fn a_generator_dropped_while_it_waits_drops_everything_once() {
    let census = Census::default();
    let values = census.clone();
    run(async move {
        let value = values.value();
        let mut slow = generator("slow", async move |_: Yielder<(), ()>| {
            let _value = value;
            sleep(ms(100)).await;
        });
        let task = spawn(async move { slow.prime().await });
        sleep(ms(10)).await;
        task.cancel().await;
        assert_eq!(values.dropped(), 1);
        sleep(ms(200)).await;
    });
    assert_eq!((census.made(), census.dropped()), (1, 1));
}

#[test]
fn the_polls_of_a_generator_nest_in_those_of_its_caller() {
    let trace = run(async {
        let mut outer = generator("outer", async |mut caller: Yielder<u32, u32>| {
            let mut inner = summer();
            inner.prime().await.expect("it is new");
            let mut answer = 0;
            while let Some(number) = caller.yield_(answer).await {
                answer = inner.send(number).await.ok().flatten().unwrap_or_default();
            }
        });
        outer.prime().await.expect("it is new");
        assert_eq!(outer.send(5).await, Ok(Some(5)));
        drop(outer);
    });
    let mut open = Vec::new();
    let mut deepest = 0;
    for event in trace.events() {
        match event.what {
            What::PollStarted => {
                open.push(event.task);
                deepest = deepest.max(open.len());
            }
            What::PollEnded | What::Completed => assert_eq!(open.pop(), Some(event.task)),
            _ => {}
        }
    }
    assert_eq!((open, deepest), (vec![], 3));
    for name in ["outer", "summer"] {
        assert_eq!(events(&trace, task(&trace, name)).last(), Some(&What::Cancelled), "{name}");
    }
}

#[test]
fn what_a_generator_prints_and_wakes_is_its_own_doing() {
    let trace = run(async {
        let other = spawn(async {
            sleep(ms(1)).await;
            std::future::pending::<()>().await;
        });
        let mut killer = generator("killer", async move |mut caller: Yielder<(), ()>| {
            log("mine");
            caller.yield_(()).await;
            drop(other.named("other"));
        });
        killer.prime().await.expect("it is new");
        sleep(ms(2)).await;
        killer.send(()).await.expect("it waits at a yield");
        yield_now().await;
    });
    let killer = task(&trace, "killer");
    let mine = events(&trace, killer);
    assert!(mine.iter().any(|what| matches!(what, What::Logged { .. })));
    let asked = What::CancelRequested { by: By::Task(killer) };
    assert!(events(&trace, task(&trace, "other")).contains(&asked));
}

#[test]
fn a_wake_that_finds_the_caller_of_a_generator_ready_is_recorded_with_the_caller() {
    let trace = run(async {
        // Both timers wake main: its own limit, and the sleep inside the generator.
        let mut slow = generator("slow", async |_: Yielder<(), ()>| sleep(ms(10)).await);
        let _ = timeout(ms(10), slow.prime()).await;
    });
    let merged = What::WakeMerged { cause: Cause::Timer };
    assert!(events(&trace, TaskId(0)).contains(&merged));
    assert!(!events(&trace, task(&trace, "slow")).contains(&merged));
}

#[test]
fn a_generator_may_outlive_its_run() {
    let kept: Rc<RefCell<Option<Generator<u32, u32>>>> = Rc::default();
    let keep = Rc::clone(&kept);
    run(async move {
        let mut sum = summer();
        sum.prime().await.expect("it is new");
        keep.replace(Some(sum));
    });
    drop(kept.take().expect("it was kept"));
}

#[test]
fn sends_and_yields_say_their_lines() {
    let first = line!() + 4;
    let trace = run(async {
        let mut slow = generator("slow", async |mut caller: Yielder<(), ()>| {
            sleep(ms(1)).await;
            caller.yield_(()).await;
            sleep(ms(1)).await;
        });
        slow.prime().await.expect("it is new");
        slow.send(()).await.expect("it waits at a yield");
    });
    assert_eq!(lines(&trace, |what| what == What::Waits(On::Send)), [first]);
    let slow = On::Task(task(&trace, "slow"));
    assert_eq!(lines(&trace, |what| what == What::Waits(slow)), [first + 3, first + 4]);
}
