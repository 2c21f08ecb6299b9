//! The source that is shown is the source that ran, and what happened points into it.

use std::path::Path;

use browser::{Context, Result};

use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        the_source_shown_is_the_very_file,
        the_same_in_python_is_one_tab_away,
        a_span_under_the_cursor_marks_its_line,
        the_listing_marks_where_the_variant_begins,
        a_program_runs_while_its_listing_is_on_its_way,
        a_listing_that_cannot_be_fetched_is_reported_and_can_be_fetched_again,
        a_listing_of_another_version_is_not_shown,
        a_listing_is_fetched_once_and_that_of_the_address_before_the_page_is_ready,
        the_python_tab_follows_the_values_and_the_variant,
        the_python_tab_keeps_its_place_and_its_lines_while_a_slider_is_dragged,
        the_python_tab_says_what_python_has_not,
];

const PROGRAMS: [&str; 3] = ["greetings", "countdown", "blocking"];

fn the_source_shown_is_the_very_file(page: &Visit) -> Result<()> {
    for program in PROGRAMS {
        page.arrive(&format!("/?program={program}"))?;
        shows(page, &format!("{program}.rs"))?;
        assert_eq!(page.shown("#file")?, format!("src/programs/{program}.rs"));
        assert_eq!(
            page.by_test_id("tab-rust")?.attribute("aria-selected")?.as_deref(),
            Some("true")
        );
    }
    Ok(())
}

fn the_same_in_python_is_one_tab_away(page: &Visit) -> Result<()> {
    for program in PROGRAMS {
        page.arrive(&format!("/?program={program}"))?;
        page.click("tab-python")?;
        page.wait_for_listing()?;
        // It runs another variant than the one that a newcomer sees.
        let variant = if program == "blocking" { "blocking-sleep" } else { "concurrent" };
        page.choose_variant(variant)?;
        shows(page, &format!("{program}.py"))?;
        let selected = page.by_test_id("tab-python")?.attribute("aria-selected")?;
        assert_eq!(selected.as_deref(), Some("true"));
    }
    // Arrow keys go from tab to tab.
    page.by_test_id("tab-python")?.press("ArrowLeft")?;
    page.settled()?;
    shows(page, "blocking.rs")?;
    assert_eq!(page.focused()?.attribute("id")?.as_deref(), Some("tab-rust"));
    Ok(())
}

fn a_span_under_the_cursor_marks_its_line(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&first-delay=100&second-delay=200")?;
    page.run()?;
    let timeline = page.by_css("#tracks")?;
    // From the program's own lane down into that of the first greeting, then along it.
    for key in ["ArrowRight", "ArrowDown", "Home"] {
        timeline.press(key)?;
    }
    let mut lines = Vec::new();
    for _ in 0..6 {
        page.drawn()?;
        let said = page.shown("#span-status")?;
        assert!(said.contains("first"), "{said}");
        if let Some((_, line)) = said.trim_end_matches('.').rsplit_once(", line ") {
            assert_eq!(page.shown(".line.pointed .line-number")?, line, "{said}");
            lines.push(page.shown(".line.pointed code")?);
        }
        timeline.press("ArrowRight")?;
    }
    assert!(lines.iter().any(|line| line == "sleep(delay).await;"), "{lines:?}");

    timeline.press("Escape")?;
    page.drawn()?;
    assert_eq!(page.shown(".line.pointed")?, "");
    Ok(())
}

fn the_listing_marks_where_the_variant_begins(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    for variant in ["sequential", "concurrent"] {
        page.choose_variant(variant)?;
        let entry = page.shown(".line.entry code")?;
        assert_eq!(entry, format!("pub async fn {variant}(params: Params) {{"));
    }
    Ok(())
}

/// From now on the page gets what `answer` makes of `fetch()` for a file of the programs.
fn answer_with(page: &Visit, answer: &str) -> Result<()> {
    page.run_js(&format!(
        "window.ownFetch ??= window.fetch;
         window.fetch = (url, options) => String(url).includes('/programs/')
             ? (async (fetch) => {answer})(() => window.ownFetch(url, options))
             : window.ownFetch(url, options)"
    ))
    .map(drop)
}

/// Follows the link to a program, and does not wait for its listing.
fn hurry_to(page: &Visit, program: &str, title: &str) -> Result<()> {
    page.by_css(&format!("nav [data-program={program}]"))?.click()?;
    page.wait_for_shown("h1", title)?;
    page.drawn()
}

