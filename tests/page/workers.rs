//! Programs that start workers: threads of the browser, on the clock of the run.

use browser::{Result, ensure};

use crate::gate::Gate;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::steps::{drawn_by, in_order};
use crate::waits::{IS_MEASURED, IS_RUNNING, shown_by};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        cooks_in_workers_overlap_their_busy_time,
        a_worker_may_run_what_starts_workers,
        stopping_a_run_ends_its_workers,
        a_worker_that_is_terminated_is_reported_to_the_run,
        every_process_counts_for_itself_and_says_what_it_cost,
        a_worker_whose_script_does_not_come_ends_and_the_next_run_works,
        a_worker_of_another_version_does_nothing_and_says_so,
        threads_that_add_atomically_lose_nothing,
        threads_that_race_are_counted,
        moved_to_a_worker_blocking_does_not_freeze_the_page;
    Website::WithFailing, LAPTOP =>
        a_panic_in_a_worker_is_an_error_of_its_job,
        a_job_that_gets_stuck_is_an_error_too,
];

const KITCHEN: &str = "/?program=kitchen&variant=many-cooks&prepare=50&cook=100&dishes=4&cooks=2";

/// Runs a program with the wasm of the page, and keeps the report as `window.report`.
fn report(page: &Visit, program: &str, variant: &str, values: &str) -> Result<()> {
    page.run_js(&format!(
        "const {{ default: init, run }} = await import('/pkg/coroscope.js');
         // Scripts of a driver may have an instance of their own.
         await init();
         window.report = (await run('{program}', '{variant}', {values})).report();"
    ))
    .map(drop)
}

fn cooks_in_workers_overlap_their_busy_time(page: &Visit) -> Result<()> {
    page.arrive(KITCHEN)?;
    page.run()?;
    in_order(&page.output()?)?;
    let total = page.total("measured")?;
    assert!(total >= 200.0, "each cook prepares two dishes, and the second still cooks: {total}");
    report(page, "kitchen", "many-cooks", "{ dishes: 4, cooks: 2, prepare: 50, cook: 100 }")?;
    assert_eq!(page.texts("report.workers.map((worker) => worker.name)")?, ["cook 1", "cook 2"]);
    // That they were busy at the same time is not promised: a machine may have one core.
    let busy = "report.tasks.filter((task) => /^dish/.test(task.name)).every((task) => task.busy_ms >= 49)";
    page.wait_for_js(busy)?;
    // The work of a worker is within the time of the task that waits for it.
    page.wait_for_js(
        "report.workers.every(({ lane }) => {
             const worker = report.tasks[lane];
             const owner = report.tasks.find((task) => task.id === worker.parent);
             return owner.spawned_ms <= worker.spawned_ms && worker.ended_ms <= owner.ended_ms;
         })",
    )
}

fn a_worker_may_run_what_starts_workers(page: &Visit) -> Result<()> {
    let other = page.unobserved()?;
    let page = other.as_ref().unwrap_or(page);
    page.arrive(&format!("{KITCHEN}&where=worker"))?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    let printed = page.printed()?;
    assert_eq!(printed.iter().filter(|line| line.ends_with("is served")).count(), 4);
    Ok(())
}

fn stopping_a_run_ends_its_workers(page: &Visit) -> Result<()> {
    page.arrive("/?program=kitchen&variant=many-cooks&cook=5000&cooks=2")?;
    let output = shown_by("[data-testid=output]");
    page.start_and_press("stop", &format!("{IS_MEASURED} && {output}.includes('dish 2 cooks')"))?;
    page.wait_for_state("stopped")?;
    let printed = page.printed()?;
    assert!(!printed.iter().any(|line| line.ends_with("is served")), "{printed:?}");
    // It can be run again at once.
    page.set("cook", "10")?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    Ok(())
}

fn a_worker_that_is_terminated_is_reported_to_the_run(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.run_js(
        "const { default: init, run } = await import('/pkg/coroscope.js');
         await init();
         let started;
         const ended = run('kitchen', 'many-cooks', { dishes: 2, cooks: 2, cook: 5000 }, { on_start: (run) => started = run });
         while (!started?.report().output.some((line) => line.text === 'dish 1 cooks')) await new Promise((go) => setTimeout(go, 20));
         window.killed = [started.kill_worker(0), started.report().workers[0].alive, started.kill_worker(0), started.kill_worker(7)];
         window.report = (await ended).report();",
    )?;
    assert_eq!(page.text_of("JSON.stringify(killed)")?, "[true,false,false,false]");
    let printed = page.texts("report.output.map((line) => line.text)")?;
    let expected = "Cook 1 did not serve: the worker was terminated before it was done.";
    assert!(printed.iter().any(|line| line == expected), "{printed:?}");
    assert!(printed.iter().any(|line| line == "dish 2 is served"), "{printed:?}");
    // Its record up to then is kept.
    assert!(printed.iter().any(|line| line == "dish 1 cooks"), "{printed:?}");
    Ok(())
}

