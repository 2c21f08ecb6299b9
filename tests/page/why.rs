//! "Why this long?": the longest chain (the critical path) on the timeline, the parts of the overhead,
//! how late sleeps were, and the step of the clock.

use browser::{Context, Result};

use crate::arrows::{INK, ink, wait_for_ink};
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::waits::{IS_DRAWN, shown_by};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        the_longest_chain_is_shown_on_the_timeline,
        a_link_of_the_chain_is_marked_while_it_is_pointed_at,
        a_link_of_the_chain_leads_to_its_place_on_the_timeline,
        how_late_sleeps_were_is_said_in_words_and_as_bars,
        the_parts_of_the_overhead_add_up_to_it,
        the_step_of_the_clock_is_measured_and_shown,
        a_run_in_a_hidden_tab_says_so_and_so_does_its_comparison,
        what_the_numbers_mean_is_explained_without_a_mouse;
    // How late its timers are must be less than the step of the clock.
    Website::Published, LAPTOP, Alone => no_word_is_finer_than_a_coarse_clock;
    Website::NotIsolated, LAPTOP => a_page_that_is_not_isolated_says_what_that_does_to_its_clock;
];

fn the_longest_chain_is_shown_on_the_timeline(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent")?;
    page.click("chain-on-timeline")?;
    wait_for_ink(page, true)?;
    let pressed = "document.querySelector('[data-testid=chain-on-timeline]').ariaPressed";
    assert_eq!(page.text_of(pressed)?, "true");
    let checked = "return document.querySelector('[data-testid=show-chain]').checked";
    assert_eq!(page.run_js(checked)?, true);
    assert!(page.says("chain-key")?.contains("longest chain"));
    page.wait_for_query_end("&layers=chain")?;
    // It is a little wider than the lane that it follows, from the beginning to the end.
    let width = page.number_of(
        "(() => {
             const canvas = document.querySelector('.predicted canvas.overlay');
             const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
             const columns = new Set();
             for (let at = 3; at < data.length; at += 4) if (data[at] > 0) columns.add(((at - 3) / 4) % width);
             return columns.size / width;
         })()",
    )?;
    assert!(width > 0.6, "it covers {width} of the width");
    page.choose("show-chain")?;
    wait_for_ink(page, false)
}

/// Opens the table of the chain.
fn open_chain(page: &Visit) -> Result<()> {
    page.run_js("document.querySelector('details[data-testid=chain]').open = true")?;
    page.wait_for_js("document.querySelector('details[data-testid=chain] tbody button') !== null")
}

fn a_link_of_the_chain_is_marked_while_it_is_pointed_at(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=sequential")?;
    open_chain(page)?;
    page.run_js("document.querySelector('details[data-testid=chain] tbody button').focus()")?;
    wait_for_ink(page, true)?;
    let first = ink(page)?;
    // The second wait is twice as long as the first.
    page.run_js(
        "document.querySelector('details[data-testid=chain] tbody tr:nth-child(2) button').focus()",
    )?;
    page.wait_until(
        &format!("seen >= 1.7 && seen < 2.3 && {IS_DRAWN}"),
        &format!("({INK}) / {first}"),
    )?;
    page.run_js("document.activeElement.blur()")?;
    wait_for_ink(page, false)
}

fn a_link_of_the_chain_leads_to_its_place_on_the_timeline(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent")?;
    open_chain(page)?;
    page.run_js("document.querySelector('details[data-testid=chain] tbody button').click()")?;
    page.wait_until("seen.startsWith('second, 0')", &shown_by("[data-testid=relations] h3"))?;
    assert_eq!(page.text_of("document.activeElement.id")?, "tracks");
    let inside = "(() => { const { top, bottom } = document.querySelector('#tracks').getBoundingClientRect(); return bottom > 0 && top < innerHeight; })()";
    page.wait_for_js(inside)
}

fn how_late_sleeps_were_is_said_in_words_and_as_bars(page: &Visit) -> Result<()> {
    page.arrive("/?program=blocking&variant=blocking-sleep&delay=80")?;
    page.run()?;
    page.run_js("document.querySelector('details[data-testid=sleeps]').open = true")?;
    page.wait_for_js("document.querySelector('[data-testid=lateness]') !== null")?;
    let text = page.says("lateness")?;
    assert!(text.contains("late by") || text.contains("asked for"), "{text}");
    page.arrive("/?program=countdown&variant=concurrent")?;
    page.run_js("document.querySelector('details[data-testid=sleeps]').open = true")?;
    page.wait_for_js("document.querySelector('[data-testid=lateness]') !== null")?;
    let text = page.says("lateness")?;
    assert!(text.ends_with("sleeps got what they asked for."), "{text}");
    Ok(())
}

