//! Random programs print the same lines with Coroscope and with asyncio, at the same times.
//!
//! Both run them on virtual clocks, so that times are exact. What differs by design is left out of
//! the programs (`classes.rs`), and nothing is left out of what they print.
//!
//! `COROSCOPE_PROGRAMS` is how many programs of each class there are, and `COROSCOPE_SEED` the seed
//! from which they are made.

#![cfg(not(target_arch = "wasm32"))]

mod classes;
#[path = "../cpython.rs"]
mod cpython;
mod differences;
mod generate;
mod interpret;
mod program;
mod python;
#[path = "../random.rs"]
mod random;
mod shrink;

use generate::{Class, generate, tasks_with_permits, workers_on_a_queue};
use program::Program;
use random::{Random, setting};

/// Runs random programs on both runtimes, and shows the smallest of those about which they disagree.
fn compare(mut generate: impl FnMut(&mut Random) -> Program, may_be: impl Fn(&Program) -> bool) {
    let Some(python) = cpython::cpython() else { return };
    let mut random = Random::new(setting("COROSCOPE_SEED", 1));
    let number = setting("COROSCOPE_PROGRAMS", 300) as usize;
    let programs: Vec<Program> =
        std::iter::repeat_with(|| generate(&mut random)).take(number).collect();
    let disagree = |(program, lines): (&Program, Vec<String>)| interpret::run(program).0 != lines;
    let mut printed = python::run(python, &programs).into_iter();
    let different: Vec<&Program> =
        programs.iter().filter(|program| disagree((program, printed.next().unwrap()))).collect();
    let Some(&program) = different.first() else { return };

    let program = shrink::shrink(program.clone(), may_be, |programs| {
        programs.iter().zip(python::run(python, programs)).position(disagree)
    });
    let in_asyncio = python::run(python, std::slice::from_ref(&program)).concat().join("\n");
    let in_coroscope = interpret::run(&program).0.join("\n");
    panic!(
        "{} of {number} programs differ; the first, made smaller, is\n\n{program}\n\
         Coroscope prints\n{in_coroscope}\n\nasyncio prints\n{in_asyncio}\n",
        different.len()
    );
}

fn compare_class(class: &Class) {
    compare(|random| generate(class, random), |program| class.has(program));
}

#[test]
fn tasks_run_in_the_same_order() {
    compare_class(&classes::CORE);
}

#[test]
fn waiters_for_permits_keep_their_order() {
    compare_class(&classes::PERMITS);
}

#[test]
fn permits_are_handed_on_in_the_order_of_asking() {
    compare(tasks_with_permits, |_| true);
}

#[test]
fn waiters_for_messages_keep_their_order() {
    compare_class(&classes::UNBOUNDED_QUEUES);
}

#[test]
fn waiters_for_room_keep_their_order() {
    compare_class(&classes::BOUNDED_QUEUES);
}

#[test]
fn workers_take_from_a_queue_in_the_same_order() {
    compare(|random| workers_on_a_queue(random, 0), |_| true);
}

#[test]
fn workers_take_from_a_queue_that_is_full_in_the_same_order() {
    let workers = |random: &mut Random| {
        let room = random.between(1, 2);
        workers_on_a_queue(random, room)
    };
    compare(workers, |_| true);
}

#[test]
fn a_limit_ends_what_takes_longer() {
    compare_class(&classes::LIMITS_APART);
}

#[test]
fn a_limit_counts_what_blocks_before_the_first_wait() {
    compare_class(&classes::LIMITS_OF_BLOCKS);
}

#[test]
fn a_limit_wins_at_its_very_instant() {
    compare_class(&classes::LIMITS_TIED);
}

#[test]
fn what_is_gathered_is_in_the_order_given() {
    compare_class(&classes::GATHERS);
}

#[test]
fn after_an_error_the_others_of_a_plain_gather_go_on() {
    compare_class(&classes::FALLIBLE_GATHERS);
}

#[test]
fn after_an_error_the_others_of_a_group_clean_up_before_it_is_over() {
    compare_class(&classes::GROUPS);
}

#[test]
fn outputs_come_in_the_order_of_completion() {
    compare_class(&classes::AS_COMPLETED);
}

#[test]
fn a_wait_tells_who_is_done() {
    compare_class(&classes::WAITS);
}

#[test]
fn a_wait_with_a_limit_lets_the_pending_go_on() {
    compare_class(&classes::WAITS_WITHIN);
}

#[test]
fn whoever_cancels_a_task_goes_on_after_its_end() {
    compare_class(&classes::CANCELS);
}

#[test]
fn a_program_that_runs_again_does_the_same_again() {
    let mut random = Random::new(setting("COROSCOPE_SEED", 1));
    for _ in 0..setting("COROSCOPE_PROGRAMS", 300) {
        for class in
            [&classes::CORE, &classes::PERMITS, &classes::BOUNDED_QUEUES, &classes::LIMITS_TIED]
        {
            let program = generate(class, &mut random);
            let [first, second] = [(); 2].map(|()| interpret::run(&program).1.to_bytes());
            assert!(first == second, "two runs of this differ:\n{program}");
        }
    }
}
