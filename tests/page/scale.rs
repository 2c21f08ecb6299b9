//! Very many coroutines at once: what they cost, and a page that stays usable.

use browser::{Context, Result};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::waits::{IS_MEASURED, PRINTED, shown_by};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        what_a_coroutine_takes_is_measured_in_a_fresh_worker_each_time;
    Website::Published, LAPTOP, Alone =>
        a_million_are_stopped_at_once_and_what_was_left_out_is_said,
        while_a_million_are_simulated_the_page_goes_on_and_says_so;
];

fn what_a_coroutine_takes_is_measured_in_a_fresh_worker_each_time(page: &Visit) -> Result<()> {
    page.arrive("/?program=scale&variant=coroutines")?;
    assert_eq!(page.total("predicted")?, 100.0);
    for time in ["first", "second"] {
        page.run()?;
        assert!(page.total("measured")? >= 100.0);
        let printed = page.printed()?;
        assert_eq!(printed[0], "worker 1: 10000 coroutines slept");
        let cost = printed.last().context("it prints something")?;
        let bytes = cost.split(' ').nth(2).and_then(|bytes| bytes.parse::<u32>().ok());
        assert!(bytes.is_some_and(|bytes| bytes > 50), "the {time} time: {cost}");
        assert!(cost.ends_with(" bytes for its record"), "{cost}");
    }
    Ok(())
}

fn a_million_are_stopped_at_once_and_what_was_left_out_is_said(page: &Visit) -> Result<()> {
    page.arrive("/?program=scale&variant=coroutines&coroutines=1000000&delay=5000")?;
    page.wait_for_text("warnings", "900,000 more")?;
    let warning = format!("({IS_MEASURED} ? {} : '')", shown_by("[data-testid=warnings]"));
    page.run_js(
        "window.framesUntilStopped = null;
         const stop = document.querySelector('[data-testid=stop]');
         stop.addEventListener('click', () => {
             let frames = 0;
             const look = () => {
                 if (document.documentElement.dataset.state === 'stopped') window.framesUntilStopped = frames;
                 else requestAnimationFrame(() => ((frames += 1), look()));
             };
             look();
         }, { once: true })",
    )?;
    // All coroutines are there, and asleep, when the page says what was not recorded.
    let sleeps = format!("{warning}.includes('more did was not recorded')");
    page.start_and_press("stop", &sleeps)?;
    page.wait_for_js("window.framesUntilStopped !== null")?;
    let frames = page.number_of("window.framesUntilStopped")?;
    assert!(frames <= FRAMES_UNTIL_STOPPED, "it took {frames} frames to stop");
    page.drawn()?;
    assert_eq!(page.state()?, "stopped");
    let warning = page.text_of(&warning)?;
    assert!(warning.contains("What 900,000 more did was not recorded"), "{warning}");
    assert_eq!(page.printed()?, [""; 0], "nobody slept to the end");
    Ok(())
}

/// The end of a stopped run is shown in the frame after it. The rest is for a report that was being
/// made meanwhile, and is far less than the frames of five seconds, which they would have slept.
const FRAMES_UNTIL_STOPPED: f64 = 20.0;

fn while_a_million_are_simulated_the_page_goes_on_and_says_so(page: &Visit) -> Result<()> {
    page.arrive("/?program=scale&variant=coroutines")?;
    assert_eq!(page.total("predicted")?, 100.0);
    // Counts the frames in which it says so.
    page.run_js(
        "window.computing = 0;
         const look = () => {
             const text = document.querySelector('#elapsed').textContent;
             if (text.includes('computing the prediction')) window.computing += 1;
             requestAnimationFrame(look);
         };
         requestAnimationFrame(look)",
    )?;
    page.set("coroutines", "1000000")?;
    page.wait_for_text("warnings", "900,000 more")?;
    assert!(page.number_of("window.computing")? >= 3.0, "the page stood still");
    // A request that comes meanwhile replaces the one that waits.
    page.set("coroutines", "900000")?;
    page.set("coroutines", "800000")?;
    page.set("coroutines", "20")?;
    page.wait_until("seen.includes('worker 1: 20 coroutines slept')", PRINTED)?;
    page.frames(60)?;
    assert_eq!(page.printed()?, ["worker 1: 20 coroutines slept"]);
    Ok(())
}
