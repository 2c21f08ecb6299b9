//! Shared memory needs a cross-origin isolated page. On a host that sends no headers, a button
//! isolates the page.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        an_isolated_page_has_nothing_to_offer;
    Website::NotIsolated, LAPTOP =>
        only_who_chooses_a_program_with_shared_memory_is_offered_isolation,
        one_press_isolates_the_page_and_comes_back_to_the_same_address,
        without_service_workers_a_sentence_says_why_and_what_to_do,
        a_program_with_shared_memory_says_why_it_cannot_run;
    Website::NotIsolated, crate::layout::PHONE =>
        the_offer_fits_a_phone;
];

const THREADS: &str = "?program=threads&variant=racy&increments=2000";

fn an_isolated_page_has_nothing_to_offer(page: &Visit) -> Result<()> {
    page.arrive(&format!("/{THREADS}"))?;
    assert!(!page.by_test_id("needs")?.is_displayed()?);
    page.run()?;
    assert_eq!(registrations(page)?, 0.0);
    Ok(())
}

fn only_who_chooses_a_program_with_shared_memory_is_offered_isolation(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=20&second-delay=40")?;
    assert_eq!(page.run_js("return crossOriginIsolated")?, false);
    page.run()?;
    page.choose("where-worker")?;
    page.run()?;
    assert!(!page.by_test_id("needs")?.is_displayed()?);
    page.choose_program("threads")?;
    offered(page)?;
    // The prediction needs no permission.
    page.wait_for_text("output", "cube 1000, square 100")?;
    page.choose_program("greetings")?;
    assert!(!page.by_test_id("needs")?.is_displayed()?);
    assert_eq!(registrations(page)?, 0.0);
    Ok(())
}

fn one_press_isolates_the_page_and_comes_back_to_the_same_address(page: &Visit) -> Result<()> {
    page.arrive(&format!("/{THREADS}"))?;
    offered(page)?;
    page.run_js("window.isTheOldPage = true")?;
    page.click("isolate")?;
    page.wait_for_js("!window.isTheOldPage && crossOriginIsolated")?;
    page.wait_for_state("ready")?;
    page.wait_for_listing()?;
    assert_eq!(page.query()?, THREADS);
    assert!(!page.by_test_id("needs")?.is_displayed()?);
    assert_eq!(registrations(page)?, 1.0);

    page.run()?;
    assert_eq!(page.state()?, "done");
    let printed = page.printed()?;
    assert!(printed.iter().any(|line| line == "cube 1000, square 100"), "{printed:?}");
    // It keeps nothing, and everything else works as before.
    assert_eq!(
        page.number_of(
            "(await caches.keys()).filter((name) => !name.startsWith('coroscope-python ')).length"
        )?,
        0.0
    );
    page.choose_program("greetings")?;
    page.set("first-delay", "20")?;
    page.set("second-delay", "40")?;
    page.choose("where-worker")?;
    page.run()?;
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    page.arrive("/?program=greetings")?;
    assert_eq!(page.run_js("return crossOriginIsolated")?, true, "it lasts");
    Ok(())
}

fn without_service_workers_a_sentence_says_why_and_what_to_do(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    // As in a private window of Firefox.
    page.run_js(
        "Object.defineProperty(navigator, 'serviceWorker', { value: undefined, configurable: true })",
    )?;
    page.choose_program("threads")?;
    page.wait_for_text("needs", "no service worker")?;
    page.wait_for_text("needs", "cargo xtask serve")?;
    assert_eq!(page.number_of("document.querySelectorAll('#needs button').length")?, 0.0);
    page.run_js("delete navigator.serviceWorker").map(drop)
}

fn a_program_with_shared_memory_says_why_it_cannot_run(page: &Visit) -> Result<()> {
    page.arrive(&format!("/{THREADS}"))?;
    page.run()?;
    assert_eq!(page.state()?, "failed");
    assert_eq!(page.says("status")?, "Failed: this page may not share memory");
    let printed = page.printed()?;
    assert!(printed[0].contains("Cross-Origin-Opener-Policy"), "{printed:?}");
    Ok(())
}

fn the_offer_fits_a_phone(page: &Visit) -> Result<()> {
    page.arrive(&format!("/{THREADS}"))?;
    offered(page)?;
    assert!(page.number_of("document.documentElement.scrollWidth - innerWidth")? <= 0.0);
    let height = "document.querySelector('[data-testid=isolate]').getBoundingClientRect().height";
    assert!(page.number_of(height)? >= 40.0, "a finger needs more");
    Ok(())
}

/// Waits until the page offers to isolate itself.
fn offered(page: &Visit) -> Result<()> {
    page.wait_for_text("needs", "Isolate this page")?;
    assert!(page.by_test_id("isolate")?.is_displayed()?);
    Ok(())
}

/// How many service workers the site has.
fn registrations(page: &Visit) -> Result<f64> {
    page.number_of("(await navigator.serviceWorker.getRegistrations()).length")
}
