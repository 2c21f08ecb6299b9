//! Several ways to do the same work, on one axis.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::waits::shown_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        both_variants_lie_on_one_axis_with_their_difference_in_words,
        run_all_variants_measures_each,
        a_measurement_with_earlier_settings_says_so,
];

fn both_variants_lie_on_one_axis_with_their_difference_in_words(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.click("compare")?;
    page.settled()?;
    assert_eq!(page.total("predicted")?, 2000.0);
    assert_eq!(page.total("predicted-sequential")?, 3000.0);
    assert_eq!(difference(page, "predicted:sequential")?, "1,000 ms more");
    // One axis: every picture is as wide as every other, and begins at the same place.
    let places = page.texts(
        "[...document.querySelectorAll('.track canvas')].map((one) => {
             const { left, width } = one.getBoundingClientRect();
             return `${left} ${width}`;
         })",
    )?;
    assert_eq!(places.len(), 3, "{places:?}");
    assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
    assert_eq!(page.number_of("document.querySelectorAll('canvas.axis').length")?, 1.0);

    page.choose_variant("sequential")?;
    assert_eq!(difference(page, "predicted:concurrent")?, "1,000 ms less");
    Ok(())
}

fn run_all_variants_measures_each(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=50&second-delay=100&compare=1")?;
    page.click("run-all")?;
    let second = shown_by("[data-testid=total-measured-sequential]");
    page.wait_until(
        "seen[0] === 'done' && seen[1] !== ''",
        &format!("[document.documentElement.dataset.state, {second}]"),
    )?;
    page.drawn()?;
    assert!(page.total("measured")? >= 100.0);
    assert!(page.total("measured-sequential")? >= 150.0);
    let words = difference(page, "measured:sequential")?;
    // On a machine that is very late, the overhead is larger than what the variants differ by.
    let is_said = [" ms more", " ms less", "about the same"].iter().any(|end| words.ends_with(end));
    assert!(is_said, "{words}");
    let chosen = difference(page, "measured:concurrent")?;
    assert!(chosen.ends_with(" predicted"), "{chosen}");
    Ok(())
}

fn a_measurement_with_earlier_settings_says_so(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=50&second-delay=100")?;
    page.run()?;
    page.set("second-delay", "200")?;
    assert_eq!(page.state()?, "ready");
    let kind = page.shown("[data-track='measured:concurrent'] .track-kind")?;
    assert_eq!(kind, "earlier settings");
    assert!(page.shown("#output-tag")?.starts_with("predicted"));
    page.set("second-delay", "100")?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.shown("#output-tag")?, "measured");
    Ok(())
}

/// The difference of a track to another, in words.
fn difference(page: &Visit, track: &str) -> Result<String> {
    page.shown(&format!("[data-track='{track}'] .track-diff"))
}
