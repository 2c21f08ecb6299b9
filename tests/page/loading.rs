//! The page loads wherever it is hosted, and how long that takes.

use browser::{Context, Engine, Page, Result};
use serde_json::Value;

use crate::harness::{Case, LAPTOP, LAPTOP_WITH_REQUESTS, Visit, Website, cases};
use crate::layout::{PHONE, SMALL_DARK_CALM};
use crate::refusing::Refusing;
use crate::steps::milliseconds;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        it_loads_and_offers_to_run,
        on_a_cold_cache_run_is_usable_and_waits_for_no_more_than_it_has_to,
        on_a_cold_cache_the_first_prediction_takes_few_files,
        the_first_picture_needs_no_wasm_and_is_the_one_that_the_wasm_draws,
        the_axis_is_that_of_the_run_as_soon_as_it_has_one,
        a_file_that_is_missing_does_not_go_unnoticed;
    Website::Published, LAPTOP, Alone =>
        nothing_jumps_while_the_page_comes;
    Website::Published, PHONE, Alone =>
        nothing_jumps_on_a_phone_either;
    Website::Published, SMALL_DARK_CALM =>
        it_offers_to_run_on_a_small_phone_too;
    Website::BelowRoot, LAPTOP_WITH_REQUESTS =>
        it_works_below_the_root_of_its_host;
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
    for url in page.requests()?.iter().filter(|url| !url.starts_with("data:")) {
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
    page.open("/?program=greetings")?;
    page.wait_for_state("ready")?;
    let before = page.run_js(tops)?;
    page.wait_for_listing()?;
    page.wait_for_js("document.querySelector('.cost') && document.querySelector('#zoom')")?;
    page.wait_for_js("!document.querySelector('#player').hidden")?;
    page.settled()?;
    let after = page.run_js(tops)?;
    for at in 0..3 {
        let [before, after] = [&before, &after].map(|all| all[at].as_f64().unwrap_or(f64::NAN));
        assert!((before - after).abs() <= 24.0, "number {at}: from {before} to {after}");
    }
    if page.engine() == Engine::Chromium {
        assert!(moved(page)? < 0.1, "{}", moved(page)?);
        // Whoever comes for the first time sees a question in place of the picture.
        page.open("/")?;
        page.wait_for_js(
            "document.querySelector('[data-testid=welcome-look]')?.checkVisibility()",
        )?;
        page.settled()?;
        assert!(moved(page)? < 0.1, "{} for newcomers", moved(page)?);
    }
    Ok(())
}

/// What Chromium counts as moved since the page began to load, as a share of the window.
fn moved(page: &Visit) -> Result<f64> {
    page.number_of(
        "await new Promise((go) => {
             new PerformanceObserver((list) => go(list.getEntries().reduce((sum, { value }) => sum + value, 0)))
                 .observe({ type: 'layout-shift', buffered: true });
             setTimeout(() => go(0), 300);
         })",
    )
}

