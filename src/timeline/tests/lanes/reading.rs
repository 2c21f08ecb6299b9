//! How events become lanes.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{Cause, Clock, End, On, TaskId, Trace, What};
use crate::runtime::{Options, sleep, spawn, yield_now};
use crate::timeline::lanes::PORTION;
use crate::timeline::testing::Script;
use crate::timeline::tests::*;
use crate::timeline::{TaskState, Timeline};

#[test]
fn lanes_follow_parents_and_then_the_order_of_spawning() {
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .spawn(1, 0, "a")
        .spawn(2, 0, "b")
        .spawn(3, 1, "a1")
        .spawn(4, None, "other")
        .spawn(5, 3, "a1x")
        .spawn(6, 1, "a2")
        .so_far();
    let tasks = report(&trace).tasks;
    let order: Vec<_> = tasks.iter().map(|task| (task.name.as_str(), task.depth)).collect();
    let expected =
        [("main", 0), ("a", 1), ("a1", 2), ("a1x", 3), ("a2", 2), ("b", 1), ("other", 0)];
    assert_eq!(order, expected);
    assert!(tasks.iter().enumerate().all(|(lane, task)| task.lane == lane as u32));
}

#[test]
fn a_task_is_ready_between_its_wake_and_its_poll() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .at(1.0)
        .starts(0)
        .at(3.0)
        .waits(0, On::Channel(0))
        .ends(0)
        .at(10.0)
        .woken_by_timer(0)
        .at(14.0)
        .starts(0)
        .at(15.0)
        .completes(0)
        .finish(End::Completed);
    let expected = [
        (TaskState::Ready, 0.0, 1.0),
        (TaskState::Running, 1.0, 3.0),
        (TaskState::Signal, 3.0, 10.0),
        (TaskState::Ready, 10.0, 14.0),
        (TaskState::Running, 14.0, 15.0),
    ];
    assert_eq!(spans(&trace, 0), expected);
    let main = task(&trace, 0);
    assert_eq!((main.ready_ms, main.busy_ms, main.idle_ms), (5.0, 3.0, 7.0));
    assert_eq!((main.polls, main.wakes), (2, 1));
}

#[test]
fn a_task_that_yields_is_ready_and_never_waits() {
    let trace = simulate(Options::default(), async {
        yield_now().await;
        yield_now().await;
    });
    let states: Vec<_> = all_spans(&trace, 0).iter().map(|(state, ..)| *state).collect();
    let (ready, running) = (TaskState::Ready, TaskState::Running);
    assert_eq!(states, [ready, running, ready, running, ready, running]);
}

#[test]
fn polls_that_take_no_time_are_counted_and_kept() {
    let trace = simulate(Options::default(), async {
        for _ in 0..3 {
            sleep(Duration::from_millis(5)).await;
        }
    });
    assert_eq!(task(&trace, 0).polls, 4);
    let polls = all_spans(&trace, 0).into_iter().filter(|(state, ..)| state.is_running());
    assert_eq!(polls.count(), 4);
}

#[test]
fn of_several_waits_the_timer_is_shown() {
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .spawn(1, 0, "work")
        .starts(0)
        .waits_for_task(0, 1)
        .sleeps(0, 50)
        .sleeps(0, 20)
        .ends(0)
        .at(20.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    assert_eq!(spans(&trace, 0), [(TaskState::Timer, 0.0, 20.0)]);
    assert_eq!(at(&trace, 0, 10.0).state_text, "waiting 20 ms for `work` or a timer");
}

#[test]
fn several_tasks_are_one_wait() {
    for first in [On::Task(TaskId(1)), On::AllTasks { of: 2 }] {
        let trace = Script::simulated()
            .spawn(0, None, "main")
            .spawn(1, 0, "a")
            .spawn(2, 0, "b")
            .starts(0)
            .waits(0, first)
            .waits_for_task(0, 2)
            .ends(0)
            .at(3.0)
            .so_far();
        let mut timeline = Timeline::of(&trace);
        timeline.advance(3000);
        let info = timeline.at(&trace, 0, 1.0).expect("it waits");
        assert_eq!(
            (info.state, info.state_text.as_str()),
            (TaskState::Task, "waiting 3 ms so far for other tasks")
        );
    }
}

#[test]
fn a_task_without_a_name_has_a_number() {
    let trace = Script::simulated()
        .step(0, What::Spawned { by: None })
        .step(1, What::Spawned { by: None })
        .so_far();
    assert_eq!((task(&trace, 0).name, task(&trace, 1).name), ("main".into(), "task 1".into()));
}

#[test]
fn a_nested_task_is_below_the_one_that_spawned_it() {
    let trace = simulate(Options::default(), async {
        let outer = async {
            let inner = spawn(sleep(Duration::from_millis(20))).named("inner");
            sleep(Duration::from_millis(5)).await;
            inner.await;
        };
        spawn(outer).named("outer").await;
    });
    let tasks = report(&trace).tasks;
    let nested: Vec<_> = tasks.iter().map(|task| (task.name.as_str(), task.depth)).collect();
    assert_eq!(nested, [("main", 0), ("outer", 1), ("inner", 2)]);
    assert_eq!(critical_path(&trace), [(2, TaskState::Timer, 0.0, 20.0)]);
}

#[test]
fn a_portion_may_end_between_a_row_that_carries_time_and_its_event() {
    let task = TaskId(0);
    let mut trace = Trace::new(Clock::Virtual, usize::MAX);
    trace.push(0, task, What::Spawned { by: None }, None);
    while trace.rows() + 1 < PORTION {
        let what = if trace.rows() % 2 == 1 { What::PollStarted } else { What::PollEnded };
        trace.push(trace.rows() as u64, task, what, None);
    }
    let much_later_us = 1 << 33;
    trace.push(much_later_us, task, What::Woken { cause: Cause::Host }, None);
    assert_eq!(trace.rows(), PORTION + 1);
    let timeline = Timeline::of(&trace);
    assert_eq!(timeline.now_us(), much_later_us);
    assert_eq!(timeline.histories[0].spans.from_us.last(), Some(&much_later_us));
}
