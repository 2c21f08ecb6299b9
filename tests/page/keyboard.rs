//! Everything works without a mouse, and the focus can be seen.

use browser::{Result, bail};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::waits::total_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        from_the_address_bar_to_run_and_stop_by_keyboard_alone,
        the_first_tab_offers_to_skip_to_the_program,
        every_place_that_tab_reaches_is_seen_to_have_the_focus,
        enter_in_a_field_runs_with_what_was_typed_there,
        arrow_keys_on_the_timeline_name_span_after_span;
    Website::Published, crate::layout::PHONE =>
        the_menu_of_a_phone_works_by_keyboard,
];

/// More presses of Tab than there are places to go.
const MOST_PLACES: usize = 100;

fn from_the_address_bar_to_run_and_stop_by_keyboard_alone(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent&second-delay=5000")?;
    tab_to(page, "variant-concurrent")?;
    page.press("ArrowLeft")?;
    page.settled()?;
    assert_eq!(page.total("predicted")?, 6000.0, "the variant was not chosen by an arrow key");
    tab_to(page, "param-first-delay-slider")?;
    page.press("ArrowRight")?;
    tab_to(page, "param-first-delay")?;
    page.press("ArrowUp")?;
    page.wait_until("seen > 6050", &total_by("predicted"))?;
    tab_to(page, "param-second-word")?;
    for key in ["o", "h", "o"] {
        page.press(key)?;
    }
    page.settled()?;
    assert_eq!(page.printed()?[0], "hi");

    page.hold_long_waits()?;
    // Run is before the settings, as it is seen.
    go_to(page, "Shift+Tab", "run")?;
    page.press("Enter")?;
    page.wait_for_state("running")?;
    assert_eq!(test_id_of_focus(page)?, "run", "the focus is lost");
    tab_to(page, "stop")?;
    page.press("Enter")?;
    page.wait_for_state("stopped")?;
    assert_eq!(test_id_of_focus(page)?, "stop", "the focus is lost");
    page.press("Shift+Tab")?;
    page.press("Space")?;
    page.wait_for_state("running")?;
    page.press("Tab")?;
    page.press("Space")?;
    page.wait_for_state("stopped")?;
    tab_to(page, "where-page")?;
    page.press("ArrowRight")?;
    page.wait_for_query_part("where=worker")
}

fn enter_in_a_field_runs_with_what_was_typed_there(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=sequential&first-delay=10&second-delay=10")?;
    type_over_and_enter(page, "param-second-word", "oho")?;
    page.wait_for_state("done")?;
    page.drawn()?;
    assert_eq!(page.printed()?, ["hi", "oho"]);

    type_over_and_enter(page, "param-first-delay", "120")?;
    // With the new delay.
    page.wait_until(
        "seen[0] === 'done' && seen[1] >= 130",
        &format!("[document.documentElement.dataset.state, {}]", total_by("measured")),
    )?;
    assert_eq!(test_id_of_focus(page)?, "param-first-delay", "the focus is lost");
    Ok(())
}

/// Replaces the text of a field, and presses Enter without leaving it.
fn type_over_and_enter(page: &Visit, id: &str, text: &str) -> Result<()> {
    page.by_test_id(id)?.run_js("element.focus(); element.select()")?;
    // Keys that are sent to an element are added to its text, whatever is selected; these are not.
    for key in text.chars() {
        page.press(&key.to_string())?;
    }
    page.press("Enter")
}

fn the_first_tab_offers_to_skip_to_the_program(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.press("Tab")?;
    let skip = page.focused()?;
    assert_eq!(skip.text()?, "Skip to the program");
    assert!(page.number_of("document.activeElement.getBoundingClientRect().top")? >= 0.0);
    skip.press("Enter")?;
    page.wait_for_equal("document.activeElement.id", "main")?;
    page.press("Tab")?;
    let is_inside = page.run_js("return document.activeElement.closest('main') !== null")?;
    assert_eq!(is_inside, true);
    Ok(())
}