fn the_axis_is_that_of_the_run_as_soon_as_it_has_one(page: &Visit) -> Result<()> {
    page.open("/?program=greetings")?;
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

/// What every claim relies on: anything that the page lacks makes a claim false.
fn a_file_that_is_missing_does_not_go_unnoticed(page: &Visit) -> Result<()> {
    page.expect_problem("missing.js");
    page.open("/")?;
    page.run_js("await fetch('missing.js')")?;
    page.wait_for("a problem", || {
        Ok(page.problems().iter().any(|one| one.contains("404 for") && one.contains("missing.js")))
    })
}

/// KiB, compressed: all that a fresh visitor loads before Run is usable.
const MOST_BEFORE_RUN: f64 = 94.0;

fn on_a_cold_cache_run_is_usable_and_waits_for_no_more_than_it_has_to(page: &Visit) -> Result<()> {
    // A browser that has never seen the page.
    let fresh = Page::launch(page.engine(), &LAPTOP)?;
    // It is the first view all the same: the program is the first, with less to wait for.
    fresh.goto(&format!("{}?first-delay=50&second-delay=100", page.base()))?;
    fresh.wait_for_js("document.querySelector('[data-testid=run]:enabled')")?;
    // At once, whatever else is still loading.
    fresh.by_test_id("run")?.click()?;
    let printed = "[...document.querySelectorAll('[data-testid=output] li .text')]
         .map((one) => one.textContent).join()";
    fresh.wait_for_js(&format!(
        "document.documentElement.dataset.state === 'done' && {printed} === 'hi,hoi'"
    ))?;
    let measured = fresh.by_test_id("total-measured")?.text()?;
    // On a busy machine it is said in seconds.
    let total = milliseconds(&measured);
    assert!(total.is_some_and(|total| total >= 100.0), "it took {measured}");
    assert_eq!(fresh.problems(), [""; 0]);

    let before = fresh.run_js(
        "const [ready] = performance.getEntriesByName('ready');
         return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
             .filter((one) => one.startTime < ready.startTime)
             .map((one) => [one.name, one.encodedBodySize, one.transferSize])",
    )?;
    let before = before.as_array().context("there is no list of files")?;
    // Run does not wait for the listing, nor for what shows a run: both are asked for early all the same.
    let ahead = fresh
        .run_js("return [...document.querySelectorAll('[data-ahead]')].map((one) => one.href)")?;
    let ahead = ahead.as_array().context("there is no list of what is asked for ahead")?;
    assert!(
        ahead.iter().any(|url| url.as_str().is_some_and(|url| url.contains("_view.wasm"))),
        "{ahead:?}"
    );
    // Nor for the manifest, which a browser fetches last, but on a busy machine before Run is usable.
    let early = ["/programs/", ".webmanifest"];
    let is_early = |file: &Value| {
        file[0].as_str().is_some_and(|url| early.iter().any(|part| url.contains(part)))
    };
    let is_waited_for = |file: &&Value| !is_early(file) && !ahead.contains(&file[0]);
    let before: Vec<&Value> = before.iter().filter(is_waited_for).collect();
    for file in &before {
        // A file that is preloaded and used later can be listed twice.
        let came = |one: &&&Value| one[0] == file[0] && one[2].as_f64() > Some(0.0);
        assert!(before.iter().any(|one| came(&one)), "{file} did not come over the network");
    }
    // It counts once, then.
    let came = before.iter().filter(|file| file[2].as_f64() > Some(0.0));
    let weight = came.filter_map(|file| file[1].as_f64()).sum::<f64>() / 1024.0;
    assert!(weight > 60.0 && weight <= MOST_BEFORE_RUN, "{weight} KiB: {before:?}");
    let names: Vec<&str> = before.iter().filter_map(|file| file[0].as_str()).collect();
    let has = |part: &str| names.iter().any(|name| name.contains(part));
    assert!(has("coroscope_first.wasm"), "{names:?}");
    assert!(!has("coroscope_bg.wasm") && !has("_rest.wasm"), "{names:?}");
    Ok(())
}

fn the_first_picture_needs_no_wasm_and_is_the_one_that_the_wasm_draws(page: &Visit) -> Result<()> {
    // What predicts does not come.
    page.expect_problem("503");
    page.expect_problem("WebAssembly.");
    let server = Refusing::nothing()?;
    page.move_to(server.url.clone());
    server.refuse("pkg/coroscope_view.wasm", 1000);
    page.open("/?program=greetings")?;
    page.wait_for_state("ready")?;
    page.wait_for_js("performance.getEntriesByName('pictured').length")?;
    assert_eq!(page.number_of("performance.getEntriesByName('predicted').length")?, 0.0);
    let total = "document.querySelector('.track.predicted .track-total').textContent";
    assert_eq!(page.text_of(total)?, "2,000\u{a0}ms");
    let picture = "document.querySelector('.track.predicted canvas').toDataURL()";
    let early = page.text_of(picture)?;
    // It is of the settings that the page begins with, and of no others.
    page.by_test_id("variant-sequential")?.click()?;
    page.wait_for_equal(total, "")?;

    server.refuse("pkg/coroscope_view.wasm", 0);
    page.arrive("/?program=greetings")?;
    page.wait_for_js("performance.getEntriesByName('predicted').length")?;
    assert_eq!(page.text_of(picture)?, early);
    Ok(())
}

/// Files, and KiB, compressed: all that a fresh visitor asks for until a prediction is drawn.
const MOST_BEFORE_PREDICTION: (usize, f64) = (20, 200.0);

fn on_a_cold_cache_the_first_prediction_takes_few_files(page: &Visit) -> Result<()> {
    let fresh = Page::launch(page.engine(), &LAPTOP)?;
    fresh.goto(&format!("{}?program=greetings", page.base()))?;
    fresh.wait_for_js("performance.getEntriesByName('predicted').length")?;
    let before = fresh.run_js(
        "const [predicted] = performance.getEntriesByName('predicted');
         const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
         const before = all.filter((one) => one.startTime < predicted.startTime);
         const sizes = Object.fromEntries(before.map((one) => [one.name, 0]));
         // A file that is preloaded and used later can be listed twice.
         for (const one of before) sizes[one.name] = Math.max(sizes[one.name], one.encodedBodySize);
         return sizes",
    )?;
    let sizes = before.as_object().context("there is no list of files")?;
    let (most_files, most_weight) = MOST_BEFORE_PREDICTION;
    assert!(sizes.len() <= most_files, "{sizes:?}");
    let weight = sizes.values().filter_map(Value::as_f64).sum::<f64>() / 1024.0;
    assert!(weight > 100.0 && weight <= most_weight, "{weight} KiB: {sizes:?}");
    assert!(!sizes.keys().any(|name| name.contains("_rest.wasm")), "{sizes:?}");
    assert_eq!(fresh.problems(), [""; 0]);
    Ok(())
}
