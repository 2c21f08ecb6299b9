//! The page in frames of other pages.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;

use browser::{Context, Result};
use serde_json::json;

use crate::accessibility::axe_finds_nothing;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::published::published;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        the_lines_to_copy_show_the_run_in_a_page_of_another_site,
        an_isolated_page_may_have_the_frame_too,
        a_program_that_shares_memory_says_in_a_frame_that_it_cannot,
        a_frame_is_as_narrow_as_a_phone_or_as_wide_as_a_page,
        the_address_says_what_is_shown_besides_the_timeline,
        the_lines_to_copy_know_how_high_the_frame_is_before_a_run_and_after_it,
        a_frame_is_light_or_dark_or_shows_what_is_behind_it,
        axe_finds_nothing_in_a_frame,
        only_the_page_that_is_made_for_frames_may_be_in_those_of_others;
];

const QUERY: &str = "?program=greetings&variant=concurrent&first-delay=60&second-delay=120";

/// A page of another site with some HTML, and with headers that isolate it if asked for.
pub fn other_site(html: String, is_isolated: bool) -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}/", listener.local_addr()?);
    let isolating = if is_isolated {
        "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n"
    } else {
        ""
    };
    let page = format!(
        "<!doctype html><html lang=en><title>Another site</title><link rel=icon href=data:,>{html}"
    );
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n{isolating}\r\n{page}",
        page.len()
    );
    // It serves until the tests end.
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // A browser that goes away needs no answer.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    Ok(url)
}

/// Goes to a page of another site, and into the frame that it has.
pub fn visit(page: &Visit, html: &str, is_isolated: bool) -> Result<()> {
    page.goto(&other_site(html.to_owned(), is_isolated)?)?;
    page.enter_first_frame()?;
    page.wait_for_state("ready")?;
    page.wait_for_listing()
}

pub fn frame(page: &Visit, query: &str, width: u32) -> String {
    format!(
        "<iframe src='{}embed.html{query}' title=Coroscope width={width} height=700></iframe>",
        page.base()
    )
}

fn the_lines_to_copy_show_the_run_in_a_page_of_another_site(page: &Visit) -> Result<()> {
    page.arrive(&format!("/{QUERY}&second-word=%22%3Ehoi"))?;
    page.run_js("document.querySelector('#take').open = true")?;
    page.wait_for_js("document.querySelector('[data-testid=snippet]')?.value")?;
    let html = page.by_test_id("snippet")?.value()?;

    visit(page, &html, false)?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.printed()?, ["hi", "\">hoi"]);
    let here = page.run_js(
        "return [window.origin === location.origin, crossOriginIsolated, parent !== self,
                 ...['.sidebar', '#tools', '#pager', '.source', '#explain', '.output', '.tracks', '#stop'].map((one) => document.querySelector(one).checkVisibility())]",
    )?;
    assert_eq!(
        here,
        json!([true, false, true, false, false, false, false, false, false, true, false])
    );
    let link = page.by_css("#embed-link")?;
    assert_eq!(link.text()?, "Open in Coroscope");
    // What it is stands above, and what the run is compared with.
    assert_eq!(page.shown("#title")?, "Two greetings");
    let about = ["#embed-variant", "#embed-predicted"].map(|part| page.shown(part));
    assert_eq!(about.map(Result::ok), [Some("Concurrent".into()), Some("predicted 120 ms".into())]);
    let href = link.property("href")?.context("it leads nowhere")?;
    assert_eq!(href, format!("{}{QUERY}&second-word=%22%3Ehoi", page.base()));
    // Changes in the frame are in its link, and not in the page around it.
    page.by_test_id("param-first-delay")?.run_js(
        "element.value = '70'; element.dispatchEvent(new Event('input', { bubbles: true }))",
    )?;
    page.settled()?;
    let href = link.property("href")?.context("it leads nowhere")?;
    assert!(href.contains("first-delay=70"), "{href}");
    page.leave_frame()?;
    assert_eq!(page.text_of("document.title")?, "Another site");
    Ok(())
}

