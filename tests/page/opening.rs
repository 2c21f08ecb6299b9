//! Opening saved runs: while another goes on, and those of earlier versions.

use std::fs;
use std::path::{Path, PathBuf};

use browser::{Context, Result};
use serde_json::json;

use crate::exporting::{keep_files, open_tool, save};
use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_file_does_not_end_a_run_before_somebody_agrees,
        runs_that_any_version_has_saved_open,
        a_run_recorded_elsewhere_opens_with_its_listing_and_without_what_needs_its_program,
        a_recorded_run_is_stepped_through_with_the_tasks_at_their_lines,
        a_recorded_run_of_several_files_shows_the_file_of_the_span_that_is_picked,
        two_recorded_runs_are_compared,
        a_recorded_run_says_what_is_missing_of_it,
        a_run_of_a_program_that_is_not_in_the_catalog_opens,
        a_reload_says_that_a_recorded_run_has_to_be_opened_again,
        a_recorded_run_is_saved_as_it_was_opened;
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
    page.hold_long_waits()?;
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

/// Drops bytes on the page as a file of that name, and waits until it is opened.
fn drop_bytes(page: &Visit, name: &str, bytes: &[u8]) -> Result<()> {
    let bytes = json!(bytes);
    page.run_js(&format!(
        "const dataTransfer = new window.DataTransfer();
         dataTransfer.items.add(new window.File([new window.Uint8Array({bytes})], '{name}'));
         for (const type of ['dragover', 'drop'])
             document.body.dispatchEvent(new window.DragEvent(type, {{ dataTransfer, bubbles: true, cancelable: true }}))",
    ))?;
    page.wait_for_text("notices", &format!("Opened {name}."))?;
    page.settled()
}

fn folder() -> PathBuf {
    // This package is two folders below the project.
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../saved")
}

/// Opens one of the runs in `tests/saved`.
fn open_saved(page: &Visit, name: &str) -> Result<()> {
    let name = format!("{name}.coroscope");
    drop_bytes(page, &name, &fs::read(folder().join(&name))?)?;
    page.wait_for_js("document.querySelector('[data-recorded] [data-testid=recorded-said]')")?;
    page.settled()
}

/// The texts of the elements that a selector finds and that are drawn, one a line.
fn drawn(page: &Visit, selector: &str) -> Result<String> {
    page.text_of(&format!(
        "Array.from(document.querySelectorAll('{selector}')).filter((one) => one.checkVisibility())
             .map((one) => one.textContent.trim()).join('\\n')"
    ))
}

fn runs_that_any_version_has_saved_open(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown")?;
    for entry in fs::read_dir(folder()).context("there are no saved runs")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        drop_bytes(page, &name, &fs::read(&path)?)?;
        page.wait_for_state(if name.contains("killed") { "stopped" } else { "done" })?;
        page.settled()?;
        let printed = page.printed()?;
        if name.contains("processes") {
            assert!(printed.iter().any(|line| line.starts_with("Asia: started")));
        } else if name.contains("shop") {
            assert!(printed.iter().any(|line| line == "bread: 3"), "{name}: {printed:?}");
        } else if name.contains("elsewhere") {
            // It has the lines of its listing, although no program of the page is in it.
            assert_eq!(printed.last().map(String::as_str), Some("sold twice"));
            assert_eq!(page.shown("#title")?, "shop, careless");
            assert!(page.shown("#listing")?.contains("async fn shop"));
            let marks = "document.querySelectorAll('#listing .line .marks i').length";
            assert!(page.number_of(marks)? > 2.0);
        } else if name.starts_with("run-1-") {
            assert_eq!(printed, ["hi", "hoi"]);
            assert!(page.says("total-measured")?.contains("2,000 ms"), "{name}");
        }
    }
    Ok(())
}

