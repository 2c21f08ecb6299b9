//! A live run, read in portions, compared with the same run read at once.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use proptest::prelude::*;

use crate::drivers::simulation::{Limits, simulate_until};
use crate::runtime::trace::Trace;
use crate::runtime::{Options, Order, block, gather, log, sleep, spawn, timeout, yield_now};
use crate::timeline::Timeline;
use crate::timeline::lanes::turns_before;

use super::*;

/// A step of a random program.
#[derive(Clone, Debug)]
enum Step {
    Sleep(u64),
    Block(u64),
    Yield,
    Print,
    Await(Vec<Step>),
    Gather(Vec<Vec<Step>>),
    Limit(u64, Vec<Step>),
    Cancel(u64, Vec<Step>),
    Detach(Vec<Step>),
}

fn step() -> BoxedStrategy<Step> {
    let ms = 0..200_u64;
    let leaf = prop_oneof![
        ms.clone().prop_map(Step::Sleep),
        ms.clone().prop_map(Step::Block),
        Just(Step::Yield),
        Just(Step::Print),
    ];
    leaf.prop_recursive(3, 24, 4, move |inner| {
        let steps = prop::collection::vec(inner, 0..4);
        prop_oneof![
            steps.clone().prop_map(Step::Await),
            prop::collection::vec(steps.clone(), 0..4).prop_map(Step::Gather),
            (ms.clone(), steps.clone()).prop_map(|(ms, steps)| Step::Limit(ms, steps)),
            (ms.clone(), steps.clone()).prop_map(|(ms, steps)| Step::Cancel(ms, steps)),
            steps.prop_map(Step::Detach),
        ]
    })
    .boxed()
}

fn play(steps: Vec<Step>) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move {
        for step in steps {
            match step {
                Step::Sleep(ms) => sleep(Duration::from_millis(ms)).await,
                Step::Block(ms) => block(Duration::from_millis(ms)),
                Step::Yield => yield_now().await,
                Step::Print => log("here"),
                Step::Await(steps) => spawn(play(steps)).await,
                Step::Gather(all) => {
                    gather(all.into_iter().map(play)).await;
                }
                Step::Limit(ms, steps) => {
                    let _ = timeout(Duration::from_millis(ms), spawn(play(steps))).await;
                }
                Step::Cancel(ms, steps) => {
                    let task = spawn(play(steps));
                    sleep(Duration::from_millis(ms)).await;
                    task.cancel().await;
                }
                Step::Detach(steps) => spawn(play(steps)).detach(),
            }
        }
    })
}

/// The trace of a random program, in a random order, perhaps stopped in the middle.
fn run() -> BoxedStrategy<Trace> {
    let steps = prop::collection::vec(step(), 0..6);
    (steps, any::<u64>(), 1..2_000_u64)
        .prop_map(|(steps, seed, stop_ms)| {
            let order = if seed % 2 == 0 { Order::Fifo } else { Order::Shuffled { seed } };
            let options = Options { order, ..Options::default() };
            let limits = Limits { time: Duration::from_millis(stop_ms), ..Limits::default() };
            simulate_until(options, limits, play(steps))
        })
        .boxed()
}

proptest! {
    #![proptest_config(quiet())]

    #[test]
    fn a_live_run_gives_the_same_lanes_as_one_that_is_over(
        trace in run(),
        portions in prop::collection::vec(1..20_usize, 1..8),
    ) {
        let mut live = Trace::new(trace.clock(), usize::MAX);
        let mut timeline = Timeline::new();
        let mut portion = portions.iter().cycle();
        let mut left = 1;
        for event in trace.events() {
            live.push(event.at_us, event.task, event.what, None);
            left -= 1;
            if left == 0 {
                timeline.update(&live);
                timeline.advance(event.at_us);
                left = portion.next().copied().unwrap_or(1);
            }
        }
        timeline.update(&live);
        prop_assert_eq!(timeline, Timeline::of(&live));
    }

    #[test]
    fn the_lanes_of_a_true_run_hold_together(trace in run()) {
        let timeline = Timeline::of(&trace);
        let report = timeline.report(&trace);
        for task in &report.tasks {
            let history = &timeline.histories[task.id as usize];
            prop_assert!(history.spans.from_us.is_sorted());
            let ended_ms = task.ended_ms.unwrap_or(report.total_ms);
            let sum_ms = task.busy_ms + task.ready_ms + task.idle_ms;
            prop_assert!((sum_ms - (ended_ms - task.spawned_ms)).abs() < 1e-6);
            let polls = all_spans(&trace, task.id);
            let never = task.polls == 0;
            prop_assert_eq!(never, polls.iter().all(|(state, ..)| !state.is_running()));
        }
        for sleep in &report.sleeps {
            prop_assert!(sleep.cut_short || sleep.got_ms >= sleep.asked_ms);
        }
        let explanation = &report.explanation;
        prop_assert_eq!(explanation.overhead_ms, 0.0, "a virtual clock has no overhead");
        prop_assert_eq!(explanation.critical_path_ms, explanation.total_ms);
        critical_path(&trace);
    }

    #[test]
    fn no_two_polls_of_the_loop_overlap(trace in run()) {
        let timeline = Timeline::of(&trace);
        let view = View { timeline: &timeline, trace: &trace };
        let turns: Vec<_> = turns_before(view, u64::MAX).collect();
        prop_assert!(turns.is_sorted_by(|later, earlier| earlier.to_us <= later.from_us));
        let polls: u32 = timeline.histories.iter().map(|history| history.polls).sum();
        prop_assert_eq!(turns.len(), polls as usize);
    }
}
