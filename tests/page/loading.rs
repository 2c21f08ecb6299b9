//! The page comes up wherever it is put, and how long that takes.

use browser::{Engine, Page, Result};

use crate::harness::{Claim, LAPTOP, LAPTOP_WITH_REQUESTS, Site, Visit, claims, folder};
use crate::layout::{PHONE, SMALL_DARK_CALM};

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        it_loads_and_offers_to_run,
        on_a_cold_cache_run_is_usable,
        run_waits_for_no_more_than_it_has_to,
        nothing_jumps_while_the_page_comes,
        the_axis_is_that_of_the_run_as_soon_as_it_has_one,
        a_file_that_is_missing_does_not_go_unnoticed;
    Site::Published, PHONE => nothing_jumps_on_a_phone_either;
    Site::Published, SMALL_DARK_CALM => it_offers_to_run_on_a_small_phone_too;
    Site::BelowRoot, LAPTOP_WITH_REQUESTS => it_works_below_the_root_of_its_host;
];

fn it_loads_and_offers_to_run(page: &Visit) -> Result<()> {
    offers_to_run(page)
}

fn it_offers_to_run_on_a_small_phone_too(page: &Visit) -> Result<()> {
    let wants = |query: &str| page.run_js(&format!("return matchMedia({query:?}).matches"));
    assert_eq!(wants("(prefers-color-scheme: dark)")?, true);
    assert_eq!(wants("(prefers-reduced-motion: reduce)")?, true);
    offers_to_run(page)
}

fn offers_to_run(page: &Visit) -> Result<()> {
    page.open("/")?;
    page.wait_for("a Run button", || page.by_role("button", "Run")?.is_enabled())?;
    page.wait_for_state("ready")
}

fn it_works_below_the_root_of_its_host(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=50&second-delay=100&where=worker")?;
    page.run()?;
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    page.choose_program("countdown")?;
    let address = page.text_of("location.href")?;
    assert!(address.starts_with(&format!("{}?program=countdown", page.base())), "{address}");
    // A browser that has just begun looks at a font of its own, which is in the address itself.
    for url in page.requests().iter().filter(|url| !url.starts_with("data:")) {
        assert!(url.starts_with(&page.base()), "{url} is outside");
    }
    Ok(())
}

fn nothing_jumps_while_the_page_comes(page: &Visit) -> Result<()> {
    nothing_jumps(page)
}

fn nothing_jumps_on_a_phone_either(page: &Visit) -> Result<()> {
    nothing_jumps(page)
}

/// From when Run can be pressed, nothing moves by more than a line of text; and what Chromium counts
/// before that stays below what is called good, which is 0.1: <https://web.dev/articles/cls>.
fn nothing_jumps(page: &Visit) -> Result<()> {
    let tops = "return ['#tracks', '#track-list', '.columns'].map((one) =>
         document.querySelector(one).getBoundingClientRect().top + scrollY)";
    page.open("/")?;
    page.wait_for_state("ready")?;
    let before = page.run_js(tops)?;
    page.wait_for_listing()?;
    page.wait_for_js("document.querySelector('.cost') && document.querySelector('#zoom')")?;
    page.wait_for_js("!document.querySelector('#player').hidden")?;
    page.frames(3)?;
    let after = page.run_js(tops)?;
    for at in 0..3 {
        let [before, after] = [&before, &after].map(|all| all[at].as_f64().unwrap_or(f64::NAN));
        assert!((before - after).abs() <= 24.0, "number {at}: from {before} to {after}");
    }
    if page.engine() == Engine::Chromium {
        let moved = page.number_of(
            "await new Promise((go) => new PerformanceObserver((list) =>
                 go(list.getEntries().reduce((sum, { value }) => sum + value, 0))
             ).observe({ type: 'layout-shift', buffered: true }))",
        )?;
        assert!(moved < 0.1, "{moved}");
    }
    Ok(())
}

fn the_axis_is_that_of_the_run_as_soon_as_it_has_one(page: &Visit) -> Result<()> {
    page.open("/")?;
    // While the axis is on its way, a window in the overview says that only a part is shown.
    let windows = page.number_of(
        "await (async () => {
             let windows = 0;
             for (let settled = 0; settled < 20;) {
                 await new Promise((go) => requestAnimationFrame(go));
                 const found = document.querySelector('.overview-window');
                 if (found) settled += 1;
                 if (found && !found.hidden) windows += 1;
             }
             return windows;
         })()",
    )?;
    assert_eq!(windows, 0.0);
    Ok(())
}

/// What every claim relies on: whatever the page lacks makes the claim false.
fn a_file_that_is_missing_does_not_go_unnoticed(page: &Visit) -> Result<()> {
    page.expect_problem("missing.js");
    page.open("/")?;
    page.run_js("await fetch('missing.js')")?;
    page.wait_for("a problem", || {
        Ok(page.problems().iter().any(|one| one.contains("404 for") && one.contains("missing.js")))
    })
}

/// Measures without judging: how fast a machine is is not for a test to say.
fn on_a_cold_cache_run_is_usable(page: &Visit) -> Result<()> {
    // A browser that has never seen the page.
    let fresh = Page::launch(page.engine(), &LAPTOP)?;
    fresh.goto(&page.base())?;
    fresh.wait_for_js("performance.getEntriesByName('ready').length")?;
    fresh.wait_for("a Run button", || fresh.by_role("button", "Run")?.is_enabled())?;
    let found = fresh.run_js(
        "const files = new Map([...performance.getEntriesByType('navigation'),
             ...performance.getEntriesByType('resource')].map((one) => [one.name, one.encodedBodySize]));
         const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
         const [ready] = performance.getEntriesByName('ready');
         return `${ready.startTime.toFixed(0)} ms from navigation to ready, \
             ${files.size} files, ${(bytes / 1024).toFixed(1)} KiB compressed`",
    )?;
    let figures =
        format!("{}, cold cache: {}", page.engine().name(), found.as_str().unwrap_or("?"));
    let figures = figures.split_whitespace().collect::<Vec<_>>().join(" ");
    println!("\n{figures}");
    let file = folder().join(format!("figures-{}.txt", page.engine().name()));
    std::fs::write(file, figures + "\n")?;
    Ok(())
}

/// KiB, compressed: all that a fresh visitor loads before Run is usable.
const MOST_BEFORE_RUN: f64 = 120.0;

fn run_waits_for_no_more_than_it_has_to(page: &Visit) -> Result<()> {
    let fresh = Page::launch(page.engine(), &LAPTOP)?;
    fresh.goto(&page.base())?;
    fresh.wait_for_js("document.querySelector('#listing').textContent.includes('greet')")?;
    fresh.wait_for_js("performance.getEntriesByName('ready').length")?;
    let files = "const [ready] = performance.getEntriesByName('ready');
         const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
         const before = files.filter((one) => one.startTime < ready.startTime);";
    let weight = fresh.run_js(&format!(
        "{files} return before.reduce((sum, one) => sum + one.encodedBodySize, 0) / 1024"
    ))?;
    let weight = weight.as_f64().unwrap_or(f64::INFINITY);
    assert!(weight > 60.0 && weight <= MOST_BEFORE_RUN, "{weight} KiB");
    let names = fresh.run_js(&format!("{files} return before.map((one) => one.name).join(' ')"))?;
    let names = names.as_str().unwrap_or_default();
    assert!(names.contains("coroscope_first.wasm"), "{names}");
    assert!(!names.contains("coroscope_bg.wasm") && !names.contains("_rest.wasm"), "{names}");
    Ok(())
}
