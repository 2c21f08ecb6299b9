//! A panic ends a wasm instance, and never the page.

use std::path::Path;

use browser::{Context, Result};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::WithFailing, LAPTOP =>
        a_panic_on_the_loop_of_the_page_is_reported_and_leaves_it_usable,
        a_panic_in_a_worker_is_reported_and_leaves_the_page_usable,
        a_panic_in_the_prediction_leaves_the_page_usable,
        what_was_measured_before_a_panic_is_still_there_after_it,
        a_panic_terminates_the_workers_of_its_run,
];

fn a_panic_on_the_loop_of_the_page_is_reported_and_leaves_it_usable(page: &Visit) -> Result<()> {
    panic_and_go_on(page, "page")
}

fn a_panic_in_a_worker_is_reported_and_leaves_the_page_usable(page: &Visit) -> Result<()> {
    panic_and_go_on(page, "worker")
}

fn panic_and_go_on(page: &Visit, place: &str) -> Result<()> {
    open_what_panics(page)?;
    page.choose(&format!("where-{place}"))?;
    // Twice, because the second is the first of a fresh instance.
    for _ in 0..2 {
        page.run()?;
        assert_eq!(page.seen_states()?.last().context("no state")?, "failed");
        let message = page.says("message")?;
        says_where(&message)?;
        assert!(message.contains("fresh instance"), "{message}");
        page.wait_for_printed(&["all is well"])?;
        assert!(page.total("measured")? >= 100.0);
        assert!(page.shown(".track.measured.chosen .track-kind")?.contains("crashed"));
    }
    goes_on(page)
}

fn a_panic_in_the_prediction_leaves_the_page_usable(page: &Visit) -> Result<()> {
    open_what_panics(page)?;
    let message = page.says("message")?;
    assert!(message.contains("simulation"), "{message}");
    says_where(&message)?;
    // A slider asks for more predictions, and each of them panics.
    let slider = page.by_test_id("param-delay-slider")?;
    for delay in [500.0, 1000.0] {
        slider.slide_to(delay)?;
        page.settled()?;
    }
    goes_on(page)
}

fn what_was_measured_before_a_panic_is_still_there_after_it(page: &Visit) -> Result<()> {
    expect_traps(page);
    page.arrive("/?program=failing&variant=gets-stuck")?;
    page.run()?;
    assert_eq!(page.printed()?, ["waiting"]);
    let total = page.says("total-measured")?;

    page.choose_variant("panics")?;
    page.wait_for_state("failed")?;
    page.choose_variant("gets-stuck")?;
    page.wait_for_shown("[data-testid=total-measured]", &total)?;
    assert_eq!(page.printed()?, ["waiting"]);
    Ok(())
}

fn a_panic_terminates_the_workers_of_its_run(page: &Visit) -> Result<()> {
    expect_traps(page);
    page.arrive("/?program=failing&variant=panics-beside-a-worker")?;
    page.run_js(
        "const { terminate } = Worker.prototype;
         window.terminated = 0;
         Worker.prototype.terminate = function () { window.terminated += 1; terminate.call(this); };",
    )?;
    page.run()?;
    assert_eq!(page.state()?, "failed");
    assert_eq!(page.number_of("window.terminated")?, 1.0);
    goes_on(page)
}

/// The trap itself shows up in the console, and nothing else may.
fn expect_traps(page: &Visit) {
    page.expect_problem("RuntimeError: unreachable");
}

/// To open it is to predict it, and to predict it is to see it panic for the first time.
fn open_what_panics(page: &Visit) -> Result<()> {
    expect_traps(page);
    page.open("/?program=failing&variant=panics")?;
    page.wait_for_state("failed")?;
    page.settled()
}

/// Checks that a sentence names the task, the reason and the line of a panic.
fn says_where(message: &str) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/programs/failing.rs");
    let source = std::fs::read_to_string(path)?;
    let at = source.lines().position(|line| line.contains("panic!(")).context("no panic")?;
    let place = format!("failing.rs, line {}", at + 1);
    for part in ["unlucky", "this was to be expected", &place] {
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
    Ok(())
}

/// Checks that another program can be chosen, changed, and run in both places.
fn goes_on(page: &Visit) -> Result<()> {
    page.choose_program("greetings")?;
    page.by_test_id("param-second-delay-slider")?.slide_to(100.0)?;
    page.by_test_id("param-first-delay-slider")?.slide_to(200.0)?;
    page.wait_for_total("predicted", 200.0)?;
    for place in ["page", "worker"] {
        page.choose(&format!("where-{place}"))?;
        page.run()?;
        assert_eq!(page.state()?, "done");
        assert_eq!(page.printed()?, ["hoi", "hi"]);
    }
    assert_eq!(page.says("message")?, "");
    Ok(())
}
