//! The workers of a program that runs can be killed, and the page stays what it is.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::job_queue::{JOBS, jobs};
use crate::waits::shown_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_worker_can_be_killed_while_it_works_and_the_others_go_on,
        a_worker_of_a_run_in_a_worker_can_be_killed_too,
        the_queue_recovers_the_job_of_a_worker_that_is_killed_by_hand,
        only_what_runs_can_be_killed;
];

fn a_worker_can_be_killed_while_it_works_and_the_others_go_on(page: &Visit) -> Result<()> {
    page.arrive("/?program=kitchen&variant=many-cooks&cook=4000&dishes=3&cooks=3")?;
    page.start()?;
    page.wait_for_shown("[data-testid=kill-1]", "Kill cook 2")?;
    page.click("kill-1")?;
    page.wait_for_text("kill-1", "cook 2 is gone")?;
    // All at the same time, while the others go on.
    let [state, is_off, focused, other] = &page.texts(&format!(
        "[document.documentElement.dataset.state,
          document.querySelector('[data-testid=kill-1]').getAttribute('aria-disabled'),
          document.activeElement.dataset.testid, {}]",
        shown_by("[data-testid=kill-0]")
    ))?[..] else {
        unreachable!()
    };
    assert_eq!(is_off, "true");
    assert_eq!(focused, "kill-1", "the focus is lost");
    assert_eq!(other, "Kill cook 1");
    assert_eq!(state, "running");

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
    page.arrive("/?program=kitchen&variant=many-cooks&cook=4000&dishes=2&cooks=2&where=worker")?;
    page.start()?;
    page.wait_for_shown("[data-testid=kill-1]", "Kill cook 2")?;
    page.click("kill-1")?;
    page.wait_for_text("kill-1", "cook 2 is gone")?;
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
    page.wait_for_js(&format!(
        "{JOBS}.some((job) => job.state === 'started' && job.worker === {worker:?})"
    ))?;
    page.click("kill-0")?;
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
