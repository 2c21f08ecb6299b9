//! Articles of others, whose listings run where they stand: `www/listings.js`.

use browser::{Motion, Result, Scheme, Screen};
use serde_json::json;

use crate::accessibility::axe_finds_nothing;
use crate::embedding::other_site;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};

/// The width of a column of text, and of a phone.
const COLUMN: Screen = Screen { width: 720, height: 900, ..LAPTOP };
const NARROW: Screen =
    Screen { width: 360, height: 800, scheme: Scheme::Dark, motion: Motion::Reduced, ..LAPTOP };

pub const CASES: &[Case] = cases![
    Website::Published, COLUMN =>
        a_listing_of_an_article_runs_in_its_place_and_can_be_put_back,
        a_frame_beside_the_script_is_as_high_as_what_it_shows,
        only_listings_that_use_asyncio_get_a_button_and_options_are_followed,
        the_next_listing_that_runs_lets_the_one_before_rest,
        a_listing_stays_as_it_was_where_frames_are_refused,
        a_frame_hears_its_parent_only_and_runs_no_code_that_is_not_handed_over,
        our_article_runs_its_listings;
    Website::Published, NARROW => an_article_on_a_phone_is_no_wider_than_its_screen;
];

const LISTING: &str = "import asyncio\n\nasync def main():\n    await asyncio.sleep(0.05)\n    print(\"a &lt; b\")\n\nasyncio.run(main())\n";

fn block(listing: &str, attributes: &str) -> String {
    format!("<pre {attributes}><code class=language-python>{listing}</code></pre>")
}

/// An article of another site with these listings.
fn article(page: &Visit, body: &str) -> Result<String> {
    article_with(page, body, "")
}

fn article_with(page: &Visit, body: &str, head: &str) -> Result<String> {
    other_site(
        format!(
            "<meta name=viewport content='width=device-width'>{head}\
             <script src='{}listings.js' defer></script><h1>An article</h1>{body}",
            page.base()
        ),
        false,
    )
}

/// Presses the button of a listing, by its place among them.
fn press(page: &Visit, place: usize) -> Result<()> {
    page.run_js(&format!("document.querySelectorAll('.coroscope-run')[{place}].click()"))?;
    Ok(())
}

fn a_listing_of_an_article_runs_in_its_place_and_can_be_put_back(page: &Visit) -> Result<()> {
    page.goto(&article(page, &block(LISTING, ""))?)?;
    page.by_css(".coroscope-run")?.click()?;
    page.wait_for_js("document.querySelector('pre').hidden")?;
    page.enter_first_frame()?;
    page.wait_for_end()?;
    page.settled()?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.printed()?, ["a < b"]);
    let inner = page.number_of("Math.ceil(document.body.getBoundingClientRect().height)")?;
    let is_whole = page.run_js(
        "const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
         return [scrollWidth > clientWidth, scrollHeight > clientHeight]",
    )?;
    assert_eq!(is_whole, json!([false, false]), "nothing of it is cut off");
    page.leave_frame()?;
    // It may have been higher during the run, and an article does not move back and forth.
    page.wait_until(
        &format!("seen >= {inner} && seen < {inner} + 300"),
        "document.querySelector('iframe').getBoundingClientRect().height",
    )?;
    page.by_css(".coroscope-close")?.click()?;
    let left = page.run_js(
        "return [document.querySelectorAll('iframe').length, document.querySelector('pre').hidden,
                 document.activeElement.className]",
    )?;
    assert_eq!(left, json!([0, false, "coroscope-run"]));
    Ok(())
}

fn a_frame_beside_the_script_is_as_high_as_what_it_shows(page: &Visit) -> Result<()> {
    let query = "?program=greetings&first-delay=60&second-delay=120&show=output";
    let frame = format!(
        "<iframe src='{}embed.html{query}' title=Greetings width=100% height=50></iframe>",
        page.base()
    );
    page.goto(&article(page, &frame)?)?;
    page.enter_first_frame()?;
    page.wait_for_state("ready")?;
    // Until then it grows, and Run moves into view.
    page.wait_for_js("innerHeight >= document.body.getBoundingClientRect().height")?;
    page.run()?;
    page.settled()?;
    let inner = page.number_of("Math.ceil(document.body.getBoundingClientRect().height)")?;
    page.leave_frame()?;
    page.wait_until(
        &format!("seen >= {inner} && seen < {inner} + 60"),
        "document.querySelector('iframe').getBoundingClientRect().height",
    )
}

