//! Three feeds over the network, some of which fail.

use browser::Result;

use crate::agreement::difference;
use crate::harness::{Case, LAPTOP, LAPTOP_WITH_REQUESTS, Visit, Website, cases};
use crate::steps::in_order;

pub const CASES: &[Case] = cases![
    Website::Fresh, LAPTOP_WITH_REQUESTS =>
        feeds_come_over_the_network_by_their_latency;
    Website::Published, LAPTOP =>
        feeds_that_fail_are_a_line_each_and_take_nobody_with_them;
    Website::BelowRoot, LAPTOP =>
        feeds_are_found_below_the_root_of_a_host_from_a_worker_too;
    Website::Slow, LAPTOP =>
        a_server_that_is_too_slow_is_a_line_and_its_request_is_aborted,
        stop_aborts_the_requests_that_are_under_way;
];

/// In the order of the latencies that they have anyway, and far enough apart for a busy network.
const SHORT: &str = "harbour-latency=100&garden-latency=250&sky-latency=400&time-limit=5000";

const ONE_EACH: [&str; 6] = [
    "432 A crane operator draws the sunrise (https://harbour.example.org/sunrise)",
    "DONE: harbour",
    "419 The compost heap that heats a bath (https://garden.example.org/compost)",
    "DONE: garden",
    "520 Counting meteors with a kitchen timer (https://sky.example.org/meteors)",
    "DONE: sky",
];

fn feeds_come_over_the_network_by_their_latency(page: &Visit) -> Result<()> {
    page.arrive(&format!("/?program=top-stories&variant=concurrent&stories=1&{SHORT}"))?;
    assert_eq!(page.total("predicted")?, 400.0);
    assert_eq!(page.printed()?, ONE_EACH, "as predicted");
    let predicted = page.output()?;
    assert_eq!(fetched(page)?, [""; 0], "a prediction needs no network");
    page.run()?;
    let measured = page.output()?;
    assert_eq!(difference(&predicted, &measured), None, "as measured: {measured:?}");
    assert!(page.total("measured")? >= 400.0);
    assert_eq!(fetched(page)?, ["harbour.json", "garden.json", "sky.json"]);
    in_order(&page.output()?)
}

fn feeds_that_fail_are_a_line_each_and_take_nobody_with_them(page: &Visit) -> Result<()> {
    page.expect_problem("404");
    page.expect_problem("missing.json");
    page.arrive(
        "/?program=top-stories&variant=sequential&stories=1&time-limit=5000&garden-latency=0\
         &sky-latency=0&harbour-latency=0&missing-feed=garden&malformed-feed=sky",
    )?;
    let lines = [
        "FAILED: garden: the server knows no such file (404)",
        "FAILED: sky: this is no list of stories: the text breaks off at line 4, column 35",
        ONE_EACH[0],
        ONE_EACH[1],
    ];
    for place in ["page", "worker"] {
        page.choose(&format!("where-{place}"))?;
        assert_eq!(page.printed()?, lines, "as predicted");
        page.run()?;
        assert_eq!(page.shown("#output-tag")?, "measured");
        assert_eq!(page.printed()?, lines, "as measured in the {place}");
    }
    Ok(())
}

fn feeds_are_found_below_the_root_of_a_host_from_a_worker_too(page: &Visit) -> Result<()> {
    let run = "program=top-stories&variant=concurrent&stories=1&where=worker";
    page.arrive(&format!("/?{run}&{SHORT}"))?;
    let predicted = page.output()?;
    page.run()?;
    assert_eq!(page.shown("#output-tag")?, "measured");
    let measured = page.output()?;
    assert_eq!(difference(&predicted, &measured), None, "{measured:?}");
    Ok(())
}

fn a_server_that_is_too_slow_is_a_line_and_its_request_is_aborted(page: &Visit) -> Result<()> {
    page.arrive(
        "/?program=top-stories&variant=concurrent&time-limit=200&garden-latency=0&sky-latency=50\
         &harbour-latency=5000",
    )?;
    watch_requests(page)?;
    page.run()?;
    let too_late = |feed| format!("FAILED: {feed}: no answer within 200 ms");
    // A machine that is busy elsewhere may look at all three limits at once, in any order.
    let mut printed = page.printed()?;
    printed.sort();
    assert_eq!(printed, ["garden", "harbour", "sky"].map(too_late));
    let total = page.total("measured")?;
    assert!(total >= 200.0, "{total}");
    // The request for the third was never sent.
    assert_eq!(page.texts("window.fates")?, ["AbortError", "AbortError"]);
    Ok(())
}

fn stop_aborts_the_requests_that_are_under_way(page: &Visit) -> Result<()> {
    page.arrive(
        "/?program=top-stories&variant=concurrent&garden-latency=0&sky-latency=0&harbour-latency=0&time-limit=5000",
    )?;
    watch_requests(page)?;
    page.hold_long_waits()?;
    page.start()?;
    page.wait_for_texts("window.fates", &["under way"; 3])?;
    page.click("stop")?;
    page.wait_for_state("stopped")?;
    page.wait_for_texts("window.fates", &["AbortError"; 3])?;
    // The report says what was waited for, as soon as it has come.
    page.wait_for_shown_part("[data-testid=explanation]", "fetch")
}

/// Notes in `window.fates` how each request for data ends that the page makes from now on.
fn watch_requests(page: &Visit) -> Result<()> {
    page.run_js(
        "window.fates = [];
         const fetch = window.fetch;
         window.fetch = (url, options) => {
             const at = window.fates.push('under way') - 1;
             const answer = fetch(url, options);
             answer.then(({ status }) => (window.fates[at] = String(status)), ({ name }) => (window.fates[at] = name));
             return answer;
         };",
    )
    .map(drop)
}

/// The files of data that were fetched, by name.
fn fetched(page: &Visit) -> Result<Vec<String>> {
    let requests = page.requests()?;
    let names = requests.iter().filter_map(|url| url.split_once("/data/"));
    Ok(names.map(|(_, name)| name.to_owned()).collect())
}
