//! A person's own listing for everybody: with keys alone, read aloud, in the dark, on a phone; and what
//! the lines of the editor say of a run.

use browser::Result;

use crate::accessibility::axe_finds_nothing;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::{PHONE, SMALL_DARK_CALM, what_is_too_wide};
use crate::own::{TWO_LINES, choose_example};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        at_a_moment_tasks_stand_at_their_lines_in_the_editor,
        a_warning_leads_to_its_line_in_the_editor,
        keys_alone_write_run_and_leave,
        axe_finds_nothing_in_an_own_listing;
    Website::Published, SMALL_DARK_CALM => axe_finds_nothing_in_an_own_listing_in_the_dark;
    Website::Published, PHONE => an_own_listing_fits_a_phone;
];

/// The names of the tasks at a line of the editor.
fn standing(page: &Visit, line: u32) -> Result<Vec<String>> {
    page.texts(&format!(
        "[...line({line}).querySelectorAll('.stander')].map((one) => one.textContent)"
    ))
}

fn at_a_moment_tasks_stand_at_their_lines_in_the_editor(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste(TWO_LINES)?;
    assert_eq!(page.texts("marked('.stander')")?, [""; 0]);
    page.wait_for_js(
        "document.querySelector('.cursor-handle') && !document.querySelector('#player').hidden",
    )?;
    page.run_js("document.querySelector('#player [data-testid=to-start]').click()")?;
    page.settled()?;
    let mut seen = Vec::new();
    for _ in 0..8 {
        for line in 1..=10 {
            if !standing(page, line)?.is_empty() && !seen.contains(&line) {
                seen.push(line);
            }
        }
        page.click("poll-forward")?;
        page.settled()?;
    }
    assert!(seen.contains(&6), "it sleeps there: {seen:?}");
    // Tasks that stand somewhere are no part of the text.
    assert_eq!(page.own_text()?, TWO_LINES);
    // Nobody stands in a text that was not run.
    page.click("poll-back")?;
    page.type_at_end("x = = 1")?;
    assert_eq!(page.texts("marked('.stander')")?, [""; 0]);
    // Colours of the tasks are beside the lines at which they waited.
    page.paste(TWO_LINES)?;
    page.wait_for_js("root().querySelectorAll('.bars').length > 0")
}

fn a_warning_leads_to_its_line_in_the_editor(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    choose_example(page, "blocking_sleep")?;
    let button = page.by_css("#warnings button")?;
    assert_eq!(button.text()?, "Show line 14");
    button.click()?;
    page.settled()?;
    assert!(page.text_of("line(14).className")?.contains("pointed"));
    assert_eq!(page.text_of("line(14).textContent")?.trim(), "time.sleep(0.1)");
    assert_eq!(page.text_of("root().activeElement.className.includes('cm-content')")?, "true");
    // Also in a long listing, and so that it is seen.
    let text = format!("{}\n", "# much to read\n".repeat(120));
    page.paste(
        &format!("{text}{TWO_LINES}print(nope)\n")
            .replace("    await", "    asyncio.sleep(1)\n    await"),
    )?;
    page.by_css("#warnings button")?.click()?;
    page.settled()?;
    page.wait_for_js(
        "(() => {
             const { top, bottom } = root().querySelector('.pointed').getBoundingClientRect();
             const box = root().querySelector('.cm-scroller').getBoundingClientRect();
             return top >= box.top && bottom <= box.bottom && top >= 0 && bottom <= innerHeight;
         })()",
    )
}

fn keys_alone_write_run_and_leave(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    // The choice, Run and the numbers of the listing stand above it.
    page.wait_for_js("document.querySelector('#params .slider')")?;
    page.run_js("[...document.querySelectorAll('#params .slider, #params input')].at(-1).focus()")?;
    page.press("Tab")?;
    assert_eq!(page.text_of("document.activeElement.className")?, "editor");
    let content = "root().querySelector('.cm-content')";
    assert_eq!(
        page.text_of(&format!("{content}.role + ', ' + {content}.ariaLabel"))?,
        "textbox, Your own Python"
    );
    page.press("Control+a")?;
    for key in ["p", "r", "i", "n", "t", "(", "7", ")"] {
        page.press(key)?;
    }
    page.watch_states()?;
    page.press("Control+Enter")?;
    page.wait_for_js("seenStates.includes('running') && seenStates.at(-1) === 'done'")?;
    page.settled()?;
    assert_eq!((page.printed()?, page.tag()?), (vec!["7".to_owned()], "measured".to_owned()));
    // Who has written leaves by Escape and Tab.
    page.press("Escape")?;
    page.press("Tab")?;
    assert_ne!(page.text_of("document.activeElement.className")?, "editor");
    assert_eq!(page.own_text()?, "print(7)");

    // What the choice, and each slider, is called.
    page.by_role("combobox", "Begin with an example")?;
    choose_example(page, "semaphore")?;
    let slider = page.by_role("slider", "TANKS, line 5")?;
    slider.run_js("element.focus()")?;
    page.press("ArrowRight")?;
    page.settled()?;
    assert_eq!(page.text_of("line(5).textContent")?, "TANKS = 3");
    assert_eq!(page.text_of("document.activeElement.type")?, "range", "the focus stays");
    assert_eq!(page.printed()?[2], "diver 2 goes down");
    Ok(())
}

/// Shows all that there can be: sliders, a warning, an error, a note, marks, and a notice.
fn all_of_it(page: &Visit) -> Result<()> {
    let text = "import asyncio, aiohttp\n\nPAUSE = 0.01\n\n\nasync def main():\n    await asyncio.sleep(PAUSE)\n    asyncio.sleep(1)\n    \
        raise ValueError(\"a_very_long_word_that_nobody_can_break_\" * 9)\n\n\nasyncio.run(main())\n";
    page.paste(text)?;
    page.wait_for_text("own-notes", "is played here")?;
    page.wait_for_text("own-failure", "ValueError")?;
    page.wait_for_js("document.querySelectorAll('.own-sliders .param').length === 2")
}

fn axe_finds_nothing_in_an_own_listing(page: &Visit) -> Result<()> {
    nothing_is_found(page)
}

fn axe_finds_nothing_in_an_own_listing_in_the_dark(page: &Visit) -> Result<()> {
    nothing_is_found(page)
}

fn nothing_is_found(page: &Visit) -> Result<()> {
    come_with_a_link(page)?;
    is_no_wider(page)?;
    axe_finds_nothing(page)?;
    page.click("own-agree")?;
    page.settled()?;
    all_of_it(page)?;
    page.run()?;
    page.settled()?;
    is_no_wider(page)?;
    axe_finds_nothing(page)
}

/// A link whose listing is `print("hi")`, as another library packs it.
fn come_with_a_link(page: &Visit) -> Result<()> {
    page.open_own("/?program=python#code=KyjKzCvRUM9IzMnJV9fkAgA")?;
    assert!(page.by_test_id("own-foreign")?.is_displayed()?);
    Ok(())
}

fn an_own_listing_fits_a_phone(page: &Visit) -> Result<()> {
    nothing_is_found(page)
}

fn is_no_wider(page: &Visit) -> Result<()> {
    page.frames(2)?;
    let wide = what_is_too_wide(page)?;
    assert!(wide.is_empty(), "{wide:?}");
    // The editor scrolls within itself.
    assert!(page.number_of("root().host.getBoundingClientRect().right - innerWidth")? <= 0.0);
    Ok(())
}
