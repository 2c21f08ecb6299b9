//! Going through a run by keys, by the marker and by playing it.

use browser::{Context, Result};

use crate::cursor::{GREETINGS, PLACE};
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::waits::shown_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        keys_go_from_poll_to_poll_and_play,
        no_key_is_taken_from_a_field_or_a_button,
        while_it_plays_the_address_waits_until_it_pauses,
        a_run_that_takes_no_time_is_played_poll_by_poll,
        the_marker_is_dragged_and_a_press_in_the_axis_takes_it_there,
        the_marker_moves_by_polls_with_arrow_keys_and_says_where_it_is;
];

fn keys_go_from_poll_to_poll_and_play(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=1000&second-delay=1200"))?;
    // With the focus nowhere in particular.
    page.press(".")?;
    page.wait_for_place("before the first of 7")?;
    page.press(".")?;
    page.wait_for_place("after poll 1 of 7")?;
    page.press(",")?;
    page.wait_for_place("before the first of 7")?;
    choose_speed(page, "0.1")?;
    page.by_css("#tracks")?.run_js("element.focus()")?;
    page.press("Space")?;
    page.wait_for_text("play", "Pause")?;
    page.wait_until("!seen.startsWith('0 ms')", &shown_by(PLACE))?;
    page.press("Space")?;
    page.wait_for_text("play", "Play")?;
    let place = page.place()?;
    page.frames(5)?;
    assert_eq!(page.place()?, place, "it goes on after the pause");
    // The place that a step led to is announced.
    page.press(",")?;
    page.wait_for_text("step-status", "Poll ")?;
    assert_eq!(page.by_test_id("step-status")?.role()?, "status");
    Ok(())
}

fn no_key_is_taken_from_a_field_or_a_button(page: &Visit) -> Result<()> {
    page.arrive_with_player("/?program=greetings")?;
    page.by_test_id("param-second-word")?.run_js("element.focus(); element.select()")?;
    for key in ["a", ".", ",", "Space", "b"] {
        page.press(key)?;
    }
    assert_eq!(page.value("second-word")?, "a., b");
    page.by_test_id("compare")?.run_js("element.focus()")?;
    page.press("Space")?;
    page.wait_for_query_part("compare=1")?;
    assert_eq!(page.says("play")?, "Play");
    assert!(!page.query()?.contains("at="), "{}", page.query()?);
    Ok(())
}

fn while_it_plays_the_address_waits_until_it_pauses(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=1000&second-delay=1500"))?;
    let query = page.query()?;
    page.run_js(
        "window.written = 0;
         const own = history.replaceState.bind(history);
         history.replaceState = (...all) => { window.written += 1; own(...all); }",
    )?;
    choose_speed(page, "0.1")?;
    page.click("play")?;
    page.wait_until("seen.includes('after poll 3') && !seen.startsWith('0 ms')", &shown_by(PLACE))?;
    // There is no sign that nothing is written; it would be, 120 ms after a change (`www/actions/address.js`).
    page.run_js("await new Promise((go) => setTimeout(go, 250))")?;
    assert_eq!((page.query()?, page.number_of("window.written")?), (query, 0.0));
    page.click("play")?;
    page.wait_for_query_part("&at=")?;
    // At a hundred times its speed it is over at once, and then it stands still at the end.
    choose_speed(page, "100")?;
    page.click("play")?;
    page.wait_for_place("1,500 ms, the end")?;
    page.wait_for_text("play", "Play")?;
    page.wait_for_query_end("&at=1500")?;
    // From the end it begins anew.
    choose_speed(page, "0.1")?;
    page.click("play")?;
    page.wait_until("!seen.endsWith('the end')", &shown_by(PLACE))
}

fn a_run_that_takes_no_time_is_played_poll_by_poll(page: &Visit) -> Result<()> {
    page.arrive_with_player("/?program=greetings&first-delay=0&second-delay=0")?;
    assert_eq!(page.total("predicted")?, 0.0);
    let second = format!("{}.includes('0 ms, after poll 2 of')", shown_by(PLACE));
    page.look_from_now_on("isAtSecond", &second)?;
    page.click("play")?;
    page.wait_for_js("window.isAtSecond")?;
    page.wait_for_place("0 ms, the end")?;
    page.wait_for_text("play", "Play")
}

