//! The order of polls: by a rule, by hand, and the results of a thousand orders.

use std::collections::BTreeSet;

use browser::{Result, Scheme, Screen};
use coroscope::orders::{Explorer, OrdersReport};
use coroscope::programs::find;
use coroscope::programs::params::Values;

use crate::accessibility::axe_finds_nothing;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::lasting::pressing;
use crate::layout::SMALL_DARK_CALM;
use crate::waits::PRINTED;

/// A laptop's window, dark.
const DARK: Screen = Screen { scheme: Scheme::Dark, ..LAPTOP };

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        to_pick_the_second_first_swaps_what_is_printed,
        a_link_with_picks_shows_the_same_run,
        the_keyboard_picks_one_task_after_the_other,
        a_task_in_the_queue_at_the_cursor_can_be_polled_next,
        to_pick_at_the_cursor_moves_nothing_below_the_stage,
        a_seed_shuffles_and_another_one_shuffles_otherwise,
        a_real_run_takes_the_order_that_was_picked,
        all_orders_that_are_possible_are_found,
        of_many_orders_a_thousand_are_tried,
        a_run_that_was_found_can_be_shown,
        without_a_choice_it_says_so,
        stop_keeps_what_was_found,
        other_parameters_forget_what_was_found;
    Website::Published, DARK => axe_finds_nothing_in_what_was_found;
    Website::Published, SMALL_DARK_CALM => nothing_is_too_wide_for_a_small_phone;
    Website::WithFailing, LAPTOP => an_order_that_panics_is_reported_and_ends_nothing_else;
];

/// The name of the task at the cursor that is polled next.
const NEXT: &str = "#moment .chip.next .name";

/// Both timers fire at once, so that the order of the first polls matters.
const SAME: &str = "/?program=greetings&variant=concurrent&second-delay=1000";

fn open(page: &Visit, path: &str) -> Result<()> {
    page.arrive(path)?;
    open_tool(page)
}

fn open_tool(page: &Visit) -> Result<()> {
    page.run_js("document.querySelector('#orders > summary').click()")?;
    page.wait_for_js("document.querySelector('[data-testid=try-orders]')")?;
    page.settled()
}

/// Presses a task in the queue of those that are ready.
fn pick(page: &Visit, name: &str) -> Result<()> {
    page.run_js(&format!(
        "[...document.querySelectorAll('[data-testid=queue] button')]
             .find((one) => one.querySelector('.name').textContent === {name:?}).click()"
    ))?;
    page.drawn()
}

fn wait_for_queue(page: &Visit, names: &[&str]) -> Result<()> {
    page.wait_for_texts(
        "[...document.querySelectorAll('[data-testid=queue] .name')].map((one) => one.textContent)",
        names,
    )
}

fn wait_for_output(page: &Visit, lines: &[&str]) -> Result<()> {
    page.wait_for_printed(lines)
}

/// Tries orders, to the end.
fn try_orders(page: &Visit) -> Result<String> {
    page.click("try-orders")?;
    page.wait_for_any_text("[data-testid=orders-result]")?;
    page.settled()?;
    page.says("orders-result")
}

/// The outputs that are shown, each as one text.
const OUTPUTS: &str =
    "[...document.querySelectorAll('[data-testid=orders-outputs] > li')].map((one) =>
    [...one.querySelectorAll('ol li')].map((line) => line.lastChild.textContent).join('\\n'))";

fn outputs(page: &Visit) -> Result<Vec<String>> {
    page.texts(OUTPUTS)
}

/// What the page should find, found without it.
fn explored(program: &str, variant: &str) -> Result<OrdersReport> {
    let program = find(program).expect("it is in the catalog");
    let variant = variant.to_owned();
    let make = move || program.start(&variant, &Values::new()).expect("the defaults");
    let mut explorer = Explorer::new(1000, make);
    while explorer.try_some(1000) {}
    Ok(explorer.report())
}

