//! What was going on at one moment of a run.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{Cause, End, On, Trace};
use crate::runtime::{Options, Order, block, gather, log, sleep, spawn, yield_now};
use crate::timeline::testing::Script;
use crate::timeline::{Moment, Moments, RunTimeline, TaskState};

use super::quiet;

use proptest::prelude::*;

async fn greet(ms: u64, word: &'static str) {
    sleep(Duration::from_millis(ms)).await;
    log(word);
}

fn concurrent(order: Order) -> Trace {
    simulate(Options { order, ..Options::default() }, async {
        let hi = spawn(greet(1000, "hi")).named("a");
        let hoi = spawn(greet(1000, "hoi")).named("b");
        gather([hi, hoi]).await;
    })
}

/// The moment after `poll` polls.
fn after(trace: &Trace, poll: u32) -> Moment {
    Moments::default().at(&RunTimeline::of(trace), trace, 0.0, Some(poll))
}

fn at(trace: &Trace, ms: f64) -> Moment {
    Moments::default().at(&RunTimeline::of(trace), trace, ms, None)
}

fn queue(moment: &Moment) -> Vec<&str> {
    moment.ready.iter().map(|task| &*task.name).collect()
}

fn states(moment: &Moment) -> Vec<(&str, TaskState, &str)> {
    moment.tasks.iter().map(|task| (&*task.name, task.state, &*task.words)).collect()
}

#[test]
fn before_the_first_poll_main_is_ready_and_alone() {
    let moment = after(&concurrent(Order::Fifo), 0);
    assert_eq!((moment.at_ms, moment.poll, moment.polls), (0.0, 0, 6));
    assert_eq!((moment.back, moment.forward), (None, Some(1)));
    assert_eq!(queue(&moment), ["main"]);
    assert_eq!(moment.ready[0].why, "just started");
    assert_eq!(moment.last, "No poll yet.");
    assert_eq!(moment.now, "Next the loop polls `main`: nobody else is ready.");
    assert_eq!(moment.task_count, 1);
    assert!(!moment.is_end);
}

#[test]
fn many_polls_at_one_time_are_told_apart() {
    let trace = concurrent(Order::Fifo);
    let first = after(&trace, 1);
    assert_eq!((first.at_ms, first.poll), (0.0, 1));
    assert_eq!(queue(&first), ["a", "b"]);
    assert_eq!(first.ready[1].why, "just spawned by `main`");
    assert_eq!(first.now, "Next the loop polls `a`, the first of 2 that are ready.");
    let next = first.next.expect("`a` is polled");
    assert_eq!((&*next.name, next.place, next.at_ms), ("a", Some(0), 0.0));
    let second = after(&trace, 2);
    assert_eq!((second.at_ms, queue(&second)), (0.0, vec!["b"]));
    let sleep_line = second.sleeping[0].line.expect("it has a line");
    assert_eq!(
        second.last,
        format!(
            "Poll 2 of 6: `a`, just spawned by `main`, ran and began to wait on a timer for 1,000 ms (line {sleep_line})."
        )
    );
}

#[test]
fn the_lines_of_the_last_poll_are_known_when_its_task_has_ended_too() {
    let trace = concurrent(Order::Fifo);
    let lines =
        |poll| -> Vec<u32> { after(&trace, poll).acted.iter().map(|acted| acted.line).collect() };
    assert!(lines(0).is_empty());
    let [first, second, waits] = lines(1)[..] else { panic!("it spawns two and waits") };
    assert_eq!((second, waits), (first + 1, first + 2));
    let [sleeps] = lines(2)[..] else { panic!("it begins to sleep") };
    assert_eq!(lines(4), [sleeps, sleeps + 1], "it goes on there and prints");
    let moment = after(&trace, 4);
    assert_eq!((moment.completed, moment.acted[0].lane), (1, 1));
}

#[test]
fn right_before_a_poll_the_timers_that_led_to_it_have_fired() {
    let moment = after(&concurrent(Order::Fifo), 3);
    let last = &moment.last;
    assert!(last.ends_with(". Then nobody was ready for 1,000 ms."), "{last}");
    assert_eq!(moment.at_ms, 1000.0);
    assert_eq!(queue(&moment), ["a", "b"]);
    assert_eq!(moment.ready[0].why, "woken by a timer");
    assert_eq!(moment.sleeping_count, 0);
    let main = ("main", TaskState::Task, "waiting for all of 2 tasks");
    let ready = |name, words| (name, TaskState::Ready, words);
    let (a, b) =
        (ready("a", "ready, first in the queue"), ready("b", "ready, number 2 in the queue"));
    assert_eq!(states(&moment), [main, a, b]);
}

