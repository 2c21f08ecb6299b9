//! Compare runs: pinned to the axis, and the difference in milliseconds and in words.

use browser::Result;

use crate::accessibility::axe_finds_nothing;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::{PHONE, SMALL_DARK_CALM};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_pinned_prediction_keeps_its_settings_on_the_same_axis,
        what_makes_the_difference_is_named_and_adds_up,
        earlier_runs_are_listed_and_can_be_pinned,
        a_link_brings_what_is_pinned,
        a_link_that_pins_nonsense_says_so,
        another_program_has_pins_of_its_own,
        the_list_works_by_keyboard;
    Website::WithFailing, LAPTOP => pinned_runs_outlive_a_crash;
    Website::Published, PHONE => the_list_fits_on_a_phone;
    Website::Published, SMALL_DARK_CALM => axe_finds_nothing_in_a_comparison_in_the_dark;
];

const SHORT: &str = "/?program=greetings&first-delay=100&second-delay=200";

fn open(page: &Visit) -> Result<()> {
    page.run_js("document.querySelector('#runs > summary').click()")?;
    page.wait_for_js("document.querySelector('[data-testid=runs-table] tbody tr') !== null")?;
    page.settled()
}

/// Presses a button of a row by its name.
fn press(page: &Visit, name: &str) -> Result<()> {
    page.run_js(&format!(
        "[...document.querySelectorAll('#runs button')].find((one) => one.getAttribute('aria-label')?.startsWith({name:?})).click()"
    ))?;
    page.settled()
}

/// A column of the list.
fn column(page: &Visit, number: u32) -> Result<Vec<String>> {
    page.texts(&format!(
        "[...document.querySelectorAll('[data-testid=runs-table] tbody td:nth-child({number})')]
             .map((one) => one.textContent.replace(/\\u00a0/g, ' '))"
    ))
}

fn a_pinned_prediction_keeps_its_settings_on_the_same_axis(page: &Visit) -> Result<()> {
    page.arrive(SHORT)?;
    open(page)?;
    page.click("pin-concurrent")?;
    page.click("pin-sequential")?;
    page.settled()?;
    assert_eq!(page.total("pinned-1")?, 200.0);
    assert_eq!(page.total("pinned-2")?, 300.0);
    page.set("second-delay", "500")?;
    page.settled()?;
    assert_eq!(page.total("predicted")?, 500.0);
    assert_eq!(page.total("pinned-1")?, 200.0);
    let label = page.shown("#track-list .track:nth-of-type(3) .track-label")?;
    assert_eq!(
        label,
        "Concurrentfirst delay 100 ms, second delay 200 mspredicted200 ms300 ms less"
    );
    let places = page.texts("[...document.querySelectorAll('.track canvas')].map((one) => String(one.getBoundingClientRect().width))")?;
    assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
    // Nothing of it is stale, whatever becomes of the settings.
    assert_eq!(page.number_of("document.querySelectorAll('.track.stale').length")?, 0.0);
    Ok(())
}

fn what_makes_the_difference_is_named_and_adds_up(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    open(page)?;
    assert!(page.says("runs-words")?.contains("Pin a prediction above"));
    page.click("pin-sequential")?;
    page.wait_for_text("runs-words", "This run against: Sequential, predicted")?;
    let words = page.says("runs-words")?;
    assert!(words.contains("This run is 1,000 ms shorter: 2,000 ms against 3,000 ms."), "{words}");
    assert!(words.contains("In both runs all waits of this line add up to 3,000 ms"), "{words}");
    assert!(words.contains("Both print the same lines in the same order."), "{words}");
    let total = page.shown("[data-testid=runs-parts] tfoot")?;
    assert_eq!(total, "Total2,000 ms3,000 ms−1,000 ms");
    assert_eq!(column(page, 5)?, ["", "1,000 ms more"]);
    axe_finds_nothing(page)
}

fn earlier_runs_are_listed_and_can_be_pinned(page: &Visit) -> Result<()> {
    page.arrive(SHORT)?;
    page.run()?;
    page.set("second-delay", "300")?;
    page.run()?;
    open(page)?;
    let runs = column(page, 2)?;
    assert!(runs[0].starts_with("Concurrent, this runmeasured at "), "{runs:?}");
    assert_eq!(runs.len(), 3, "{runs:?}");
    assert!(column(page, 3)?[2].contains("second delay 200 ms"));
    press(page, "Pin Concurrent, measured at")?;
    // The run that is chosen is the first of that name, and is pinned as well.
    assert!(page.total("pinned-1")? >= 300.0);
    page.set("second-delay", "400")?;
    page.choose_variant("sequential")?;
    page.settled()?;
    assert!(page.total("pinned-1")? >= 300.0);
    let kind = page.shown("#track-list .track:last-child .track-kind")?;
    assert_eq!(kind, "measured");
    page.click("runs-clear")?;
    page.settled()?;
    assert_eq!(column(page, 2)?.len(), 1);
    assert_eq!(
        page.number_of("document.querySelectorAll('[data-testid^=total-pinned]').length")?,
        0.0
    );
    Ok(())
}

