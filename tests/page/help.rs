//! The help dialog: how it is opened and closed, that it is true, and that it fits.

use std::collections::BTreeSet;

use browser::{Context, Result};

use crate::address::turn_to;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::PHONE;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        the_button_and_the_question_mark_open_the_help_and_escape_gives_the_focus_back,
        in_a_field_a_question_mark_is_a_question_mark,
        the_keys_that_are_characters_can_be_turned_off,
        the_help_shows_every_shape_of_the_legend,
        every_key_that_the_help_lists_does_something;
    Website::Published, PHONE => the_help_fits_a_phone;
];

fn the_button_and_the_question_mark_open_the_help_and_escape_gives_the_focus_back(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=greetings")?;
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
    page.settled()?;
    assert_eq!(page.value("second-word")?, "?");
    assert_eq!(page.number_of("document.querySelectorAll('dialog[open]').length")?, 0.0);
    Ok(())
}

fn the_keys_that_are_characters_can_be_turned_off(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.by_test_id("run")?.run_js("element.focus()")?;
    page.press("?")?;
    opened(page)?;
    page.click("character-keys")?;
    page.press("Escape")?;
    closed(page)?;
    // It is remembered.
    page.arrive("/?program=greetings")?;
    page.by_test_id("run")?.run_js("element.focus()")?;
    // A listener that handles a key prevents the browser's own action first.
    page.run_js(
        "addEventListener('keydown', (event) => (window.isTaken = event.defaultPrevented))",
    )?;
    page.press("?")?;
    page.settled()?;
    assert_eq!(page.run_js("return window.isTaken")?, false);
    assert_eq!(page.number_of("document.querySelectorAll('dialog[open]').length")?, 0.0);
    page.click("help-button")?;
    opened(page)?;
    page.click("character-keys")?;
    page.press("Escape")?;
    closed(page)?;
    page.press("?")?;
    opened(page)?;
    assert_eq!(page.run_js("return window.isTaken")?, true);
    Ok(())
}

fn the_help_shows_every_shape_of_the_legend(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.click("help-button")?;
    opened(page)?;
    let names = "(root) => [...document.querySelectorAll(root)].map((one) => one.textContent)";
    let legend = page.texts(&format!("({names})('#legend li')"))?;
    let all = page.texts(&format!("({names})('.shapes dt')"))?;
    // The legend has those that are in the picture.
    assert_eq!(legend, ["running briefly", "waiting", "waiting for a task", "done, predicted"]);
    assert!(all.len() >= 12 && legend.iter().all(|name| all.contains(name)), "{all:?}");
    // Each is painted, and no two are the same.
    let pictures = page
        .texts("[...document.querySelectorAll('.shapes canvas')].map((one) => one.toDataURL())")?;
    for (place, picture) in pictures.iter().enumerate() {
        assert!(!pictures[..place].contains(picture), "{} looks like another", all[place]);
    }
    Ok(())
}

/// Expressions for what the page shows, each as a text.
mod shown {
    /// The element that has the focus.
    pub const FOCUS: &str = "document.activeElement.dataset.testid || document.activeElement.id";
    /// Which dialog is open.
    pub const DIALOG: &str = "document.querySelector('dialog[open]')?.dataset.testid ?? ''";
    /// The span that is picked, without its line.
    pub const SPAN: &str = "document.querySelector('#span-status').textContent
        .replaceAll('\\u00a0', ' ').replace(/(, line \\d+)?\\.$/, '')";
    /// The stretch of time that the address asks for.
    pub const STRETCH: &str = "new URLSearchParams(location.search).get('zoom') ?? 'all'";
    /// The height of all lanes together: 101 of them, and 6 pixels above and below.
    pub const HEIGHT: &str = "document.querySelector('.track-space').style.height";
    /// The moment that the cursor shows, without how many polls there are.
    pub const MOMENT: &str = "document.querySelector('.cursor-handle').ariaValueText
        .replaceAll('\\u00a0', ' ').replace(/ of .*$/, '')";
    /// The label of the button that plays or pauses.
    pub const PLAYBACK: &str = "document.querySelector('[data-testid=play]').textContent";
    /// The state that the page says it is in.
    pub const STATE: &str = "document.documentElement.dataset.state";
}

