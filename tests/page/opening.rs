//! Opening saved runs: while another goes on, and those of earlier versions.

use std::fs;
use std::path::Path;

use browser::{Context, Result};
use serde_json::json;

use crate::exporting::{keep_files, open_tool, save};
use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_file_does_not_end_a_run_before_somebody_agrees,
        runs_that_any_version_has_saved_open;
];

fn drop_file(page: &Visit) -> Result<()> {
    page.run_js(
        "const dataTransfer = new window.DataTransfer();
         dataTransfer.items.add(new window.File([window.kept[0].blob], 'short.coroscope'));
         for (const type of ['dragover', 'drop'])
             document.body.dispatchEvent(new window.DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))",
    )
    .map(drop)
}

fn a_file_does_not_end_a_run_before_somebody_agrees(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent&first-delay=20&second-delay=40")?;
    page.run()?;
    open_tool(page)?;
    keep_files(page)?;
    save(page, "save-run")?;
    let total = page.says("total-measured")?;

    page.set("second-delay", "5000")?;
    page.start()?;
    drop_file(page)?;
    page.wait_for_text("ask", "Opening short.coroscope stops it")?;
    assert_eq!(page.state()?, "running");
    assert_eq!(page.text_of("document.activeElement.textContent")?, "Let it run");
    page.press("Escape")?;
    page.wait_for_text("notices", "Not opened: short.coroscope.")?;
    assert_eq!(page.state()?, "running");

    drop_file(page)?;
    page.wait_for_js("document.querySelector('[data-testid=ask]')")?;
    page.by_role("button", "Stop it and open the file")?.click()?;
    page.wait_for_query_part("second-delay=40")?;
    page.wait_for_state("done")?;
    page.settled()?;
    assert_eq!(page.says("total-measured")?, total);

    // Now there is nothing to lose.
    drop_file(page)?;
    page.wait_for_text("notices", "Opened short.coroscope.")?;
    assert_eq!(page.number_of("document.querySelectorAll('[data-testid=ask]').length")?, 0.0);
    Ok(())
}

fn runs_that_any_version_has_saved_open(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown")?;
    // This package is two folders below the project.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../saved");
    for entry in fs::read_dir(&folder).context("there are no saved runs")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = json!(fs::read(&path)?);
        page.run_js(&format!(
            "const dataTransfer = new window.DataTransfer();
             dataTransfer.items.add(new window.File([new window.Uint8Array({bytes})], '{name}'));
             for (const type of ['dragover', 'drop'])
                 document.body.dispatchEvent(new window.DragEvent(type, {{ dataTransfer, bubbles: true, cancelable: true }}))",
        ))?;
        page.wait_for_text("notices", &format!("Opened {name}."))?;
        page.wait_for_state("done")?;
        page.settled()?;
        if name.contains("processes") {
            assert!(page.printed()?.iter().any(|line| line.starts_with("Asia: started")));
        } else {
            assert_eq!(page.printed()?, ["hi", "hoi"]);
            assert!(page.says("total-measured")?.contains("2,000 ms"), "{name}");
        }
    }
    Ok(())
}