fn only_listings_that_use_asyncio_get_a_button_and_options_are_followed(
    page: &Visit,
) -> Result<()> {
    let body = [
        block("print(1)", ""),
        block(LISTING, "data-coroscope=off"),
        format!(
            "<div data-coroscope-show=none>{}</div>",
            block(LISTING, "data-coroscope-label='Try it' data-coroscope-theme=dark")
        ),
        "<pre><code class=language-rust>async fn asyncio() {}</code></pre>".to_owned(),
    ]
    .concat();
    page.goto(&article(page, &body)?)?;
    assert_eq!(
        page.texts(
            "[...document.querySelectorAll('.coroscope-run')].map((one) => one.textContent)"
        )?,
        ["Try it"]
    );
    press(page, 0)?;
    page.wait_for_js("document.querySelectorAll('pre')[2].hidden")?;
    page.enter_first_frame()?;
    page.wait_for_end()?;
    let shown = page.run_js(
        "return [document.documentElement.dataset.theme,
                 ...['.source', '.output', '.tracks'].map((one) => document.querySelector(one).checkVisibility())]",
    )?;
    assert_eq!(shown, json!(["dark", false, false, true]));
    page.leave_frame()
}

fn the_next_listing_that_runs_lets_the_one_before_rest(page: &Visit) -> Result<()> {
    page.goto(&article(page, &[block(LISTING, ""), block(LISTING, "")].concat())?)?;
    press(page, 0)?;
    page.wait_for_js("document.querySelector('pre').hidden")?;
    page.enter_first_frame()?;
    page.wait_for_end()?;
    page.settled()?;
    // Python is in a frame of its own.
    page.wait_for_js("document.querySelectorAll('iframe').length === 1")?;
    page.leave_frame()?;
    // Buttons of listings that are open are hidden, and count all the same.
    press(page, 1)?;
    page.enter_first_frame()?;
    page.wait_for_js("document.querySelectorAll('iframe').length === 0")?;
    assert_eq!(page.state()?, "done", "what it has shown stays");
    page.leave_frame()
}

fn a_listing_stays_as_it_was_where_frames_are_refused(page: &Visit) -> Result<()> {
    page.expect_problem("Content");
    let origin = page.base().trim_end_matches('/').to_owned();
    let policy = format!(
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src {origin}\">"
    );
    page.goto(&article_with(page, &block(LISTING, ""), &policy)?)?;
    // Nobody waits for a time limit to hear of it.
    page.run_js(
        "const limit = window.setTimeout;
         window.setTimeout = () => 0;
         document.querySelector('.coroscope-run').click();
         window.setTimeout = limit",
    )?;
    page.wait_for_shown_part(".coroscope-said", "could not be reached")?;
    let left = page.run_js(
        "return [document.querySelectorAll('iframe').length, document.querySelector('pre').hidden]",
    )?;
    assert_eq!(left, json!([0, false]));
    Ok(())
}

fn a_frame_hears_its_parent_only_and_runs_no_code_that_is_not_handed_over(
    page: &Visit,
) -> Result<()> {
    page.arrive("/embed.html?program=python&variant=listing")?;
    page.settled()?;
    let before = page.text_of("document.getElementById('output').innerText")?;
    // It has no parent, so nobody can hand it a listing.
    page.run_js("postMessage({ coroscope: 'open', code: 'print(\"no\")' }, location.origin)")?;
    page.drawn()?;
    page.settled()?;
    assert_eq!(page.text_of("document.getElementById('output').innerText")?, before);
    Ok(())
}

fn our_article_runs_its_listings(page: &Visit) -> Result<()> {
    page.goto(&format!("{}article.html", page.base()))?;
    page.wait_for_js("document.querySelectorAll('.coroscope-run').length === 3")?;
    axe_finds_nothing(page)?;
    press(page, 0)?;
    page.wait_for_js("document.querySelector('pre').hidden")?;
    page.enter_first_frame()?;
    page.wait_for_state("done")?;
    assert_eq!(page.printed()?, ["The tea is ready", "The toast is ready"]);
    page.leave_frame()
}

fn an_article_on_a_phone_is_no_wider_than_its_screen(page: &Visit) -> Result<()> {
    page.goto(&article(page, &block(LISTING, ""))?)?;
    press(page, 0)?;
    page.wait_for_js("document.querySelector('pre').hidden")?;
    page.enter_first_frame()?;
    page.wait_for_end()?;
    page.settled()?;
    assert_eq!(page.number_of("document.documentElement.scrollWidth - innerWidth")?, 0.0);
    axe_finds_nothing(page)?;
    page.leave_frame()?;
    // The listing itself may scroll in its box.
    assert_eq!(
        page.number_of("document.querySelector('iframe').getBoundingClientRect().right - innerWidth <= 0 ? 1 : 0")?,
        1.0
    );
    Ok(())
}
