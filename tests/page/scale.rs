//! Very many coroutines at once: what they cost, and a page that stays usable.

use browser::{Context, Result};

use crate::harness::{Claim, LAPTOP, Site, Visit, claims};

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        what_a_coroutine_takes_is_measured_in_a_fresh_worker_each_time,
        a_million_are_stopped_at_once_and_what_was_left_out_is_told,
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
    }
    Ok(())
}

fn a_million_are_stopped_at_once_and_what_was_left_out_is_told(page: &Visit) -> Result<()> {
    page.arrive("/?program=scale&variant=coroutines&coroutines=1000000&delay=5000")?;
    let mut warnings = String::new();
    page.wait_for("the prediction", || {
        warnings = page.says("warnings")?;
        Ok(warnings.contains("900,000 more"))
    })?;
    page.start()?;
    page.frames(10)?;
    page.click("stop")?;
    page.wait_for_state("stopped")?;
    Ok(())
}

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
    page.wait_for("the prediction", || Ok(page.says("warnings")?.contains("900,000 more")))?;
    assert!(page.number_of("window.computing")? >= 3.0, "the page stood still");
    // What is asked for meanwhile takes the place of what was.
    page.set("coroutines", "900000")?;
    page.set("coroutines", "800000")?;
    page.set("coroutines", "20")?;
    page.wait_for("the last of them", || {
        Ok(page.printed()?.iter().any(|line| line == "worker 1: 20 coroutines slept"))
    })?;
    page.frames(60)?;
    assert_eq!(page.printed()?, ["worker 1: 20 coroutines slept"]);
    Ok(())
}
