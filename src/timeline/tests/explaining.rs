//! Why a run took as long as it took.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{Cause, End, On, TaskId, Trace, What};
use crate::runtime::{
    Options, Semaphore, block, channel, gather, sleep, spawn, timeout, yield_now,
};

use super::super::State;
use super::super::testing::{Script, here};
use super::*;

const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

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
        (0, State::Timer, 0.0, 100.0),
        (1, State::Timer, 100.0, 150.0),
        (3, State::Timer, 150.0, 180.0),
        (1, State::Timer, 180.0, 200.0),
        (0, State::Timer, 200.0, 205.0),
    ];
    assert_eq!(chain(&trace), expected);
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
        (1, State::Timer, 0.0, 100.0),
        (2, State::Timer, 100.0, 201.0),
        (3, State::Timer, 201.0, 303.0),
    ];
    assert_eq!(chain(&trace), expected);
    // The semaphore wakes it once in vain, when the one before it in the line is faster.
    let waits = spans(&trace, 3);
    assert_eq!(waits[..2], [(State::Signal, 0.0, 100.0), (State::Signal, 100.0, 201.0)]);
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
    assert_eq!(chain(&trace), [(1, State::Timer, 0.0, 70.0), (0, State::Timer, 70.0, 110.0)]);
}

#[test]
fn a_time_limit_is_a_timer() {
    let trace = simulate(Options::default(), async {
        let slow = spawn(sleep(ms(500)));
        assert!(timeout(ms(200), slow).await.is_err());
    });
    assert_eq!(chain(&trace), [(0, State::Timer, 0.0, 200.0)]);
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
    assert_eq!(explanation.longest_chain_ms, 2100.0);
    let chain = chain(&trace);
    assert_eq!(chain.len(), 7);
    assert_eq!(chain[6], (6, State::Timer, 600.0, 2100.0));
    assert!(
        chain[..6]
            .iter()
            .all(|(_, state, from, to)| { *state == State::Blocking && to - from == 100.0 })
    );
}

#[test]
fn links_that_say_the_same_are_told_as_one() {
    let trace = simulate(Options::default(), async {
        for name in ["a", "b", "c", "d"] {
            spawn(async { sleep(ms(100)).await }).named(name).await;
        }
        block(ms(200));
    });
    let sentences = report(&trace).explanation.sentences;
    let without_lines: Vec<String> = sentences
        .iter()
        .map(|sentence| match sentence.split_once(" (line ") {
            Some((before, after)) => {
                format!("{before}{}", after.trim_start_matches(|c: char| c.is_ascii_digit()))
            }
            None => sentence.clone(),
        })
        .collect();
    assert_eq!(
        without_lines,
        [
            "The run takes 600 ms, and its coroutines wait 400 ms and work 200 ms in all: one \
             thing happens after the other.",
            "Most of that time the run waits for `a`, `b`, `c` and others to sleep, one after \
             the other, 400 ms in all).",
            "The rest of the time `main` blocks everything else for 200 ms).",
        ]
    );
}

#[test]
fn late_timers_are_overhead() {
    let mut script = Script::measured().spawn(0, None, "main");
    for round in 0..10 {
        let now = f64::from(round) * 101.5;
        script = script.at(now).starts(0).sleeps(0, 100).ends(0);
        script = script.at(now + 101.5).woken_by_timer(0);
    }
    let trace = script.starts(0).completes(0).finish(End::Completed);
    let explanation = report(&trace).explanation;
    assert_eq!(explanation.total_ms, 1015.0);
    assert_eq!(explanation.longest_chain_ms, 1000.0);
    assert_eq!(explanation.overhead_ms, 15.0);
    let last = explanation.sentences.last().map(String::as_str);
    assert_eq!(
        last,
        Some(
            "That is 15 ms more than asked for: a browser's timers are never early and often a \
             little late."
        )
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
    assert_eq!(chain(&trace).len(), 1);
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
        (0, State::Timer, 0.0, 40.0),
        (0, State::Running, 40.0, 50.0),
        (1, State::Timer, 50.0, 110.0),
    ];
    assert_eq!(chain(&trace), expected);
}

#[test]
fn a_wait_on_the_host_is_taken_as_it_is() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .waits_for_host(0, "fetch posts")
        .ends(0)
        .at(123.4)
        .woken(0, Cause::Host)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let explanation = report(&trace).explanation;
    assert_eq!(explanation.sum_of_waits_ms, 123.4);
    assert_eq!(explanation.overhead_ms, 0.0);
    assert_eq!(explanation.chain[0].text, "`main` waited 123 ms for `fetch posts`");
}

