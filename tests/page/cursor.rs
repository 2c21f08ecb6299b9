//! A run can be gone through poll by poll, played, and looked into at any moment.

use std::time::Duration;

use browser::{Context, Result};

use crate::accessibility::axe_finds_nothing;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::{PHONE, SMALL_DARK_CALM};
use crate::steps::milliseconds;
use crate::waits::{IS_DRAWN, shown_by};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        a_link_with_a_time_and_a_poll_shows_that_moment,
        one_poll_forward_polls_the_task_that_was_next,
        one_poll_back_is_where_one_was_before,
        what_is_not_printed_yet_is_dimmed_and_said_to_be,
        timers_say_what_is_left_and_tasks_what_they_wait_on,
        a_measured_run_is_gone_through_like_a_predicted_one,
        a_cursor_beyond_the_end_is_at_the_end,
        a_run_can_be_looked_into_while_it_goes_on,
        what_the_page_shows_does_not_move_from_poll_to_poll,
        a_cursor_in_a_run_of_many_tasks_lists_the_first_and_counts_all,
        axe_finds_nothing_at_a_moment;
    Website::Published, PHONE => a_moment_fits_a_phone_and_is_within_reach_of_a_finger;
    Website::Published, SMALL_DARK_CALM => a_moment_fits_a_small_phone_in_the_dark;
];

pub const GREETINGS: &str = "/?program=greetings&variant=concurrent";

/// Selects the place of the cursor in words.
pub const PLACE: &str = "[data-testid=player-where]";
/// Selects the task that is polled next.
const NEXT: &str = ".ready-queue .chip.next .name";

impl Visit {
    /// Opens a path and waits until the bar below the timeline is there.
    pub fn arrive_with_player(&self, path: &str) -> Result<()> {
        self.arrive(path)?;
        self.wait_for_js(
            "document.querySelector('.cursor-handle') && !document.querySelector('#player').hidden",
        )
    }

    /// Where the cursor is, in the words of the page.
    pub fn place(&self) -> Result<String> {
        self.says("player-where")
    }

    /// Waits until the cursor is at a place.
    pub fn wait_for_place(&self, part: &str) -> Result<()> {
        // The view of moments is fetched when the first is shown.
        self.wait_until(
            &format!(
                "seen.includes({part:?}) && !document.querySelector('#moment').hidden && {IS_DRAWN}"
            ),
            &shown_by(PLACE),
        )
    }

    /// The ready tasks, from the front of the queue on.
    fn ready(&self) -> Result<Vec<String>> {
        self.texts("[...document.querySelectorAll('.ready-queue .chip .name')].map((one) => one.textContent)")
    }

    fn next(&self) -> Result<String> {
        self.shown(NEXT)
    }
}

fn a_link_with_a_time_and_a_poll_shows_that_moment(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!(
        "{GREETINGS}&first-delay=1000&second-delay=1000&at=1000&poll=3"
    ))?;
    page.wait_for_place("1,000 ms, after poll 3 of 6")?;
    assert_eq!(page.ready()?, ["first", "second"]);
    assert_eq!(page.next()?, "first");
    assert_eq!(
        page.says("moment-now")?,
        "Next the loop polls first, the first of 2 that are ready."
    );
    let last = page.says("moment-last")?;
    assert!(last.starts_with("Poll 3 of 6: second, just spawned by main, ran and began to wait on a timer for 1,000 ms"), "{last}");
    // At the same time, but one poll later.
    page.arrive_with_player(&format!(
        "{GREETINGS}&first-delay=1000&second-delay=1000&at=1000&poll=4"
    ))?;
    page.wait_for_place("1,000 ms, after poll 4 of 6")?;
    assert_eq!(page.ready()?, ["second", "main"]);
    // Without a poll: when all is done that happened up to then.
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=1000&second-delay=1000&at=400"))?;
    page.wait_for_place("400 ms, after poll 3 of 6")?;
    assert_eq!(page.says("ready-queue-note")?, "Nobody is ready.");
    // The link is that of the moment.
    page.click("poll-back")?;
    page.wait_for_query_end("&at=0&poll=2")
}

fn one_poll_forward_polls_the_task_that_was_next(page: &Visit) -> Result<()> {
    for order in ["", "&seed=7"] {
        page.arrive_with_player(&format!("/?program=countdown&coroutines=4{order}"))?;
        page.click("poll-forward")?;
        page.wait_for_place("before the first of")?;
        let mut next = page.next()?;
        for poll in 1..10 {
            assert!(!next.is_empty(), "nobody is next before poll {poll}");
            page.click("poll-forward")?;
            page.wait_for_place(&format!("after poll {poll} of"))?;
            let [last, then] = page.shown_together(["[data-testid=moment-last]", NEXT])?;
            assert!(
                last.starts_with(&format!("Poll {poll} of "))
                    && last.contains(&format!(": {next}, ")),
                "{next} was next, and then: {last}"
            );
            next = then;
        }
    }
    Ok(())
}

