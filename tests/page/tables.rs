//! The tables below a run, opened while runs come and go.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::waits::shown_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        the_table_of_the_timeline_follows_when_a_run_is_over,
        a_table_opened_as_its_run_is_replaced_asks_nothing_of_it,
        who_is_in_a_table_stays_there_when_it_is_made_anew;
];

/// The rows of the table of the timeline: none while its place says something else.
const ROWS: &str = "document.querySelectorAll('details[data-testid=spans] tbody tr').length";

fn the_table_of_the_timeline_follows_when_a_run_is_over(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent&first-delay=100&second-delay=5000")?;
    page.run_js("document.querySelector('details[data-testid=spans]').open = true")?;
    page.wait_for_js(&format!("{ROWS} > 0"))?;
    let table = shown_by("details[data-testid=spans] .table");
    for place in ["page", "worker"] {
        page.choose(&format!("where-{place}"))?;
        let follows = format!("{table} === 'The table follows when the run is over.'");
        page.start_and_press("stop", &follows)?;
        page.wait_for_state("stopped")?;
        page.wait_for_js(&format!("{ROWS} > 2"))?;
    }
    Ok(())
}

fn a_table_opened_as_its_run_is_replaced_asks_nothing_of_it(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent&first-delay=50&second-delay=100")?;
    page.run()?;
    page.watch_states()?;
    // In the same task of the browser: the view has not been drawn again since Run freed the recording.
    page.run_js(
        "const table = document.querySelector('details[data-testid=spans]');
         table.open = true;
         await new Promise((go) => table.addEventListener('toggle', go, { once: true }));
         table.open = false;
         await new Promise((go) => table.addEventListener('toggle', go, { once: true }));
         table.addEventListener('toggle', () => document.querySelector('#run').click(), { once: true, capture: true });
         table.open = true",
    )?;
    page.wait_for_texts("window.seenStates", &["done", "running", "done"])?;
    page.wait_for_js(&format!("{ROWS} > 2"))
}

fn who_is_in_a_table_stays_there_when_it_is_made_anew(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent&first-delay=50&second-delay=100")?;
    page.run_js("document.querySelector('details[data-testid=chain]').open = true")?;
    page.wait_for_js("document.querySelector('[data-testid=chain] tbody button')")?;
    // Pressed without the focus going there.
    page.run_js(
        "window.held = document.querySelector('[data-testid=chain] tbody button');
         held.focus();
         document.querySelector('#run').click()",
    )?;
    page.wait_for_state("done")?;
    page.wait_for_js("document.querySelector('[data-testid=chain] tbody button')")?;
    page.drawn()?;
    assert_eq!(page.run_js("return held.isConnected")?, false);
    // In a row of the table, or around it if there were none for a while.
    let is_there = "return document.activeElement.closest('[data-testid=chain]') !== null";
    assert_eq!(page.run_js(is_there)?, true);
    Ok(())
}