fn to_pick_the_second_first_swaps_what_is_printed(page: &Visit) -> Result<()> {
    open(page, SAME)?;
    wait_for_output(page, &["hi", "hoi"])?;
    page.choose("orders-picks")?;
    wait_for_queue(page, &["first", "second"])?;
    assert!(page.says("choice")?.starts_with("Choice 1, at 0 ms: 2 tasks are ready."));
    assert!(page.says("queue")?.contains("just spawned by main"), "{}", page.says("queue")?);
    pick(page, "second")?;
    wait_for_output(page, &["hoi", "hi"])?;
    page.wait_for_query("?program=greetings&variant=concurrent&second-delay=1000&picks=1")?;
    wait_for_queue(page, &["second", "first"])?;
    assert!(page.says("queue")?.contains("woken by a timer"));
    // The task that is polled last decides again.
    pick(page, "first")?;
    wait_for_output(page, &["hi", "hoi"])?;
    // The task that waited for the first is ready now as well.
    wait_for_queue(page, &["second", "main"])?;
    pick(page, "second")?;
    page.wait_for_text("choice", "last choice")?;
    page.click("undo-pick")?;
    wait_for_queue(page, &["second", "main"])?;
    page.click("undo-pick")?;
    wait_for_output(page, &["hoi", "hi"])?;
    page.click("restart-picks")?;
    wait_for_output(page, &["hi", "hoi"])?;
    page.wait_for_query("?program=greetings&variant=concurrent&second-delay=1000")?;
    wait_for_queue(page, &["first", "second"])
}

fn a_link_with_picks_shows_the_same_run(page: &Visit) -> Result<()> {
    open(page, &format!("{SAME}&picks=1"))?;
    wait_for_output(page, &["hoi", "hi"])?;
    assert_eq!(page.text_of("document.querySelector('[name=orders-way]:checked').value")?, "picks");
    wait_for_queue(page, &["second", "first"])?;
    assert_eq!(page.says("made")?, "second 2nd of 2, at 0 ms");
    Ok(())
}

fn the_keyboard_picks_one_task_after_the_other(page: &Visit) -> Result<()> {
    open(page, SAME)?;
    page.choose("orders-picks")?;
    wait_for_queue(page, &["first", "second"])?;
    page.run_js("document.querySelectorAll('[data-testid=queue] button')[1].focus()")?;
    page.press("Enter")?;
    wait_for_queue(page, &["second", "first"])?;
    // The next choice has the focus, and after the last one the way back.
    let focused = "document.activeElement.querySelector('.name')?.textContent";
    page.wait_for_equal(focused, "second")?;
    page.press("Enter")?;
    page.wait_for_text("choice", "last choice")?;
    page.wait_for_equal("document.activeElement.dataset.testid", "undo-pick")
}

fn a_task_in_the_queue_at_the_cursor_can_be_polled_next(page: &Visit) -> Result<()> {
    // Both tasks are spawned, and none was polled.
    page.arrive(&format!("{SAME}&at=0&poll=1"))?;
    page.wait_for_shown(NEXT, "first")?;
    page.wait_for_js("document.querySelector('#moment .chip-pick')")?;
    assert_eq!(page.number_of("document.querySelectorAll('#moment .chip-pick').length")?, 1.0);
    page.click_on(&page.by_css("#moment .chip-pick")?)?;
    page.wait_for_shown(NEXT, "second")?;
    let query = "?program=greetings&variant=concurrent&second-delay=1000&picks=1&at=0&poll=1";
    page.wait_for_query(query)?;
    assert_eq!(page.text_of("document.activeElement.dataset.testid")?, "ready-queue");
    // And back again.
    page.click_on(&page.by_css("#moment .chip-pick")?)?;
    page.wait_for_shown(NEXT, "first")
}

