//! Who does not see the page hears of each result, once, and of nothing else.

use browser::Result;

use crate::harness::{Claim, LAPTOP, Site, Visit, claims};
use crate::steps::milliseconds;

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        a_run_is_told_when_it_begins_and_when_it_ends,
        runs_of_all_variants_end_with_one_sentence_about_all,
        stop_is_told_with_the_time_that_it_took,
        dragging_a_parameter_is_not_told;
    Site::WithFailing, LAPTOP =>
        a_program_that_gets_stuck_is_told_to_be_stuck,
        a_crash_is_told_at_once_and_in_full;
];

fn a_run_is_told_when_it_begins_and_when_it_ends(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=100&second-delay=200")?;
    listen(page)?;
    page.run()?;
    let told = told(page)?;
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], "Running");
    let took = told[1].strip_prefix("Done in ").and_then(milliseconds);
    assert!(took.is_some_and(|took| took >= 200.0), "{told:?}");
    Ok(())
}

fn runs_of_all_variants_end_with_one_sentence_about_all(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=50&second-delay=100&compare=1")?;
    listen(page)?;
    page.click("run-all")?;
    page.wait_for_text("status", "Done: ")?;
    page.drawn()?;
    let told = told(page)?;
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], "Running");
    assert!(told[1].contains("Sequential") && told[1].contains("Concurrent"), "{told:?}");
    Ok(())
}

fn stop_is_told_with_the_time_that_it_took(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=5000&second-delay=5000")?;
    listen(page)?;
    page.start()?;
    page.click("stop")?;
    page.wait_for_state("stopped")?;
    page.drawn()?;
    let told = told(page)?;
    assert_eq!(told[0], "Running");
    assert!(told[told.len() - 1].starts_with("Stopped after "), "{told:?}");
    // Between them may be that it is being stopped.
    assert!(told[1..told.len() - 1].iter().all(|one| one == "Stopping"), "{told:?}");
    Ok(())
}

fn dragging_a_parameter_is_not_told(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    listen(page)?;
    for value in [500.0, 600.0, 700.0] {
        page.by_test_id("param-first-delay-slider")?.slide_to(value)?;
        page.drawn()?;
    }
    page.wait_for_total("predicted", 2000.0)?;
    assert_eq!(told(page)?, [""; 0]);
    Ok(())
}

fn a_program_that_gets_stuck_is_told_to_be_stuck(page: &Visit) -> Result<()> {
    page.arrive("/?program=failing&variant=gets-stuck")?;
    listen(page)?;
    page.run()?;
    let told = told(page)?;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].starts_with("Stuck after "), "{told:?}");
    Ok(())
}

fn a_crash_is_told_at_once_and_in_full(page: &Visit) -> Result<()> {
    page.expect_problem("panicked");
    page.expect_problem("unreachable");
    // Its prediction is the first to crash.
    page.open("/?program=failing&variant=panics")?;
    page.wait_for_state("failed")?;
    page.settled()?;
    listen(page)?;
    page.run()?;
    let told = told(page)?;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].starts_with("Failed") && told[1].contains("crashed"), "{told:?}");
    Ok(())
}

/// From now on notes what is read out: what changes in a frame is heard together.
fn listen(page: &Visit) -> Result<()> {
    page.run_js(
        "window.told = [];
         let texts = new Map();
         const regions = () => [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')];
         const hear = () => new Map(regions().map((one) => [one, one.textContent.trim()]));
         texts = hear();
         new MutationObserver(() => {
             const now = hear();
             const fresh = [...now].filter(([region, text]) => text && texts.get(region) !== text);
             texts = now;
             if (fresh.length > 0) window.told.push(fresh.map(([, text]) => text).join(' '));
         }).observe(document.body, { subtree: true, childList: true, characterData: true })",
    )
    .map(drop)
}

fn told(page: &Visit) -> Result<Vec<String>> {
    // What would be told too much might come late, and there is no sign that nothing does: what
    // comes latest is told when it has been at rest for 500 ms (`www/zooming/controls.js`).
    page.run_js("await new Promise((go) => setTimeout(go, 600))")?;
    page.texts("window.told")
}
