//! The source that is shown is the source that ran, and what happened points into it.

use std::path::Path;

use browser::{Context, Result};

use crate::harness::{Claim, LAPTOP, Site, Visit, claims};

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        the_source_shown_is_the_very_file,
        the_same_in_python_is_one_tab_away,
        a_span_under_the_cursor_marks_its_line,
        the_listing_marks_where_the_variant_begins,
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
        page.frames(2)?;
        shows(page, &format!("{program}.py"))?;
        let selected = page.by_test_id("tab-python")?.attribute("aria-selected")?;
        assert_eq!(selected.as_deref(), Some("true"));
    }
    // Between tabs one goes by arrow keys.
    page.by_test_id("tab-python")?.press("ArrowLeft")?;
    page.frames(2)?;
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
        page.frames(2)?;
        let told = page.shown("#span-status")?;
        assert!(told.contains("first"), "{told}");
        if let Some((_, line)) = told.trim_end_matches('.').rsplit_once(", line ") {
            assert_eq!(page.shown(".line.pointed .line-number")?, line, "{told}");
            lines.push(page.shown(".line.pointed code")?);
        }
        timeline.press("ArrowRight")?;
    }
    assert!(lines.iter().any(|line| line == "sleep(delay).await;"), "{lines:?}");

    timeline.press("Escape")?;
    page.frames(2)?;
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

/// Checks that the listing is a file of the programs, line by line.
fn shows(page: &Visit, name: &str) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/programs").join(name);
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let shown = page.text_of(
        "[...document.querySelectorAll('#listing .line code')].map((one) => one.textContent).join('')",
    )?;
    for (number, (shown, line)) in shown.lines().zip(file.lines()).enumerate() {
        assert_eq!(shown, line, "line {} of {name}", number + 1);
    }
    assert_eq!(shown.len(), file.len(), "{name} is longer than what is shown, or shorter");
    Ok(())
}
