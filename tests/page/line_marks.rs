//! The marks on the lines of the listing: the tasks at the cursor, and the spans of a line.

use browser::{Context, Result};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        each_task_stands_on_its_line_at_the_cursor,
        without_a_cursor_nobody_stands_anywhere,
        a_line_says_how_many_spans_it_has_and_frames_them_until_pressed_again,
        lines_with_spans_are_reached_and_pressed_by_keyboard,
        a_line_of_another_program_is_another_line;
];

const RUN: &str = "/?program=greetings&variant=concurrent&first-delay=1000&second-delay=2000";

/// The code of each line with tasks, and their names.
fn standing(page: &Visit) -> Result<Vec<String>> {
    page.texts(
        "[...document.querySelectorAll('.line.stands')].map((line) =>
             [line.querySelector('code').textContent.trim(), ...[...line.querySelectorAll('.stander .name')].map((one) => one.textContent)].join(' | '))",
    )
}

fn each_task_stands_on_its_line_at_the_cursor(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{RUN}&at=400"))?;
    page.wait_for_js("document.querySelector('.line.stands')")?;
    assert_eq!(standing(page)?, ["first.await; | main", "sleep(delay).await; | first | second"]);
    // Each in the colour of its lane.
    let colours = page.texts(
        "[...document.querySelectorAll('.stander')].map((one) => getComputedStyle(one.querySelector('.name'), '::before').backgroundColor)",
    )?;
    assert!(colours[0] != colours[1] && colours[1] != colours[2], "{colours:?}");
    // Later `first` is done, and `main` waits for the other.
    page.by_test_id("cursor-handle")?.press("End")?;
    page.by_test_id("cursor-handle")?.press("ArrowLeft")?;
    page.wait_for_place("2,000 ms, after poll 6 of 7")?;
    assert_eq!(standing(page)?, ["second.await; | main"]);
    // Whoever reads Python sees the line of Python that does the same, and reads its number.
    page.click("tab-python")?;
    page.wait_for_listing()?;
    assert_eq!(standing(page)?, ["await second | main"]);
    let file = include_str!("../../src/programs/greetings.py");
    let line_of = |text| file.lines().position(|line: &str| line.trim() == text).map(|at| at + 1);
    let second = line_of("await second").context("it is there")?;
    let sleeps = line_of("await asyncio.sleep(delay_ms / 1000)").context("it is there")?;
    let why = page.shown("#explain")?;
    assert!(why.contains(&format!("(line {sleeps})")), "{why}");
    page.by_role("button", &format!("line {second}"))?.click()?;
    page.settled()?;
    assert_eq!(page.shown(".line.pointed code")?, "await second");
    page.click("tab-rust")?;
    page.wait_for_listing()?;
    assert_eq!(standing(page)?, ["second.await; | main"]);
    Ok(())
}

fn without_a_cursor_nobody_stands_anywhere(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{RUN}&at=400"))?;
    page.wait_for_js("document.querySelector('.line.stands')")?;
    page.click("look-inside")?;
    page.settled()?;
    assert!(standing(page)?.is_empty());
    assert_eq!(page.number_of("document.querySelectorAll('.standing').length")?, 0.0);
    Ok(())
}

/// The number of pixels of the timeline that changed since they were last noted.
fn pictures(page: &Visit) -> Result<String> {
    page.settled()?;
    page.text_of(
        "[...document.querySelectorAll('.track-space > canvas:first-child')].map((one) => one.toDataURL()).join()",
    )
}

fn a_line_says_how_many_spans_it_has_and_frames_them_until_pressed_again(
    page: &Visit,
) -> Result<()> {
    page.arrive_with_player(RUN)?;
    page.wait_for_js("document.querySelector('.line.has-spans')")?;
    let plain = pictures(page)?;
    let line = "[...document.querySelectorAll('.line.has-spans')].find((one) => one.textContent.includes('sleep(delay)'))";
    let label =
        page.text_of(&format!("{line}.querySelector('.line-button').getAttribute('aria-label')"))?;
    assert!(label.ends_with(": 2 spans on this line, 3,000 ms in all"), "{label}");
    page.run_js(&format!("{line}.querySelector('code').click()"))?;
    let framed = pictures(page)?;
    assert_ne!(framed, plain, "nothing is framed");
    assert_eq!(page.shown(".line.framed .line-note")?, "2 spans on this line, 3,000 ms in all");
    assert!(page.says("line-status")?.ends_with("2 spans on this line, 3,000 ms in all."));
    // Inspecting something else does not end it.
    page.by_css("#output li")?.run_js(
        "element.dispatchEvent(new PointerEvent('pointerenter')); element.dispatchEvent(new PointerEvent('pointerleave'))",
    )?;
    page.settled()?;
    assert!(!page.shown(".line.framed")?.is_empty());
    // Nor does another cursor.
    page.click("to-start")?;
    page.settled()?;
    assert!(!page.shown(".line.framed")?.is_empty());
    page.click("look-inside")?;
    // The same line once more removes it.
    page.run_js(&format!("{line}.querySelector('code').click()"))?;
    assert_eq!(pictures(page)?, plain);
    assert_eq!(page.shown(".line.framed")?, "");
    // A line without spans has nothing to frame.
    page.run_js("document.querySelector('.line:not(.has-spans) code').click()")?;
    assert_eq!(pictures(page)?, plain);
    Ok(())
}

fn lines_with_spans_are_reached_and_pressed_by_keyboard(page: &Visit) -> Result<()> {
    page.arrive_with_player(RUN)?;
    page.wait_for_js("document.querySelector('.line-button')")?;
    // The Tab key stops at only one of them.
    assert_eq!(
        page.number_of("document.querySelectorAll('.line-button[tabindex=\"0\"]').length")?,
        1.0
    );
    page.by_css(".line-button")?.run_js("element.focus()")?;
    let all = page.number_of("document.querySelectorAll('.line-button').length")?;
    for _ in 1..all as u32 {
        page.press("ArrowDown")?;
    }
    let reached = "[...document.querySelectorAll('.line-button')].indexOf(document.activeElement)";
    assert_eq!(page.number_of(reached)?, all - 1.0);
    page.press("Enter")?;
    page.settled()?;
    assert_eq!(page.text_of("document.activeElement.getAttribute('aria-pressed')")?, "true");
    page.wait_for_any_text("#span-status")?;
    // The first Escape releases the span, the second the line.
    page.press("Escape")?;
    page.press("Escape")?;
    page.settled()?;
    assert_eq!(page.shown(".line.framed")?, "");
    Ok(())
}

fn a_line_of_another_program_is_another_line(page: &Visit) -> Result<()> {
    page.arrive_with_player(RUN)?;
    page.wait_for_js("document.querySelector('.line.has-spans')")?;
    page.run_js("document.querySelector('.line.has-spans code').click()")?;
    page.wait_for_js("document.querySelector('.line.framed')")?;
    page.choose_program("countdown")?;
    page.settled()?;
    assert_eq!(page.shown(".line.framed")?, "");
    Ok(())
}