fn one_poll_back_is_where_one_was_before(page: &Visit) -> Result<()> {
    page.arrive_with_player("/?program=countdown&coroutines=3")?;
    page.click("to-start")?;
    page.wait_for_place("before the first of")?;
    let shown = || page.shown_together([PLACE, "#moment"]);
    let mut seen = vec![shown()?];
    loop {
        page.click("poll-forward")?;
        page.drawn()?;
        let now = shown()?;
        if now == seen[seen.len() - 1] {
            break;
        }
        seen.push(now);
    }
    assert!(seen.len() > 8 && page.place()?.ends_with("the end"), "{}", page.place()?);
    for before in seen.iter().rev().skip(1) {
        page.click("poll-back")?;
        page.drawn()?;
        assert_eq!(&shown()?, before);
    }
    assert!(page.place()?.contains("before the first of"));
    Ok(())
}

fn what_is_not_printed_yet_is_dimmed_and_said_to_be(page: &Visit) -> Result<()> {
    page.arrive_with_player("/?program=countdown&coroutines=6&at=2500")?;
    page.wait_for_text("output-then", "lines printed by then")?;
    let is_later = page.texts("[...document.querySelectorAll('#output li')].map((one) => String(one.classList.contains('later')))")?;
    let times: Vec<f64> = page.output()?.iter().map(|line| line.at_ms).collect();
    assert!(times.len() >= 6, "{times:?}");
    for (time, is_later) in times.iter().zip(&is_later) {
        assert_eq!(*is_later == "true", *time > 2500.0, "{time}");
    }
    let printed = times.iter().filter(|time| **time <= 2500.0).count();
    assert_eq!(
        page.says("output-then")?,
        format!("{printed} of {} lines printed by then", times.len())
    );
    // For screen readers.
    assert!(page.shown("#output li.later")?.ends_with("not printed yet"));
    page.click("look-inside")?;
    page.settled()?;
    assert_eq!(page.shown("#output li.later")?, "");
    assert_eq!(page.printed()?.len(), times.len(), "lines were removed");
    Ok(())
}

fn timers_say_what_is_left_and_tasks_what_they_wait_on(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=1000&second-delay=2000&at=400"))?;
    page.wait_for_place("400 ms")?;
    let rows = |list: &str| {
        page.texts(&format!("[...document.querySelectorAll('.{list} li')].map((one) => [...one.children].map((part) => part.textContent).join('|').replaceAll('\\u00a0', ' '))"))
    };
    assert_eq!(
        rows("sleeping")?,
        ["first|600 ms left, due at 1,000 ms|", "second|1,600 ms left, due at 2,000 ms|"]
    );
    let tasks = rows("tasks-now")?;
    assert_eq!(tasks.len(), 3);
    assert!(tasks[0].starts_with("main|waiting for first|line "), "{tasks:?}");
    assert!(tasks[2].starts_with("second|waiting on a timer, 1,600 ms left|line "), "{tasks:?}");
    // A line leads to the listing.
    page.by_css(".tasks-now li:last-child button")?.click()?;
    page.settled()?;
    assert_eq!(page.shown(".line.pointed code")?, "sleep(delay).await;");
    Ok(())
}

fn a_measured_run_is_gone_through_like_a_predicted_one(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=50&second-delay=100"))?;
    page.run()?;
    page.click("to-start")?;
    page.wait_for_place("before the first of")?;
    let mut polled = Vec::new();
    let [mut place, mut next] = page.shown_together([PLACE, NEXT])?;
    while !place.ends_with("the end") && polled.len() < 20 {
        page.click("poll-forward")?;
        page.drawn()?;
        let [now, last, then] = page.shown_together([PLACE, "[data-testid=moment-last]", NEXT])?;
        assert!(last.contains(&format!(": {next}, ")), "{next} was next, and then: {last}");
        polled.push(next);
        (place, next) = (now, then);
    }
    assert_eq!(polled[..3], ["main", "first", "second"]);
    assert_eq!(polled.last().map(String::as_str), Some("main"));
    assert_eq!(page.says("output-then")?, "2 of 2 lines printed by then");
    let place = page.says("player-where")?;
    assert!(milliseconds(&place).is_some_and(|place| place >= 100.0), "{place}");
    Ok(())
}