fn an_isolated_page_may_have_the_frame_too(page: &Visit) -> Result<()> {
    visit(page, &frame(page, QUERY, 700), true)?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    page.leave_frame()?;
    assert_eq!(page.run_js("return crossOriginIsolated")?, true);
    Ok(())
}

fn a_program_that_shares_memory_says_in_a_frame_that_it_cannot(page: &Visit) -> Result<()> {
    visit(page, &frame(page, "?program=threads", 700), false)?;
    page.wait_for_text("needs", "open it in a tab of its own")?;
    assert!(!page.says("needs")?.contains("xtask"), "{}", page.says("needs")?);
    page.run()?;
    // It does not crash, and a run that could not do its work has failed.
    assert_eq!(page.state()?, "failed");
    let printed = page.printed()?;
    assert!(printed[0].contains("Cross-Origin-Opener-Policy"), "{printed:?}");
    page.leave_frame()
}

fn a_frame_is_as_narrow_as_a_phone_or_as_wide_as_a_page(page: &Visit) -> Result<()> {
    for (width, show) in [
        (320, "output.source.why"),
        (340, "player.settings.legend"),
        (700, "output.source.why"),
        (1300, "output.source.why"),
    ] {
        visit(page, &frame(page, &format!("{QUERY}&show={show}"), width), false)?;
        page.run()?;
        let wide = page.run_js("const { clientWidth, scrollWidth } = document.documentElement; return [innerWidth, scrollWidth - clientWidth]")?;
        assert_eq!(wide, json!([width, 0]));
        // Nothing hangs at an edge: in a frame that would lie over what it is about.
        let fixed = page.texts(
            "[...document.querySelectorAll('main *')].filter((one) => one.checkVisibility() && getComputedStyle(one).position === 'fixed').map((one) => one.className)",
        )?;
        assert!(fixed.is_empty(), "{fixed:?}");
        page.leave_frame()?;
    }
    Ok(())
}

fn the_address_says_what_is_shown_besides_the_timeline(page: &Visit) -> Result<()> {
    const SHOWN: &str = "['#run', '.tracks', '#params .param', '#legend', '#player', '.output', '.source', '#explain', '#guess-total']
        .map((one, place) => document.querySelector(one)?.checkVisibility() ? place : '').join('')";
    for (show, expected) in [
        ("", "01"),
        ("&show=none", "01"),
        ("&show=source", "016"),
        ("&show=output.why", "0157"),
        // Whoever guesses sees the listing, and nothing that gives the answer away.
        ("&show=output.guess", "068"),
        ("&show=player.settings.legend", "01234"),
    ] {
        page.arrive(&format!("/embed.html{QUERY}{show}"))?;
        page.wait_for_equal(SHOWN, expected)?;
        assert!(page.query()?.ends_with(show), "{}", page.query()?);
    }
    // It stays in the address when a setting changes.
    page.set("first-delay", "70")?;
    page.wait_for_query_part("first-delay=70")?;
    assert!(page.query()?.ends_with("&show=player.settings.legend"), "{}", page.query()?);
    page.arrive(&format!("/embed.html{QUERY}&show=moon.source"))?;
    page.wait_for_text(
        "notices",
        "show=moon. It can be guess, settings, legend, player, output, source",
    )?;
    // The page itself shows everything anyway.
    page.arrive(&format!("/{QUERY}&show=none"))?;
    assert_eq!(page.text_of(SHOWN)?, "01234567");
    Ok(())
}