#[test]
fn a_run_of_many_steps_is_told_in_few() {
    let trace = simulate(Options::default(), async {
        for _ in 0..5_000 {
            sleep(ms(1)).await;
        }
        sleep(ms(5_000)).await;
    });
    let links = report(&trace).explanation.chain;
    assert!((100..1_002).contains(&links.len()), "{}", links.len());
    assert_eq!(links[0].text, "21 short steps, 21 ms in all");
    assert_eq!(
        links.last().map(|link| link.text.as_str()),
        Some("`main` waited 5,000 ms on a timer")
    );
    chain(&trace);
}

#[test]
fn a_run_that_takes_no_time_is_told_in_one_sentence() {
    let trace = simulate(Options::default(), async { yield_now().await });
    let explanation = report(&trace).explanation;
    assert_eq!((explanation.total_ms, explanation.concurrency), (0.0, 0.0));
    assert_eq!(explanation.sentences.len(), 1);
    assert_eq!(explanation.chain, []);
}

#[test]
fn a_limit_that_is_set_anew_each_time_is_measured_from_the_last_time() {
    // A worker waits for messages, each time for a second at most. They come every 300 ms.
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

/// A task that begins to block; the worker was terminated before it could say more.
fn cut() -> Trace {
    Script::measured()
        .spawn(0, None, "main")
        .at(0.2)
        .starts(0)
        .spawn(1, 0, "a")
        .waits_for_task(0, 1)
        .ends(0)
        .at(0.245)
        .starts(1)
        .at(0.4)
        .step(1, What::BlockStarted { asked_us: 5_000_000 })
        .so_far()
}

#[test]
fn a_record_that_ends_before_the_run_tells_the_last_that_it_knows() {
    let trace = cut();
    let line = at(&trace, 1, 0.4).line.expect("blocking has a line");
    let sentences = report(&trace).explanation.sentences;
    let last = format!(
        "The last that was recorded, at 0.4 ms: `a` was starting to block the loop (line {line})."
    );
    assert_eq!(sentences, [last]);
}

#[test]
fn a_run_that_goes_on_is_told_in_the_present() {
    let trace = Script::measured().spawn(0, None, "main").starts(0).sleeps(0, 2000).ends(0);
    let trace = trace.so_far();
    let mut timeline = Timeline::of(&trace);
    timeline.advance(1_421_300);
    let line = at(&trace, 0, 0.0).line.expect("a sleep has a line");
    assert_eq!(
        timeline.report(&trace).explanation.sentences,
        [format!("So far 1,421 ms: `main` is sleeping (asked for 2,000 ms, line {line}).")]
    );
}

#[test]
fn a_run_that_is_simulated_is_told_in_the_present() {
    let trace = simulate(Options::default(), sleep(ms(2000)));
    let sentences = report(&trace).explanation.sentences;
    assert_eq!(
        sentences[0],
        "The run takes 2,000 ms, and its only coroutine waits 2,000 ms in all: one thing happens \
         after the other."
    );
    assert!(sentences[1].starts_with("All of that time the run waits for `main` to sleep"));
}

#[test]
fn what_is_no_line_of_a_program_is_no_line() {
    let trace = simulate(Options::default(), async {
        spawn(sleep(ms(10))).named("a").await;
    });
    assert_eq!(task(&trace, 0).line, None, "main was spawned by the driver");
    assert!(task(&trace, 1).line.is_some());
    // On a made-up line outside of every program.
    let mut foreign = Trace::new(trace.clock(), usize::MAX);
    foreign.push(0, TaskId(0), What::Spawned { by: None }, Some(here()));
    foreign.finish(10_000, End::Stopped);
    let info = at(&foreign, 0, 5.0);
    assert_eq!((info.state, info.line, info.file), (State::Ready, None, None));
    let list = Timeline::of(&foreign).draw(&foreign, 0.0, 10.0, 0, 1, 100.0);
    assert_eq!(list, [0.0, 0.0, 100.0, f32::from(State::Ready.code()), 0.0, 1.0]);
}

#[test]
fn after_the_end_of_the_program_the_chain_has_no_link() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "left")
        .sleeps(0, 1000)
        .ends(0)
        .starts(1)
        .sleeps(1, 5000)
        .ends(1)
        .at(1000.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .at(1000.005)
        .asked_to_stop(1, None)
        .cancelled(1)
        .finish(End::Completed);
    assert_eq!(chain(&trace), [(0, State::Timer, 0.0, 1000.005)]);
}

