//! A task that blocks the loop freezes the page, and the page says so before and after.

use browser::{Context, Result};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::lasting::has_measured;
use crate::steps::{drawn_by, milliseconds};
use crate::waits::IS_RUNNING;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        it_says_beforehand_what_will_freeze_the_page,
        a_blocked_loop_is_a_warning_with_its_task_and_its_line,
        a_program_that_blocks_the_loop_of_the_page_freezes_it,
        a_program_that_blocks_a_worker_leaves_the_page_alone,
];

const BLOCKS: &str = "/?program=blocking&variant=blocking-sleep&delay=200";

fn it_says_beforehand_what_will_freeze_the_page(page: &Visit) -> Result<()> {
    page.arrive("/?program=blocking&variant=asynchronous-sleep")?;
    let hint = || page.shown("#hint");
    let says_freeze = |hint: &str| hint.contains("will freeze this page");
    assert!(!says_freeze(&hint()?), "{}", hint()?);

    page.choose_variant("blocking-sleep")?;
    assert!(says_freeze(&hint()?), "{}", hint()?);
    assert!(page.says("warnings")?.contains("blocked the loop for 1,000 ms"), "as predicted");

    page.choose("where-worker")?;
    assert!(!says_freeze(&hint()?), "{}", hint()?);
    page.choose("where-page")?;
    assert!(says_freeze(&hint()?), "{}", hint()?);
    // Without blocking, nothing freezes.
    page.set("blocking", "0")?;
    assert!(!says_freeze(&hint()?), "{}", hint()?);
    Ok(())
}

fn a_blocked_loop_is_a_warning_with_its_task_and_its_line(page: &Visit) -> Result<()> {
    page.arrive(&format!("{BLOCKS}&tab=python"))?;
    page.run()?;
    let warning = page.says("warnings")?;
    let blocked = warning.split_once("a blocked the loop for ").map(|(_, rest)| rest);
    let blocked = blocked.and_then(milliseconds);
    assert!(blocked.is_some_and(|blocked| blocked >= 200.0), "{warning}");
    let (sentence, line) = warning.split_once("Show line ").context("the warning names no line")?;
    assert!(sentence.contains(&format!("line {line}")), "{warning}");

    page.by_role("button", &format!("Show line {line}"))?.click()?;
    page.settled()?;
    assert_eq!(page.shown(".line.pointed .line-number")?, line);
    assert_eq!(page.shown(".line.pointed code")?, "time.sleep(delay_ms / 1000)");
    // The page scrolls there.
    assert_eq!(page.focused()?.attribute("id")?.as_deref(), Some("listing"));
    page.wait_for_js(
        "(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(
             document.querySelector('.line.pointed').getBoundingClientRect())",
    )?;
    Ok(())
}

fn a_program_that_blocks_the_loop_of_the_page_freezes_it(page: &Visit) -> Result<()> {
    page.arrive(BLOCKS)?;
    // Clocks that are read in different places may differ by what they are rounded to.
    assert!(longest_pause_of_a_run(page)? >= 199.0);
    assert!(page.total("measured")? >= 400.0, "the others only began to wait afterwards");
    Ok(())
}

fn a_program_that_blocks_a_worker_leaves_the_page_alone(page: &Visit) -> Result<()> {
    // For 15,000 ms nothing else in the worker runs.
    page.arrive("/?program=blocking&variant=blocking-sleep&delay=5000&blocking=3&where=worker")?;
    // Frames of the page, while the worker gives none of its time away.
    let blocks = has_measured(&["a starts and blocks"]);
    page.look_from_now_on("isDrawn", &format!("{blocks} && ({}, {IS_RUNNING})", drawn_by(20)))?;
    page.start()?;
    page.wait_for_js("window.isDrawn").context("the page was slower than the worker")?;
    // A change of the settings ends the run.
    page.set("delay", "10")?;
    assert_eq!(page.says("status")?, "Stopped, because the settings changed");
    page.wait_for_total("predicted", 30.0)?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    assert!(page.total("measured")? < 15_000.0, "this is what was stopped");
    Ok(())
}

/// The longest time that the page did not draw while a program ran, in milliseconds.
fn longest_pause_of_a_run(page: &Visit) -> Result<f64> {
    page.run_js(
        "window.longestPause = 0;
         let last = performance.now();
         const frame = () => {
             const now = performance.now();
             window.longestPause = Math.max(window.longestPause, now - last);
             last = now;
             requestAnimationFrame(frame);
         };
         requestAnimationFrame(frame)",
    )?;
    page.run()?;
    page.number_of("window.longestPause")
}
