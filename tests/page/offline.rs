//! After a first visit the page works without a network, and it announces new versions. Files of two
//! versions are never mixed.

use browser::{Engine, Result};
use serde_json::json;

use crate::agreement::difference;
use crate::gate::Gate;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::PHONE;
use crate::published::published;

pub const CASES: &[Case] = cases![
    Website::Kept, LAPTOP =>
        after_one_visit_every_program_is_there_without_a_network,
        without_a_network_everything_runs_and_what_programs_load_is_that_of_the_last_visit,
        with_a_network_what_programs_load_comes_from_it,
        a_new_version_is_announced_and_waits_until_somebody_wants_it,
        a_page_goes_on_with_the_version_that_it_began_with,
        half_of_a_new_version_is_none,
        a_page_that_came_past_the_service_worker_has_workers_of_its_own_version,
        one_worker_isolates_the_page_and_keeps_it,
        python_is_kept_once_somebody_has_opened_it;
    Website::Kept, PHONE => the_word_of_a_new_version_fits_a_phone;
    Website::Published, LAPTOP => what_people_work_on_is_not_kept;
];

const KEPT: &str = "COROSCOPE_PAGE_URL_KEPT";
const NEXT: &str = "COROSCOPE_PAGE_URL_NEXT";
const HALF: &str = "COROSCOPE_PAGE_URL_HALF";

fn after_one_visit_every_program_is_there_without_a_network(page: &Visit) -> Result<()> {
    let gate = visit_once(page)?;
    gate.close();
    page.arrive("/?program=greetings&first-delay=50&second-delay=100")?;
    page.run()?;
    assert_eq!(page.printed()?, ["hi", "hoi"]);

    let programs = page.texts(
        "[...document.querySelectorAll('nav [data-program]')].map((one) => one.dataset.program)",
    )?;
    assert!(programs.len() >= 19, "{programs:?}");
    // That of a person's own is written in Python, which nobody has opened yet.
    for program in programs.iter().filter(|program| *program != "python") {
        page.choose_program(program)?;
        let [rust, file] = page.shown_together(["#listing", "#file"])?;
        assert!(rust.contains("async fn"), "{program}: {rust}");
        let name = format!("{}.rs", program.replace('-', "_"));
        assert!(file.contains(&name), "{file}");
    }
    // The same after following a link.
    page.arrive("/?program=countdown&variant=sequential&tab=python")?;
    assert!(page.shown("#listing")?.contains("async def"));
    Ok(())
}

fn without_a_network_everything_runs_and_what_programs_load_is_that_of_the_last_visit(
    page: &Visit,
) -> Result<()> {
    // Browsers report on the console what could not be fetched.
    page.expect_problem("missing.json");
    page.expect_problem("404");
    page.expect_problem("ERR_");
    let gate = visit_once(page)?;
    gate.close();
    page.arrive("/?program=greetings&first-delay=50&second-delay=100&where=worker")?;
    page.run()?;
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    // Every part of the page that is fetched when it is wanted.
    page.run_js("for (const one of document.querySelectorAll('details')) one.open = true")?;
    page.wait_for_js("document.querySelectorAll('[data-testid=tasks] tr').length > 2")?;

    let latencies = "harbour-latency=100&garden-latency=250&sky-latency=400";
    page.arrive(&format!("/?program=top-stories&stories=1&missing-feed=garden&{latencies}"))?;
    let predicted = page.output()?;
    assert!(predicted.iter().any(|line| line.text.contains("404")), "{predicted:?}");
    page.run()?;
    let measured = page.output()?;
    assert_eq!(difference(&predicted, &measured), None, "{predicted:?} {measured:?}");
    Ok(())
}

fn with_a_network_what_programs_load_comes_from_it(page: &Visit) -> Result<()> {
    let gate = visit_once(page)?;
    let settings = "stories=1&harbour-latency=0&garden-latency=0&sky-latency=0";
    page.arrive(&format!("/?program=top-stories&{settings}"))?;
    let app = published("app.js");
    let (data, page_itself) = (gate.asked_for("data/"), gate.asked_for(app));
    assert!(page_itself > 0, "it came over the network at first");
    page.run()?;
    page.run()?;
    assert_eq!(gate.asked_for("data/") - data, 6, "three feeds, twice");
    page.arrive("/")?;
    assert_eq!(gate.asked_for(app), page_itself, "the page itself is there");
    Ok(())
}

