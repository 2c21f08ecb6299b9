//! Random programs, and what must hold of every one of them.

mod checks;
mod programs;

use std::cell::RefCell;
use std::rc::Rc;

use coroscope::drivers::simulation::{Limits, simulate_until};
use coroscope::runtime::trace::{End, Trace, What};
use coroscope::runtime::{Options, Order, gather, now, sleep};
use coroscope::timeline::{Moment, Moments, ReadyTask, RunTimeline, TaskNow};
use proptest::prelude::*;

use crate::support::{Census, ms};
use programs::{Step, main};

/// Runs a random program. Returns its trace, how many values it made and dropped, and its own
/// notes.
fn simulate(steps: &[Step], options: Options, limits: Limits) -> (Trace, Census, Vec<String>) {
    let (program, census, notes) = main(steps.to_vec());
    let trace = simulate_until(options, limits, program);
    (trace, census, notes.take())
}

fn order() -> BoxedStrategy<Order> {
    prop_oneof![
        Just(Order::Fifo),
        any::<u64>().prop_map(|seed| Order::Shuffled { seed }),
        prop::collection::vec(0..6_u32, 0..40).prop_map(Order::Picked),
    ]
    .boxed()
}

fn with_order(order: Order) -> Options {
    Options { order, ..Options::default() }
}

/// The ready tasks and what each task does, without lanes: those are lanes of the whole run, in which
/// tasks that are spawned later come between.
fn without_lanes(moment: &Moment) -> (Vec<ReadyTask>, Vec<TaskNow>) {
    let ready = moment.ready.iter().map(|task| ReadyTask { lane: 0, ..task.clone() });
    let tasks = moment.tasks.iter().map(|task| TaskNow { lane: 0, ..task.clone() });
    (ready.collect(), tasks.collect())
}

