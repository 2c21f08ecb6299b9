//! The help sheet: how it is opened and closed, that it is true, and that it fits.

use browser::{Context, Result};

use crate::harness::{Claim, LAPTOP, Site, Visit, claims};
use crate::layout::PHONE;

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        the_button_and_the_question_mark_open_the_help_and_escape_gives_the_focus_back,
        in_a_field_a_question_mark_is_a_question_mark,
        the_keys_that_are_characters_can_be_turned_off,
        the_help_shows_every_shape_of_the_legend,
        every_key_that_the_help_lists_does_something;
    Site::Published, PHONE => the_help_fits_a_phone;
];

fn the_button_and_the_question_mark_open_the_help_and_escape_gives_the_focus_back(
    page: &Visit,
) -> Result<()> {
    page.arrive("/")?;
    page.by_role("button", "Help")?.click()?;
    opened(page)?;
    assert_eq!(page.by_test_id("help")?.name()?, "Help");
    assert_eq!(page.text_of("document.activeElement.dataset.testid")?, "close-help");
    page.press("Escape")?;
    closed(page)?;
    assert_eq!(page.text_of("document.activeElement.id")?, "help-button");

    page.by_test_id("run")?.run_js("element.focus()")?;
    page.press("?")?;
    opened(page)?;
    // The focus stays within it.
    for _ in 0..4 {
        page.press("Tab")?;
        let place = "document.activeElement.closest('dialog') !== null \
            || document.activeElement.isSameNode(document.body)";
        assert_eq!(page.run_js(&format!("return {place}"))?, true);
    }
    page.click("close-help")?;
    closed(page)?;
    assert_eq!(page.text_of("document.activeElement.dataset.testid")?, "run");
    assert_eq!(page.state()?, "ready", "nothing else was done meanwhile");
    Ok(())
}

fn in_a_field_a_question_mark_is_a_question_mark(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    let field = page.by_test_id("param-second-word")?;
    field.run_js("element.focus(); element.select()")?;
    page.press("?")?;
    page.frames(2)?;
    assert_eq!(page.value("second-word")?, "?");
    assert_eq!(page.number_of("document.querySelectorAll('dialog[open]').length")?, 0.0);
    Ok(())
}

fn the_keys_that_are_characters_can_be_turned_off(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    page.by_test_id("run")?.run_js("element.focus()")?;
    page.press("?")?;
    opened(page)?;
    page.click("character-keys")?;
    page.press("Escape")?;
    closed(page)?;
    // It is remembered.
    page.arrive("/")?;
    page.by_test_id("run")?.run_js("element.focus()")?;
    page.press("?")?;
    page.run_js("await new Promise((go) => setTimeout(go, 300))")?;
    assert_eq!(page.number_of("document.querySelectorAll('dialog[open]').length")?, 0.0);
    page.click("help-button")?;
    opened(page)?;
    page.click("character-keys")?;
    page.press("Escape")?;
    closed(page)?;
    page.press("?")?;
    opened(page)
}

fn the_help_shows_every_shape_of_the_legend(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    page.click("help-button")?;
    opened(page)?;
    let names = "(root) => [...document.querySelectorAll(root)].map((one) => one.textContent)";
    let legend = page.texts(&format!("({names})('#legend li')"))?;
    assert!(legend.len() >= 8, "{legend:?}");
    assert_eq!(page.texts(&format!("({names})('.shapes dt')"))?, legend);
    // Each is painted, and no two are the same.
    let pictures = page
        .texts("[...document.querySelectorAll('.shapes canvas')].map((one) => one.toDataURL())")?;
    for (place, picture) in pictures.iter().enumerate() {
        assert!(!pictures[..place].contains(picture), "{} looks like another", legend[place]);
    }
    Ok(())
}

/// What may have to be done before a key has anything to do.
const BEFORE: [&[&str]; 6] =
    [&[], &["ArrowRight"], &["ArrowRight", "ArrowDown"], &["+"], &["End"], &["Enter"]];

fn every_key_that_the_help_lists_does_something(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.click("help-button")?;
    opened(page)?;
    let listed = page.run_js(
        "return [...document.querySelectorAll('table.keys')].flatMap((table) =>
             [...table.querySelectorAll('kbd')].map((one) => [table.dataset.focus, one.dataset.key]))",
    )?;
    let listed = listed.as_array().context("no keys are listed")?;
    assert!(listed.len() > 10, "{listed:?}");
    for one in listed {
        let part = |at: usize| one[at].as_str().unwrap_or_default();
        let (place, key) = (part(0), part(1).replace(' ', "Space"));
        let mut does = false;
        for before in BEFORE {
            page.arrive_with_player("/?program=greetings&first-delay=300&second-delay=600")?;
            let place = if place.is_empty() { "#stop" } else { place };
            page.by_css(place)?.run_js("element.focus()")?;
            for key in before {
                page.press(key)?;
                page.frames(2)?;
            }
            let was = all_that_shows(page)?;
            page.press(&key)?;
            let changes = || Ok(all_that_shows(page)? != was);
            if page.wait_at_most(std::time::Duration::from_millis(700), "a change", changes).is_ok()
            {
                does = true;
                break;
            }
        }
        assert!(does, "{key} does nothing at {place:?}");
    }
    Ok(())
}

/// What a key may change: where the focus is, the address, the words, and the pictures.
fn all_that_shows(page: &Visit) -> Result<String> {
    page.text_of(
        "[document.activeElement.id, document.activeElement.dataset.testid, location.href,
          document.documentElement.dataset.state, document.querySelectorAll('dialog[open]').length,
          document.querySelector('#span-status').textContent, document.querySelector('#timeline').textContent,
          ...[...document.querySelectorAll('#tracks canvas')].map((one) => one.toDataURL())].join(' ')",
    )
}

fn the_help_fits_a_phone(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    page.click("help-button")?;
    opened(page)?;
    let wide = "document.querySelector('dialog').scrollWidth - innerWidth";
    assert!(page.number_of(wide)? <= 0.0);
    let height =
        "document.querySelector('[data-testid=close-help]').getBoundingClientRect().height";
    assert!(page.number_of(height)? >= 40.0, "a finger needs more");
    page.click("close-help")?;
    closed(page)
}

fn opened(page: &Visit) -> Result<()> {
    page.wait_for_js("document.querySelector('dialog[data-testid=help][open]')")
}

fn closed(page: &Visit) -> Result<()> {
    page.wait_for_js("!document.querySelector('dialog[open]')")
}