fn a_new_version_is_announced_and_waits_until_somebody_wants_it(page: &Visit) -> Result<()> {
    let gate = visit_once(page)?;
    page.arrive("/?program=countdown&unit=400")?;
    assert_eq!(page.says("update")?, "");
    gate.lead_to(NEXT)?;
    page.start()?;
    look_for_a_new_version(page)?;
    page.wait_for_text("update", "There is a new version of this page.")?;
    assert_eq!(page.by_test_id("update")?.role()?, "status");
    page.wait_for_state("done")?;
    assert_eq!(page.run_js("return globalThis.isNext === true")?, false);

    // What the old page asks for while it is replaced, the new version has not.
    page.settled()?;
    page.click("reload")?;
    page.wait_for_js("globalThis.isNext")?;
    page.wait_for_state("ready")?;
    assert_eq!(page.query()?, "?program=countdown&unit=400", "it is where it was");
    page.wait_for_listing()?;
    assert_eq!(page.says("update")?, "");
    // The new version is kept as well, and the old one is deleted when no page has it.
    gate.close();
    page.arrive("/")?;
    assert_eq!(page.run_js("return globalThis.isNext")?, true);
    Ok(())
}

fn a_page_goes_on_with_the_version_that_it_began_with(page: &Visit) -> Result<()> {
    let gate = visit_once(page)?;
    page.arrive("/?program=greetings")?;
    gate.lead_to(NEXT)?;
    look_for_a_new_version(page)?;
    page.wait_for_text("update", "new version")?;
    // In the new version this module says so.
    page.run_js("document.querySelector('[data-testid=tasks]').open = true")?;
    page.wait_for_js("document.querySelectorAll('[data-testid=tasks] tr').length > 2")?;
    assert_eq!(page.run_js("return globalThis.isNext === true")?, false, "versions are mixed");
    // Nor does it matter that there is no network any more.
    gate.close();
    page.choose("where-worker")?;
    page.set("first-delay", "50")?;
    page.set("second-delay", "100")?;
    page.run()?;
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    Ok(())
}

fn a_page_that_came_past_the_service_worker_has_workers_of_its_own_version(
    page: &Visit,
) -> Result<()> {
    let gate = visit_once(page)?;
    page.arrive("/?program=greetings&first-delay=50&second-delay=100")?;
    gate.lead_to(NEXT)?;
    reload_past_the_service_worker(page)?;
    page.wait_for_js("globalThis.isNext")?;
    page.wait_for_state("ready")?;
    page.choose("where-worker")?;
    page.run()?;
    assert_eq!(page.state()?, "done", "{}", page.says("message")?);
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    Ok(())
}

/// As Shift+Reload does.
fn reload_past_the_service_worker(page: &Visit) -> Result<()> {
    if page.engine() == Engine::Chromium {
        return page.devtools("Page.reload", json!({ "ignoreCache": true })).map(drop);
    }
    page.run_js("setTimeout(() => location.reload(true))").map(drop)
}

fn half_of_a_new_version_is_none(page: &Visit) -> Result<()> {
    // The reason why an install fails is on the console.
    page.expect_problem("keep.js");
    page.expect_problem("integrity");
    page.expect_problem("Integrity");
    let gate = visit_once(page)?;
    page.arrive("/")?;
    gate.lead_to(HALF)?;
    // It is found, but its files are not what its list says.
    page.run_js(
        "const registration = await navigator.serviceWorker.getRegistration();
         await registration.update();
         const coming = registration.installing;
         if (coming && coming.state !== 'redundant') {
             await new Promise((go) => coming.addEventListener('statechange', go, { once: true }));
         }
         window.fate = coming?.state",
    )?;
    assert_eq!(page.text_of("window.fate")?, "redundant");
    assert_eq!(page.says("update")?, "");
    gate.close();
    page.arrive("/")?;
    assert_eq!(page.run_js("return globalThis.isNext === true")?, false);
    // When the host has all of it, it comes.
    gate.lead_to(NEXT)?;
    look_for_a_new_version(page)?;
    page.wait_for_text("update", "new version")
}