fn a_program_runs_while_its_listing_is_on_its_way(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    let bottom = "document.querySelector('#file').getBoundingClientRect().top + scrollY";
    let before = page.number_of(bottom)?;
    answer_with(page, "(await new Promise((go) => (window.letItCome = go)), fetch())")?;
    hurry_to(page, "countdown", "Countdown")?;
    assert_eq!(page.by_css("#listing")?.attribute("aria-busy")?.as_deref(), Some("true"));
    // Nothing of the program before is to be seen, and nothing has moved.
    for old in ["#question", "#watch", "#listing .line"] {
        assert!(!page.by_css(old)?.is_displayed()?, "{old} is of the program before");
    }
    assert!((page.number_of(bottom)? - before).abs() < 200.0, "the page jumps");
    page.set("unit", "20")?;
    page.run()?;
    assert_eq!(page.total("predicted")?, 100.0);
    // Pointing at a line that is not there does no harm.
    page.by_css("#tracks")?.press("ArrowRight")?;
    page.by_css("#tracks")?.press("Enter")?;
    page.drawn()?;
    assert_eq!(page.shown(".line.pointed")?, "");

    page.run_js("window.letItCome()")?;
    page.wait_for_listing()?;
    shows(page, "countdown.rs")?;
    assert!(page.shown("#question")?.ends_with('?'));
    assert!(page.shown(".line.entry code")?.contains("concurrent"));
    assert!(!page.shown(".line.pointed code")?.is_empty(), "the line waited for is pointed at");
    assert_eq!(page.text_of("document.activeElement.id")?, "listing");
    assert!(
        page.run_js("return document.querySelector('.line .marks i') !== null")?.as_bool()
            == Some(true)
    );
    Ok(())
}

fn a_listing_that_cannot_be_fetched_is_reported_and_can_be_fetched_again(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=greetings")?;
    answer_with(page, "{ throw new TypeError('no network') }")?;
    hurry_to(page, "countdown", "Countdown")?;
    page.wait_for_listing()?;
    for place in ["#listing", "#watch"] {
        let said = page.shown(place)?;
        // Browsers differ in whose errors they take for such.
        let says = |part| said.contains(part);
        assert!(says("could not be loaded: ") && says("no network"), "{place}: {said}");
    }
    page.set("unit", "20")?;
    page.run()?;
    assert_eq!(page.state()?, "done");
    assert_eq!(page.printed()?.len(), 6);

    answer_with(page, "fetch()")?;
    page.click("fetch-again")?;
    page.wait_for_listing()?;
    shows(page, "countdown.rs")?;
    assert!(page.shown("#question")?.ends_with('?'));
    Ok(())
}

fn a_listing_of_another_version_is_not_shown(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    answer_with(page, "new Response((await (await fetch()).text()).replace('starts', 'begins'))")?;
    hurry_to(page, "countdown", "Countdown")?;
    page.wait_for_listing()?;
    assert_eq!(page.shown("#listing .line")?, "");
    for place in ["#notices", "#listing"] {
        let said = page.shown(place)?;
        assert!(said.contains("another version") && said.contains("reload"), "{place}: {said}");
    }
    page.set("unit", "20")?;
    page.run()?;
    assert_eq!(page.printed()?.len(), 6);

    // If only the browser's own copy is old, the page fetches it again by itself.
    answer_with(
        page,
        "{
            const text = await (await fetch()).text();
            return new Response(options.cache === 'reload' ? text : text.replace('starts', 'begins'));
        }",
    )?;
    hurry_to(page, "blocking", "Sleeping the wrong way")?;
    page.wait_for_listing()?;
    shows(page, "blocking.rs")?;
    assert_eq!(page.says("notices")?, "");
    Ok(())
}

fn a_listing_is_fetched_once_and_that_of_the_address_before_the_page_is_ready(
    page: &Visit,
) -> Result<()> {
    for (query, program) in [("", "greetings"), ("?program=countdown", "countdown")] {
        page.arrive(&format!("/{query}"))?;
        let early = page.number_of(&format!(
            "performance.getEntriesByName('ready')[0].startTime -
                 performance.getEntriesByName(new URL('pkg/programs/{program}.rs', location).href)[0].startTime"
        ))?;
        assert!(early > 0.0, "{program}: {early}");
    }
    page.choose_program("greetings")?;
    page.click("tab-python")?;
    page.wait_for_listing()?;
    page.choose_program("countdown")?;
    page.choose_program("greetings")?;
    let fetched = page.texts(
        "performance.getEntriesByType('resource').map((one) => one.name)
             .filter((one) => one.includes('/programs/')).map((one) => one.split('/').pop())",
    )?;
    let expected = [
        "countdown.rs",
        "greetings.rs",
        "greetings.py",
        "in_python.md",
        "greetings.lines",
        "countdown.py",
        "countdown.lines",
    ];
    assert_eq!(fetched, expected);
    Ok(())
}

