//! The page in real browsers, through WebDriver: `cargo xtask test --only page` runs these.
//!
//! One file for each topic. Each claim is a function that gets a [`harness::Visit`], and stands in
//! its file's list of claims. It fails on any error that the page did not announce, too.
//!
//! To start a browser takes longer than most of the claims, so those with the same screen share one.
//! That is why this is a program of its own: Rust's harness has no end at which to close them.

#[path = "../agreement.rs"]
mod agreement;
#[path = "../cpython.rs"]
mod cpython;
mod dealt;
mod environment;
mod gate;
mod harness;
mod lasting;
mod published;
mod refusing;
mod steps;
mod times;
mod visible;
mod waits;

mod accessibility;
mod address;
mod agreeing;
mod announcing;
mod arrows;
mod articles;
mod blocking;
mod catalog;
mod chess;
mod comparing;
mod controls;
mod countdown;
mod counts;
mod crashing;
mod cursor;
mod editor;
mod embedding;
mod exporting;
mod greetings;
mod guessing;
mod help;
mod isolation;
mod job_queue;
mod keyboard;
mod killing;
mod layout;
mod line_marks;
mod loading;
mod not_loaded;
mod offline;
mod opening;
mod orders;
mod own;
mod own_ends;
mod own_links;
mod own_looks;
mod own_sliders;
mod parts;
mod places;
mod playing;
mod policy;
mod printing;
mod python_engine;
mod python_wall;
mod runs;
mod scale;
mod source;
mod stage;
mod stopping;
mod tables;
mod tabs;
mod top_stories;
mod why;
mod workers;
mod zooming;

use std::process::ExitCode;
use std::thread::available_parallelism;

use libtest_mimic::{Arguments, Trial};

/// In each browser, at most this many claims are checked side by side. A claim keeps nearly a whole
/// processor busy, and both browsers have their turn at the same time: more than the machine can do at
/// once makes every claim late, and none of them sooner done.
fn at_once() -> usize {
    available_parallelism().map_or(1, |processors| (processors.get() / 2).clamp(1, 4))
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Times are claimed as lower bounds only, so that it does not matter what else the machine does.
    // The claims to which it matters have the machine for themselves.
    let at_once = if environment::is_wanted_alone() { 1 } else { at_once() };
    arguments.test_threads.get_or_insert(at_once);
    let cases = [
        // What takes longest begins first.
        accessibility::CASES,
        job_queue::CASES,
        scale::CASES,
        help::CASES,
        offline::CASES,
        controls::CASES,
        loading::CASES,
        not_loaded::CASES,
        parts::CASES,
        catalog::CASES,
        greetings::CASES,
        countdown::CASES,
        cursor::CASES,
        playing::CASES,
        line_marks::CASES,
        blocking::CASES,
        source::CASES,
        stage::CASES,
        editor::CASES,
        own::CASES,
        own_sliders::CASES,
        own_ends::CASES,
        own_links::CASES,
        own_looks::CASES,
        places::CASES,
        comparing::CASES,
        guessing::CASES,
        runs::CASES,
        address::CASES,
        arrows::CASES,
        why::CASES,
        workers::CASES,
        zooming::CASES,
        agreeing::CASES,
        stopping::CASES,
        tables::CASES,
        tabs::CASES,
        top_stories::CASES,
        chess::CASES,
        crashing::CASES,
        orders::CASES,
        keyboard::CASES,
        layout::CASES,
        announcing::CASES,
        policy::CASES,
        printing::CASES,
        python_engine::CASES,
        python_wall::CASES,
        isolation::CASES,
        counts::CASES,
        killing::CASES,
        exporting::CASES,
        opening::CASES,
        embedding::CASES,
        articles::CASES,
    ]
    .concat();
    let trials = dealt::dealt(cases)
        .into_iter()
        .filter(harness::Case::is_wanted)
        .map(|case| Trial::test(case.name(), move || case.check()));
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    harness::close_browsers();
    harness::print_second_looks();
    if let Err(error) = times::write() {
        eprintln!("How long the claims took could not be written down: {error}.");
    }
    conclusion.exit_code()
}