#[test]
fn between_two_polls_the_timers_tell_what_is_left() {
    let moment = at(&concurrent(Order::Fifo), 400.0);
    assert_eq!((moment.at_ms, moment.poll), (400.0, 3));
    assert_eq!(queue(&moment), NOBODY);
    let left: Vec<_> =
        moment.sleeping.iter().map(|task| (&*task.name, task.due_ms, task.left_ms)).collect();
    assert_eq!(left, [("a", 1000.0, 600.0), ("b", 1000.0, 600.0)]);
    assert_eq!(moment.tasks[1].words, "waiting on a timer, 600 ms left");
    assert_eq!(
        moment.now,
        "Nobody is ready: the loop sleeps. The next timer is that of `a`, at 1,000 ms."
    );
    assert_eq!((moment.back, moment.forward), (Some(2), Some(4)));
}

const NOBODY: [&str; 0] = [];

#[test]
fn the_end_is_when_all_polls_are_over() {
    let trace = concurrent(Order::Fifo);
    let end = after(&trace, 6);
    assert_eq!(end, at(&trace, f64::INFINITY));
    assert_eq!(end, after(&trace, u32::MAX));
    assert_eq!((end.at_ms, end.poll, end.forward), (1000.0, 6, None));
    assert!(end.is_end);
    assert_eq!(end.now, "The run is over.");
    assert_eq!((end.completed, end.cancelled, end.task_count, end.printed), (3, 0, 0, 2));
}

#[test]
fn what_is_printed_by_then_is_counted() {
    let trace = concurrent(Order::Fifo);
    let printed: Vec<u32> = (0..=6).map(|poll| after(&trace, poll).printed).collect();
    assert_eq!(printed, [0, 0, 0, 0, 1, 2, 2]);
    let last = after(&trace, 4).last;
    assert_eq!(last, "Poll 4 of 6: `a`, woken by a timer, ran, printed “hi” and was done.");
}

#[test]
fn in_the_middle_of_a_poll_a_task_runs_or_blocks() {
    let trace = simulate(Options::default(), async {
        let other = spawn(async {}).named("other");
        block(Duration::from_millis(500));
        other.await;
    });
    let moment = at(&trace, 20.0);
    let running = moment.running.as_ref().expect("main runs");
    assert_eq!((&*running.name, running.state), ("main", TaskState::Blocking));
    assert_eq!(running.words, "blocking the loop");
    assert_eq!(queue(&moment), ["other"]);
    let line = running.line.expect("it blocks on a line");
    assert_eq!(
        moment.now,
        format!(
            "`main` is blocking the loop at line {line}; another task is ready and has to wait."
        )
    );
    assert_eq!(moment.last, "Poll 1 of 3: `main`, just started, has been running for 20 ms.");
    // One step back leads to the beginning of this poll, one step forward to its end.
    assert_eq!((moment.poll, moment.back, moment.forward), (0, Some(0), Some(1)));
}

#[test]
fn one_step_forward_polls_the_task_that_was_next() {
    for order in [Order::Fifo, Order::Shuffled { seed: 3 }, Order::Picked(vec![1, 1])] {
        let trace = concurrent(order);
        let mut moment = after(&trace, 0);
        while let Some(forward) = moment.forward {
            let next = moment.next.clone().expect("there is a next poll");
            assert_eq!(next.at_ms, moment.at_ms);
            let place = next.place.expect("it is in the queue") as usize;
            assert_eq!(moment.ready[place].task, next.task);
            moment = after(&trace, forward);
            assert!(moment.last.contains(&format!(": `{}`, ", next.name)), "{}", moment.last);
            assert_eq!(moment.back, forward.checked_sub(1));
        }
        assert!(moment.is_end);
    }
}

#[test]
fn the_choices_so_far_are_those_among_several() {
    let trace = concurrent(Order::Picked(vec![1, 1]));
    let picks = |poll| after(&trace, poll).picks.expect("they are recorded");
    assert!(picks(1).is_empty());
    assert_eq!(queue(&after(&trace, 2)), ["a"], "`b` was taken first");
    assert_eq!(picks(2), [1]);
    assert_eq!(picks(3), [1], "with one ready task there is no choice");
    assert_eq!(picks(4), [1, 1]);
}

#[test]
fn who_lets_others_go_first_is_at_the_end_of_the_queue() {
    let trace = simulate(Options::default(), async {
        let other = spawn(async { log("other") }).named("other");
        yield_now().await;
        other.await;
    });
    let moment = after(&trace, 1);
    assert_eq!(queue(&moment), ["other", "main"]);
    assert_eq!(moment.ready[1].why, "woken by itself");
    assert!(moment.last.ends_with("ran and was ready again at once."), "{}", moment.last);
}