/// A key at a place where the help lists keys.
struct Key {
    key: &'static str,
    /// Keys that are pressed first, so that the key has an effect.
    after: &'static [&'static str],
    /// What it changes, as an expression, and the new value.
    changes: &'static str,
    to: &'static str,
}

const fn key(
    key: &'static str,
    after: &'static [&'static str],
    changes: &'static str,
    to: &'static str,
) -> Key {
    Key { key, after, changes, to }
}

/// A place where keys work.
struct Place {
    /// The selector in the help for what must have the focus.
    listed: &'static str,
    /// The element that gets the focus here.
    focus: &'static str,
    /// A run with which each of the keys has something to do.
    query: &'static str,
    keys: &'static [Key],
}

const PLACES: &[Place] = &[
    Place {
        listed: "",
        focus: "#stop",
        query: "?program=greetings&variant=concurrent",
        keys: &[
            key("Tab", &[], shown::FOCUS, "reset"),
            key("Shift+Tab", &[], shown::FOCUS, "run"),
            key("?", &[], shown::DIALOG, "help"),
        ],
    },
    Place {
        listed: "#tracks",
        focus: "#tracks",
        // Half of the pages wait until the others are there: 101 lanes, of which the last has two
        // spans, one after the other.
        query: "?program=downloads&variant=limited&pages=100&delay=200&limit=50",
        keys: &[
            key("ArrowRight", LAST, shown::SPAN, SECOND_SPAN),
            key("ArrowLeft", &["ArrowRight", "Control+End", "ArrowRight"], shown::SPAN, FIRST_SPAN),
            key(
                "ArrowDown",
                FIRST,
                shown::SPAN,
                "predicted, page 1: waiting 200 ms on a timer, from 0 to 200 ms",
            ),
            key(
                "ArrowUp",
                LAST,
                shown::SPAN,
                "predicted, page 99: waiting 200 ms for a permit, from 0 to 200 ms",
            ),
            key("Home", &["ArrowRight", "Control+End", "ArrowRight"], shown::SPAN, FIRST_SPAN),
            key("End", LAST, shown::SPAN, "predicted, page 100: completed at 400 ms"),
            key(
                "PageDown",
                FIRST,
                shown::SPAN,
                "predicted, page 29: waiting 200 ms on a timer, from 0 to 200 ms",
            ),
            key(
                "PageUp",
                LAST,
                shown::SPAN,
                "predicted, page 73: waiting 200 ms for a permit, from 0 to 200 ms",
            ),
            key(
                "Control+Home",
                LAST,
                shown::SPAN,
                "predicted, main: waiting 400 ms for all of 100 tasks, from 0 to 400 ms",
            ),
            key("Control+End", FIRST, shown::SPAN, FIRST_SPAN),
            key("Enter", LAST, shown::FOCUS, "listing"),
            key("Escape", FIRST, shown::SPAN, ""),
            key("+", &[], shown::STRETCH, "112.5-337.5"),
            key("-", &["+"], shown::STRETCH, "all"),
            key("0", &["+", "+"], shown::STRETCH, "all"),
            key("Shift+ArrowRight", &["+"], shown::STRETCH, "168.75-393.75"),
            key("Shift+ArrowLeft", &["+"], shown::STRETCH, "56.25-281.25"),
            // A lane of these has 10 pixels, and both end where they began.
            key("Alt+ArrowUp", &["Alt+ArrowDown"], shown::HEIGHT, "1022px"),
            key("Alt+ArrowDown", &["Alt+ArrowUp"], shown::HEIGHT, "1022px"),
            key("Space", &[], shown::PLAYBACK, "Pause"),
            key("Space", &["Space"], shown::PLAYBACK, "Play"),
            key(".", &["."], shown::MOMENT, "0 ms, after poll 1"),
            key(",", &[".", "."], shown::MOMENT, "0 ms, before the first"),
        ],
    },
    Place {
        listed: ".cursor-handle",
        focus: ".cursor-handle",
        query: "?program=greetings&variant=concurrent&first-delay=300&second-delay=600",
        keys: &[
            key("ArrowRight", &["Home"], shown::MOMENT, "0 ms, after poll 1"),
            key("ArrowLeft", &["Home", "ArrowRight"], shown::MOMENT, "0 ms, before the first"),
            key("PageDown", &["Home"], shown::MOMENT, "60 ms, after poll 3"),
            key("PageUp", &["End"], shown::MOMENT, "540 ms, after poll 5"),
            key("Home", &["End"], shown::MOMENT, "0 ms, before the first"),
            key("End", &["Home"], shown::MOMENT, "600 ms, the end"),
            key("Escape", &["Home"], shown::MOMENT, "not set: the whole run is shown"),
        ],
    },
    Place {
        listed: "#params input:is([type=text], [type=number])",
        focus: "#params input:is([type=text], [type=number])",
        query: "?program=greetings&variant=concurrent&first-delay=20&second-delay=40",
        keys: &[key("Enter", &[], shown::STATE, "done")],
    },
];

