//! Runs of very many steps.

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{Cause, End, What};
use crate::runtime::{Options, sleep};
use crate::timeline::TaskState;
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

use super::ms;

#[test]
fn a_run_of_many_steps_is_told_in_few() {
    let trace = simulate(Options::default(), async {
        for _ in 0..5_000 {
            sleep(ms(1)).await;
        }
        sleep(ms(5_000)).await;
    });
    let links = report(&trace).explanation.critical_path;
    assert!((100..1_002).contains(&links.len()), "{}", links.len());
    assert_eq!(links[0].text, "21 short steps, 21 ms in all");
    assert_eq!(
        links.last().map(|link| link.text.as_str()),
        Some("`main` waited 5,000 ms on a timer")
    );
    critical_path(&trace);
}

#[test]
fn steps_that_take_next_to_nothing_are_part_of_their_neighbour() {
    let mut script = Script::measured().spawn(0, None, "main").at(0.3).starts(0).at(0.5);
    script = script.sleeps(0, 100).ends(0).at(101.0).woken_by_timer(0).at(101.2).starts(0);
    script = script.at(101.4).sleeps(0, 100).ends(0).at(202.0).woken_by_timer(0).at(202.1);
    let trace = script.starts(0).completes(0).finish(End::Completed);
    assert_eq!(
        critical_path(&trace),
        [(0, TaskState::Timer, 0.0, 101.4), (0, TaskState::Timer, 101.4, 202.1)]
    );
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
    let links = report(&trace).explanation.critical_path;
    let texts: Vec<_> = links.iter().map(|link| link.text.as_str()).collect();
    assert_eq!(texts, ["100 short steps, 40 ms in all", "`main` waited 60 ms on a timer"]);
    critical_path(&trace);
}
