//! The workers of a program that runs can be killed, and the page stays what it is.

use browser::{Engine, Result};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::job_queue::{JOBS, jobs};
use crate::lasting::{has_measured, says};
use crate::waits::{IS_RUNNING, shown_by};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_worker_can_be_killed_while_it_works_and_the_others_go_on,
        a_worker_of_a_run_in_a_worker_can_be_killed_too,
        the_queue_recovers_the_job_of_a_worker_that_is_killed_by_hand,
        only_what_runs_can_be_killed,
        a_run_begins_when_a_worker_that_was_stopped_at_work_is_gone,
        a_run_begins_when_a_worker_that_was_killed_at_work_is_gone;
];

fn a_worker_can_be_killed_while_it_works_and_the_others_go_on(page: &Visit) -> Result<()> {
    page.arrive("/?program=kitchen&variant=many-cooks&cook=5000&dishes=3&cooks=3")?;
    // All at the same time, while the others go on, and the focus is not lost.
    page.look_from_now_on(
        "isGoneAlone",
        &[
            says("kill-1", "cook 2 is gone"),
            "document.querySelector('[data-testid=kill-1]').ariaDisabled === 'true'".into(),
            "document.activeElement.dataset.testid === 'kill-1'".into(),
            says("kill-0", "Kill cook 1"),
            IS_RUNNING.into(),
        ]
        .join(" && "),
    )?;
    page.start_and_press("kill-1", &says("kill-1", "Kill cook 2"))?;
    page.wait_for_js("window.isGoneAlone")?;

    page.wait_for_state("done")?;
    page.drawn()?;
    let printed = page.printed()?;
    let served: Vec<_> = printed.iter().filter(|line| line.ends_with("is served")).collect();
    assert_eq!(served.len(), 2, "{printed:?}");
    assert!(printed.iter().any(|line| line.starts_with("Cook 2 did not serve")), "{printed:?}");
    assert!(page.says("workers")?.contains("starts 3"), "{}", page.says("workers")?);

    // Nothing of that is left for the next run.
    page.set("cook", "100")?;
    page.run()?;
    let printed = page.printed()?;
    assert_eq!(printed.iter().filter(|line| line.ends_with("is served")).count(), 3, "{printed:?}");
    Ok(())
}

fn a_worker_of_a_run_in_a_worker_can_be_killed_too(page: &Visit) -> Result<()> {
    let other = page.unobserved()?;
    let page = other.as_ref().unwrap_or(page);
    page.arrive("/?program=kitchen&variant=many-cooks&cook=5000&dishes=2&cooks=2&where=worker")?;
    page.look_from_now_on("isGone", &says("kill-1", "cook 2 is gone"))?;
    page.start_and_press("kill-1", &says("kill-1", "Kill cook 2"))?;
    page.wait_for_js("window.isGone")?;
    page.wait_for_state("done")?;
    page.wait_for_text("output", "Cook 2 did not serve")?;
    page.wait_for_text("output", "dish 1 is served")
}

fn the_queue_recovers_the_job_of_a_worker_that_is_killed_by_hand(page: &Visit) -> Result<()> {
    let query = "variant=several-workers&jobs=4&workers=2&work=3000&lease=3000&start-afresh=on";
    page.arrive(&format!("/?program=job-queue&{query}"))?;
    page.start()?;
    page.wait_until("seen.startsWith('Kill worker')", &shown_by("[data-testid=kill-0]"))?;
    let worker = page.says("kill-0")?.trim_start_matches("Kill ").to_owned();
    // It is in the middle of a job, as the database knows it.
    page.press_once(
        "kill-0",
        &format!("{JOBS}.some((job) => job.state === 'started' && job.worker === {worker:?})"),
    )?;
    page.wait_for_state("done")?;
    page.drawn()?;
    let printed = page.printed()?;
    assert!(
        printed.iter().any(|line| line.ends_with("was killed, and is replaced")),
        "{printed:?}"
    );
    let jobs = jobs(page)?;
    assert_eq!(jobs.iter().map(|job| job.losses).sum::<u64>(), 1, "it had one job");
    assert!(jobs.iter().all(|job| job.state == "finished"));
    assert_eq!(printed.last().map(String::as_str), Some("4 results are kept: 83 words"));
    Ok(())
}

fn only_what_runs_can_be_killed(page: &Visit) -> Result<()> {
    page.arrive("/?program=kitchen&variant=many-cooks&cook=100")?;
    page.wait_for_text("workers", "It starts 3")?;
    assert_eq!(page.number_of("document.querySelectorAll('#workers button').length")?, 0.0);
    page.choose_program("greetings")?;
    assert!(!page.by_test_id("workers")?.is_displayed()?);
    Ok(())
}

fn a_run_begins_when_a_worker_that_was_stopped_at_work_is_gone(page: &Visit) -> Result<()> {
    page.arrive(
        "/?program=blocking&variant=blocking-sleep&coroutines=2&blocking=2&delay=5000&where=worker",
    )?;
    note_who_is_left(page)?;
    // The workers of this run itself are of no interest.
    let is_at_work = has_measured(&["a starts and blocks"]);
    page.start_and_press("stop", &format!("{is_at_work} && ((window.left.length = 0), true)"))?;
    page.wait_for_state("stopped")?;
    page.set("delay", "10")?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.number_of("(await window.left[0]).length")?, 0.0, "somebody computes on");
    Ok(())
}

fn a_run_begins_when_a_worker_that_was_killed_at_work_is_gone(page: &Visit) -> Result<()> {
    page.arrive("/?program=kitchen&variant=many-cooks&cook=5000&dishes=1&cooks=1")?;
    // Only there it may outlive its end.
    let is_at_work = match page.engine() {
        Engine::Chromium => {
            "(await navigator.locks.query()).held.some(({ name }) => name === `coroscope ${performance.timeOrigin}.jobs`)"
        }
        Engine::Firefox => "true",
    };
    let is_to_be_killed = format!("{} && {is_at_work}", says("kill-0", "Kill cook 1"));
    page.start_and_press("kill-0", &is_to_be_killed)?;
    page.wait_for_end()?;
    note_who_is_left(page)?;
    page.set("cook", "50")?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.number_of("(await window.left[0]).length")?, 0.0, "somebody computes on");
    Ok(())
}

/// From now on the page notes, whenever it starts a worker, which of its workers are there: each holds a
/// lock as long as it computes, also when it was ended.
fn note_who_is_left(page: &Visit) -> Result<()> {
    page.run_js(
        "window.left = [];
         window.Worker = class extends window.Worker {
             constructor(...all) {
                 const held = navigator.locks.query().then(({ held }) => held.map(({ name }) => name));
                 const ours = held.then((names) =>
                     names.filter((name) => name.startsWith(`coroscope ${performance.timeOrigin}`)));
                 window.left.push(ours);
                 super(...all);
             }
         }",
    )
    .map(drop)
}