fn to_pick_at_the_cursor_moves_nothing_below_the_stage(page: &Visit) -> Result<()> {
    page.arrive(&format!("{SAME}&at=0&poll=1"))?;
    page.wait_for_js("document.querySelector('#moment .chip-pick')")?;
    // Here the page could scroll along with what is above.
    page.run_js(
        "document.querySelector('#moment .chip-pick').scrollIntoView({ block: 'center', behavior: 'instant' })",
    )?;
    let top_of_moment =
        || page.number_of("document.querySelector('#moment').getBoundingClientRect().top");
    let height_of_stage = || page.number_of("document.querySelector('#stage').offsetHeight");
    let (top, height) = (top_of_moment()?, height_of_stage()?);
    page.run_js("document.querySelector('#moment .chip-pick').click()")?;
    page.wait_for_shown(NEXT, "second")?;
    page.settled()?;
    // The settings say now that the order was picked, for which the stage gives way.
    assert!(height_of_stage()? < height, "the stage is {height} px high, as before");
    let moved = top_of_moment()? - top;
    assert!(moved.abs() < 1.0, "the moment has moved by {moved} px");
    Ok(())
}

fn a_seed_shuffles_and_another_one_shuffles_otherwise(page: &Visit) -> Result<()> {
    open(page, "/?program=countdown&variant=concurrent")?;
    let usual = page.printed()?;
    page.choose("orders-seed")?;
    page.wait_for_query("?program=countdown&variant=concurrent&seed=1")?;
    let mut seen = BTreeSet::from([usual.clone()]);
    for seed in 2..12 {
        page.click("another-seed")?;
        page.wait_for_query(&format!("?program=countdown&variant=concurrent&seed={seed}"))?;
        page.settled()?;
        seen.insert(page.printed()?);
    }
    assert!(seen.len() > 2, "ten seeds gave {seen:?}");
    page.by_test_id("seed")?
        .run_js("element.value = ''; element.dispatchEvent(new Event('input'))")?;
    assert!(page.shown("#orders-seed-error")?.contains("whole number"));
    page.choose("orders-fifo")?;
    wait_for_output(page, &usual.iter().map(String::as_str).collect::<Vec<_>>())?;
    page.wait_for_query("?program=countdown&variant=concurrent")
}

fn a_real_run_takes_the_order_that_was_picked(page: &Visit) -> Result<()> {
    let path = "/?program=posts-and-users&variant=concurrent&posts-latency=200&users-latency=100";
    page.arrive(path)?;
    let usual = page.printed()?;
    page.arrive(&format!("{path}&picks=1"))?;
    let picked = page.printed()?;
    assert_ne!(picked, usual);
    page.run()?;
    assert_eq!(page.printed()?[0], picked[0]);
    assert!(page.total("measured")? > 0.0);
    Ok(())
}

fn all_orders_that_are_possible_are_found(page: &Visit) -> Result<()> {
    for (program, variant) in [("posts-and-users", "concurrent"), ("countdown", "concurrent")] {
        let report = explored(program, variant)?;
        assert!(report.every && report.distinct > 1);
        open(page, &format!("/?program={program}&variant={variant}"))?;
        let said = try_orders(page)?;
        let all = format!(
            "All {} orders that are possible: {} different outputs.",
            report.tried, report.distinct
        );
        assert_eq!(said, all);
        let expected: BTreeSet<String> =
            report.outputs.iter().map(|one| one.lines.join("\n")).collect();
        assert_eq!(outputs(page)?.into_iter().collect::<BTreeSet<_>>(), expected);
    }
    Ok(())
}

fn of_many_orders_a_thousand_are_tried(page: &Visit) -> Result<()> {
    let report = explored("cooperation", "yield-every-k")?;
    assert!(!report.every);
    open(page, "/?program=cooperation&variant=yield-every-k")?;
    let said = try_orders(page)?;
    assert_eq!(said, format!("1,000 orders, {} different outputs.", report.distinct));
    assert!(page.says("orders-lessons")?.contains("Rust promises no order among ready tasks"));
    assert_eq!(outputs(page)?[0], report.outputs[0].lines.join("\n"), "first in, first out");
    Ok(())
}