fn every_process_counts_for_itself_and_says_what_it_cost(page: &Visit) -> Result<()> {
    page.arrive("/?program=processes&variant=at-once")?;
    page.run()?;
    let printed = page.printed()?;
    for name in ["Asia", "America", "Europe", "Africa"] {
        let line = format!("The name of this continent is {name}. My counter: 1.");
        assert!(printed.contains(&line), "{printed:?}");
        let cost = printed.iter().find(|line| line.starts_with(&format!("{name}: started in ")));
        let cost = cost.map(|line| line.contains(" ms, message and answer "));
        assert_eq!(cost, Some(true), "{printed:?}");
    }
    Ok(())
}

fn a_worker_whose_script_does_not_come_ends_and_the_next_run_works(page: &Visit) -> Result<()> {
    const SITE: &str = "COROSCOPE_PAGE_URL_BELOW_ROOT";
    // Browsers say on the console what could not be fetched.
    page.expect_problem("process.js");
    page.expect_problem("ERR_");
    let gate = Gate::to(SITE)?;
    page.move_to(gate.url());
    page.arrive("/?program=processes&variant=at-once")?;
    gate.close();
    page.run()?;
    let printed = page.printed()?;
    let why = "was not announced: the worker could not be started: its script could not be loaded.";
    assert!(printed.len() == 4 && printed.iter().all(|line| line.ends_with(why)), "{printed:?}");
    gate.lead_to(SITE)?;
    page.run()?;
    let printed = page.printed()?;
    assert!(printed.iter().any(|line| line.contains("this continent is Asia")), "{printed:?}");
    Ok(())
}

fn threads_that_add_atomically_lose_nothing(page: &Visit) -> Result<()> {
    page.arrive("/?program=threads&variant=atomic")?;
    page.run()?;
    let printed = page.printed()?;
    assert!(printed.contains(&"cube 1000, square 100".to_owned()), "{printed:?}");
    assert!(printed.contains(&"no update was lost".to_owned()), "{printed:?}");
    Ok(())
}

fn threads_that_race_are_counted(page: &Visit) -> Result<()> {
    page.arrive("/?program=threads&variant=racy&increments=1000000")?;
    page.run()?;
    let printed = page.printed()?;
    let counted = printed.iter().find_map(|line| line.split_once("the counter holds "));
    let counted: u32 = counted.map_or("", |(_, counted)| counted).parse()?;
    // How many are lost is chance, even none; but no more than there were, and none too many.
    ensure!((1..=2_000_000).contains(&counted), "{printed:?}");
    let lost = match 2_000_000 - counted {
        0 => "no update was lost".to_owned(),
        lost => format!("{lost} updates were lost"),
    };
    assert_eq!(printed.last(), Some(&lost));
    Ok(())
}

fn moved_to_a_worker_blocking_does_not_freeze_the_page(page: &Visit) -> Result<()> {
    page.arrive("/?program=blocking&variant=moved-to-a-worker&delay=5000&coroutines=2")?;
    let hint = page.shown("#hint")?;
    assert!(!hint.contains("will freeze"), "{hint}");
    let is_drawn = format!("{IS_RUNNING} && ({}, {IS_RUNNING})", drawn_by(10));
    page.look_from_now_on("isDrawn", &is_drawn)?;
    page.run()?;
    assert!(page.total("measured")? >= 5000.0);
    assert_eq!(page.text_of("isDrawn")?, "true", "the page was slower than its worker");
    Ok(())
}

fn a_panic_in_a_worker_is_an_error_of_its_job(page: &Visit) -> Result<()> {
    page.expect_problem("this was to be expected");
    page.arrive("/?program=failing&variant=panics-in-a-worker")?;
    page.run()?;
    assert_eq!(page.state()?, "done", "only the worker is dead");
    let printed = page.printed()?;
    let is_printed = printed.iter().any(|line| {
        line.starts_with("the worker crashed: `unlucky` panicked: this was to be expected (src")
    });
    assert!(is_printed, "{printed:?}");
    Ok(())
}

fn a_job_that_gets_stuck_is_an_error_too(page: &Visit) -> Result<()> {
    page.arrive("/?program=failing&variant=gets-stuck-in-a-worker")?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.printed()?, ["its job waits for something that never comes"]);
    Ok(())
}

fn a_worker_of_another_version_does_nothing_and_says_so(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=20&second-delay=40&where=worker")?;
    page.run_js(
        "window.ours = window.Worker;
         window.Worker = class extends window.Worker {
             postMessage(message) { super.postMessage({ ...message, build: 'another' }); }
         }",
    )?;
    page.run()?;
    assert_eq!(page.state()?, "failed");
    let message = page.says("message")?;
    assert!(message.contains("two versions") && message.contains("reload"), "{message}");
    // With one version all is well.
    page.run_js("window.Worker = window.ours")?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    Ok(())
}