fn the_lines_to_copy_know_how_high_the_frame_is_before_a_run_and_after_it(
    page: &Visit,
) -> Result<()> {
    // Of what a run adds in words, nobody knows before how long it is.
    for (query, parts, spare) in [
        (QUERY, &[][..], 40.0),
        ("?program=lifecycle&variant=awaited&delay=60", &["legend", "player"], 40.0),
        (
            "?program=gather-and-wait&first-delay=90&second-delay=30&third-delay=60",
            &["settings", "output", "source"],
            40.0,
        ),
        (
            "?program=greetings&first-delay=60&second-delay=120&tab=python",
            &["output", "source", "why"],
            130.0,
        ),
        ("?program=python", &["output", "source"], 230.0),
    ] {
        page.arrive(&format!("/{query}"))?;
        page.run_js("document.querySelector('#take').open = true")?;
        page.wait_for_js("document.querySelector('[data-testid=snippet]')?.value")?;
        for part in parts {
            page.click(&format!("embed-{part}"))?;
        }
        page.wait_for_prediction()?;
        page.settled()?;
        let html = page.by_test_id("snippet")?.value()?;
        let height = html.split("height=\"").nth(1).and_then(|rest| rest.split('"').next());
        let height: f64 = height.and_then(|text| text.parse().ok()).context("it has a height")?;
        let column = format!("<div style='width: 660px'>{html}</div>");
        visit(page, &column, false)?;
        page.settled()?;
        if query.ends_with("tab=python") {
            // To change the listing takes a tab of its own: what the author shows stays.
            let edit = "document.querySelector('a[target=_blank][data-testid=edit-python]')?.href";
            page.wait_for_part(edit, "?program=python#code=")?;
        }
        let body = "document.body.getBoundingClientRect().height";
        let before = page.number_of(body)?;
        page.run()?;
        page.settled()?;
        let after = page.number_of(body)?;
        if spare == 40.0 {
            assert!((before - after).abs() <= 8.0, "{query}: {before} before and {after} after");
        }
        let needed = before.max(after);
        // A machine that is late is warned of, in words that nobody expects.
        let is_warned = page.text_of("document.querySelector('#warnings').hidden")? == "false";
        assert!(
            (is_warned || height >= needed) && height <= needed + spare,
            "{query}: {height} is said, and {needed} needed"
        );
        if parts.is_empty() {
            assert!(after <= 280.0, "a compact frame is {after} high");
        }
        page.leave_frame()?;
    }
    Ok(())
}

fn a_frame_is_light_or_dark_or_shows_what_is_behind_it(page: &Visit) -> Result<()> {
    let ground = "getComputedStyle(document.documentElement).backgroundColor";
    let ink = "getComputedStyle(document.body).color";
    let mut seen = Vec::new();
    for look in ["light", "dark", "dark.transparent"] {
        page.arrive(&format!("/embed.html{QUERY}&show={look}"))?;
        page.wait_for_js("document.documentElement.dataset.show === ''")?;
        page.settled()?;
        seen.push([page.text_of(ground)?, page.text_of(ink)?]);
    }
    // What is painted has none then, either.
    let opaque = page.number_of(
        "(() => {
             const lanes = document.querySelector('.track.predicted canvas');
             const { data } = lanes.getContext('2d').getImageData(0, 0, lanes.width, lanes.height);
             const [r, g, b] = getComputedStyle(document.documentElement).getPropertyValue('--ground').match(/[0-9a-f]{2}/g).map((two) => parseInt(two, 16));
             let found = 0;
             for (let at = 0; at < data.length; at += 4)
                 if (data[at + 3] === 255 && data[at] === r && data[at + 1] === g && data[at + 2] === b) found += 1;
             return found;
         })()",
    )?;
    assert_eq!(opaque, 0.0);
    let [light, dark, clear] = [&seen[0], &seen[1], &seen[2]];
    assert!(light[0] != dark[0] && light[1] != dark[1], "{seen:?}");
    assert!(clear[0] == "rgba(0, 0, 0, 0)" && clear[1] == dark[1], "{seen:?}");
    Ok(())
}

fn axe_finds_nothing_in_a_frame(page: &Visit) -> Result<()> {
    page.arrive(&format!("/embed.html{QUERY}&show=output.source.why"))?;
    page.run()?;
    axe_finds_nothing(page)
}

fn only_the_page_that_is_made_for_frames_may_be_in_those_of_others(page: &Visit) -> Result<()> {
    page.open("/")?;
    let policy = |path: &str| {
        page.text_of(&format!("(await fetch('{path}')).headers.get('content-security-policy')"))
    };
    assert!(policy("embed.html")?.ends_with("frame-ancestors *"));
    assert!(policy("./")?.ends_with("frame-ancestors 'self'"));
    assert!(policy(published("main.js"))?.ends_with("frame-ancestors 'self'"));
    Ok(())
}
