//! The critical path: the waits and the work that decided how long a simulated run took.

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{Cause, End, On};
use crate::runtime::{Options, Semaphore, block, channel, gather, sleep, spawn, timeout};
use crate::timeline::TaskState;
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

use super::ms;

#[test]
fn the_chain_goes_through_whoever_was_waited_for() {
    let trace = simulate(Options::default(), async {
        sleep(ms(100)).await;
        let outer = spawn(async {
            sleep(ms(50)).await;
            spawn(sleep(ms(30))).named("inner").await;
            sleep(ms(20)).await;
        });
        spawn(sleep(ms(10))).named("short").await;
        outer.await;
        sleep(ms(5)).await;
    });
    let expected = [
        (0, TaskState::Timer, 0.0, 100.0),
        (1, TaskState::Timer, 100.0, 150.0),
        (3, TaskState::Timer, 150.0, 180.0),
        (1, TaskState::Timer, 180.0, 200.0),
        (0, TaskState::Timer, 200.0, 205.0),
    ];
    assert_eq!(critical_path(&trace), expected);
}

#[test]
fn the_chain_goes_through_whoever_held_the_permit() {
    let trace = simulate(Options::default(), async {
        let permits = std::rc::Rc::new(Semaphore::new(1));
        let download = |nth: u64| {
            let permits = std::rc::Rc::clone(&permits);
            async move {
                let _permit = permits.acquire().await;
                sleep(ms(100 + nth)).await;
            }
        };
        gather((0..3).map(download)).await;
    });
    let expected = [
        (1, TaskState::Timer, 0.0, 100.0),
        (2, TaskState::Timer, 100.0, 201.0),
        (3, TaskState::Timer, 201.0, 303.0),
    ];
    assert_eq!(critical_path(&trace), expected);
    // It is woken once, when the permit is its own.
    assert_eq!(spans(&trace, 3)[..1], [(TaskState::Signal, 0.0, 201.0)]);
}

#[test]
fn the_chain_goes_through_whoever_sent_the_message() {
    let trace = simulate(Options::default(), async {
        let (sender, receiver) = channel();
        let sending = spawn(async move {
            sleep(ms(70)).await;
            assert!(sender.send(1).await.is_ok());
            sleep(ms(10)).await;
        });
        assert!(receiver.receive().await.is_ok());
        sleep(ms(40)).await;
        sending.await;
    });
    assert_eq!(
        critical_path(&trace),
        [(1, TaskState::Timer, 0.0, 70.0), (0, TaskState::Timer, 70.0, 110.0)]
    );
}

#[test]
fn a_time_limit_is_a_timer() {
    let trace = simulate(Options::default(), async {
        let slow = spawn(sleep(ms(500)));
        assert!(timeout(ms(200), slow).await.is_err());
    });
    assert_eq!(critical_path(&trace), [(0, TaskState::Timer, 0.0, 200.0)]);
    assert_eq!(report(&trace).explanation.concurrency, 2.0);
}

#[test]
fn overlapping_waits_and_work_in_turns() {
    // A cook with many pots: preparing keeps the cook busy, cooking does not.
    let trace = simulate(Options::default(), async {
        let dish = || async {
            block(ms(100));
            sleep(ms(1500)).await;
        };
        gather((0..6).map(|_| dish())).await;
    });
    let explanation = report(&trace).explanation;
    assert_eq!((explanation.total_ms, explanation.sum_of_waits_ms), (2100.0, 9600.0));
    assert_eq!(explanation.critical_path_ms, 2100.0);
    let path = critical_path(&trace);
    assert_eq!(path.len(), 7);
    assert_eq!(path[6], (6, TaskState::Timer, 600.0, 2100.0));
    assert!(
        path[..6]
            .iter()
            .all(|(_, state, from, to)| { *state == TaskState::Blocking && to - from == 100.0 })
    );
}

#[test]
fn two_that_wait_for_each_other_do_not_send_the_walk_round_in_a_circle() {
    let trace = Script::simulated()
        .spawn(0, None, "a")
        .spawn(1, None, "b")
        .starts(0)
        .waits_for_task(0, 1)
        .ends(0)
        .starts(1)
        .waits_for_task(1, 0)
        .ends(1)
        .at(10.0)
        .finish(End::Stuck);
    assert_eq!(critical_path(&trace).len(), 1);
}

#[test]
fn before_a_task_was_spawned_its_parent_tells() {
    let trace = simulate(Options::default(), async {
        sleep(ms(40)).await;
        let child = spawn(sleep(ms(60)));
        block(ms(10));
        child.await;
    });
    let expected = [
        (0, TaskState::Timer, 0.0, 40.0),
        (0, TaskState::Running, 40.0, 50.0),
        (1, TaskState::Timer, 50.0, 110.0),
    ];
    assert_eq!(critical_path(&trace), expected);
}

#[test]
fn a_limit_that_is_set_anew_each_time_is_measured_from_the_last_time() {
    // A worker waits for messages, each time for at most a second. They come every 300 ms.
    let mut script = Script::simulated().spawn(0, None, "worker").starts(0);
    let asked_again =
        |script: Script| script.waits(0, On::Channel(0)).sleeps_and_slept(0, 1000, false).ends(0);
    for round in 1..=3 {
        script = asked_again(script).at(f64::from(round) * 300.0).woken(0, Cause::Host).starts(0);
    }
    let script = asked_again(script).at(1900.0).woken_by_timer(0).starts(0);
    let trace = script.sleeps_and_slept(0, 1000, true).completes(0).finish(End::Completed);
    let sleeps = report(&trace).sleeps;
    assert_eq!((sleeps[0].at_ms, sleeps[0].got_ms), (900.0, 1000.0));
    assert_eq!(report(&trace).explanation.overhead_ms, 0.0);
}
