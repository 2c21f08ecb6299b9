//! The page in tabs behind others, which get no frames.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_tab_that_nobody_has_looked_at_has_the_name_of_its_program,
        a_run_that_ends_in_a_hidden_tab_says_so_there;
];

/// Opens pages in tabs of their own. The last one is in front.
fn open_tabs(page: &Visit, queries: &[&str]) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.run_js(&format!("window.tabs = {queries:?}.map((query) => window.open('./' + query));"))?;
    page.wait_for_js("window.tabs[0].document.hidden && document.hidden")
}

fn close_tabs(page: &Visit) -> Result<()> {
    page.run_js("for (const tab of window.tabs) tab.close()")?;
    page.wait_for_js("window.tabs.every((tab) => tab.closed)")
}

fn a_tab_that_nobody_has_looked_at_has_the_name_of_its_program(page: &Visit) -> Result<()> {
    open_tabs(page, &["?program=countdown", "?program=downloads", "?program=scale"])?;
    page.wait_for_texts(
        "window.tabs.slice(0, 2).map((tab) => `${tab.document.title} ${tab.document.hidden}`)",
        &["Countdown · Coroscope true", "Downloads · Coroscope true"],
    )?;
    close_tabs(page)
}

fn a_run_that_ends_in_a_hidden_tab_says_so_there(page: &Visit) -> Result<()> {
    open_tabs(page, &["?program=greetings&first-delay=50&second-delay=80", "?program=countdown"])?;
    let status = "window.tabs[0].document.querySelector('#status')?.textContent";
    page.wait_for_equal(status, "Ready")?;
    page.run_js("window.tabs[0].document.querySelector('#run').click()")?;
    page.wait_for_part(status, "Done in")?;
    let seen = "`${window.tabs[0].document.hidden} ${window.tabs[0].document.documentElement.dataset.state}`";
    assert_eq!(page.text_of(seen)?, "true done");
    close_tabs(page)
}
