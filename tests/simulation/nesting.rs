//! Loops inside loops: neither may touch what belongs to the other.

use std::cell::RefCell;
use std::rc::Rc;

use coroscope::drivers::simulation::simulate;
use coroscope::runtime::trace::{End, TaskId, What};
use coroscope::runtime::{
    Generator, Options, Task, Until, generator, host, log, now, sleep, spawn, timeout, wait,
};

use crate::support::{Census, cancelled, events, for_ever, ms, output, polls, run, task};

#[test]
fn simulating_inside_a_coroutine_leaves_the_outer_loop_alone() {
    let trace = run(async {
        sleep(ms(10)).await;
        let inner = run(async {
            log("inner");
            spawn(sleep(ms(5))).detach();
            sleep(ms(1_000)).await;
        });
        assert_eq!(output(&inner), [(0, "inner")]);
        assert_eq!(inner.last_us(), 1_000_000);
        assert_eq!(now(), ms(10));
        log("outer");
        sleep(ms(10)).await;
    });
    assert_eq!(output(&trace), [(10, "outer")]);
    assert_eq!((trace.last_us(), trace.end()), (20_000, Some(&End::Completed)));
    assert_eq!(polls(&trace, TaskId(0)), [0, 10, 20]);
}

#[test]
fn a_sleep_dropped_on_another_loop_removes_its_own_timer() {
    let trace = run(async {
        let mut foreign = Box::pin(sleep(ms(50)));
        let _ = timeout(ms(1), &mut foreign).await;
        let inner = run(async move {
            let task = spawn(async {
                sleep(ms(7)).await;
                log("slept");
            });
            let drops = spawn(async move { drop(foreign) });
            drops.await;
            task.await;
        });
        assert_eq!(output(&inner), [(7, "slept")]);
        sleep(ms(100)).await;
    });
    // The timer of the sleep that was dropped does not wake main at 50.
    assert_eq!(polls(&trace, TaskId(0)), [0, 1, 101]);
}

#[test]
fn a_handle_dropped_on_another_loop_cancels_its_own_task() {
    let trace = run(async {
        let foreign = spawn(for_ever()).named("foreign");
        sleep(ms(10)).await;
        let inner = run(async move {
            drop(foreign);
            sleep(ms(1)).await;
        });
        let asked = inner.events().any(|event| matches!(event.what, What::CancelRequested { .. }));
        assert!(!asked);
        sleep(ms(10)).await;
    });
    assert_eq!(cancelled(&trace, task(&trace, "foreign")), [10]);
}

#[test]
fn waiting_on_another_loop_for_a_task_does_not_confuse_it_with_one_there() {
    let trace = run(async {
        let foreign = spawn(for_ever());
        assert_eq!(foreign.id(), TaskId(1));
        let inner = run(async move {
            let own = spawn(sleep(ms(5)));
            assert_eq!(own.id(), TaskId(1));
            let waiting = spawn(wait([foreign], Until::FirstCompleted));
            own.await;
            sleep(ms(5)).await;
            assert!(!waiting.is_finished());
        });
        assert_eq!(inner.end(), Some(&End::Completed));
    });
    assert_eq!(trace.end(), Some(&End::Completed));
}

#[test]
fn a_generator_dropped_on_another_loop_ends_in_its_own_trace() {
    let census = Census::default();
    let values = census.clone();
    let trace = run(async move {
        let value = values.value();
        let mut foreign: Generator<(), ()> = generator("foreign", async move |mut caller| {
            let _value = value;
            caller.yield_(()).await;
        });
        foreign.prime().await.expect("it is new");
        let inner = run(async move { drop(foreign) });
        assert!(!inner.events().any(|event| event.what == What::Cancelled));
    });
    assert_eq!(census.dropped(), 1);
    assert_eq!(events(&trace, task(&trace, "foreign")).last(), Some(&What::Cancelled));
}

#[test]
fn a_wait_on_the_host_that_ends_on_another_loop_is_counted_once() {
    let trace = run(async {
        let mut foreign = Box::pin(host("fetch", std::future::pending::<()>()));
        let _ = timeout(ms(1), &mut foreign).await;
        let _ = run(async move {
            let own = spawn(host("own", std::future::pending::<()>()));
            sleep(ms(1)).await;
            drop(foreign);
            drop(own);
            sleep(ms(1)).await;
        });
    });
    assert_eq!(trace.end(), Some(&End::Completed));
}

#[test]
fn a_task_awaited_on_another_loop_is_stuck_there_not_here() {
    let kept: Rc<RefCell<Option<Task<u8>>>> = Rc::default();
    let keep = Rc::clone(&kept);
    let first = run(async move {
        keep.replace(Some(spawn(async { std::future::pending().await })));
    });
    assert_eq!(first.end(), Some(&End::Completed));
    let second = simulate(Options::default(), async move {
        kept.take().expect("it was kept").await;
    });
    assert_eq!(second.end(), Some(&End::Stuck));
}
