//! The stage: the listing, its picture and the player, all in view while somebody goes through a run.

use browser::Result;
use serde_json::json;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::PHONE;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        the_stage_is_within_the_first_view_of_every_program,
        nothing_leaves_the_window_while_somebody_steps,
        settings_that_the_variant_does_not_read_are_not_shown,
        what_a_setting_does_is_said_to_whoever_is_at_it;
    Website::Published, PHONE =>
        on_a_phone_the_picture_stays_while_somebody_steps;
];

/// CSS pixels: where the player ends, on a laptop.
const FIRST_VIEW: f64 = 700.0;

fn the_stage_is_within_the_first_view_of_every_program(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    let programs = page.texts(
        "[...document.querySelectorAll('nav [data-program]')].map((one) => one.dataset.program)",
    )?;
    for program in programs.iter().filter(|program| *program != "python") {
        page.choose_program(program)?;
        page.wait_for_js("!document.querySelector('#player').hidden")?;
        page.settled()?;
        let places = page.run_js(
            "const of = (one) => document.querySelector(one).getBoundingClientRect();
             const [listing, output, timeline, player] = ['#listing', '#output', '#timeline', '#player'].map(of);
             return [player.bottom, listing.right <= timeline.left, output.bottom <= player.top + 1,
                     timeline.bottom <= player.top + 1, listing.height > 100]",
        )?;
        let bottom = places[0].as_f64().unwrap_or(f64::NAN);
        assert!(bottom <= FIRST_VIEW + 1.0, "{program}: the player ends at {bottom}");
        for place in 1..=4 {
            assert_eq!(places[place], json!(true), "{program}: {places}");
        }
    }
    Ok(())
}

fn nothing_leaves_the_window_while_somebody_steps(page: &Visit) -> Result<()> {
    page.arrive_with_player("/?program=gather-and-wait&variant=as-completed")?;
    page.click("look-inside")?;
    for _ in 0..8 {
        page.press(".")?;
        page.settled()?;
        let seen = page.run_js(
            "const view = document.querySelector('#listing').getBoundingClientRect();
             const lines = [...document.querySelectorAll('.line.acted')].map((one) => one.getBoundingClientRect());
             const isIn = ({ top, bottom }) => top >= view.top - 1 && bottom <= view.bottom + 1;
             const { top } = document.querySelector('#timeline').getBoundingClientRect();
             const { bottom } = document.querySelector('#moment').getBoundingClientRect();
             return [scrollY, lines.length === 0 || lines.some(isIn), top >= 0 && bottom <= innerHeight]",
        )?;
        assert_eq!(seen, json!([0, true, true]));
    }
    // What is scrolled begins with a whole line.
    let cut = page.number_of(
        "(({ scrollTop, firstElementChild }) => scrollTop % firstElementChild.clientHeight)(
             document.querySelector('#listing'))",
    )?;
    assert!(cut.abs() < 0.5, "{cut} pixels of a line");
    Ok(())
}

fn settings_that_the_variant_does_not_read_are_not_shown(page: &Visit) -> Result<()> {
    let shown = "[...document.querySelectorAll('#params .param')]
         .filter((one) => one.checkVisibility()).map((one) => one.querySelector('[id]').id)";
    page.arrive("/?program=downloads&variant=sequential")?;
    assert_eq!(page.texts(shown)?, ["param-pages", "param-delay"]);
    page.choose_variant("limited")?;
    page.settled()?;
    assert_eq!(page.texts(shown)?, ["param-pages", "param-delay", "param-limit"]);
    // On one axis with the others, it changes something.
    page.arrive("/?program=downloads&variant=sequential&compare=1")?;
    page.settled()?;
    assert_eq!(page.texts(shown)?, ["param-pages", "param-delay", "param-limit"]);
    Ok(())
}

fn what_a_setting_does_is_said_to_whoever_is_at_it(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown")?;
    page.settled()?;
    let seen = "String(document.querySelector('#param-longest-help').checkVisibility())";
    assert_eq!(page.text_of(seen)?, "false");
    page.by_test_id("param-longest")?.run_js("element.focus()")?;
    page.wait_for_equal(seen, "true")?;
    page.press("Escape")?;
    page.wait_for_equal(seen, "false")?;
    // It is what the field is described by, seen or not.
    let described = page.text_of(
        "document.querySelector('#param-longest').getAttribute('aria-describedby').split(' ')
             .map((id) => document.getElementById(id).textContent).join('')",
    )?;
    assert!(described.len() > 20, "{described:?}");
    Ok(())
}

fn on_a_phone_the_picture_stays_while_somebody_steps(page: &Visit) -> Result<()> {
    page.arrive_with_player("/?program=greetings&first-delay=50&second-delay=100")?;
    page.run()?;
    page.settled()?;
    for _ in 0..3 {
        page.click("poll-forward")?;
    }
    page.settled()?;
    page.run_js("document.querySelector('#listing').scrollIntoView({ block: 'center', behavior: 'instant' })")?;
    page.settled()?;
    let places = page.run_js(
        "const of = (one) => document.querySelector(one).getBoundingClientRect();
         const bar = of('#status-line').top;
         const [lanes, player, listing] = ['.track.measured canvas', '#player', '#listing'].map(of);
         return [scrollY > 100, lanes.top > 0 && lanes.bottom <= player.top + 1, player.bottom < bar,
                 listing.bottom > player.bottom + 40]",
    )?;
    assert_eq!(places, json!([true, true, true, true]));
    // Its legend is one line.
    let legend = page.number_of("document.querySelector('#legend').clientHeight")?;
    assert!(legend <= 32.0, "{legend}");
    Ok(())
}
