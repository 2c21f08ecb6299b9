//! Jobs in a real database, done by real workers: whatever ends, none is lost, none is done twice.

use std::time::Duration;

use browser::{Context, Result};
use serde_json::Value;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_thousand_jobs_by_four_workers_are_finished_once_each,
        what_a_closed_page_leaves_undone_is_gone_on_with_and_may_be_thrown_away,
        two_tabs_share_the_jobs,
        a_database_that_the_browser_refuses_is_a_sentence;
    // It is killed by a clock, and has to have a job then.
    Website::Published, LAPTOP, Alone =>
        a_worker_that_is_killed_loses_nothing;
];

/// A thousand jobs are waited for at most this long. The time that they take is not claimed.
const PATIENCE: Duration = Duration::from_secs(240);

/// A job as the database keeps it.
pub struct Job {
    pub state: String,
    pub worker: String,
    pub claims: u64,
    pub losses: u64,
}

/// Every job in the database, as it keeps them.
pub const JOBS: &str = "(await (async () => {
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const database = await done(indexedDB.open('coroscope-jobs'));
    const jobs = await done(database.transaction('jobs').objectStore('jobs').getAll());
    database.close();
    return jobs;
})())";

/// Every job in the database.
pub fn jobs(page: &Visit) -> Result<Vec<Job>> {
    let found = page.run_js(&format!("return {JOBS}"))?;
    let records = found.as_array().context("the jobs are no list")?;
    let job = |record: &Value| Job {
        state: record["state"].as_str().unwrap_or_default().to_owned(),
        worker: record["worker"].as_str().unwrap_or_default().to_owned(),
        claims: record["claims"].as_u64().unwrap_or_default(),
        losses: record["losses"].as_u64().unwrap_or_default(),
    };
    Ok(records.iter().map(job).collect())
}

/// Opens the program with a query, and a database in which there is nothing.
fn arrive_afresh(page: &Visit, query: &str) -> Result<()> {
    page.arrive(&format!("/?program=job-queue&{query}"))?;
    page.run_js(
        "await new Promise((resolve, reject) => {
             const request = indexedDB.deleteDatabase('coroscope-jobs');
             request.onsuccess = resolve;
             request.onerror = () => reject(request.error);
         })",
    )
    .map(drop)
}

/// How many lines of the output contain this.
fn lines(page: &Visit, part: &str) -> Result<usize> {
    Ok(page.printed()?.iter().filter(|line| line.contains(part)).count())
}

fn a_thousand_jobs_by_four_workers_are_finished_once_each(page: &Visit) -> Result<()> {
    arrive_afresh(page, "variant=several-workers&jobs=1000&workers=4&work=0&lease=10000")?;
    page.start()?;
    page.wait_for_js_at_most(PATIENCE, "document.documentElement.dataset.state !== 'running'")?;
    page.drawn()?;
    assert_eq!(page.state()?, "done");
    let jobs = jobs(page)?;
    assert_eq!(jobs.len(), 1000);
    assert!(jobs.iter().all(|job| job.state == "finished" && job.claims == 1));
    for number in 1..=4 {
        let name = format!("worker {number}");
        assert!(jobs.iter().any(|job| job.worker == name), "{name} took part");
    }
    let printed = page.printed()?;
    let last = printed.last().context("it printed nothing")?;
    assert_eq!(last, "1000 results are kept: 20750 words");
    Ok(())
}

fn a_worker_that_is_killed_loses_nothing(page: &Visit) -> Result<()> {
    arrive_afresh(
        page,
        "variant=with-failures&jobs=6&failing-jobs=1&retries=1&work=2000&kill-after=3400&lease=1500",
    )?;
    page.run()?;
    assert_eq!((page.state()?.as_str(), lines(page, "was killed")?), ("done", 1));
    let jobs = jobs(page)?;
    let count = |state| jobs.iter().filter(|job| job.state == state).count();
    assert_eq!((jobs.len(), count("finished"), count("failed")), (6, 5, 1));
    assert_eq!(jobs.iter().map(|job| job.losses).sum::<u64>(), 1, "it had one job");
    assert_eq!(lines(page, " words")?, 5 + 1, "none is done twice");
    assert_eq!(lines(page, "is given up")?, 1);
    Ok(())
}