fn one_worker_isolates_the_page_and_keeps_it(page: &Visit) -> Result<()> {
    let gate = visit_once(page)?;
    page.arrive("/?program=threads&variant=atomic&increments=2000")?;
    assert_eq!(page.run_js("return crossOriginIsolated")?, false);
    page.wait_for_text("needs", "Isolate this page")?;
    page.run_js("window.isTheOldPage = true")?;
    page.click("isolate")?;
    page.wait_for_js("!window.isTheOldPage && crossOriginIsolated")?;
    page.wait_for_state("ready")?;
    page.wait_for_listing()?;
    gate.close();
    page.arrive("/?program=threads&variant=atomic&increments=2000")?;
    assert_eq!(page.run_js("return crossOriginIsolated")?, true);
    page.run()?;
    assert_eq!(page.state()?, "done");
    let workers = "(await navigator.serviceWorker.getRegistrations()).length";
    assert_eq!(page.number_of(workers)?, 1.0);
    Ok(())
}

fn python_is_kept_once_somebody_has_opened_it(page: &Visit) -> Result<()> {
    let gate = visit_once(page)?;
    let kept = "(await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
        .flat().filter(({ url }) => url.includes('python/') && !url.includes('/kept-')).length";
    let started = kept.replace("!url", "url");
    assert_eq!(page.number_of(kept)?, 0.0);
    let predict = format!(
        "const {{ createPython }} = await import('./{}');
         return (await createPython().predict('print(1 + 1)')).result.output;",
        published("python/engine.js")
    );
    assert_eq!(page.run_js(&predict)?, "2\n");
    // The list, the frame and three files.
    assert_eq!(page.number_of(kept)?, 5.0);
    // And Python as it is once it has started, which is no file of the site.
    page.wait_for_equal(&format!("String({started})"), "1")?;
    gate.close();
    page.arrive("/")?;
    assert_eq!(page.run_js(&predict)?, "2\n");
    // The next version is kept with it.
    gate.lead_to(NEXT)?;
    look_for_a_new_version(page)?;
    page.wait_for_text("update", "new version")?;
    assert_eq!(page.number_of(kept)?, 10.0);
    Ok(())
}

fn the_word_of_a_new_version_fits_a_phone(page: &Visit) -> Result<()> {
    let gate = visit_once(page)?;
    page.arrive("/")?;
    gate.lead_to(NEXT)?;
    look_for_a_new_version(page)?;
    page.wait_for_text("update", "new version")?;
    page.wait_for_js(
        "document.querySelector('[data-testid=reload]').getBoundingClientRect().height >= 40",
    )?;
    assert!(page.number_of("document.documentElement.scrollWidth - innerWidth")? <= 0.0);
    Ok(())
}

fn what_people_work_on_is_not_kept(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    page.wait_for_js("performance.getEntriesByName('predicted').length")?;
    // The part that would have it kept has come, and has had the idle moment that it waits for.
    page.wait_for_js("document.querySelector('[data-testid=update]')")?;
    let registered = page.run_js(&format!(
        "await new Promise((go) => requestIdleCallback(go));
         return await (await import('./{}')).register()",
        published("offline/register.js")
    ))?;
    assert!(registered.is_null(), "{registered}");
    let kept = "(await navigator.serviceWorker.getRegistrations()).length \
        + (await caches.keys()).filter((name) => !name.startsWith('coroscope-python ')).length";
    assert_eq!(page.number_of(kept)?, 0.0);
    Ok(())
}

/// Visits the page through a gate of its own, until it is kept.
fn visit_once(page: &Visit) -> Result<Gate> {
    let gate = Gate::to(KEPT)?;
    page.move_to(gate.url());
    page.arrive("/")?;
    page.wait_for_js(
        "(await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'
             && navigator.serviceWorker.controller !== null",
    )?;
    Ok(gate)
}

/// As the page does when a person comes back to it.
fn look_for_a_new_version(page: &Visit) -> Result<()> {
    page.run_js("await (await navigator.serviceWorker.getRegistration()).update()").map(drop)
}