fn a_cursor_beyond_the_end_is_at_the_end(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=1000&second-delay=2000&at=99999"))?;
    page.wait_for_place("2,000 ms, the end")?;
    assert_eq!(page.says("moment-now")?, "The run is over.");
    page.wait_for_query_end("&at=2000")?;
    page.arrive_with_player(&format!(
        "{GREETINGS}&first-delay=1000&second-delay=2000&at=1800&poll=99"
    ))?;
    page.wait_for_place("2,000 ms, the end")?;
    // The run becomes shorter below the cursor.
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=1000&second-delay=2000&at=1800"))?;
    page.wait_for_place("1,800 ms")?;
    page.set("second-delay", "1200")?;
    page.wait_for_place("1,200 ms, the end")
}

fn a_run_can_be_looked_into_while_it_goes_on(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!("{GREETINGS}&first-delay=4500&second-delay=5000"))?;
    page.hold_long_waits()?;
    page.start()?;
    // The first polls are there.
    page.wait_for_any_text("[data-testid=total-measured]")?;
    page.click("look-inside")?;
    page.wait_for_text(
        "moment-now",
        "Nobody is ready: the loop sleeps. The next timer is that of first",
    )?;
    let first = page.place()?;
    page.wait_until(&format!("seen !== {first:?}"), &shown_by(PLACE))?;
    assert!(!page.query()?.contains("at="), "{}", page.query()?);
    page.release_long_waits()?;
    page.wait_for_state("done")?;
    page.wait_for_place("the end")?;
    page.click("look-inside")?;
    page.settled()?;
    assert!(
        page.run_js("return document.querySelector('#moment').hidden")?.as_bool() == Some(true)
    );
    Ok(())
}

fn what_the_page_shows_does_not_move_from_poll_to_poll(page: &Visit) -> Result<()> {
    page.arrive_with_player("/?program=countdown&coroutines=8")?;
    page.click("to-start")?;
    page.wait_for_place("before the first of")?;
    let top = || {
        page.number_of("document.querySelector('#source').getBoundingClientRect().top + scrollY")
    };
    let before = top()?;
    for _ in 0..25 {
        page.press(".")?;
        page.drawn()?;
        assert_eq!(top()?, before, "at {}", page.place()?);
    }
    Ok(())
}

fn a_cursor_in_a_run_of_many_tasks_lists_the_first_and_counts_all(page: &Visit) -> Result<()> {
    page.arrive_with_player("/?program=scale&variant=coroutines&coroutines=2000&at=50")?;
    let note = shown_by("[data-testid=tasks-now-note]");
    page.wait_for_js_at_most(Duration::from_secs(30), &format!("{note}.includes('and 1,8')"))
        .with_context(|| format!("it says {:?}", page.says("tasks-now-note")))?;
    assert_eq!(page.number_of("document.querySelectorAll('.tasks-now li').length")?, 200.0);
    Ok(())
}

fn axe_finds_nothing_at_a_moment(page: &Visit) -> Result<()> {
    page.arrive_with_player(&format!(
        "{GREETINGS}&first-delay=1000&second-delay=1000&at=1000&poll=3"
    ))?;
    page.wait_for_place("after poll 3")?;
    axe_finds_nothing(page)?;
    page.arrive_with_player("/?program=countdown&coroutines=20&at=2500")?;
    page.wait_for_place("2,500 ms")?;
    axe_finds_nothing(page)
}

fn a_moment_fits_a_phone_and_is_within_reach_of_a_finger(page: &Visit) -> Result<()> {
    fits(page)?;
    axe_finds_nothing(page)
}

fn a_moment_fits_a_small_phone_in_the_dark(page: &Visit) -> Result<()> {
    fits(page)?;
    axe_finds_nothing(page)
}

/// Nothing is wider than the window, and what can be touched is large enough for it.
fn fits(page: &Visit) -> Result<()> {
    page.arrive_with_player("/?program=countdown&coroutines=12&at=0&poll=1")?;
    page.wait_for_place("after poll 1")?;
    assert!(page.number_of("document.documentElement.scrollWidth - innerWidth")? <= 0.0);
    let small = page.texts(
        "[...document.querySelectorAll('#player button, #player select, .cursor-handle')].filter((one) => {
             const { width, height } = one.getBoundingClientRect();
             return width < 24 || height < 24;
         }).map((one) => one.dataset.testid)",
    )?;
    assert!(small.is_empty(), "too small for a finger: {small:?}");
    Ok(())
}
