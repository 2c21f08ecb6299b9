//! Wherever a program runs, it does the same.

use browser::Result;

use crate::harness::{Claim, LAPTOP, Site, Visit, claims};
use crate::steps::in_order;

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        a_worker_gives_the_same_trace_as_the_page,
        a_measurement_has_the_output_and_the_tasks_of_its_prediction,
];

const RUNS: [&str; 3] = [
    "program=greetings&variant=concurrent&first-delay=100&second-delay=50",
    "program=countdown&variant=sequential&unit=20",
    "program=blocking&variant=blocking-sleep&delay=60&blocking=2",
];

fn a_worker_gives_the_same_trace_as_the_page(page: &Visit) -> Result<()> {
    for run in RUNS {
        page.arrive(&format!("/?{run}"))?;
        let mut traces = Vec::new();
        for place in ["page", "worker"] {
            page.choose(&format!("where-{place}"))?;
            page.run()?;
            in_order(&page.output()?)?;
            traces.push((page.printed()?, tasks(page)?));
        }
        assert_eq!(traces[0], traces[1], "{run}");
    }
    Ok(())
}

fn a_measurement_has_the_output_and_the_tasks_of_its_prediction(page: &Visit) -> Result<()> {
    for run in RUNS {
        page.arrive(&format!("/?{run}"))?;
        let predicted = (page.printed()?, tasks(page)?);
        page.run()?;
        assert_eq!(predicted, (page.printed()?, tasks(page)?), "{run}");
    }
    Ok(())
}

/// Every task: its name, its end, its polls and wakes.
fn tasks(page: &Visit) -> Result<Vec<String>> {
    page.by_test_id("tasks")?.run_js("element.open = true")?;
    page.wait_for("the table", || Ok(!page.shown("[data-testid=tasks] td")?.is_empty()))?;
    page.texts(
        "[...document.querySelectorAll('[data-testid=tasks] tbody tr')].map((row) =>
             [...row.cells].slice(0, 4).map((cell) => cell.textContent).join(' '))",
    )
}