fn what_a_closed_page_leaves_undone_is_gone_on_with_and_may_be_thrown_away(
    page: &Visit,
) -> Result<()> {
    const QUERY: &str = "variant=several-workers&jobs=9&lease=500";
    // Long enough that the page is closed before all are done, and short for those that are left.
    arrive_afresh(page, &format!("{QUERY}&work=2000"))?;
    page.start()?;
    page.wait_for_measured_part(" words")?;
    page.goto("about:blank")?;

    page.arrive(&format!("/?program=job-queue&{QUERY}&work=100"))?;
    let left = jobs(page)?.iter().filter(|job| job.state != "finished").count();
    assert!((1..9).contains(&left), "{left} are left");
    page.run()?;
    assert_eq!(lines(page, "are enqueued")?, 0);
    let expected = format!("{left} jobs are left from before: going on with them");
    assert!(page.printed()?.contains(&expected), "{:?}", page.printed()?);
    let jobs_now = jobs(page)?;
    assert_eq!(jobs_now.len(), 9);
    assert!(jobs_now.iter().all(|job| job.state == "finished"));
    assert_eq!(lines(page, " words")?, left + 1, "none is done twice");

    page.arrive("/?program=job-queue&variant=one-worker&jobs=2&work=0&start-afresh=on")?;
    page.run()?;
    assert_eq!(lines(page, "before")?, 0);
    assert_eq!(jobs(page)?.len(), 2);
    Ok(())
}

fn two_tabs_share_the_jobs(page: &Visit) -> Result<()> {
    arrive_afresh(page, "variant=several-workers&jobs=200&work=200&workers=2")?;
    page.start()?;
    page.wait_for_measured_part("200 jobs are enqueued")?;
    // From here on this tab is in the background, where it draws nothing.
    page.run_js("window.tab = window.open(location.href)")?;
    let of_tab = "window.tab.document.documentElement?.dataset.state";
    page.wait_for_equal(of_tab, "ready")?;
    page.run_js("window.tab.document.querySelector('[data-testid=run]').click()")?;
    page.wait_for_js_at_most(PATIENCE, &format!("{of_tab} === 'done'"))?;
    let other = page.run_js(
        "const lines = [...window.tab.document.querySelectorAll('[data-testid=output] li .text')];
         const texts = lines.map((line) => line.textContent);
         window.tab.close();
         return texts",
    )?;
    let other = other.to_string();
    assert!(other.contains("jobs are left from before: going on with them"), "{other}");
    page.wait_for_state("done")?;
    page.drawn()?;
    let jobs = jobs(page)?;
    assert_eq!(jobs.len(), 200);
    assert!(jobs.iter().all(|job| job.state == "finished" && job.claims == 1));
    // Not every browser shows what the workers of the other run printed, but jobs that are missing
    // here were done there.
    let here = lines(page, " words")? - 1;
    assert!((1..200).contains(&here), "both took part: {here} of 200 were done here");
    Ok(())
}

fn a_database_that_the_browser_refuses_is_a_sentence(page: &Visit) -> Result<()> {
    page.arrive("/?program=job-queue&variant=one-worker")?;
    page.run_js(
        "Object.defineProperty(window, 'indexedDB', {
             get() { throw new DOMException('not for this site', 'SecurityError') },
         })",
    )?;
    page.run()?;
    assert_eq!(
        page.printed()?,
        ["The browser refuses to open a database for this site. Private windows and the setting \
         that blocks site data do that."]
    );
    assert_eq!(page.state()?, "failed");
    let status = page.shown("#status")?;
    assert!(status.starts_with("Failed: The browser refuses to open a database"), "{status}");
    let compared = "[...document.querySelectorAll('#status, .track-label')]
         .map((one) => one.textContent).filter((text) => text.includes('than predicted'))";
    assert_eq!(page.texts(compared)?, [""; 0], "there is nothing to compare");
    Ok(())
}