fn a_run_recorded_elsewhere_opens_with_its_listing_and_without_what_needs_its_program(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=countdown")?;
    open_saved(page, "run-2-rows-1-shop")?;
    assert_eq!(page.shown("#title")?, "shop.py");
    assert!(page.shown("#watch")?.starts_with("This run was recorded elsewhere,"));
    assert!(page.says("status")?.starts_with("Done in 171 ms"), "{}", page.says("status")?);
    assert!(page.shown("#listing")?.contains("import asyncio"));
    assert!(page.number_of("document.querySelectorAll('#listing .t-keyword').length")? > 5.0);
    // The tasks that were at a line are beside it.
    assert_eq!(
        page.number_of("document.querySelectorAll('#listing .line:nth-child(9) .marks i').length")?,
        3.0
    );

    let absent = "#run, #stop, #reset, #guess-first, #where, #variants, #params input, #compare, #orders, \
                  [data-track^=predicted], .runs-add, #copy-link, .snippet, #recorded-file";
    assert_eq!(drawn(page, absent)?, "");
    // Whoever presses what cannot be seen loses nothing.
    page.run_js("document.querySelector('#run').click()")?;
    page.settled()?;
    assert_eq!(page.state()?, "done");
    assert!(page.says("message")?.contains("the program of this run is not here"));
    assert_eq!(page.number_of("document.querySelectorAll('[data-track^=measured]').length")?, 1.0);

    // The next program has all of it.
    page.choose_program("countdown")?;
    page.settled()?;
    assert_eq!(drawn(page, "#run")?, "Run");
    assert_eq!(drawn(page, ".recorded-said, .recorded-files")?, "");
    page.run()?;

    // A copy of the listing, all of which there is, can be run on the page.
    open_saved(page, "run-2-rows-1-shop")?;
    page.click("edit-copy")?;
    page.wait_for_js("'own' in document.documentElement.dataset")?;
    page.settled()?;
    assert_eq!(drawn(page, "[data-testid=edit-copy]")?, "");
    Ok(())
}

fn a_recorded_run_is_stepped_through_with_the_tasks_at_their_lines(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    open_saved(page, "run-2-rows-1-two-files")?;
    page.run_js("document.querySelector('[data-testid=poll-back]').click()")?;
    page.wait_for_js("document.querySelector('#listing .standing .stander')")?;
    page.wait_for_text("moment", "main()")?;
    Ok(())
}

fn a_recorded_run_of_several_files_shows_the_file_of_the_span_that_is_picked(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=greetings")?;
    open_saved(page, "run-2-rows-1-two-files")?;
    assert_eq!(page.number_of("document.querySelector('#recorded-file').length")?, 2.0);
    assert!(drawn(page, "#recorded-file")?.contains("kitchen/oven.py"));
    assert!(page.shown("#listing")?.contains("TaskGroup"));
    // The lanes are the program, main(), tea and bread, and bread waits in the other file.
    page.run_js("document.querySelector('#tracks').focus()")?;
    for key in ["Home", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight"] {
        page.press(key)?;
        page.settled()?;
    }
    page.wait_for_js("document.querySelector('#recorded-file').value === 'kitchen/oven.py'")?;
    page.settled()?;
    assert!(page.shown("#listing")?.contains("Bread."));
    assert!(page.shown("#listing .pointed")?.contains("asyncio.sleep(0.015)"));
    assert_eq!(
        page.text_of("Array.from(document.querySelectorAll('#listing .line')).flatMap((line, at) => line.querySelector('.marks i') ? [at + 1] : []).join()")?,
        "8"
    );

    // The choice shows the other one again, with its own marks.
    page.run_js(
        "const select = document.querySelector('#recorded-file');
         select.value = 'menu.py';
         select.dispatchEvent(new window.Event('change'))",
    )?;
    page.settled()?;
    assert!(page.shown("#listing")?.contains("TaskGroup"));
    assert_eq!(page.number_of("document.querySelectorAll('#listing .pointed').length")?, 0.0);

    // So does each line that is named, with its file.
    assert!(page.says("explanation")?.contains("(line 8 of kitchen/oven.py)"));
    page.by_role("button", "line 9 of kitchen/oven.py")?.click()?;
    page.settled()?;
    assert!(page.shown("#listing .pointed")?.contains("print(\"bread\")"));
    Ok(())
}

