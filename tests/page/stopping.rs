//! Stop works always, and what was recorded until then stays readable.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::lasting::has_measured;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        stop_ends_a_wait_on_the_loop_of_the_page,
        stop_ends_a_wait_in_a_worker,
        stop_ends_a_worker_that_blocks_and_the_next_run_gets_a_fresh_one,
        reset_ends_a_run;
    Website::WithFailing, LAPTOP =>
        stop_ends_a_worker_that_never_returns,
        a_program_that_yields_for_ever_lets_the_page_draw_and_stop_it,
        a_program_that_nothing_can_wake_ends_and_says_so,
];

/// The second wait is so long that it is always stopped.
const LONG: &str = "program=greetings&variant=sequential&first-delay=100&second-delay=5000";

fn stop_ends_a_wait_on_the_loop_of_the_page(page: &Visit) -> Result<()> {
    stop_in_the_second_wait(page, "page")
}

fn stop_ends_a_wait_in_a_worker(page: &Visit) -> Result<()> {
    stop_in_the_second_wait(page, "worker")
}

fn stop_in_the_second_wait(page: &Visit, place: &str) -> Result<()> {
    page.arrive(&format!("/?{LONG}"))?;
    page.choose(&format!("where-{place}"))?;
    page.start_and_press("stop", &has_measured(&["hi"]))?;
    page.wait_for_state("stopped")?;
    page.drawn()?;
    assert!(page.says("status")?.starts_with("Stopped after "), "{}", page.says("status")?);
    assert_eq!(page.printed()?, ["hi"]);
    assert!(page.total("measured")? >= 100.0);
    assert!(page.shown(".track.measured.chosen .track-kind")?.contains("stopped"));

    page.set("second-delay", "150")?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    Ok(())
}

fn stop_ends_a_worker_that_blocks_and_the_next_run_gets_a_fresh_one(page: &Visit) -> Result<()> {
    page.arrive(
        "/?program=blocking&variant=blocking-sleep&coroutines=20&blocking=20&delay=5000&where=worker",
    )?;
    page.start_and_press("stop", &has_measured(&["a starts and blocks"]))?;
    page.wait_for_state("stopped")?;
    page.drawn()?;
    assert_eq!(page.printed()?, ["a starts and blocks"], "what it had reported stays");
    let message = page.says("message")?;
    assert!(message.contains("did not answer"), "{message}");

    page.set("delay", "10")?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.printed()?.len(), 40);
    assert!(page.total("measured")? >= 200.0);
    Ok(())
}

fn reset_ends_a_run(page: &Visit) -> Result<()> {
    page.arrive(&format!("/?{LONG}"))?;
    page.hold_long_waits()?;
    page.start()?;
    page.click("reset")?;
    page.wait_for_state("ready")?;
    page.drawn()?;
    assert_eq!(page.value("second-delay")?, "2000");
    assert_eq!(page.says("total-measured")?, "");
    Ok(())
}

fn stop_ends_a_worker_that_never_returns(page: &Visit) -> Result<()> {
    page.arrive("/?program=failing&variant=never-returns&where=worker&delay=300")?;
    page.start()?;
    // Its last sign of life is at 300 ms at the latest.
    page.wait_for_shown_part("#elapsed", "held up")?;
    page.click("stop")?;
    page.wait_for_state("stopped")?;
    page.drawn()?;
    let message = page.says("message")?;
    assert!(message.contains("did not answer"), "{message}");
    assert!(page.total("measured")? >= 300.0);
    page.by_css("#tracks")?.press("ArrowRight")?;
    page.wait_for_any_text("#span-status")?;

    page.choose_program("greetings")?;
    page.set("first-delay", "50")?;
    page.set("second-delay", "100")?;
    page.choose("where-worker")?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    Ok(())
}

fn a_program_that_yields_for_ever_lets_the_page_draw_and_stop_it(page: &Visit) -> Result<()> {
    page.arrive("/?program=failing&variant=yields-for-ever")?;
    page.start()?;
    page.wait_for_measured(&["on and on"])?;
    page.frames(10)?;
    assert_eq!(page.state()?, "running");
    page.click("stop")?;
    page.wait_for_state("stopped")?;
    page.drawn()?;
    assert_eq!(page.printed()?, ["on and on"]);
    Ok(())
}

fn a_program_that_nothing_can_wake_ends_and_says_so(page: &Visit) -> Result<()> {
    page.arrive("/?program=failing&variant=gets-stuck")?;
    let warned = || -> Result<bool> { Ok(page.says("warnings")?.contains("could wake")) };
    assert!(warned()?, "as predicted");
    for place in ["page", "worker"] {
        page.choose(&format!("where-{place}"))?;
        page.run()?;
        assert!(warned()?, "as measured: {}", page.says("warnings")?);
        assert_eq!(page.printed()?, ["waiting"]);
        assert!(page.says("status")?.starts_with("Stuck after"), "{}", page.says("status")?);
        assert!(page.says("message")?.contains("wake"), "{}", page.says("message")?);
    }
    Ok(())
}