fn a_link_brings_what_is_pinned(page: &Visit) -> Result<()> {
    page.arrive(&format!("{SHORT}&with=variant%3Dsequential%26first-delay%3D700%26run%3D9"))?;
    page.wait_for_js("document.querySelector('[data-testid=total-pinned-1]') !== null")?;
    // This browser does not have that run, so its prediction is shown.
    assert_eq!(page.total("pinned-1")?, 2700.0);
    assert_eq!(page.shown("#track-list .track:last-child .track-kind")?, "predicted");
    Ok(())
}

fn a_link_that_pins_nonsense_says_so(page: &Visit) -> Result<()> {
    page.arrive(&format!("{SHORT}&with=variant%3Dnothing"))?;
    page.wait_for_text("notices", "has no variant “nothing”")?;
    Ok(())
}

fn another_program_has_pins_of_its_own(page: &Visit) -> Result<()> {
    page.arrive(SHORT)?;
    open(page)?;
    page.click("pin-sequential")?;
    page.settled()?;
    page.choose_program("countdown")?;
    page.settled()?;
    assert_eq!(
        page.number_of("document.querySelectorAll('[data-testid^=total-pinned]').length")?,
        0.0
    );
    assert!(!page.query()?.contains("with="));
    page.run_js("history.back()")?;
    page.wait_for_js("document.querySelector('[data-testid=total-pinned-1]') !== null")?;
    assert_eq!(page.total("pinned-1")?, 300.0);
    Ok(())
}

fn the_list_works_by_keyboard(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.by_css("#runs > summary")?.press("Enter")?;
    page.wait_for_js("document.querySelector('[data-testid=pin-sequential]') !== null")?;
    page.by_test_id("pin-sequential")?.press("Enter")?;
    page.set("second-delay", "500")?;
    page.by_test_id("pin-sequential")?.press("Enter")?;
    page.settled()?;
    page.by_css("[data-testid=runs-table] input")?.press("ArrowDown")?;
    page.settled()?;
    let against =
        page.text_of("document.querySelector('[data-testid=runs-table] input:checked').value")?;
    assert_eq!(against, "variant=sequential&second-delay=500");
    // The focus is still in the list after a run was taken off the axis.
    page.by_css("[data-act='pin variant=sequential']")?.press("Enter")?;
    page.settled()?;
    assert_eq!(
        page.number_of("document.querySelectorAll('[data-testid^=total-pinned]').length")?,
        1.0
    );
    assert_eq!(page.text_of("String(document.activeElement.closest('#runs') !== null)")?, "true");
    Ok(())
}

fn pinned_runs_outlive_a_crash(page: &Visit) -> Result<()> {
    page.expect_problem("RuntimeError: unreachable");
    page.arrive("/?program=failing&variant=gets-stuck")?;
    page.run()?;
    open(page)?;
    press(page, "Pin Gets stuck, measured at")?;
    let total = page.says("total-pinned-1")?;
    assert!(!total.is_empty());
    page.choose_variant("panics")?;
    page.wait_for_state("failed")?;
    page.choose_variant("gets-stuck")?;
    page.wait_for_shown("[data-testid=total-pinned-1]", &total)?;
    page.settled()?;
    let kind = page.shown("#track-list .track:last-child .track-kind")?;
    assert_eq!(kind, "measured");
    Ok(())
}

fn the_list_fits_on_a_phone(page: &Visit) -> Result<()> {
    page.arrive(SHORT)?;
    open(page)?;
    page.click("pin-sequential")?;
    page.settled()?;
    let wide = page.number_of("document.documentElement.scrollWidth - innerWidth")?;
    assert!(wide <= 0.0, "{wide} px too wide");
    axe_finds_nothing(page)
}

fn axe_finds_nothing_in_a_comparison_in_the_dark(page: &Visit) -> Result<()> {
    page.arrive(&format!("{SHORT}&with=variant%3Dsequential"))?;
    page.run()?;
    open(page)?;
    page.wait_for_text("runs-words", "This run against")?;
    axe_finds_nothing(page)
}
