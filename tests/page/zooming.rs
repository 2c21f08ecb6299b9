//! Large runs: zooming and moving along; very many lanes.

use browser::{Context, Result};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::PHONE;
use crate::waits::shown_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_wheel_with_ctrl_goes_closer_and_the_time_under_it_stays,
        keys_zoom_pan_and_fit_while_the_timeline_has_the_focus,
        buttons_zoom_and_say_what_is_shown_and_when_there_is_no_more,
        a_link_with_a_zoom_shows_that_part_and_nothing_is_painted_over_the_names,
        a_zoom_beyond_the_end_of_a_shorter_run_stays_within_it,
        dragging_pans_up_to_the_ends_and_is_no_click,
        a_double_click_shows_one_span_and_another_shows_all,
        the_window_in_the_overview_is_dragged_along_the_run,
        of_a_hundred_thousand_lanes_the_last_is_reached_and_named,
        a_hundred_thousand_lanes_fit_into_view_and_one_can_go_closer;
    Website::Published, PHONE =>
        two_fingers_go_closer_and_one_finger_still_scrolls_the_page;
];

const RUN: &str = "/?program=greetings&variant=concurrent";

/// The part that is to be shown, as the address says it; `None` for all.
fn zoom(page: &Visit) -> Result<Option<(f64, f64)>> {
    let text = page.text_of("new URLSearchParams(location.search).get('zoom') ?? ''")?;
    let Some((from, to)) = text.split_once('-') else { return Ok(None) };
    Ok(Some((from.parse()?, to.parse()?)))
}

/// Waits until the address has a zoom, and the timeline has eased to it.
fn wait_for_zoom(page: &Visit) -> Result<(f64, f64)> {
    wait_for_part(page, "to !== undefined")?;
    page.settled()?;
    zoom(page)?.context("it was there")
}

/// Waits until the address says that a part is shown for which a condition on `from` and `to` is true.
fn wait_for_part(page: &Visit, condition: &str) -> Result<()> {
    page.wait_until(
        &format!("(([from, to]) => {condition})(seen)"),
        "new URLSearchParams(location.search).get('zoom')?.split('-').map(Number) ?? []",
    )
}

/// Waits until the address says that all is shown.
fn wait_for_all(page: &Visit) -> Result<()> {
    page.wait_for_no_query_part("zoom=")
}

fn come(page: &Visit, path: &str) -> Result<()> {
    page.arrive(path)?;
    page.wait_for_js("document.querySelector('[data-testid=zoom-in]')")?;
    page.settled()
}

/// The stretch that is shown, in the words of the page, with plain spaces.
fn words(page: &Visit) -> Result<String> {
    Ok(page.shown("[data-testid=zoom-words]")?.replace('\u{a0}', " "))
}

/// The place of a share of the axis, from the left of the window.
const X_OF: &str = "const xOf = (share) => {
    const body = document.querySelector('.track-body').getBoundingClientRect();
    return body.left + 128 + share * (body.width - 128 - 76);
};";

fn wheel(page: &Visit, share: f64, more: &str) -> Result<()> {
    // A pointer near the tracks has the inspector fetched.
    page.run_js(
        "document.querySelector('.track-body').dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))",
    )?;
    page.wait_for_js(
        "[...document.styleSheets].some((one) => one.href?.endsWith('timeline/inspector.css'))",
    )?;
    page.settled()?;
    page.run_js(&format!(
        "{X_OF}
         const body = document.querySelector('.track-body');
         const event = new WheelEvent('wheel', {{ bubbles: true, cancelable: true,
             clientX: xOf({share}), clientY: body.getBoundingClientRect().top + 10, {more} }});
         body.dispatchEvent(event);
         return event.defaultPrevented"
    ))
    .map(drop)
}

fn a_wheel_with_ctrl_goes_closer_and_the_time_under_it_stays(page: &Visit) -> Result<()> {
    come(page, RUN)?;
    // The axis ends a little after the run: at 2,200 ms.
    for share in [0.25, 0.75] {
        wheel(page, share, "ctrlKey: true, deltaY: -100")?;
        let (from, to) = wait_for_zoom(page)?;
        assert!(to - from < 2200.0 * 0.8, "{from} to {to}");
        let under = from + share * (to - from);
        assert!((under - 2200.0 * share).abs() < 3.0, "{under} is under the pointer");
        page.click("zoom-fit")?;
        wait_for_all(page)?;
        page.settled()?;
    }
    // Without a key it is the page that scrolls.
    let scrolls = page.run_js(
        "const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY: 100 });
         document.querySelector('.track-body').dispatchEvent(event);
         return !event.defaultPrevented",
    )?;
    assert_eq!(scrolls, true);
    Ok(())
}

