//! What is on paper is one handout of a run, in light colours, whatever is on the screen.

use browser::{Engine, Result, Scheme, Screen};
use serde_json::json;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

/// A laptop of somebody who prefers dark.
const DARK: Screen = Screen { scheme: Scheme::Dark, ..LAPTOP };

pub const CASES: &[Case] = cases![
    Website::Published, DARK =>
        a_dark_page_is_light_on_paper_and_has_nothing_to_press,
        the_first_question_is_printed_without_the_page_around_it;
];

fn a_dark_page_is_light_on_paper_and_has_nothing_to_press(page: &Visit) -> Result<()> {
    // WebDriver shows only what is printed, not how the page is then; Firefox has no other way.
    if page.engine() != Engine::Chromium {
        return Ok(());
    }
    // With all that can be laid over the lanes, and at a moment, where a narrow screen leaves something out.
    page.arrive(
        "/?program=greetings&first-delay=50&second-delay=100&second-word=bye&layers=wakes.chain&at=60",
    )?;
    page.run()?;
    page.wait_for_js("document.querySelector('[data-testid=print-settings]')")?;
    page.settled()?;
    assert!(lightness_of_lanes(page)? < 0.6, "the lanes are dark on the screen");
    turn_to(page, "print")?;
    page.wait_for_js("document.documentElement.hasAttribute('data-printing')")?;

    let pressed =
        "[...document.querySelectorAll('button:not(.link, .line-button), input, select, nav')]
         .filter((one) => one.checkVisibility()).map((one) => one.outerHTML)";
    assert_eq!(page.texts(pressed)?, [""; 0]);
    for part in ["#title", "#status", "#timeline-title", ".predicted", ".measured", "#listing"] {
        page.wait_for_sight(part)?;
    }
    for part in ["#output", "#sentences"] {
        page.wait_for_sight(part)?;
    }
    let settings = page.shown("[data-testid=print-settings]")?;
    assert!(settings.contains("First delay 50 ms") && settings.contains("bye"), "{settings}");
    let cut = "['#listing', '#output'].filter((one) => {
         const { scrollHeight, clientHeight } = document.querySelector(one);
         return scrollHeight > clientHeight + 1;
     })";
    assert_eq!(page.texts(cut)?, [""; 0], "paper cannot be scrolled");
    assert!(lightness_of_lanes(page)? > 0.7, "the lanes are light on paper");
    assert_eq!(page.texts(FAINT)?, [""; 0], "all text can be read on white");

    turn_to(page, "")?;
    page.wait_for_js("!document.documentElement.hasAttribute('data-printing')")?;
    assert!(lightness_of_lanes(page)? < 0.6, "the screen is as before");
    Ok(())
}

fn the_first_question_is_printed_without_the_page_around_it(page: &Visit) -> Result<()> {
    if page.engine() != Engine::Chromium {
        return Ok(());
    }
    page.arrive("/")?;
    page.wait_for_js("document.querySelector('[data-testid=print-settings]')")?;
    page.settled()?;
    turn_to(page, "print")?;
    page.wait_for_js("document.documentElement.hasAttribute('data-printing')")?;
    page.wait_for_sight("#welcome-title")?;
    page.wait_for_sight("#listing")?;
    let around = page.texts(
        "['.sidebar', '.buttons', '.welcome-answers button', '#explain', '#output']
         .filter((one) => document.querySelector(one)?.checkVisibility())",
    )?;
    assert_eq!(around, [""; 0]);
    turn_to(page, "")
}

fn turn_to(page: &Visit, medium: &str) -> Result<()> {
    let features = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
    let media = json!({ "media": medium, "features": features });
    page.devtools("Emulation.setEmulatedMedia", media).map(drop)
}

/// How light the lanes of the measured run are on the ground of the page, from 0 to 1.
fn lightness_of_lanes(page: &Visit) -> Result<f64> {
    page.number_of(
        "(() => {
             const lanes = document.querySelector('.track.measured canvas');
             const pen = new OffscreenCanvas(lanes.width, lanes.height).getContext('2d');
             pen.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
             pen.fillRect(0, 0, lanes.width, lanes.height);
             pen.drawImage(lanes, 0, 0);
             const { data } = pen.getImageData(0, 0, lanes.width, lanes.height);
             let sum = 0;
             for (let at = 0; at < data.length; at += 4) sum += data[at] + data[at + 1] + data[at + 2];
             return sum / (data.length / 4) / 765;
         })()",
    )
}

/// Texts whose contrast to white is less than 4.5 to 1.
const FAINT: &str = "(() => {
    const light = (byte) => byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;
    const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const contrast = (colour) => {
        pen.fillStyle = 'white';
        pen.fillRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
        return 1.05 / (0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b) + 0.05);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const { parentElement: one, data } = texts.currentNode;
        if (!data.trim() || !one.checkVisibility({ visibilityProperty: true })) continue;
        if (contrast(getComputedStyle(one).color) < 4.5) found.push(`${one.className}: ${data}`);
    }
    return found;
})()";