fn the_parts_of_the_overhead_add_up_to_it(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown&variant=concurrent&unit=20")?;
    page.run()?;
    page.wait_for_js("document.querySelector('[data-testid=clock]:not([hidden])') !== null")?;
    let number = |text: &str| -> Option<f64> {
        text.split_whitespace().find_map(|word| word.replace(',', "").parse().ok())
    };
    let hidden = page.run_js("return document.querySelector('[data-testid=overhead]').hidden")?;
    let of_numbers = page.text_of(
        "[...document.querySelectorAll('#numbers div')]
             .find((one) => one.textContent.startsWith('Overhead')).querySelector('dd').textContent",
    )?;
    let overhead = number(&of_numbers.replace('\u{a0}', " ")).context("there is no overhead")?;
    if hidden == true {
        assert!(overhead < 0.3, "{overhead}");
        return Ok(());
    }
    let parts = page.texts(
        "[...document.querySelectorAll('[data-testid=overhead] li b')].map((one) => one.textContent.replaceAll('\\u00a0', ' '))",
    )?;
    let sum: f64 = parts.iter().filter_map(|one| number(one)).sum();
    // Each is rounded as it is shown.
    assert!((sum - overhead).abs() <= 0.3 + 0.5 * parts.len() as f64, "{parts:?} of {overhead}");
    Ok(())
}

fn the_step_of_the_clock_is_measured_and_shown(page: &Visit) -> Result<()> {
    page.arrive("/?first-delay=20&second-delay=40")?;
    assert_eq!(page.says("clock").unwrap_or_default(), "", "nothing is measured before a run");
    page.run()?;
    page.wait_for_text("clock", "moves in steps of")?;
    let text = page.says("clock")?;
    let step: f64 = text
        .split_whitespace()
        .find_map(|word| word.parse().ok())
        .with_context(|| format!("no number in {text:?}"))?;
    assert!(step > 0.0 && step <= 20.0, "{text}");
    assert!(text.contains("This page is isolated"), "{text}");
    Ok(())
}

fn a_page_that_is_not_isolated_says_what_that_does_to_its_clock(page: &Visit) -> Result<()> {
    page.arrive("/?first-delay=20&second-delay=40")?;
    page.run()?;
    page.wait_for_text("clock", "This page is not isolated")
}

fn what_the_numbers_mean_is_explained_without_a_mouse(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.by_css(".meanings summary")?.click()?;
    page.wait_for_js("document.querySelector('.meanings').open")?;
    let text = page.shown(".meanings dl")?;
    for name in
        page.texts("[...document.querySelectorAll('#numbers dt')].map((one) => one.textContent)")?
    {
        assert!(text.contains(&name), "{name} is not explained: {text}");
    }
    assert!(text.contains("2× is two things at once"), "{text}");
    Ok(())
}

fn a_run_in_a_hidden_tab_says_so_and_so_does_its_comparison(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=300&second-delay=5000")?;
    page.hold_long_waits()?;
    page.start()?;
    page.wait_for_any_text("[data-testid=total-measured]")?;
    // A stand-in for another tab in front, which not every browser has without a screen.
    page.run_js(
        "const turn = (hidden) => {
             Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
             document.dispatchEvent(new Event('visibilitychange'));
         };
         turn(true);
         await new Promise((go) => setTimeout(go, 100));
         turn(false)",
    )?;
    page.release_long_waits()?;
    page.wait_for_end()?;
    page.settled()?;
    let status = page.shown("#status")?;
    assert!(status.contains("but this tab was hidden from"), "{status}");
    assert!(!status.contains("than predicted"), "{status}");
    page.wait_for_shown_part("#sentences p", "so these are not the times of the program")?;
    page.run_js("document.querySelector('#runs').open = true")?;
    page.wait_for_shown_part("[data-testid=runs-table]", "while the tab was hidden")?;
    page.wait_for_shown_part("[data-testid=runs-words]", "In this run this tab was hidden")
}

fn no_word_is_finer_than_a_coarse_clock(page: &Visit) -> Result<()> {
    // Words about a run that is late by a whole step, or about a clock that seemed to make two at once, are
    // others: on a machine that is busy elsewhere it is tried again.
    let is_on_time = || -> Result<bool> {
        page.arrive("/?program=greetings&first-delay=250&second-delay=350")?;
        page.run_js(
            "const now = performance.now.bind(performance);
             performance.now = () => Math.floor(now() / 100) * 100",
        )?;
        page.run()?;
        page.settled()?;
        page.wait_for_text("clock", "in steps of about ")?;
        let is_known = page.says("clock")?.contains("in steps of about 100 ms");
        Ok(is_known && page.says("total-measured")? == "about 400 ms")
    };
    let mut tries = 0;
    while !is_on_time()? {
        tries += 1;
        assert!(tries < 10, "the run is never on time");
    }
    let status = page.shown("#status")?;
    assert!(status.starts_with("Done in about "), "{status}");
    let all = page.shown("#sentences")?;
    assert!(all.contains("no time that was measured here is known better"), "{all}");
    for finer in ["to a tenth of a millisecond", "often a little late", "a timer was late"] {
        assert!(!all.contains(finer), "{all}");
    }
    Ok(())
}
