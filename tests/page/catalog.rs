//! From program to program: the list at the side, the menu of a phone, and the path at the foot.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::waits::shown_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        the_path_at_the_foot_leads_through_all_programs_in_their_order,
        the_head_says_where_in_its_chapter_a_program_stands;
    Website::Published, crate::layout::PHONE =>
        the_menu_of_a_phone_opens_where_the_current_program_is,
];

fn the_path_at_the_foot_leads_through_all_programs_in_their_order(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    let list = page
        .texts("[...document.querySelectorAll('#catalog li a')].map((one) => one.textContent)")?;
    let mut place = place(page)?;
    assert_eq!(place.previous, "", "nothing is before the first");
    for (before, title) in list.iter().zip(&list[1..]) {
        let Place { chapter, next: shown, .. } = place;
        page.by_css(".pager .next")?.click()?;
        page.wait_for_shown("h1", title)?;
        page.wait_for_listing()?;
        place = self::place(page)?;
        let now = &place.chapter;
        let (next, previous) = if *now == chapter {
            (format!("Next{title}"), format!("Previous{before}"))
        } else {
            (format!("Next chapter: {now}{title}"), format!("Previous chapter: {chapter}{before}"))
        };
        assert_eq!((&shown, &place.previous), (&next, &previous));
        assert_eq!(place.current, *title);
        // A new program is shown from its top.
        assert_eq!(place.scrolled, "0");
    }
    assert_eq!(place.next, "", "nothing is after the last");
    Ok(())
}

fn the_head_says_where_in_its_chapter_a_program_stands(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    let count =
        page.number_of("document.querySelectorAll('#catalog section:first-child li').length")?;
    assert_eq!(page.shown("#chapter")?, format!("Waiting · 1 of {count}"));
    Ok(())
}

fn the_menu_of_a_phone_opens_where_the_current_program_is(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    let ids = page
        .texts("[...document.querySelectorAll('#catalog a')].map((one) => one.dataset.program)")?;
    for id in [ids.first(), ids.last()].into_iter().flatten() {
        page.arrive(&format!("/?program={id}"))?;
        page.by_css("#menu-button")?.click()?;
        page.settled()?;
        let is_inside = page.run_js(
            "const [menu, current] = ['#menu', '#catalog [aria-current]'].map((one) =>
                 document.querySelector(one).getBoundingClientRect());
             return current.top >= menu.top && current.bottom <= Math.min(menu.bottom, innerHeight)",
        )?;
        assert_eq!(is_inside, true, "{id}");
        page.press("Escape")?;
    }
    Ok(())
}

/// The place among all programs, as the page shows it.
struct Place {
    /// At the foot.
    previous: String,
    next: String,
    /// In the list at the side, and the heading above it.
    current: String,
    chapter: String,
    /// The distance from the top.
    scrolled: String,
}

fn place(page: &Visit) -> Result<Place> {
    let shown =
        [".pager .prev", ".pager .next", "#catalog [aria-current]"].map(shown_by).join(", ");
    let found = page.texts(&format!(
        "[{shown}, document.querySelector('#catalog [aria-current]').closest('section').querySelector('h2').textContent,
          String(scrollY)]"
    ))?;
    let found: Result<[String; 5], _> = found.try_into();
    let [previous, next, current, chapter, scrolled] = found.expect("five are asked for");
    Ok(Place { previous, next, current, chapter, scrolled })
}
