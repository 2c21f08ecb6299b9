//! From program to program: the list at the side, the menu of a phone, and the path at the foot.

use browser::Result;

use crate::harness::{Claim, LAPTOP, Site, Visit, claims};

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        the_path_at_the_foot_leads_through_all_programs_in_their_order,
        the_head_says_where_in_its_chapter_a_program_stands;
    Site::Published, crate::layout::PHONE =>
        the_menu_of_a_phone_opens_where_the_current_program_is,
];

fn the_path_at_the_foot_leads_through_all_programs_in_their_order(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    let list = page
        .texts("[...document.querySelectorAll('#catalog li a')].map((one) => one.textContent)")?;
    assert_eq!(page.shown(".pager .prev")?, "", "nothing is before the first");
    let mut chapter = current_chapter(page)?;
    for (before, title) in list.iter().zip(&list[1..]) {
        let told = page.shown(".pager .next")?;
        page.by_css(".pager .next")?.click()?;
        page.wait_for(title, || Ok(page.shown("h1")? == *title))?;
        page.wait_for_listing()?;
        let now = current_chapter(page)?;
        let (next, previous) = if now == chapter {
            (format!("Next{title}"), format!("Previous{before}"))
        } else {
            (format!("Next chapter: {now}{title}"), format!("Previous chapter: {chapter}{before}"))
        };
        assert_eq!((told, page.shown(".pager .prev")?), (next, previous));
        assert_eq!(page.shown("#catalog [aria-current]")?, *title);
        // One reads on from the top.
        assert_eq!(page.number_of("scrollY")?, 0.0);
        chapter = now;
    }
    assert_eq!(page.shown(".pager .next")?, "", "nothing is after the last");
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
    page.arrive("/")?;
    let ids = page
        .texts("[...document.querySelectorAll('#catalog a')].map((one) => one.dataset.program)")?;
    for id in [ids.first(), ids.last()].into_iter().flatten() {
        page.arrive(&format!("/?program={id}"))?;
        page.by_css("#menu-button")?.click()?;
        page.frames(2)?;
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

/// The heading above the current program, in the list at the side.
fn current_chapter(page: &Visit) -> Result<String> {
    page.text_of("document.querySelector('#catalog [aria-current]').closest('section').querySelector('h2').textContent")
}
