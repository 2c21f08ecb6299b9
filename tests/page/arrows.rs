//! Wake arrows and the relations of spans, as a picture and in words.

use browser::{Context, Result};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::PHONE;
use crate::waits::IS_DRAWN;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        arrows_are_drawn_when_asked_for_and_the_address_keeps_that,
        what_is_asked_for_in_the_address_is_shown_from_the_beginning,
        a_picked_span_says_who_woke_it_and_leads_there,
        a_relation_is_followed_by_keyboard_alone,
        a_measured_run_has_arrows_too,
        the_tables_say_who_woke_and_who_spawned_whom;
    Website::Published, PHONE => relations_are_big_enough_for_a_thumb;
];

/// The number of pixels drawn over the tracks.
pub const INK: &str =
    "[...document.querySelectorAll('canvas.overlay')].filter((one) => !one.hidden && one.width > 0)
    .map((one) => one.getContext('2d').getImageData(0, 0, one.width, one.height).data)
    .reduce((sum, data) => sum + data.filter((value, at) => at % 4 === 3 && value > 0).length, 0)";

/// The number of pixels drawn over the tracks.
pub fn ink(page: &Visit) -> Result<f64> {
    page.number_of(INK)
}

/// Waits until something is drawn over the tracks, or nothing.
pub fn wait_for_ink(page: &Visit, is_there: bool) -> Result<()> {
    wait_for(page, INK, is_there)
}

fn wait_for(page: &Visit, ink: &str, is_there: bool) -> Result<()> {
    page.wait_for_js(&format!("{IS_DRAWN} && ({ink} > 0) === {is_there}"))
        .with_context(|| if is_there { "there is no ink" } else { "there is ink" })
}

/// The relations of the picked span, in words.
const RELATIONS: &str = "[...document.querySelectorAll('[data-testid=relations]:not([hidden]) li')]
    .map((one) => one.textContent.replaceAll('\\u00a0', ' '))";

fn relations(page: &Visit) -> Result<Vec<String>> {
    page.texts(RELATIONS)
}

fn wait_for_relation(page: &Visit, part: &str) -> Result<()> {
    page.wait_until(&format!("seen.some((one) => one.includes({part:?}))"), RELATIONS)
}

fn arrows_are_drawn_when_asked_for_and_the_address_keeps_that(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent")?;
    assert_eq!(page.number_of("document.querySelectorAll('canvas.overlay').length")?, 0.0);
    page.choose("show-wakes")?;
    wait_for_ink(page, true)?;
    assert!(page.says("arrows-key")?.contains("a timer was due"));
    page.wait_for_query_end("&layers=wakes")?;
    page.choose("show-wakes")?;
    wait_for_ink(page, false)?;
    page.wait_for_no_query_part("layers=")
}

fn what_is_asked_for_in_the_address_is_shown_from_the_beginning(page: &Visit) -> Result<()> {
    page.arrive("/?program=prefix-filter&layers=chain.wakes")?;
    wait_for_ink(page, true)?;
    for id in ["show-wakes", "show-chain"] {
        let box_ = format!("document.querySelector('[data-testid={id}]').checked");
        assert_eq!(page.run_js(&format!("return {box_}"))?, true, "{id}");
    }
    // Another program is looked at in the same way.
    page.choose_program("greetings")?;
    wait_for_ink(page, true)?;
    page.open("/?program=greetings&layers=all")?;
    page.wait_for_state("ready")?;
    page.wait_for_text("notices", "There are wakes and chain")
}

fn a_picked_span_says_who_woke_it_and_leads_there(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent")?;
    page.by_css("#tracks")?.press("ArrowRight")?;
    wait_for_relation(page, "waits for first")?;
    let expected = [
        "woken by first at 1,000 ms",
        "waits for first",
        "spawned first at 0 ms",
        "spawned second at 0 ms",
    ];
    let found = relations(page)?;
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found:?}");
    }
    wait_for_ink(page, true)?;
    page.run_js(
        "[...document.querySelectorAll('[data-testid=relations] button')]
             .find((one) => one.textContent.startsWith('waits for')).click()",
    )?;
    wait_for_relation(page, "main waits for it")?;
    assert!(page.shown("[data-testid=relations] h3")?.starts_with("first, 0"));
    page.press("Escape")?;
    wait_for_ink(page, false)?;
    assert_eq!(relations(page)?, [""; 0]);
    Ok(())
}

fn a_relation_is_followed_by_keyboard_alone(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent")?;
    page.by_css("#tracks")?.press("ArrowRight")?;
    page.press("ArrowDown")?;
    wait_for_relation(page, "spawned by main")?;
    // Past the cursor, if it is there by now.
    let focus = "return document.activeElement.closest('[data-testid=relations]') !== null";
    for _ in 0..3 {
        if page.run_js(focus)? != true {
            page.press("Tab")?;
        }
    }
    assert_eq!(page.run_js(focus)?, true, "Tab does not lead there");
    page.press("Enter")?;
    wait_for_relation(page, "spawned first")?;
    assert_eq!(page.text_of("document.activeElement.id")?, "tracks", "the keys go on from there");
    page.press("ArrowDown")?;
    wait_for_relation(page, "spawned by main")
}

fn a_measured_run_has_arrows_too(page: &Visit) -> Result<()> {
    for place in ["page", "worker"] {
        page.arrive(&format!("/?first-delay=30&second-delay=60&where={place}&layers=wakes"))?;
        wait_for_ink(page, true)?;
        page.run()?;
        wait_for(page, &INK.replace("'canvas.overlay'", "'.measured canvas.overlay'"), true)?;
    }
    Ok(())
}

fn the_tables_say_who_woke_and_who_spawned_whom(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent")?;
    page.run_js("for (const id of ['tasks', 'spans']) document.querySelector(`details[data-testid=${id}]`).open = true")?;
    let rows = |id: &str| {
        page.texts(&format!(
            "[...document.querySelectorAll('details[data-testid={id}] tbody tr')]
                 .map((row) => [...row.children].map((one) => one.textContent.replaceAll('\\u00a0', ' ')).join('|'))"
        ))
    };
    page.wait_until(
        "seen[0] === 3 && seen[1] > 3",
        "['tasks', 'spans'].map((id) =>
             document.querySelectorAll(`details[data-testid=${id}] tbody tr`).length)",
    )?;
    let tasks = rows("tasks")?;
    assert!(tasks[1].starts_with("first|main (line "), "{tasks:?}");
    assert!(tasks[1].ends_with("|1,000 ms on a timer"), "{tasks:?}");
    assert!(tasks[0].contains("ms for "), "{tasks:?}");
    let spans = rows("spans")?;
    assert!(spans.iter().any(|row| row.contains("|a timer|")), "{spans:?}");
    assert!(spans.iter().any(|row| row.contains("|first|")), "{spans:?}");
    Ok(())
}

fn relations_are_big_enough_for_a_thumb(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent")?;
    page.by_css("#tracks")?.press("ArrowRight")?;
    wait_for_relation(page, "waits for first")?;
    let least = page.number_of(
        "Math.min(...[...document.querySelectorAll('[data-testid=relations] button, .layers label')]
             .map((one) => one.getBoundingClientRect().height))",
    )?;
    assert!(least >= 24.0, "{least}");
    let wide = page.number_of("document.documentElement.scrollWidth - innerWidth")?;
    assert!(wide <= 0.0, "{wide}");
    Ok(())
}