/// Picks the first lane, and the last one.
const FIRST: &[&str] = &["ArrowRight"];
const LAST: &[&str] = &["ArrowRight", "Control+End"];

const FIRST_SPAN: &str = "predicted, page 100: waiting 200 ms for a permit, from 0 to 200 ms";
const SECOND_SPAN: &str = "predicted, page 100: waiting 200 ms on a timer, from 200 to 400 ms";

fn every_key_that_the_help_lists_does_something(page: &Visit) -> Result<()> {
    for place in PLACES {
        page.arrive_with_player(&format!("/{}", place.query))?;
        if place.listed.is_empty() {
            the_help_lists_just_these(page)?;
        }
        for key in place.keys {
            begin_anew(page, place)?;
            for before in key.after {
                page.press(before)?;
                page.frames(2)?;
            }
            // A value that is there already would say nothing about the key.
            let why = || format!("before {:?} at {:?}", key.key, place.listed);
            page.wait_until(&format!("seen !== {:?}", key.to), key.changes).with_context(why)?;
            page.press(key.key)?;
            page.wait_for_equal(key.changes, key.to).with_context(|| {
                format!("{:?} at {:?} after {:?}", key.key, place.listed, key.after)
            })?;
        }
    }
    Ok(())
}

/// Compares the list of the help with the one above.
fn the_help_lists_just_these(page: &Visit) -> Result<()> {
    page.click("help-button")?;
    opened(page)?;
    let listed = page.texts(
        "[...document.querySelectorAll('table.keys')].flatMap((table) =>
             [...table.querySelectorAll('kbd')].map((one) =>
                 `${table.dataset.focus} has ${one.dataset.key.replace(' ', 'Space')}`))",
    )?;
    let tried = PLACES
        .iter()
        .flat_map(|place| place.keys.iter().map(|key| format!("{} has {}", place.listed, key.key)));
    let (listed, tried) = (BTreeSet::from_iter(listed), BTreeSet::from_iter(tried));
    let untried: Vec<_> = listed.difference(&tried).collect();
    assert!(untried.is_empty(), "no effect is known of what the help lists: {untried:?}");
    let unlisted: Vec<_> = tried.difference(&listed).collect();
    assert!(unlisted.is_empty(), "the help does not list: {unlisted:?}");
    page.press("Escape")?;
    closed(page)
}

/// Undoes all that keys did, as Back does, without loading the page again.
fn begin_anew(page: &Visit, place: &Place) -> Result<()> {
    if !page.text_of(shown::DIALOG)?.is_empty() {
        page.press("Escape")?;
        closed(page)?;
    }
    page.by_css("#tracks")?.press("Escape")?;
    turn_to(page, place.query)?;
    page.settled()?;
    page.run_js(&format!(
        "const element = document.querySelector({:?});
         element.focus();
         element.select?.()",
        place.focus
    ))?;
    page.settled()
}

fn the_help_fits_a_phone(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
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