fn keys_zoom_pan_and_fit_while_the_timeline_has_the_focus(page: &Visit) -> Result<()> {
    come(page, RUN)?;
    let timeline = page.by_css("#tracks")?;
    timeline.press("+")?;
    assert_eq!(wait_for_zoom(page)?, (550.0, 1650.0), "closer to the middle");
    assert_eq!(words(page)?, "550 – 1,650 ms of 2,000 ms");
    timeline.press("Shift+ArrowRight")?;
    wait_for_part(page, "from === 825 && to === 1925")?;
    timeline.press("Shift+ArrowLeft")?;
    timeline.press("Shift+ArrowLeft")?;
    timeline.press("Shift+ArrowLeft")?;
    wait_for_part(page, "from === 0 && to === 1100")?;
    timeline.press("-")?;
    wait_for_all(page)?;
    // About the inspected span, the first lane's end, which stays in its place.
    timeline.press("ArrowRight")?;
    timeline.press("End")?;
    timeline.press("+")?;
    let (from, to) = wait_for_zoom(page)?;
    let share = (2000.0 - from) / (to - from);
    assert!((share - 2000.0 / 2200.0).abs() < 0.01, "{share}");
    // A time that is not in view is brought there.
    timeline.press("Home")?;
    wait_for_part(page, "from === 0")?;
    timeline.press("0")?;
    wait_for_all(page)?;
    assert_eq!(words(page)?, "all of 2,000 ms");
    Ok(())
}

fn buttons_zoom_and_say_what_is_shown_and_when_there_is_no_more(page: &Visit) -> Result<()> {
    come(page, RUN)?;
    let off = |id: &str| -> Result<bool> {
        Ok(page.by_test_id(id)?.attribute("aria-disabled")?.as_deref() == Some("true"))
    };
    assert!(off("zoom-out")? && off("zoom-fit")? && !off("zoom-in")?);
    assert_eq!(words(page)?, "all of 2,000 ms");
    page.click("zoom-in")?;
    page.click("zoom-in")?;
    let (from, to) = wait_for_zoom(page)?;
    assert_eq!((from, to), (825.0, 1375.0));
    assert!(!off("zoom-out")? && !off("zoom-fit")?);
    // It is announced once it has come to rest.
    page.wait_for_shown_part("#zoom [role=status]", "825")?;
    page.run_js(
        "for (let i = 0; i < 12; i++) {
             document.querySelector('[data-testid=zoom-in]').click();
             await new Promise((go) => requestAnimationFrame(go));
         }",
    )?;
    let is_off = "document.querySelector('[data-testid=zoom-in]').ariaDisabled";
    page.wait_for_equal(is_off, "true")?;
    page.settled()?;
    let (from, to) = zoom(page)?.context("it is closer")?;
    assert!(to - from < 1.5, "a microsecond is a pixel: {from} to {to}");
    assert!(words(page)?.contains('.'), "{}", words(page)?);
    page.click("zoom-out")?;
    page.wait_until("seen !== 'true'", is_off)?;
    page.click("zoom-fit")?;
    wait_for_all(page)
}

fn a_link_with_a_zoom_shows_that_part_and_nothing_is_painted_over_the_names(
    page: &Visit,
) -> Result<()> {
    come(page, &format!("{RUN}&zoom=500-1500"))?;
    page.settled()?;
    assert_eq!(words(page)?, "500 – 1,500 ms of 2,000 ms");
    assert_eq!(zoom(page)?, Some((500.0, 1500.0)));
    // Between the longest name and the axis there is nothing, although lanes go on to the left.
    let inked = page.run_js(
        "const canvas = document.querySelector('.track-body canvas');
         const scale = devicePixelRatio;
         const { data } = canvas.getContext('2d').getImageData(112 * scale, 0, 14 * scale, canvas.height);
         return data.some((one) => one > 0)",
    )?;
    assert_eq!(inked, false, "something is painted left of the axis");
    let inked = page.run_js(
        "const canvas = document.querySelector('.track-body canvas');
         const scale = devicePixelRatio;
         const { data } = canvas.getContext('2d').getImageData(129 * scale, 0, 14 * scale, canvas.height);
         return data.some((one) => one > 0)",
    )?;
    assert_eq!(inked, true, "nothing is painted on the axis");
    Ok(())
}

