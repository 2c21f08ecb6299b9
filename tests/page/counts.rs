//! The counts of a program are drawn on the axis of its tasks, and a table has the same.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::WithFailing, LAPTOP =>
        counts_are_drawn_and_a_table_says_the_same,
        a_program_that_counts_nothing_shows_no_counts;
    Website::WithFailing, crate::layout::PHONE =>
        counts_fit_a_phone;
];

fn counts_are_drawn_and_a_table_says_the_same(page: &Visit) -> Result<()> {
    page.arrive("/?program=counting&things=2&delay=50")?;
    page.wait_for_sight("#levels")?;
    assert_eq!(page.shown("#levels .track-kind")?, "predicted");
    assert!(is_painted(page)?, "the picture is empty");
    assert_eq!(table(page)?, ["At left done", "0 ms 2 0", "50 ms 1 1", "100 ms 0 2"]);

    page.run()?;
    assert_eq!(page.shown("#levels .track-kind")?, "measured");
    assert_eq!(page.shown("#levels .track-diff")?, "dashed: predicted");
    let measured = table(page)?;
    let held: Vec<&str> = measured[1..]
        .iter()
        .filter_map(|row| row.split_once(" ms "))
        .map(|(_, held)| held)
        .collect();
    assert_eq!(held, ["2 0", "1 1", "0 2"], "{measured:?}");

    // The axis is that of the tasks.
    let left = |of: &str| {
        page.number_of(&format!(
            "document.querySelector('{of} canvas').getBoundingClientRect().left"
        ))
    };
    assert_eq!(left("#levels")?, left("#track-list")?);
    Ok(())
}

fn a_program_that_counts_nothing_shows_no_counts(page: &Visit) -> Result<()> {
    page.arrive("/?program=counting")?;
    page.wait_for_sight("#levels")?;
    page.choose_program("greetings")?;
    assert!(!page.by_css("#levels")?.is_displayed()?);
    let is_offered =
        page.run_js("return !document.querySelector('details[data-testid=levels]').hidden")?;
    assert_eq!(is_offered, false);
    Ok(())
}

fn counts_fit_a_phone(page: &Visit) -> Result<()> {
    page.arrive("/?program=counting&things=20&delay=0")?;
    page.wait_for_sight("#levels")?;
    page.settled()?;
    assert!(is_painted(page)?, "the picture is empty");
    assert!(page.number_of("document.documentElement.scrollWidth - innerWidth")? <= 0.0);
    Ok(())
}

/// Whether the picture of the counts has any colour in it.
fn is_painted(page: &Visit) -> Result<bool> {
    let painted = page.run_js(
        "const canvas = document.querySelector('#levels canvas');
         const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
         return data.some((value) => value > 0)",
    )?;
    Ok(painted == true)
}

/// The rows of the table, its head first.
fn table(page: &Visit) -> Result<Vec<String>> {
    page.run_js("document.querySelector('details[data-testid=levels]').open = true")?;
    page.wait_for_any_text("details[data-testid=levels] td")?;
    page.settled()?;
    page.texts(
        "[...document.querySelectorAll('details[data-testid=levels] tr')].map((row) =>
             [...row.cells].map((cell) => cell.textContent.replaceAll('\u{a0}', ' ')).join(' '))",
    )
}