fn the_python_tab_follows_the_values_and_the_variant(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&tab=python&first-delay=300&second-word=sal%22ut%5C")?;
    page.wait_for_listing()?;
    let file = file_of("greetings.py")?;
    let with = |changes: &[(&str, &str)]| {
        changes.iter().fold(file.clone(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
    };
    let first = ("FIRST_WORD = 1000,", "FIRST_WORD = 300,");
    let word = ("\"hoi\"", r#""sal\"ut\\""#);
    assert_eq!(text_shown(page)?, with(&[first, word]));
    page.set("second-delay", "12.5")?;
    page.choose_variant("sequential")?;
    let second = ("SECOND_WORD = 2000,", "SECOND_WORD = 12.5,");
    let variant = ("asyncio.run(concurrent())", "asyncio.run(sequential())");
    assert_eq!(text_shown(page)?, with(&[first, word, second, variant]));
    assert!(page.shown("#caption")?.starts_with("With the values of the moment."));
    // What is not taken changes nothing.
    page.by_test_id("param-second-delay")?.fill("-1")?;
    page.settled()?;
    assert_eq!(text_shown(page)?, with(&[first, word, second, variant]));
    // Rust is the very file, whatever the values, and needs no caption.
    page.click("tab-rust")?;
    page.wait_for_listing()?;
    shows(page, "greetings.rs")?;
    assert!(!page.by_css("#caption")?.is_displayed()?);
    page.click("tab-python")?;
    page.wait_for_listing()?;
    assert_eq!(text_shown(page)?, with(&[first, word, second, variant]));
    Ok(())
}

fn the_python_tab_keeps_its_place_and_its_lines_while_a_slider_is_dragged(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=gather-and-wait&tab=python")?;
    page.wait_for_listing()?;
    page.run_js(
        "const listing = document.querySelector('#listing');
         listing.scrollTop = 200;
         window.before = [...listing.children].map((line) => line.querySelector('code').firstChild)",
    )?;
    let scrolled = page.number_of("document.querySelector('#listing').scrollTop")?;
    assert!(scrolled > 100.0, "there is something to scroll: {scrolled}");
    for value in ["700", "800", "900"] {
        page.set("second-delay", value)?;
        let line = format!("SECOND_DELAY_MS, THIRD_DELAY_MS = 1500, {value}, 1000");
        assert!(text_shown(page)?.contains(&line), "{value}");
    }
    assert_eq!(page.number_of("document.querySelector('#listing').scrollTop")?, scrolled);
    // Another variant begins on another line.
    page.choose_variant("wait-all")?;
    assert_eq!(page.shown(".line.entry code")?, "async def wait_all():");
    let numbers = page.texts(
        "[...document.querySelectorAll('#listing .line')]
             .filter((line, index) => line.querySelector('code').firstChild !== window.before[index])
             .map((line) => line.querySelector('.line-number').textContent)",
    )?;
    let file = file_of("gather_and_wait.py")?;
    let last = file.lines().count().to_string();
    assert_eq!(numbers, ["3", last.as_str()], "only what has changed is drawn again");
    Ok(())
}

fn the_python_tab_says_what_python_has_not(page: &Visit) -> Result<()> {
    page.arrive("/?program=kitchen&tab=python&variant=many-cooks&dishes=4")?;
    page.wait_for_listing()?;
    // A listing that does something else would not be what runs.
    shows(page, "kitchen.rs")?;
    let said = page.shown("#caption")?;
    let expected = "so it is shown in Rust. What Python has: busy work needs several processes";
    assert!(said.contains(expected), "{said}");
    assert!(!page.by_test_id("edit-python")?.is_displayed()?);
    // What is said of the program is said in Python's words all the same.
    assert!(page.shown("#watch")?.contains("In Python they would be processes."));
    page.choose_variant("one-cook-many-pots")?;
    let file = file_of("kitchen.py")?;
    assert_eq!(text_shown(page)?, file.replace("COOK_MS = 6,", "COOK_MS = 4,"));
    let said = page.shown("#caption")?;
    assert!(said.starts_with("With the values of the moment."), "{said}");

    page.choose_program("top-stories")?;
    page.wait_for_listing()?;
    let said = page.shown("#caption")?;
    assert!(said.contains("its counterpart in Rust can: it asks a server"), "{said}");
    assert!(!said.contains("no use for"), "{said}");
    // It has none at all.
    page.choose_program("threads")?;
    page.wait_for_listing()?;
    shows(page, "threads.rs")?;
    assert!(page.shown("#caption")?.contains("so it is shown in Rust"));
    Ok(())
}

/// A file of the programs.
fn file_of(name: &str) -> Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/programs").join(name);
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}

/// The text of the listing that is shown.
fn text_shown(page: &Visit) -> Result<String> {
    page.text_of(
        "[...document.querySelectorAll('#listing .line code')].map((one) => one.textContent).join('')",
    )
}

/// Checks that the listing is a file of the programs, line by line.
fn shows(page: &Visit, name: &str) -> Result<()> {
    let file = file_of(name)?;
    let shown = text_shown(page)?;
    for (number, (shown, line)) in shown.lines().zip(file.lines()).enumerate() {
        assert_eq!(shown, line, "line {} of {name}", number + 1);
    }
    assert_eq!(shown.len(), file.len(), "{name} is longer than what is shown, or shorter");
    Ok(())
}
