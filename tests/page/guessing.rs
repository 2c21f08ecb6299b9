//! Guess first, then run: the questions, what is hidden meanwhile, and the verdict.

use browser::Result;

use crate::accessibility::axe_finds_nothing;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::{PHONE, SMALL_DARK_CALM};
use crate::steps::milliseconds;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        while_somebody_guesses_the_page_gives_nothing_away,
        a_guess_by_keyboard_is_held_against_the_run,
        a_guess_that_adds_up_what_overlaps_is_recognised,
        lines_are_dragged_with_the_mouse,
        a_total_that_is_no_time_is_answered_in_a_sentence,
        show_me_gives_up_and_shows_everything,
        the_run_button_takes_the_guess_as_it_is,
        a_guess_ends_with_the_settings_it_was_made_for,
        whoever_guesses_is_asked_about_the_next_program_too,
        of_many_lines_the_first_different_ones_are_asked_for,
        whoever_comes_for_the_first_time_is_asked_before_the_answer_is_shown,
        the_first_change_takes_the_place_of_an_answer;
    Website::WithFailing, LAPTOP => that_it_never_ends_can_be_the_answer;
    Website::Published, PHONE => a_guess_fits_on_a_phone;
    Website::Published, SMALL_DARK_CALM => axe_finds_nothing_in_a_guess_in_the_dark;
];

/// So far apart that a busy machine does not find both due at once.
const SHORT: &str = "/?program=greetings&first-delay=600&second-delay=100";

fn begin(page: &Visit, path: &str) -> Result<()> {
    page.arrive(path)?;
    page.click("guess-first")?;
    page.wait_for_js("document.querySelector('[data-testid=guess-total]')?.checkVisibility()")?;
    page.settled()
}

fn judged(page: &Visit) -> Result<()> {
    page.wait_for_js("document.querySelector('[data-testid=guess-close]').checkVisibility()")?;
    page.settled()
}

/// The lines as they lie.
fn lines(page: &Visit) -> Result<Vec<String>> {
    page.texts("[...document.querySelectorAll('.guess-lines .text')].map((one) => one.textContent)")
}

fn while_somebody_guesses_the_page_gives_nothing_away(page: &Visit) -> Result<()> {
    page.arrive(SHORT)?;
    page.run_js("for (const one of document.querySelectorAll('details')) one.open = true")?;
    page.click("guess-first")?;
    page.wait_for_js("document.querySelector('[data-testid=guess-total]')?.checkVisibility()")?;
    page.settled()?;
    assert_eq!(page.says("total-predicted")?, "");
    assert_eq!(page.output()?, []);
    assert_eq!(page.says("explanation")?, "");
    assert_eq!(page.shown("#numbers")?, "");
    let overview = "getComputedStyle(document.querySelector('.overview canvas')).visibility";
    assert_eq!(page.text_of(overview)?, "hidden");
    assert_eq!(page.shown("#output-tag")?, "hidden until you have guessed");
    assert_eq!(page.says("status")?, "Ready. Guess, then run.");
    assert_eq!(page.shown("#elapsed")?, "");
    let tables = page
        .texts("[...document.querySelectorAll('#details .table')].map((one) => one.textContent)")?;
    assert!(tables.iter().all(String::is_empty), "{tables:?}");
    // The lines themselves are no secret; their order is.
    assert_eq!(lines(page)?, ["hi", "hoi"]);
    axe_finds_nothing(page)
}

fn a_guess_by_keyboard_is_held_against_the_run(page: &Visit) -> Result<()> {
    begin(page, SHORT)?;
    assert_eq!(page.text_of("document.activeElement.id")?, "guess-title");
    page.press("Tab")?;
    page.press("ArrowDown")?;
    assert_eq!(lines(page)?, ["hoi", "hi"]);
    let status = page.shown("#guess .sr-only[role=status]")?;
    assert_eq!(status, "hi: 2 of 2.");
    // The row that was moved keeps the focus.
    page.press("ArrowUp")?;
    assert_eq!(lines(page)?, ["hi", "hoi"]);
    let total = page.by_test_id("guess-total")?;
    total.fill("600")?;
    total.press("Enter")?;
    judged(page)?;
    assert!(page.says("guess-score")?.starts_with("0 of 2 lines are in the right place"));
    let outcome = page.says("guess-outcome")?;
    let place = "The order first broke at place 1: you put “hi” there, but “hoi” was printed";
    assert!(outcome.contains(place), "{outcome}");
    assert!(outcome.contains("because at that time first was waiting"), "{outcome}");
    assert!(outcome.contains("ms on a timer (line"), "{outcome}");
    assert!(outcome.contains("You guessed 600 ms, and it took "), "{outcome}");
    assert_eq!(page.printed()?, ["hoi", "hi"]);
    axe_finds_nothing(page)?;
    page.click("guess-close")?;
    page.settled()?;
    assert_eq!(page.text_of("document.activeElement.id")?, "guess-first");
    assert!(!page.by_css("#guess")?.is_displayed()?);
    Ok(())
}

