//! The page in real browsers, through WebDriver: `cargo xtask test --only page` runs these.
//!
//! One file for each topic. Each claim is a function that gets a [`harness::Visit`], and stands in
//! its file's list of claims. It fails on any error that the page did not announce, too.
//!
//! To start a browser takes longer than most of the claims, so those with the same screen share one.
//! That is why this is a program of its own: Rust's harness has no end at which to close them.

#[path = "../agreement.rs"]
mod agreement;
mod dealt;
mod gate;
mod harness;
mod published;
mod refusing;
mod steps;
mod visible;
mod waits;

mod accessibility;
mod address;
mod agreeing;
mod announcing;
mod arrows;
mod blocking;
mod catalog;
mod chess;
mod comparing;
mod controls;
mod countdown;
mod counts;
mod crashing;
mod cursor;
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
mod parts;
mod places;
mod policy;
mod printing;
mod runs;
mod scale;
mod source;
mod stopping;
mod tables;
mod tabs;
mod top_stories;
mod why;
mod workers;
mod zooming;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

/// In each browser, at most this many claims are checked side by side.
const AT_ONCE: usize = 2;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Times are claimed as lower bounds only, so that it does not matter what else the machine does.
    // The claims to which it matters have the machine for themselves.
    let at_once = if harness::is_wanted_alone() { 1 } else { AT_ONCE };
    arguments.test_threads.get_or_insert(at_once);
    let claims = [
        // What takes longest begins first.
        accessibility::CLAIMS,
        job_queue::CLAIMS,
        scale::CLAIMS,
        help::CLAIMS,
        offline::CLAIMS,
        controls::CLAIMS,
        loading::CLAIMS,
        not_loaded::CLAIMS,
        parts::CLAIMS,
        catalog::CLAIMS,
        greetings::CLAIMS,
        countdown::CLAIMS,
        cursor::CLAIMS,
        line_marks::CLAIMS,
        blocking::CLAIMS,
        source::CLAIMS,
        places::CLAIMS,
        comparing::CLAIMS,
        guessing::CLAIMS,
        runs::CLAIMS,
        address::CLAIMS,
        arrows::CLAIMS,
        why::CLAIMS,
        workers::CLAIMS,
        zooming::CLAIMS,
        agreeing::CLAIMS,
        stopping::CLAIMS,
        tables::CLAIMS,
        tabs::CLAIMS,
        top_stories::CLAIMS,
        chess::CLAIMS,
        crashing::CLAIMS,
        orders::CLAIMS,
        keyboard::CLAIMS,
        layout::CLAIMS,
        announcing::CLAIMS,
        policy::CLAIMS,
        printing::CLAIMS,
        isolation::CLAIMS,
        counts::CLAIMS,
        killing::CLAIMS,
        exporting::CLAIMS,
        opening::CLAIMS,
        embedding::CLAIMS,
    ]
    .concat();
    let trials = dealt::dealt(claims)
        .into_iter()
        .filter(harness::Claim::is_wanted)
        .map(|claim| Trial::test(claim.name(), move || claim.check()));
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    harness::close_browsers();
    harness::print_second_looks();
    if let Err(error) = harness::note_times() {
        eprintln!("How long the claims took could not be written down: {error}.");
    }
    conclusion.exit_code()
}
