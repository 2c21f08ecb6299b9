//! It fits every window, and looks as a person prefers.

use browser::{Contrast, Engine, Motion, Result, Scheme, Screen};
use serde_json::json;

use crate::address::turn_to;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};

/// A phone held upright.
pub const PHONE: Screen = Screen { width: 390, height: 844, ..LAPTOP };

/// A small phone of a person who prefers dark and little movement.
pub const SMALL_DARK_CALM: Screen =
    Screen { width: 360, height: 740, scheme: Scheme::Dark, motion: Motion::Reduced, ..LAPTOP };

/// Only the colours that a person has chosen in their system.
pub const FORCED_COLOURS: Screen = Screen { contrast: Contrast::Forced, ..LAPTOP };

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        nothing_is_wider_than_a_laptop,
        stop_stays_in_view_on_a_laptop_however_many_parameters,
        pictures_are_as_sharp_as_a_screen_that_the_window_moves_to,
        time_goes_from_left_to_right_on_a_page_that_is_read_from_right_to_left,
        the_theme_can_be_chosen_and_is_kept;
    Website::Published, PHONE =>
        nothing_is_wider_than_a_phone,
        run_is_in_reach_on_a_phone_and_the_timeline_comes_into_view;
    Website::Published, SMALL_DARK_CALM =>
        nothing_is_wider_than_a_small_phone,
        dark_is_dark,
        nothing_moves_for_who_wants_no_movement;
    Website::Published, FORCED_COLOURS =>
        with_forced_colours_the_pictures_have_them_too_and_shapes_stay_apart;
];

fn nothing_is_wider_than_a_laptop(page: &Visit) -> Result<()> {
    nothing_is_wider_than_the_window(page)
}

fn nothing_is_wider_than_a_phone(page: &Visit) -> Result<()> {
    nothing_is_wider_than_the_window(page)
}

fn nothing_is_wider_than_a_small_phone(page: &Visit) -> Result<()> {
    assert_eq!(page.number_of("innerWidth")?, 360.0);
    nothing_is_wider_than_the_window(page)
}

fn nothing_is_wider_than_the_window(page: &Visit) -> Result<()> {
    let views = [
        "?program=greetings&compare=1&first-delay=wrong",
        "?program=top-stories",
        "?program=gather-and-wait&tab=python",
        "?program=job-queue&variant=with-failures",
        "?program=countdown&coroutines=20&longest=20&tab=python",
        "?program=blocking&variant=blocking-sleep&coroutines=20&blocking=20&where=worker",
    ];
    page.arrive("/")?;
    for view in views {
        turn_to(page, view)?;
        page.settled()?;
        page.run_js("for (const one of document.querySelectorAll('details')) one.open = true")?;
        page.settled()?;
        let wide = what_is_too_wide(page)?;
        assert!(wide.is_empty(), "{view}: {wide:?}");
    }
    Ok(())
}

fn run_is_in_reach_on_a_phone_and_the_timeline_comes_into_view(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=50&second-delay=100")?;
    let run = page.by_role("button", "Run")?;
    // As large as a finger, which is about 44 pixels.
    let height = run.run_js("return element.getBoundingClientRect().height")?;
    assert!(height.as_f64().is_some_and(|height| height >= 40.0), "{height}");
    run.click()?;
    page.wait_for_state("done")?;
    page.wait_for_js(
        "(({ top, bottom }) => bottom > 0 && top < innerHeight)(
             document.querySelector('#timeline').getBoundingClientRect())",
    )?;
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    Ok(())
}

fn stop_stays_in_view_on_a_laptop_however_many_parameters(page: &Visit) -> Result<()> {
    for program in ["job-queue", "top-stories"] {
        page.arrive(&format!("/?program={program}"))?;
        page.start()?;
        page.wait_for_js(
            "document.querySelector('#timeline').getBoundingClientRect().top < 0.7 * innerHeight",
        )?;
        // It scrolls smoothly, and must not have passed the button when it comes to rest.
        page.run_js(
            "for (let last, rested = 0; rested < 10;) {
                 await new Promise((go) => requestAnimationFrame(go));
                 rested = scrollY === last ? rested + 1 : 0;
                 last = scrollY;
             }",
        )?;
        let top = page.number_of("document.querySelector('#stop').getBoundingClientRect().top")?;
        assert!(top >= 0.0, "{program}: Stop is at {top}");
        page.click("stop")?;
        page.wait_for_end()?;
    }
    Ok(())
}

fn pictures_are_as_sharp_as_a_screen_that_the_window_moves_to(page: &Visit) -> Result<()> {
    // WebDriver has no words for it, and Firefox no other way.
    if page.engine() != Engine::Chromium {
        return Ok(());
    }
    page.arrive("/?program=greetings")?;
    page.settled()?;
    for dots in [2.0, 1.5] {
        let metrics =
            json!({ "width": 0, "height": 0, "deviceScaleFactor": dots, "mobile": false });
        page.devtools("Emulation.setDeviceMetricsOverride", metrics)?;
        page.wait_for_equal(
            "String([...document.querySelectorAll('#tracks canvas, #legend canvas, .overview canvas')]
                 .filter((one) => one.checkVisibility())
                 .map((one) => one.width / Number.parseFloat(one.style.width))
                 .every((found) => Math.abs(found - devicePixelRatio) < 0.05))",
            "true",
        )?;
        assert_eq!(page.number_of("devicePixelRatio")?, dots);
    }
    page.devtools("Emulation.clearDeviceMetricsOverride", json!({})).map(drop)
}