fn every_place_that_tab_reaches_is_seen_to_have_the_focus(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&compare=1")?;
    // The page itself notes its look at each place, up to where they begin again. The input
    // of a radio button is hidden, and the words beside it show the focus.
    page.run_js(
        "[window.places, window.unseen, window.outside] = [[], [], []];
         document.addEventListener('focusin', ({ target: focused, isTrusted }) => {
            // Copies of earlier events for a view that was fetched late.
             if (!isTrusted || window.isRound) return;
             if (focused.wasHere) return void (window.isRound = true);
             focused.wasHere = true;
             const shows = [focused, focused.nextElementSibling].find((one) => {
                 const { outlineStyle, outlineWidth } = one ? getComputedStyle(one) : {};
                 return one && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
             });
             const { left, right } = (shows ?? focused).getBoundingClientRect();
             const name = focused.dataset.testid || focused.id || focused.textContent.trim();
             window.places.push(name);
             if (!shows) window.unseen.push(name);
             if (left < 0 || right > innerWidth) window.outside.push(name);
         })",
    )?;
    const IS_OVER: &str =
        "return window.isRound || document.activeElement.isSameNode(document.body)";
    for _ in 0..MOST_PLACES / 10 {
        for _ in 0..10 {
            page.press("Tab")?;
        }
        if page.run_js(IS_OVER)? == true {
            break;
        }
    }
    assert_eq!(page.texts("window.unseen")?, [""; 0], "these do not show that they have the focus");
    assert_eq!(page.texts("window.outside")?, [""; 0], "these have it outside of what is in view");
    let places = page.texts("window.places")?;
    for place in
        ["run", "reset", "compare", "run-all", "tracks", "tab-rust", "output", "Take it with you"]
    {
        assert!(places.iter().any(|one| one == place), "Tab does not reach {place}: {places:?}");
    }
    Ok(())
}

fn arrow_keys_on_the_timeline_name_span_after_span(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    let timeline = page.by_css("#tracks")?;
    timeline.press("ArrowRight")?;
    let said = || -> Result<String> {
        page.drawn()?;
        page.shown("#span-status")
    };
    assert!(said()?.starts_with("predicted, main:"), "{}", said()?);
    timeline.press("ArrowDown")?;
    assert!(said()?.starts_with("predicted, first: "), "{}", said()?);
    assert!(said()?.contains("from 0 to 1,000 ms, line "), "{}", said()?);
    timeline.press("ArrowDown")?;
    assert!(said()?.contains("from 0 to 2,000 ms, line "), "{}", said()?);
    timeline.press("ArrowUp")?;
    timeline.press("ArrowUp")?;
    timeline.press("End")?;
    timeline.press("ArrowLeft")?;
    assert!(said()?.starts_with("predicted, main:"), "{}", said()?);
    // It is announced, because it is a status.
    assert_eq!(page.by_css("#span-status")?.role()?, "status");
    timeline.press("Escape")?;
    assert_eq!(said()?, "");
    Ok(())
}

fn the_menu_of_a_phone_works_by_keyboard(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    let button = page.by_css("#menu-button")?;
    assert!(!page.by_css("#catalog")?.is_displayed()?);
    button.press("Enter")?;
    page.wait_for_sight("#catalog")?;
    page.press("Escape")?;
    page.wait_for_no_sight("#catalog")?;
    assert_eq!(page.text_of("document.activeElement.id")?, "menu-button");
    page.press("Enter")?;
    page.press("Tab")?;
    page.press("Tab")?;
    let second = page.text_of("document.activeElement.textContent")?;
    page.press("Enter")?;
    page.wait_for_shown("h1", &second)?;
    assert!(!page.by_css("#catalog")?.is_displayed()?);
    Ok(())
}

/// Presses Tab until the element with this `data-testid` has the focus. It must lie ahead: beyond the
/// last place are those of the browser itself, where no key reaches the page.
fn tab_to(page: &Visit, id: &str) -> Result<()> {
    go_to(page, "Tab", id)
}

fn go_to(page: &Visit, key: &str, id: &str) -> Result<()> {
    for _ in 0..MOST_PLACES {
        if test_id_of_focus(page)? == id {
            return Ok(());
        }
        page.press(key)?;
    }
    bail!("{key} does not reach {id}")
}

fn test_id_of_focus(page: &Visit) -> Result<String> {
    page.text_of("document.activeElement?.dataset.testid")
}
