//! Very many coroutines at once: what they cost, and a page that stays usable.

use browser::{Context, Result};

use crate::harness::{Claim, LAPTOP, Site, Visit, claims};

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        what_a_coroutine_takes_is_measured_in_a_fresh_worker_each_time,
        a_hundred_thousand_are_stopped_at_once_and_what_was_left_out_is_told;
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

fn a_hundred_thousand_are_stopped_at_once_and_what_was_left_out_is_told(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=scale&variant=coroutines&coroutines=100000&delay=5000")?;
    let warnings = page.says("warnings")?;
    assert!(warnings.contains("90,000 more"), "{warnings}");
    page.start()?;
    page.frames(10)?;
    page.click("stop")?;
    page.wait_for_state("stopped")?;
    Ok(())
}