#[test]
fn a_generator_is_polled_in_the_polls_of_its_callers() {
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .spawn(1, 0, "numbers")
        .step(1, crate::runtime::trace::What::IsGenerator)
        .starts(0)
        .starts(1)
        .at(10.0)
        .waits(1, On::Send)
        .ends(1)
        .sleeps(0, 5)
        .ends(0)
        .at(20.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let moment = at(&trace, 5.0);
    assert_eq!((moment.polls, moment.poll), (2, 0));
    assert_eq!(queue(&moment), NOBODY);
    let main = ("main", TaskState::Task, "lets `numbers` run");
    assert_eq!(states(&moment), [main, ("numbers", TaskState::Running, "running")]);
    assert_eq!(moment.running.expect("main is polled").name, "main");
}

#[test]
fn a_task_that_is_dropped_instead_of_polled_was_a_choice_as_well() {
    let trace = simulate(Options::default(), async {
        let gone = spawn(greet(10, "never")).named("gone");
        let other = spawn(greet(20, "other")).named("other");
        drop(gone);
        other.await;
    });
    let end = at(&trace, f64::INFINITY);
    assert_eq!((end.cancelled, end.completed), (1, 2));
    assert_eq!(end.picks.expect("they are recorded"), [0]);
}

#[test]
fn a_run_that_goes_on_is_told_up_to_its_front() {
    let script = || Script::measured().spawn(0, None, "main").starts(0).sleeps(0, 30).ends(0);
    let trace = script().so_far();
    let mut timeline = RunTimeline::of(&trace);
    let mut moments = Moments::default();
    timeline.advance(&trace, 12_000);
    let front = moments.at(&timeline, &trace, f64::INFINITY, None);
    assert_eq!((front.at_ms, front.is_end, front.polls), (12.0, false, 1));
    assert_eq!(front.sleeping[0].left_ms, 18.0);
    let trace = script().at(31.0).woken_by_timer(0).starts(0).completes(0).finish(End::Completed);
    timeline.update(&trace);
    let end = moments.at(&timeline, &trace, f64::INFINITY, None);
    assert_eq!((end.at_ms, end.is_end, end.polls), (31.0, true, 2));
    assert_eq!(end, at(&trace, 31.0));
    // Another run, which is shorter, is read from its beginning.
    let trace = Script::measured().spawn(0, None, "other").so_far();
    let moment = moments.at(&RunTimeline::of(&trace), &trace, 0.0, None);
    assert_eq!(queue(&moment), ["other"]);
}

#[test]
fn of_a_great_many_tasks_the_first_are_listed_and_all_are_counted() {
    let trace = simulate(Options::default(), async {
        gather((0..1_000).map(|_| spawn(greet(10, "x"))).collect::<Vec<_>>()).await;
    });
    let ready = after(&trace, 1);
    assert_eq!((ready.ready.len(), ready.ready_count), (100, 1_000));
    let sleeping = at(&trace, 5.0);
    assert_eq!((sleeping.sleeping.len(), sleeping.sleeping_count), (100, 1_000));
    assert_eq!((sleeping.tasks.len(), sleeping.task_count), (200, 1_001));
    assert_eq!(sleeping.sleeping[99].name, "greet");
}

#[test]
fn workers_are_told_by_their_time() {
    let of_worker = Script::measured()
        .at(2.0)
        .spawn(0, None, "job")
        .starts(0)
        .sleeps(0, 10)
        .ends(0)
        .at(12.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let mut trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .waits_for_host(0, "worker")
        .ends(0)
        .at(20.0)
        .woken(0, Cause::Host)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let place = trace.add_worker(crate::runtime::trace::TaskId(0), "w".to_owned());
    trace.set_worker_trace(place, of_worker);
    assert_eq!(states(&at(&trace, 1.0)).len(), 1);
    let moment = at(&trace, 8.0);
    let job = &moment.tasks[1];
    assert_eq!((&*job.name, job.lane, &*job.words), ("job", 1, "waiting on a timer, 4 ms left"));
    assert!(job.id > 1_000_000, "it is not one of the tasks of the run's own loop");
    assert_eq!(moment.sleeping_count, 0, "timers are those of the run's own loop");
    let moment = at(&trace, 15.0);
    assert_eq!((moment.task_count, moment.completed), (1, 1));
}

proptest! {
    #![proptest_config(quiet())]

    #[test]
    fn to_step_there_and_to_jump_there_is_the_same(
        seed in any::<u64>(),
        naps in prop::collection::vec((0..30_u64, 0..4_u8), 1..12),
        polls in prop::collection::vec(0..60_u32, 1..20),
    ) {
        let trace = simulate(Options { order: Order::Shuffled { seed }, ..Options::default() }, async move {
            let work = |(ms, yields): (u64, u8)| async move {
                for _ in 0..yields {
                    yield_now().await;
                }
                greet(ms, "done").await;
            };
            gather(naps.into_iter().map(|nap| spawn(work(nap))).collect::<Vec<_>>()).await;
        });
        let timeline = RunTimeline::of(&trace);
        let mut moments = Moments::with_copies(11);
        for poll in polls {
            let moment = moments.at(&timeline, &trace, 0.0, Some(poll));
            prop_assert_eq!(&moment, &after(&trace, poll));
            let by_time = moments.at(&timeline, &trace, moment.at_ms, None);
            prop_assert!(by_time.poll >= moment.poll && by_time.at_ms == moment.at_ms);
        }
    }
}