fn a_zoom_beyond_the_end_of_a_shorter_run_stays_within_it(page: &Visit) -> Result<()> {
    come(page, &format!("{RUN}&zoom=1500-2000"))?;
    page.set("second-delay", "1200")?;
    page.settled()?;
    // The axis of 1,200 ms ends at 1,300: as much as before is shown, up to there.
    assert_eq!(words(page)?, "all of 1,200 ms");
    page.set("second-delay", "1900")?;
    page.settled()?;
    assert_eq!(words(page)?, "1,500 – 2,000 ms of 1,900 ms");
    page.set("second-delay", "1600")?;
    page.settled()?;
    assert!(words(page)?.ends_with("of 1,600 ms"), "{}", words(page)?);
    Ok(())
}

/// Presses at a share of the axis, moves to others, and releases. The overview has an axis of its own,
/// with 8 pixels at both ends.
fn drag(page: &Visit, within: &str, shares: &[f64]) -> Result<()> {
    page.run_js(&format!(
        "{X_OF}
         const target = document.querySelector({within:?});
         const strip = target.getBoundingClientRect();
         const y = strip.top + 12;
         const at = (share) => target.matches('.overview') ? strip.left + 8 + share * (strip.width - 16) : xOf(share);
         const point = (type, share) => target.dispatchEvent(new PointerEvent(type, {{ bubbles: true, cancelable: true,
             pointerId: 1, pointerType: 'mouse', button: 0, buttons: type === 'pointerup' ? 0 : 1, clientX: at(share), clientY: y }}));
         const shares = {shares:?};
        // A pointer that was released by itself is not captured.
         Element.prototype.setPointerCapture = function () {{ this.holds = true; }};
         Element.prototype.hasPointerCapture = function () {{ return this.holds; }};
         point('pointerdown', shares[0]);
         for (const share of shares) {{
             point('pointermove', share);
             await new Promise(requestAnimationFrame);
         }}
         point('pointerup', shares.at(-1));
         target.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, clientX: at(shares.at(-1)), clientY: y }}))"
    ))
    .map(drop)
}

fn dragging_pans_up_to_the_ends_and_is_no_click(page: &Visit) -> Result<()> {
    come(page, &format!("{RUN}&zoom=500-1500"))?;
    // A pointer near the tracks has the inspector fetched.
    wheel(page, 0.5, "deltaY: 0")?;
    drag(page, ".track-body", &[0.5, 0.45, 0.4])?;
    // A tenth later.
    wait_for_part(page, "Math.abs(from - 600) < 3 && Math.abs(to - from - 1000) < 0.1")?;
    drag(page, ".track-body", &[0.9, 0.5, -3.0])?;
    wait_for_part(page, "from === 1200 && to === 2200")?;
    drag(page, ".track-body", &[0.1, 0.5, 3.0])?;
    wait_for_part(page, "from === 0 && to === 1000")?;
    assert_eq!(page.shown("#span-status")?, "", "a drag has pinned a span");
    drag(page, ".track-body", &[0.4])?;
    page.wait_for_shown_part("#span-status", "main")
}

fn a_double_click_shows_one_span_and_another_shows_all(page: &Visit) -> Result<()> {
    come(page, RUN)?;
    let double = |share: f64| {
        page.run_js(&format!(
            "{X_OF}
             const body = document.querySelector('.track-body');
             // The middle of the second lane, which sleeps for a second.
             const y = body.getBoundingClientRect().top + 6 + 24 * 1.5;
             body.dispatchEvent(new MouseEvent('dblclick', {{ bubbles: true, clientX: xOf({share}), clientY: y }}))"
        ))
    };
    double(0.2)?;
    let (from, to) = wait_for_zoom(page)?;
    assert!(from == 0.0 && (1000.0..1300.0).contains(&to), "{from} to {to}");
    double(0.5)?;
    wait_for_all(page)
}

fn the_window_in_the_overview_is_dragged_along_the_run(page: &Visit) -> Result<()> {
    come(page, RUN)?;
    assert!(!page.by_test_id("overview-window")?.is_displayed()?);
    page.click("zoom-in")?;
    page.click("zoom-in")?;
    assert_eq!(wait_for_zoom(page)?, (825.0, 1375.0));
    assert!(page.by_test_id("overview-window")?.is_displayed()?);
    drag(page, "[data-testid=overview]", &[0.5, 0.6, 0.7])?;
    // Pointers come in whole pixels: the press and the last move may each be one off. All is 2,200 ms.
    let strip = "document.querySelector('[data-testid=overview]').clientWidth - 16";
    let off_ms = 2.0 * 2200.0 / page.number_of(strip)?;
    let is_near = |what: &str, ms: u32| format!("Math.abs({what} - {ms}) < {off_ms}");
    wait_for_part(page, &[is_near("from", 1265), is_near("to", 1815)].join(" && "))?;
    // Beside the window: it comes there.
    drag(page, "[data-testid=overview]", &[0.25])?;
    wait_for_part(page, &is_near("(from + to) / 2", 550))
}