/// None of these programs needs more. A program that does is stopped.
const LIMITS: Limits = Limits { polls: 20_000, time: std::time::Duration::MAX };

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_trace_of_a_run_is_sound(steps in programs::steps(), order in order()) {
        let (trace, census, _) = simulate(&steps, with_order(order), LIMITS);
        prop_assert_eq!(trace.dropped(), 0);
        checks::sound(&trace);
        prop_assert_eq!(census.made(), census.dropped());
    }

    #[test]
    fn the_same_order_gives_the_same_trace_to_the_byte(
        steps in programs::steps(),
        order in order(),
    ) {
        let (first, _, notes) = simulate(&steps, with_order(order.clone()), LIMITS);
        let (second, _, again) = simulate(&steps, with_order(order), LIMITS);
        prop_assert_eq!(first.to_bytes(), second.to_bytes());
        prop_assert_eq!(notes, again);
    }

    #[test]
    fn the_choices_told_of_a_run_make_the_same_run_by_hand(
        steps in programs::steps(),
        order in order(),
    ) {
        let (first, ..) = simulate(&steps, with_order(order), LIMITS);
        let end = Moments::default().at(&RunTimeline::of(&first), &first, f64::INFINITY, None);
        let picks = end.picks.expect("there are not too many");
        let (second, ..) = simulate(&steps, with_order(Order::Picked(picks)), LIMITS);
        prop_assert_eq!(first.to_bytes(), second.to_bytes());
    }

    #[test]
    fn up_to_any_poll_the_choices_told_make_the_same_run_by_hand(
        steps in programs::steps(),
        order in order(),
        poll in 0..30_u32,
    ) {
        let (first, ..) = simulate(&steps, with_order(order), LIMITS);
        let timeline = RunTimeline::of(&first);
        let moment = Moments::default().at(&timeline, &first, 0.0, Some(poll));
        let mut picks = moment.picks.clone().expect("there are not too many");
        // From here on another task is taken, if there is a choice.
        let place = moment.ready_count.saturating_sub(1);
        if moment.ready_count > 1 {
            picks.push(place);
        }
        let taken = moment.ready.get(place as usize).map(|task| task.task);
        let (second, ..) = simulate(&steps, with_order(Order::Picked(picks)), LIMITS);
        let timeline = RunTimeline::of(&second);
        let again = Moments::default().at(&timeline, &second, 0.0, Some(poll));
        // If that task is to be dropped, which is no poll, then another is polled.
        let may_be_dropped = taken.is_some_and(|task| {
            first.events().any(|event| event.task.0 == task && matches!(event.what, What::CancelRequested { .. }))
        });
        if !may_be_dropped {
            prop_assert_eq!(without_lanes(&moment), without_lanes(&again));
            let next = again.next.as_ref().map(|next| next.task);
            prop_assert!(moment.next.is_none() || next == taken);
        }
    }

    #[test]
    fn stopping_at_any_poll_drops_everything_once(steps in programs::steps(), order in order()) {
        let (whole, ..) = simulate(&steps, with_order(order.clone()), LIMITS);
        for polls in 0..checks::polls(&whole).min(60) {
            let limits = Limits { polls, ..LIMITS };
            let (trace, census, _) = simulate(&steps, with_order(order.clone()), limits);
            prop_assert_eq!(trace.end(), Some(&End::PollLimit));
            prop_assert_eq!(census.made(), census.dropped());
            checks::sound(&trace);
        }
    }

    #[test]
    fn stopping_at_any_time_drops_everything_once(steps in programs::steps(), order in order()) {
        let (whole, ..) = simulate(&steps, with_order(order.clone()), LIMITS);
        for time_us in checks::times(&whole) {
            for time_us in [time_us, time_us + 1] {
                let time = std::time::Duration::from_micros(time_us);
                let limits = Limits { time, ..LIMITS };
                let (trace, census, _) = simulate(&steps, with_order(order.clone()), limits);
                prop_assert_eq!(census.made(), census.dropped());
                checks::sound(&trace);
            }
        }
    }

    #[test]
    fn a_trace_that_is_too_small_changes_nothing(
        steps in programs::steps(),
        order in order(),
        capacity in prop::option::of(0..40_usize),
    ) {
        let (whole, _, expected) = simulate(&steps, with_order(order.clone()), LIMITS);
        let options = Options { order, capacity, ..Options::default() };
        let (small, census, notes) = simulate(&steps, options, LIMITS);
        prop_assert_eq!(notes, expected);
        prop_assert_eq!(census.made(), census.dropped());
        let room = capacity.unwrap_or(0);
        prop_assert!(small.events().take(room).eq(whole.events().take(room)));
        if capacity.is_some() {
            prop_assert_eq!((small.end(), small.last_us()), (whole.end(), whole.last_us()));
        }
    }

    #[test]
    fn timers_fire_in_the_order_of_their_deadlines(
        sleeps in prop::collection::vec((0..10_u64, 0..30_u64), 0..30),
    ) {
        let woken = Rc::new(RefCell::new(Vec::new()));
        let record = Rc::clone(&woken);
        let _ = crate::support::run(async move {
            let sleeper = |(first, then): (u64, u64)| {
                let record = Rc::clone(&record);
                async move {
                    sleep(ms(first)).await;
                    sleep(ms(then)).await;
                    record.borrow_mut().push((now(), ms(first + then)));
                }
            };
            gather(sleeps.into_iter().map(sleeper).collect::<Vec<_>>()).await;
        });
        let woken = woken.take();
        prop_assert!(woken.iter().all(|(at, deadline)| at == deadline));
        prop_assert!(woken.is_sorted());
    }

    #[test]
    fn the_order_does_not_matter_to_a_program_that_shares_nothing(
        steps in programs::independent_steps(),
        order in order(),
    ) {
        let (fifo, _, mut expected) = simulate(&steps, Options::default(), LIMITS);
        let (other, _, mut notes) = simulate(&steps, with_order(order), LIMITS);
        expected.sort();
        notes.sort();
        prop_assert_eq!(notes, expected);
        prop_assert_eq!((other.end(), other.last_us()), (fifo.end(), fifo.last_us()));
    }
}