fn a_guess_that_adds_up_what_overlaps_is_recognised(page: &Visit) -> Result<()> {
    begin(page, "/?program=greetings&first-delay=1500&second-delay=3000")?;
    page.click_on(&page.by_css(".guess-lines li:last-child [data-step=Up]")?)?;
    page.by_test_id("guess-total")?.fill("4.5 s")?;
    page.click("guess-run")?;
    judged(page)?;
    let outcome = page.says("guess-outcome")?;
    assert!(outcome.contains("That is all waits and work added up"), "{outcome}");
    assert!(outcome.contains("4,500 ms is what “Sequential” would take."), "{outcome}");
    // How much of its sleep the run waited for depends on when the run got that far.
    let slept = outcome.split_once("the run waited while second slept ");
    let slept = slept.and_then(|(_, rest)| milliseconds(rest.split_once(" (line ")?.0));
    let total = page.total("measured")?;
    assert!(total >= 3000.0 && slept.is_some_and(|ms| ms > 0.0 && ms <= total), "{outcome}");
    let score = page.says("guess-score")?;
    assert!(score.starts_with("Both lines came in the order that you gave."), "{score}");
    Ok(())
}

fn lines_are_dragged_with_the_mouse(page: &Visit) -> Result<()> {
    begin(page, SHORT)?;
    // The pointer of an event from a script cannot be captured.
    page.run_js(
        "Element.prototype.setPointerCapture = () => {};
         const [first, second] = document.querySelectorAll('.guess-lines li');
         const { left, bottom } = second.getBoundingClientRect();
         const send = (name, on, clientY) => on.dispatchEvent(new PointerEvent(name, {
             bubbles: true, pointerId: 1, pointerType: 'mouse', button: 0, clientX: left + 60, clientY }));
         send('pointerdown', first.querySelector('.text'), first.getBoundingClientRect().top + 4);
         send('pointermove', first, bottom - 4);
         send('pointerup', first, bottom - 4)",
    )?;
    assert_eq!(lines(page)?, ["hoi", "hi"]);
    page.click_on(&page.by_css(".guess-lines li:last-child [data-step=Up]")?)?;
    assert_eq!(lines(page)?, ["hi", "hoi"]);
    Ok(())
}

fn a_total_that_is_no_time_is_answered_in_a_sentence(page: &Visit) -> Result<()> {
    begin(page, SHORT)?;
    page.by_test_id("guess-total")?.fill("soon")?;
    page.click("guess-run")?;
    page.settled()?;
    assert!(page.shown("#guess-error")?.starts_with("Type a time"));
    assert_eq!(page.state()?, "ready");
    assert_eq!(page.text_of("document.activeElement.id")?, "guess-total");
    axe_finds_nothing(page)
}

fn show_me_gives_up_and_shows_everything(page: &Visit) -> Result<()> {
    begin(page, SHORT)?;
    // A link to it asks the same, and gives nothing away.
    page.wait_for_query_part("guess=first")?;
    page.open(&format!("/{}", page.query()?))?;
    page.wait_for_js("document.querySelector('[data-testid=guess-total]')?.checkVisibility()")?;
    page.settled()?;
    assert_eq!(page.output()?, []);
    assert!(!page.by_test_id("total-predicted")?.is_displayed()?);
    page.click("guess-show")?;
    page.wait_for_no_query_part("guess")?;
    page.settled()?;
    assert_eq!(page.total("predicted")?, 600.0);
    assert_eq!(page.printed()?, ["hoi", "hi"]);
    assert!(!page.by_css("#guess")?.is_displayed()?);
    Ok(())
}

fn the_run_button_takes_the_guess_as_it_is(page: &Visit) -> Result<()> {
    begin(page, SHORT)?;
    page.run()?;
    judged(page)?;
    let score = page.says("guess-score")?;
    assert_eq!(score, "0 of 2 lines are in the right place.");
    Ok(())
}

fn a_guess_ends_with_the_settings_it_was_made_for(page: &Visit) -> Result<()> {
    begin(page, SHORT)?;
    page.choose_variant("sequential")?;
    page.settled()?;
    // It is asked for these settings now.
    assert_eq!(page.says("total-predicted")?, "");
    assert_eq!(lines(page)?, ["hi", "hoi"]);
    page.click("guess-run")?;
    judged(page)?;
    assert!(page.says("guess-score")?.starts_with("Both lines"));
    page.set("first-delay", "300")?;
    assert!(!page.by_css("#guess")?.is_displayed()?);
    Ok(())
}