fn time_goes_from_left_to_right_on_a_page_that_is_read_from_right_to_left(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=50&second-delay=100")?;
    page.run_js("document.documentElement.dir = 'rtl'")?;
    page.run()?;
    page.settled()?;
    let left = |selector: &str| {
        page.number_of(&format!(
            "document.querySelector({selector:?}).getBoundingClientRect().left"
        ))
    };
    let axis = left("#axis")?;
    for canvas in [".track.predicted canvas", ".track.measured canvas"] {
        assert!((left(canvas)? - axis).abs() < 1.0, "{canvas} is at {}", left(canvas)?);
    }
    assert!(left(".zoom-buttons")? < left(".overview canvas")?, "buttons are before the strip");
    let turned = page.texts(
        "['.slider', '#player', '.listing', '.output', '.table', '#axis']
             .filter((one) => getComputedStyle(document.querySelector(one)).direction !== 'ltr')",
    )?;
    assert!(turned.is_empty(), "{turned:?}");
    // All else follows the page.
    assert!(left(".sidebar")? > left("main")?, "the sidebar is where reading begins");
    assert!(left("#timeline")? < left("#source")?, "the columns have changed places");
    // A scrollbar is at the other side then, and none of the page's width.
    let root = "document.documentElement";
    assert_eq!(page.number_of(&format!("{root}.scrollWidth - {root}.clientWidth"))?, 0.0);
    Ok(())
}

fn dark_is_dark(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    assert!(ground(page)? < 0.2 && ink(page)? > 0.7, "{} {}", ground(page)?, ink(page)?);
    Ok(())
}

fn the_theme_can_be_chosen_and_is_kept(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    assert!(ground(page)? > 0.9 && ink(page)? < 0.3, "{} {}", ground(page)?, ink(page)?);
    page.by_css("#theme input[value=dark]")?.run_js("element.closest('label').click()")?;
    page.wait_until("seen[0] < 0.2 && seen[1] > 0.7", &format!("[{}, {}]", ground_by(), ink_by()))?;
    page.arrive("/?program=countdown")?;
    assert!(ground(page)? < 0.2, "it was forgotten");
    page.by_css("#theme input[value=auto]")?.run_js("element.closest('label').click()")?;
    page.wait_until("seen > 0.9", &ground_by())
}

fn nothing_moves_for_who_wants_no_movement(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=5000&second-delay=5000")?;
    let moving = "document.getAnimations().filter((one) => one.playState === 'running').length";
    page.hold_long_waits()?;
    page.start()?;
    // Even what is to last a millisecond needs a frame to end.
    page.frames(5)?;
    assert_eq!(page.state()?, "running");
    assert_eq!(page.number_of(moving)?, 0.0);
    page.click("stop")?;
    page.wait_for_state("stopped")?;
    page.frames(5)?;
    assert_eq!(page.number_of(moving)?, 0.0);
    Ok(())
}

fn with_forced_colours_the_pictures_have_them_too_and_shapes_stay_apart(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=greetings")?;
    assert_eq!(page.run_js("return matchMedia('(forced-colors: active)').matches")?, true);
    // Text and ground are black and white here, so all that is made of them is grey.
    page.wait_for_js("performance.getEntriesByName('predicted').length")?;
    let colourful = page.number_of(
        "[...document.querySelectorAll('#tracks canvas')].flatMap((canvas) => {
             if (canvas.width * canvas.height === 0) return [];
             const pen = canvas.getContext('2d');
             const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
             return Array.from({ length: data.length / 4 }, (_, at) => [...data.subarray(4 * at, 4 * at + 3)]);
         }).filter((pixel) => Math.max(...pixel) - Math.min(...pixel) > 12).length",
    )?;
    assert_eq!(colourful, 0.0);
    let shapes = page
        .texts("[...document.querySelectorAll('#legend canvas')].map((one) => one.toDataURL())")?;
    for (place, shape) in shapes.iter().enumerate() {
        assert!(!shapes[..place].contains(shape), "shape {place} looks like another");
    }
    Ok(())
}

/// The lightness of the ground, from 0 to 1.
fn ground(page: &Visit) -> Result<f64> {
    page.number_of(&ground_by())
}

fn ground_by() -> String {
    lightness_by("documentElement", "backgroundColor")
}

/// The lightness of the text, from 0 to 1.
fn ink(page: &Visit) -> Result<f64> {
    page.number_of(&ink_by())
}

fn ink_by() -> String {
    lightness_by("body", "color")
}

/// Reads a colour by painting it, whatever the notation that it is in.
fn lightness_by(element: &str, property: &str) -> String {
    format!(
        "(() => {{
            const pen = new OffscreenCanvas(1, 1).getContext('2d');
            pen.fillStyle = getComputedStyle(document.{element}).{property};
            pen.fillRect(0, 0, 1, 1);
            const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
            return (r + g + b) / 765;
        }})()"
    )
}

/// What lies outside the window, if the page is wider than that.
pub fn what_is_too_wide(page: &Visit) -> Result<Vec<String>> {
    page.texts(
        "document.documentElement.scrollWidth <= innerWidth ? [] :
             [...document.querySelectorAll('body *')]
                 .filter((one) => one.getBoundingClientRect().right > innerWidth)
                 .map((one) => `${one.localName}#${one.id}.${one.className}`)",
    )
}