#[test]
fn a_long_clean_up_is_a_link_of_its_own() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .at(60.0)
        .completes(0)
        .at(80.0)
        .finish(End::Completed);
    let links = report(&trace).explanation.chain;
    assert_eq!(
        links.last().map(|link| link.text.as_str()),
        Some("the run was over, and cleaned up for 20 ms")
    );
    chain(&trace);
}

#[test]
fn steps_that_take_next_to_nothing_are_part_of_their_neighbour() {
    let mut script = Script::measured().spawn(0, None, "main").at(0.3).starts(0).at(0.5);
    script = script.sleeps(0, 100).ends(0).at(101.0).woken_by_timer(0).at(101.2).starts(0);
    script = script.at(101.4).sleeps(0, 100).ends(0).at(202.0).woken_by_timer(0).at(202.1);
    let trace = script.starts(0).completes(0).finish(End::Completed);
    assert_eq!(chain(&trace), [(0, State::Timer, 0.0, 101.4), (0, State::Timer, 101.4, 202.1)]);
}

#[test]
fn short_steps_that_add_up_are_one_link() {
    let mut script = Script::measured().spawn(0, None, "main").starts(0);
    for step in 1..=100 {
        script = script.step(0, What::BlockStarted { asked_us: 0 }).at(f64::from(step) * 0.4);
        script = script.step(0, What::BlockEnded).ends(0).woken(0, Cause::Host).starts(0);
    }
    let trace = script.sleeps(0, 60).ends(0).at(100.0).woken_by_timer(0).starts(0).completes(0);
    let trace = trace.finish(End::Completed);
    let links = report(&trace).explanation.chain;
    let texts: Vec<_> = links.iter().map(|link| link.text.as_str()).collect();
    assert_eq!(texts, ["100 short steps, 40 ms in all", "`main` waited 60 ms on a timer"]);
    chain(&trace);
}

fn last_sentence(trace: &Trace) -> String {
    report(trace).explanation.sentences.pop().expect("there are sentences")
}

/// One blocks for a second, then two sleep for one, and the second timer is a millisecond late.
/// Between the polls of the first and the second passes some time.
fn with_a_gap(gap_ms: f64) -> Trace {
    let after = 1000.0 + gap_ms;
    Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "a")
        .spawn(2, 0, "b")
        .waits_for_task(0, 2)
        .ends(0)
        .starts(1)
        .blocks(1, 1000)
        .completes(1)
        .at(after)
        .starts(2)
        .sleeps(2, 1000)
        .ends(2)
        .at(after + 1001.0)
        .woken_by_timer(2)
        .starts(2)
        .completes(2)
        .woken_by(0, 2)
        .starts(0)
        .completes(0)
        .finish(End::Completed)
}

#[test]
fn time_that_the_browser_took_is_not_blamed_on_timers() {
    assert_eq!(
        last_sentence(&with_a_gap(17.0)),
        "That is 18 ms more than asked for: 17 ms of that the browser used for itself between two \
         polls, while a task was ready; 1 ms a timer was late."
    );
}

#[test]
fn time_that_timers_took_is_not_blamed_on_the_browser() {
    assert_eq!(
        last_sentence(&with_a_gap(0.0)),
        "That is 1 ms more than asked for: a browser's timers are never early and often a little \
         late."
    );
}

#[test]
fn a_timer_is_not_late_by_itself_while_others_are_not_polled_either() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "other")
        .sleeps(0, 100)
        .ends(0)
        .at(40.0)
        .starts(1)
        .at(41.0)
        .waits(1, On::Channel(0))
        .ends(1)
        .at(95.0)
        .woken(1, Cause::Host)
        .at(130.0)
        .woken_by_timer(0)
        .starts(1)
        .completes(1)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    assert_eq!(
        last_sentence(&trace),
        "That is 30 ms more than asked for, which the browser used for itself between two polls, \
         while a task was ready."
    );
}

#[test]
fn of_very_many_that_go_on_a_few_are_told() {
    let mut script = Script::simulated();
    for task in 0..9 {
        script = script.spawn(task, None, &format!("t{task}")).starts(task);
        script = script.sleeps_and_slept(task, 100 + u64::from(task), false).ends(task);
    }
    let trace = script.at(50.0).finish(End::Stopped);
    assert_eq!(
        report(&trace).explanation.sentences,
        ["Stopped after 50 ms, while `t0` was still sleeping (asked for 100 ms), `t1` was still \
             sleeping (asked for 101 ms), `t2` was still sleeping (asked for 102 ms) and 6 more \
             tasks had not ended either."]
    );
}