fn the_marker_is_dragged_and_a_press_in_the_axis_takes_it_there(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=1000&second-delay=2000"))?;
    // On the axis the picture's width is that of 2,200 ms, and something besides.
    let middle_by = |selector: &str| {
        format!(
            "(({{ left, width, top, height }}) => [left + width / 2, top + height / 2])(
                 document.querySelector({selector:?}).getBoundingClientRect())"
        )
    };
    let middle = |selector: &str| -> Result<(f64, f64)> {
        let found = page.run_js(&format!("return {}", middle_by(selector)))?;
        found[0].as_f64().zip(found[1].as_f64()).with_context(|| format!("{selector}: {found}"))
    };
    page.run_js("document.querySelector('#tracks').scrollIntoView({ block: 'center' })")?;
    // The axis moves to its end in steps, and the marker with it.
    page.settled()?;
    let (x, y) = middle(".cursor-handle")?;
    page.drag(&[(x, y), (x - 60.0, y + 20.0), (x - 200.0, y + 60.0)])?;
    page.wait_for_query_part("&at=")?;
    page.drawn()?;
    let at = page.number_of("Number(new URLSearchParams(location.search).get('at'))")?;
    assert!(at > 900.0 && at < 1990.0, "it is at {at}");
    let (now, _) = middle(".cursor-handle")?;
    assert!((now - (x - 200.0)).abs() < 1.5, "{now} is not {x} - 200");
    let (line, _) = middle(".cursor-line")?;
    assert!((line - now).abs() < 1.5, "the line is at {line}, its head at {now}");
    assert_eq!(page.shown("#tooltip")?, "", "a span is inspected by the way");
    // A press in the axis.
    page.drag(&[(x - 350.0, y)])?;
    page.wait_until(
        &format!("Math.abs(seen[0] - {}) < 1.5", x - 350.0),
        &middle_by(".cursor-handle"),
    )?;
    assert_eq!(page.text_of("document.activeElement.dataset.testid")?, "cursor-handle");
    // Beyond the end is the end.
    page.drag(&[(x - 350.0, y), (x + 70.0, y)])?;
    page.wait_for_place("2,000 ms, the end")
}

fn the_marker_moves_by_polls_with_arrow_keys_and_says_where_it_is(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=1000&second-delay=2000"))?;
    let marker = page.by_test_id("cursor-handle")?;
    assert_eq!((marker.role()?, marker.name()?), ("slider".to_owned(), "Cursor".to_owned()));
    let says = |key: &str| -> Result<String> {
        marker.press(key)?;
        page.drawn()?;
        Ok(marker.attribute("aria-valuetext")?.unwrap_or_default().replace('\u{a0}', " "))
    };
    assert_eq!(says("Home")?, "0 ms, before the first of 7 polls");
    assert_eq!(says("ArrowRight")?, "0 ms, after poll 1 of 7");
    assert_eq!(marker.attribute("aria-valuenow")?.as_deref(), Some("1"));
    assert_eq!(marker.attribute("aria-valuemax")?.as_deref(), Some("7"));
    assert_eq!(says("ArrowLeft")?, "0 ms, before the first of 7 polls");
    assert_eq!(says("PageDown")?, "200 ms, after poll 3 of 7");
    assert_eq!(says("End")?, "2,000 ms, the end");
    // The timeline has the same keys for spans, and is not meant.
    assert_eq!(page.shown("#span-status")?, "");
    assert_eq!(says("Escape")?, "not set: the whole run is shown");
    assert!(
        page.run_js("return document.querySelector('#moment').hidden")?.as_bool() == Some(true)
    );
    page.wait_for_no_query_part("at=")
}

/// Chooses how many times as fast as it was the run is played.
fn choose_speed(page: &Visit, speed: &str) -> Result<()> {
    page.by_test_id("speed")?
        .run_js(&format!("element.value = '{speed}'; element.dispatchEvent(new Event('change'))"))
        .map(drop)
}