fn whoever_guesses_is_asked_about_the_next_program_too(page: &Visit) -> Result<()> {
    begin(page, SHORT)?;
    page.choose_program("countdown")?;
    page.settled()?;
    assert!(page.by_css("#guess")?.is_displayed()?);
    assert_eq!(page.says("total-predicted")?, "");
    // The listing has the place of all that would give the answer away.
    assert!(!page.by_css("#timeline")?.is_displayed()?);
    page.click("guess-show")?;
    page.settled()?;
    assert!(!page.by_css("#guess")?.is_displayed()?);
    assert!(page.total("predicted")? > 0.0);
    page.choose_program("downloads")?;
    assert!(!page.by_css("#guess")?.is_displayed()?);
    Ok(())
}

fn of_many_lines_the_first_different_ones_are_asked_for(page: &Visit) -> Result<()> {
    begin(page, "/?program=cooperation")?;
    let about = page.shown(".guess-about")?;
    let asked = lines(page)?;
    assert!(asked.len() <= 12, "{asked:?}");
    assert!(!asked.is_sorted(), "{asked:?}");
    assert!(about.contains("are mixed up"), "{about}");
    Ok(())
}

fn that_it_never_ends_can_be_the_answer(page: &Visit) -> Result<()> {
    begin(page, "/?program=failing&variant=gets-stuck")?;
    page.click("guess-never")?;
    page.click("guess-run")?;
    judged(page)?;
    let outcome = page.says("guess-outcome")?;
    assert!(outcome.contains("You said that it never ends, and that is so"), "{outcome}");
    assert_eq!(page.says("guess-score")?, "The total is right.");
    Ok(())
}

fn a_guess_fits_on_a_phone(page: &Visit) -> Result<()> {
    begin(page, SHORT)?;
    let wide = page.number_of("document.documentElement.scrollWidth - innerWidth")?;
    assert!(wide <= 0.0, "{wide} px too wide");
    let small = page.texts(
        "[...document.querySelectorAll('#guess button')].filter((one) => one.checkVisibility({ visibilityProperty: true }))
             .filter((one) => one.offsetHeight < 32 || one.offsetWidth < 32).map((one) => one.outerHTML)",
    )?;
    assert_eq!(small, Vec::<String>::new());
    axe_finds_nothing(page)
}

fn axe_finds_nothing_in_a_guess_in_the_dark(page: &Visit) -> Result<()> {
    begin(page, SHORT)?;
    page.click("guess-run")?;
    judged(page)?;
    axe_finds_nothing(page)
}

/// Goes to the page as somebody who has never been there and follows no link.
fn arrive_first(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    page.wait_for_js("document.querySelector('[data-testid=welcome-look]')?.checkVisibility()")?;
    page.settled()
}

fn whoever_comes_for_the_first_time_is_asked_before_the_answer_is_shown(
    page: &Visit,
) -> Result<()> {
    arrive_first(page)?;
    assert_eq!(page.output()?, []);
    assert_eq!(page.says("explanation")?, "");
    assert!(!page.by_test_id("total-predicted")?.is_displayed()?);
    assert_eq!(page.says("status")?, "Ready. Guess, then run.");
    let answers = "[...document.querySelectorAll('[data-testid=welcome-answer]')].map((one) => one.textContent)";
    assert_eq!(page.texts(answers)?, ["1,000\u{a0}ms", "2,000\u{a0}ms", "3,000\u{a0}ms"]);
    axe_finds_nothing(page)?;

    page.run_js("[...document.querySelectorAll('[data-testid=welcome-answer]')].at(-1).focus()")?;
    page.press("Enter")?;
    page.wait_for_text("welcome-why", "Not quite. You guessed 3,000 ms.")?;
    page.settled()?;
    let why = page.says("welcome-why")?;
    assert!(why.contains("3,000 ms is what “Sequential” would take."), "{why}");
    assert_eq!(page.text_of("document.activeElement.dataset.testid")?, "welcome-score");
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    assert!(page.says("total-predicted")?.contains("2,000 ms"));
    axe_finds_nothing(page)?;

    // Nobody is asked twice.
    page.arrive("/")?;
    page.wait_for_text("total-predicted", "2,000 ms")?;
    page.settled()?;
    assert!(page.by_test_id("welcome").is_err());
    Ok(())
}

fn the_first_change_takes_the_place_of_an_answer(page: &Visit) -> Result<()> {
    arrive_first(page)?;
    page.by_test_id("param-first-delay-slider")?.slide_to(500.0)?;
    page.wait_for_text("total-predicted", "2,000 ms")?;
    page.settled()?;
    assert!(!page.by_test_id("welcome")?.is_displayed()?);
    assert_eq!(page.printed()?, ["hi", "hoi"]);
    assert_eq!(page.text_of("document.activeElement.dataset.testid")?, "param-first-delay-slider");
    Ok(())
}