fn a_run_that_was_found_can_be_shown(page: &Visit) -> Result<()> {
    open(page, "/?program=downloads&variant=concurrent&pages=2")?;
    try_orders(page)?;
    let found = outputs(page)?;
    assert!(found.len() > 1);
    for (place, lines) in found.iter().enumerate() {
        page.run_js(&format!(
            "document.querySelectorAll('[data-testid=orders-outputs] > li')[{place}].querySelector('button').click()"
        ))?;
        page.wait_for_equal(&format!("{PRINTED}.join('\\n')"), lines)?;
        let shown = page.texts(
            "[...document.querySelectorAll('[data-testid=orders-outputs] button')]
                 .map((one) => one.getAttribute('aria-current') ?? '')",
        )?;
        assert_eq!(shown.iter().position(|current| current == "true"), Some(place));
    }
    // The results are about all orders, so they stay when another order is chosen.
    assert_eq!(outputs(page)?, found);
    Ok(())
}

fn without_a_choice_it_says_so(page: &Visit) -> Result<()> {
    open(page, "/?program=greetings&variant=sequential")?;
    let said = try_orders(page)?;
    assert_eq!(said, "There is never more than one task ready, so only one order is possible.");
    assert_eq!(outputs(page)?, ["hi\nhoi"]);
    page.choose("orders-picks")?;
    page.wait_for_text("choice", "never more than one task ready")
}

fn stop_keeps_what_was_found(page: &Visit) -> Result<()> {
    // A run of this many games takes a while.
    open(page, "/?program=chess&variant=all-at-once")?;
    let found_two = "document.querySelectorAll('[data-testid=orders-outputs] > li').length > 1";
    page.look_from_now_on("isPressed", &format!("{found_two} && {}", pressing("stop-orders")))?;
    page.click("try-orders")?;
    page.wait_for_text("orders-result", "Stopped: ")?;
    assert!(page.says("orders-result")?.ends_with("so far."));
    let kept = outputs(page)?;
    assert!(kept.len() > 1);
    page.frames(20)?;
    assert_eq!(outputs(page)?, kept);
    Ok(())
}

fn other_parameters_forget_what_was_found(page: &Visit) -> Result<()> {
    open(page, SAME)?;
    try_orders(page)?;
    assert!(!outputs(page)?.is_empty());
    page.set("second-delay", "900")?;
    page.wait_for_texts(OUTPUTS, &[])?;
    assert_eq!(page.says("orders-result")?, "");
    Ok(())
}

fn axe_finds_nothing_in_what_was_found(page: &Visit) -> Result<()> {
    open(page, &format!("{SAME}&picks=1"))?;
    wait_for_queue(page, &["second", "first"])?;
    try_orders(page)?;
    assert_eq!(outputs(page)?.len(), 2);
    axe_finds_nothing(page)
}

fn nothing_is_too_wide_for_a_small_phone(page: &Visit) -> Result<()> {
    open(page, "/?program=kitchen&variant=one-cook-many-pots")?;
    page.choose("orders-picks")?;
    page.wait_for_js("document.querySelectorAll('[data-testid=queue] button').length > 1")?;
    try_orders(page)?;
    let width = page.number_of("document.documentElement.scrollWidth")?;
    assert!(width <= 360.0, "{width} px wide");
    let small = page.texts(
        "[...document.querySelectorAll('#orders button, #orders summary, #orders label span')]
             .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 32)
             .map((one) => one.textContent)",
    )?;
    assert!(small.is_empty(), "too small to touch: {small:?}");
    Ok(())
}

fn an_order_that_panics_is_reported_and_ends_nothing_else(page: &Visit) -> Result<()> {
    page.expect_problem("RuntimeError");
    page.expect_problem("unreachable");
    open(page, "/?program=failing&variant=panics-in-some-order")?;
    for _ in 0..2 {
        let said = try_orders(page)?;
        assert!(said.starts_with("Ended by a panic: "), "{said}");
        assert!(said.contains("this was to be expected"), "{said}");
        assert!(said.contains("The program panics with "), "{said}");
        assert_eq!(outputs(page)?, ["all is well\nall is well"]);
    }
    page.run()?;
    assert_eq!(page.printed()?, ["all is well", "all is well"]);
    Ok(())
}
