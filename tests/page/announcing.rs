//! Screen readers announce each result once, and nothing else.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::steps::milliseconds;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_run_is_announced_when_it_begins_and_when_it_ends,
        runs_of_all_variants_end_with_one_sentence_about_all,
        stop_is_announced_with_the_time_that_it_took,
        dragging_a_parameter_is_not_announced;
    Website::WithFailing, LAPTOP =>
        a_program_that_gets_stuck_is_announced_as_stuck,
        a_crash_is_announced_at_once_and_in_full;
];

fn a_run_is_announced_when_it_begins_and_when_it_ends(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=100&second-delay=200")?;
    listen(page)?;
    page.run()?;
    let announced = announced(page)?;
    assert_eq!(announced.len(), 2, "{announced:?}");
    assert_eq!(announced[0], "Running");
    let took = announced[1].strip_prefix("Done in ").and_then(milliseconds);
    assert!(took.is_some_and(|took| took >= 200.0), "{announced:?}");
    Ok(())
}

fn runs_of_all_variants_end_with_one_sentence_about_all(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=50&second-delay=100&compare=1")?;
    listen(page)?;
    page.click("run-all")?;
    page.wait_for_text("status", "Done: ")?;
    page.drawn()?;
    let announced = announced(page)?;
    assert_eq!(announced.len(), 2, "{announced:?}");
    assert_eq!(announced[0], "Running");
    assert!(
        announced[1].contains("Sequential") && announced[1].contains("Concurrent"),
        "{announced:?}"
    );
    Ok(())
}

fn stop_is_announced_with_the_time_that_it_took(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=5000&second-delay=5000")?;
    listen(page)?;
    page.hold_long_waits()?;
    page.start()?;
    page.click("stop")?;
    page.wait_for_state("stopped")?;
    page.drawn()?;
    let announced = announced(page)?;
    assert_eq!(announced[0], "Running");
    assert!(announced[announced.len() - 1].starts_with("Stopped after "), "{announced:?}");
    // Between them may be that it is being stopped.
    assert!(announced[1..announced.len() - 1].iter().all(|one| one == "Stopping"), "{announced:?}");
    Ok(())
}

fn dragging_a_parameter_is_not_announced(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    listen(page)?;
    for value in [500.0, 600.0, 700.0] {
        page.by_test_id("param-first-delay-slider")?.slide_to(value)?;
        page.drawn()?;
    }
    page.wait_for_total("predicted", 2000.0)?;
    assert_eq!(announced(page)?, [""; 0]);
    Ok(())
}

fn a_program_that_gets_stuck_is_announced_as_stuck(page: &Visit) -> Result<()> {
    page.arrive("/?program=failing&variant=gets-stuck")?;
    listen(page)?;
    page.run()?;
    let announced = announced(page)?;
    assert_eq!(announced.len(), 2, "{announced:?}");
    assert!(announced[1].starts_with("Stuck after "), "{announced:?}");
    Ok(())
}

fn a_crash_is_announced_at_once_and_in_full(page: &Visit) -> Result<()> {
    page.expect_problem("panicked");
    page.expect_problem("unreachable");
    // Its prediction is the first to crash.
    page.open("/?program=failing&variant=panics")?;
    page.wait_for_state("failed")?;
    page.settled()?;
    listen(page)?;
    page.run()?;
    let announced = announced(page)?;
    assert_eq!(announced.len(), 2, "{announced:?}");
    assert!(
        announced[1].starts_with("Failed") && announced[1].contains("crashed"),
        "{announced:?}"
    );
    Ok(())
}

/// From now on notes what is announced: changes of a frame are announced together.
fn listen(page: &Visit) -> Result<()> {
    page.run_js(
        "window.announced = [];
         let texts = new Map();
         const regions = () => [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')];
         const hear = () => new Map(regions().map((one) => [one, one.textContent.trim()]));
         texts = hear();
         new MutationObserver(() => {
             const now = hear();
             const fresh = [...now].filter(([region, text]) => text && texts.get(region) !== text);
             texts = now;
             if (fresh.length > 0) window.announced.push(fresh.map(([, text]) => text).join(' '));
         }).observe(document.body, { subtree: true, childList: true, characterData: true })",
    )
    .map(drop)
}

fn announced(page: &Visit) -> Result<Vec<String>> {
    // An announcement too many might come late, and nothing shows that none does: the one that
    // comes latest is announced when it has been at rest for 500 ms (`www/zooming/controls.js`).
    page.run_js("await new Promise((go) => setTimeout(go, 600))")?;
    page.texts("window.announced")
}