fn two_recorded_runs_are_compared(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    open_saved(page, "run-2-rows-1-killed")?;
    open_saved(page, "run-2-rows-1-shop")?;
    page.run_js("document.querySelector('#runs').open = true")?;
    page.wait_for_text("runs-words", "This run is 158 ms shorter: 171 ms against 329 ms.")?;
    assert_eq!(drawn(page, "[data-testid=runs-table] tbody tr")?.lines().count(), 2);
    page.run_js(
        "Array.from(document.querySelectorAll('[data-testid=runs-table] tbody tr:nth-child(2) button'))
             .find((one) => one.textContent.trim() === 'Pin').click()",
    )?;
    page.wait_for_js("document.querySelector('[data-track^=pinned]')")?;
    page.settled()?;
    assert!(drawn(page, "[data-track^=pinned]")?.contains("run-2-rows-1-killed"));
    Ok(())
}

fn a_recorded_run_says_what_is_missing_of_it(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    open_saved(page, "run-2-rows-1-killed")?;
    assert!(page.says("status")?.starts_with("Stopped after 329 ms"));
    assert!(page.says("recorded-said")?.starts_with("The file has no end"));

    let shop = fs::read(folder().join("run-2-rows-1-shop.coroscope"))?;
    drop_bytes(page, "short.coroscope", &shop[..shop.len() - 3])?;
    page.wait_for_text("recorded-said", "The file is cut off.")?;

    open_saved(page, "run-2-rows-1-without-sources")?;
    page.wait_for_text("recorded-note", "saved without the text of menu.py")?;
    // It has lines up to the last one that the run names, and what is known of them.
    assert_eq!(page.number_of("document.querySelectorAll('#listing .line').length")?, 17.0);
    assert!(page.number_of("document.querySelectorAll('#listing .marks i').length")? > 0.0);

    drop_bytes(page, "again.coroscope", &shop)?;
    assert_eq!(drawn(page, ".recorded-said, .recorded-note")?, "");
    Ok(())
}

fn a_run_of_a_program_that_is_not_in_the_catalog_opens(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    let bytes = fs::read(folder().join("run-1-trace-4-greetings.coroscope"))?;
    let (name, other) = (b"\"program\":\"greetings\"", b"\"program\":\"tea\"");
    let at =
        bytes.windows(name.len()).position(|part| part == name).context("it names its program")?;
    let changed = [&bytes[..at], other, &bytes[at + name.len()..]].concat();
    drop_bytes(page, "tea.coroscope", &changed)?;
    page.wait_for_text(
        "recorded-said",
        "a run of the program “tea”, which this page does not have",
    )?;
    assert_eq!(page.shown("#title")?, "tea");
    assert_eq!(page.state()?, "done");
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    assert!(page.says("total-measured")?.contains("2,000 ms"));
    Ok(())
}

fn a_reload_says_that_a_recorded_run_has_to_be_opened_again(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown")?;
    open_saved(page, "run-2-rows-1-shop")?;
    assert_eq!(page.text_of("location.search")?, "?recorded");
    // As long as the page is there, it keeps what it has opened.
    page.run_js("history.back()")?;
    page.wait_for_js("document.querySelector('#title').textContent === 'Countdown'")?;
    page.settled()?;
    page.run_js("history.forward()")?;
    page.wait_for_js("document.querySelector('#title').textContent === 'shop.py'")?;
    page.settled()?;
    assert_eq!(page.text_of("location.search")?, "?recorded");
    assert_eq!(page.number_of("document.querySelectorAll('#notices .notice p').length")?, 0.0);
    page.run_js("location.reload()")?;
    page.wait_for_text("notices", "open the file again to see it")?;
    page.settled()?;
    assert_eq!(page.number_of("document.querySelectorAll('#notices .notice p').length")?, 1.0);
    assert_eq!(page.shown("#title")?, "Two greetings");
    Ok(())
}

fn a_recorded_run_is_saved_as_it_was_opened(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    open_saved(page, "run-2-rows-1-two-files")?;
    open_tool(page)?;
    keep_files(page)?;
    assert_eq!(save(page, "save-run")?, "run-2-rows-1-two-files.coroscope");
    let saved = "Array.from(new window.Uint8Array(await window.kept[0].blob.arrayBuffer())).join()";
    let before = fs::read(folder().join("run-2-rows-1-two-files.coroscope"))?;
    let before: Vec<String> = before.iter().map(u8::to_string).collect();
    assert_eq!(page.text_of(saved)?, before.join(","));
    for button in ["save-trace", "save-svg", "save-output"] {
        assert!(!save(page, button)?.is_empty());
    }
    Ok(())
}