const CROWD: &str = "/?program=scale&variant=coroutines&coroutines=100000";

fn of_a_hundred_thousand_lanes_the_last_is_reached_and_named(page: &Visit) -> Result<()> {
    come(page, CROWD)?;
    assert_eq!(page.shown("[data-testid=lane-words]")?, "100,002 lanes");
    // By scrolling: the last lane is at the bottom, and is drawn.
    page.run_js("document.querySelector('.track-body').scrollTop = 1e9")?;
    page.settled()?;
    let inked = page.run_js(
        "const canvas = document.querySelector('.track-body canvas');
         const scale = devicePixelRatio;
         const { data } = canvas.getContext('2d').getImageData(200 * scale, canvas.height - 16 * scale, 100, 10 * scale);
         return data.some((one, at) => at % 4 === 3 && one > 100)",
    )?;
    assert_eq!(inked, true, "the last lanes are not drawn");
    page.run_js("document.querySelector('.track-body').scrollTop = 0")?;
    // By keys, with its name.
    let timeline = page.by_css("#tracks")?;
    timeline.press("ArrowRight")?;
    timeline.press("Control+End")?;
    page.wait_until("seen.startsWith('predicted, Sleep: ')", &shown_by("#span-status"))?;
    let is_at_the_end = page.run_js(
        "const { scrollTop, clientHeight, scrollHeight } = document.querySelector('.track-body');
         return scrollTop + clientHeight > scrollHeight - 200",
    )?;
    assert_eq!(is_at_the_end, true);
    timeline.press("PageUp")?;
    page.wait_for_shown_part("#span-status", "Sleep")?;
    timeline.press("Control+Home")?;
    page.wait_for_shown_part("#span-status", "main")
}

fn a_hundred_thousand_lanes_fit_into_view_and_one_can_go_closer(page: &Visit) -> Result<()> {
    come(page, CROWD)?;
    page.click("lanes-fit")?;
    page.settled()?;
    let fits = "const body = document.querySelector('.track-body');
                return body.scrollHeight <= body.clientHeight + 1";
    assert_eq!(page.run_js(fits)?, true);
    let words = page.shown("[data-testid=lane-words]")?;
    assert!(words.contains("100,002 lanes, ") && words.contains("to a line"), "{words}");
    // All of them sleep during the delay, and nothing is there after it.
    let inked = |share: f64| {
        page.run_js(&format!(
            "{X_OF}
             const canvas = document.querySelector('.track-body canvas');
             const x = (xOf({share}) - canvas.getBoundingClientRect().left) * devicePixelRatio;
             const {{ data }} = canvas.getContext('2d').getImageData(x, canvas.height / 2, 1, 1);
             return data[3] > 60"
        ))
    };
    assert_eq!((inked(0.5)?, inked(0.98)?), (true.into(), false.into()));
    page.click("lanes-thicker")?;
    page.settled()?;
    assert_eq!(page.shown("[data-testid=lane-words]")?, "100,002 lanes");
    assert_eq!(page.run_js(fits)?, false);
    Ok(())
}

fn two_fingers_go_closer_and_one_finger_still_scrolls_the_page(page: &Visit) -> Result<()> {
    come(page, RUN)?;
    let scrolls =
        page.text_of("getComputedStyle(document.querySelector('#tracks')).touchAction")?;
    assert_eq!(scrolls, "pan-y");
    page.run_js(
        "const body = document.querySelector('.track-body');
         const box = body.getBoundingClientRect();
         const touch = (type, pointerId, x) => body.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId,
             pointerType: 'touch', button: type === 'pointermove' ? -1 : 0, buttons: 1, clientX: box.left + x, clientY: box.top + 20 }));
         touch('pointerdown', 1, 100);
         touch('pointerdown', 2, 200);
         touch('pointermove', 1, 50);
         touch('pointermove', 2, 250);
         touch('pointerup', 1, 50);
         touch('pointerup', 2, 250)",
    )?;
    let (from, to) = wait_for_zoom(page)?;
    // Twice as far apart, with the same time between them.
    assert!(((to - from) - 1100.0).abs() < 5.0, "{from} to {to}");
    let width = page.number_of("document.querySelector('.track-body').clientWidth - 8 - 60")?;
    let at = |x: f64, from: f64, to: f64| from + (x - 8.0) / width * (to - from);
    assert!((at(150.0, from, to) - at(150.0, 0.0, 2200.0)).abs() < 5.0, "{from} to {to}");
    Ok(())
}
