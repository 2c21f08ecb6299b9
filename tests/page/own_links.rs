//! A person's own listing in links, on the way back, after a reload, in files and in frames: it is kept,
//! and what somebody else has written runs only when a person says so.

use browser::Result;
use serde_json::Value;

use crate::embedding::{frame, visit};
use crate::exporting::{keep_files, open_changed, open_tool, save};
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::own::{TWO_LINES, choose_example};
use crate::published::published;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        code_of_a_link_does_not_run_before_somebody_presses,
        run_is_a_press_too_and_a_reload_asks_again_until_then,
        a_reload_keeps_what_was_typed_however_long_it_is,
        a_damaged_link_is_a_sentence_and_there_is_a_listing_to_begin_with,
        a_link_that_messengers_may_cut_says_so_and_holds_all_of_it,
        back_and_forward_keep_what_was_typed_and_reset_brings_back_what_was_opened,
        a_saved_run_brings_its_listing_which_is_not_run,
        in_a_frame_nothing_runs_before_a_press;
];

/// A link with a listing, packed as simply as the format allows: what is in an address can be of anybody.
fn link(text: &str) -> String {
    format!("/?program=python#code={}", packed(text))
}

/// Base64url of the text as one stored block of a deflated stream.
fn packed(text: &str) -> String {
    let length = u16::try_from(text.len()).expect("a short text");
    let mut bytes = vec![1];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(text.bytes());
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let letters = bytes.chunks(3).flat_map(|part| {
        let number = (0..3).fold(0, |sum, at| sum << 8 | u32::from(*part.get(at).unwrap_or(&0)));
        (0..=part.len()).map(move |at| LETTERS[(number >> (18 - 6 * at)) as usize & 63])
    });
    letters.map(char::from).collect()
}

/// As in a tab that knows nothing of what was opened before.
fn come_fresh(page: &Visit, path: &str) -> Result<()> {
    page.open("/favicon.svg")?;
    page.run_js("sessionStorage.clear()")?;
    page.open_own(path)
}

fn reload(page: &Visit) -> Result<()> {
    // A moment later: the answer to this script must get away first.
    page.run_js("window.isBefore = true; setTimeout(() => location.reload(), 20)")?;
    page.wait_for_js("!window.isBefore && document.documentElement.dataset.state !== 'loading'")?;
    page.look_into_editor()
}

/// Nothing was predicted or printed, and nobody has even asked for Python.
fn nothing_has_run(page: &Visit) -> Result<()> {
    nothing_is_shown(page)?;
    assert_eq!(page.number_of("document.querySelectorAll('iframe').length")?, 0.0);
    Ok(())
}

/// There is nothing to be seen of a run, but a question whether there is to be one.
fn nothing_is_shown(page: &Visit) -> Result<()> {
    page.settled()?;
    assert_eq!(page.says("total-predicted")?, "");
    assert_eq!(page.number_of("document.querySelectorAll('[data-testid=output] li').length")?, 0.0);
    assert_eq!(page.says("own-failure")?, "");
    assert_eq!(page.number_of("document.querySelectorAll('.own-sliders .param').length")?, 0.0);
    assert!(
        page.says("own-foreign")?
            .contains("came with the link or the file, and nothing of it has run")
    );
    assert!(page.by_test_id("own-agree")?.is_displayed()?);
    Ok(())
}

fn is_asked(page: &Visit) -> Result<bool> {
    page.by_test_id("own-foreign")?.is_displayed()
}

/// The text that the code in an address stands for.
fn text_in(page: &Visit, address: &str) -> Result<String> {
    page.text_of(&format!(
        "(await import('./{}').then(({{ codeIn, decodeCode }}) =>
             decodeCode(codeIn(new URL({}, location.href).hash) ?? ''))).text",
        published("model/code.js"),
        Value::from(address)
    ))
}

fn code_of_a_link_does_not_run_before_somebody_presses(page: &Visit) -> Result<()> {
    come_fresh(page, &link(TWO_LINES))?;
    assert_eq!(page.own_text()?, TWO_LINES);
    nothing_has_run(page)?;
    // Who changes it has not said so either.
    page.type_at_end("print(3)")?;
    nothing_has_run(page)?;
    page.paste("print(4)\n")?;
    nothing_has_run(page)?;
    page.press("Control+z")?;
    page.click("own-agree")?;
    page.settled()?;
    assert_eq!(
        (page.printed()?, page.tag()?),
        (list(&["one", "two", "3"]), "predicted".to_owned())
    );
    assert!(!is_asked(page)?);
    // From now on it is theirs.
    page.type_at_end("; print(4)")?;
    assert_eq!(page.printed()?, ["one", "two", "3", "4"]);
    reload(page)?;
    assert_eq!(page.printed()?, ["one", "two", "3", "4"]);
    assert!(!is_asked(page)?);
    // What comes with another link is not, in the same tab and in the same document.
    page.run_js(&format!("location.hash = '#code={}'", packed("print(5)\n")))?;
    page.wait_for_js("line(1).textContent === 'print(5)'")?;
    nothing_is_shown(page)
}

fn list(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&one| one.to_owned()).collect()
}

fn run_is_a_press_too_and_a_reload_asks_again_until_then(page: &Visit) -> Result<()> {
    come_fresh(page, &link(TWO_LINES))?;
    nothing_has_run(page)?;
    reload(page)?;
    assert_eq!(page.own_text()?, TWO_LINES);
    nothing_has_run(page)?;
    page.run()?;
    page.settled()?;
    assert_eq!(page.seen_states()?, ["ready", "running", "done"]);
    assert_eq!((page.printed()?, page.tag()?), (list(&["one", "two"]), "measured".to_owned()));
    assert!(!is_asked(page)?);
    Ok(())
}

fn a_reload_keeps_what_was_typed_however_long_it_is(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste(TWO_LINES)?;
    page.type_at_end("print(3)")?;
    reload(page)?;
    assert_eq!(page.own_text()?, format!("{TWO_LINES}print(3)"));
    // It is still theirs, and is predicted without a press.
    assert_eq!(
        (page.printed()?, page.tag()?),
        (list(&["one", "two", "3"]), "predicted".to_owned())
    );
    assert!(!is_asked(page)?);
    assert_eq!(page.says("own-link")?, "");

    let long = format!("print(1)\n{}", format!("# {}\n", "a long line ".repeat(8)).repeat(2200));
    assert!(long.len() > 200 * 1024);
    page.paste(&long)?;
    let sentence = "This listing is too long for a link: it may have 200 KiB. It stays in this tab, also when you reload.";
    for is_reloaded in [false, true] {
        page.wait_for_text("own-link", sentence)?;
        assert_eq!(page.text_of("location.hash")?, "");
        assert_eq!(page.printed()?, ["1"]);
        let kept =
            page.number_of("JSON.parse(sessionStorage.getItem('coroscope-listing')).text.length")?;
        assert_eq!(kept, long.len() as f64);
        if !is_reloaded {
            reload(page)?;
        }
    }
    page.paste(TWO_LINES)?;
    assert_eq!(page.says("own-link")?, "");
    let address = page.text_of("location.href")?;
    assert_eq!(text_in(page, &address)?, TWO_LINES);
    Ok(())
}

fn a_damaged_link_is_a_sentence_and_there_is_a_listing_to_begin_with(page: &Visit) -> Result<()> {
    let cut = packed(TWO_LINES);
    for (code, sentence) in [
        (&cut[..cut.len() / 2], "The code in this link is damaged or cut off"),
        ("%E2%82%AC", "The code in this link is damaged or cut off"),
        ("", "The link says that it carries code, and carries none."),
    ] {
        come_fresh(page, &format!("/?program=python#code={code}"))?;
        page.wait_for_text("notices", sentence)?;
        assert!(page.own_text()?.contains("greet(0.2, \"world\")"), "{code}");
        assert!(!is_asked(page)?);
        assert_eq!(page.printed()?, ["hello", "world"]);
        let address = page.text_of("location.href")?;
        assert_eq!(text_in(page, &address)?, page.own_text()?, "the link is that of what is shown");
    }
    // What was typed in this tab is more than a listing to begin with.
    page.paste(TWO_LINES)?;
    page.open("/favicon.svg")?;
    page.open_own("/?program=python#code=____")?;
    page.wait_for_text("notices", "damaged or cut off")?;
    assert_eq!(page.own_text()?, TWO_LINES);
    Ok(())
}

fn a_link_that_messengers_may_cut_says_so_and_holds_all_of_it(page: &Visit) -> Result<()> {
    // Nothing in it repeats, so that it can hardly be compressed.
    let mut state = 7_u32;
    let words = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("{state:08x}")
    });
    let lines: Vec<_> = words.take(400).map(|word| format!("# {word}\n")).collect();
    let text = format!("print(1)\n{}", lines.concat());
    page.open_own("/?program=python")?;
    page.paste(&text)?;
    page.wait_for_text("own-link", "some messengers cut what is longer than about 2,000.")?;
    let address = page.text_of("location.href")?;
    assert!(address.len() > 2000);
    let counted: String = page.says("own-link")?.chars().filter(char::is_ascii_digit).collect();
    assert!(counted.starts_with(&address.len().to_string()), "{counted} {}", address.len());
    assert_eq!(text_in(page, &address)?, text);
    page.paste("print(1)\n")?;
    assert_eq!(page.says("own-link")?, "");
    Ok(())
}

fn back_and_forward_keep_what_was_typed_and_reset_brings_back_what_was_opened(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.choose_program("python")?;
    page.look_into_editor()?;
    let first = page.own_text()?;
    page.type_at_end("print(3)")?;
    let typed = format!("{first}print(3)");
    choose_example(page, "semaphore")?;
    let other = page.own_text()?;
    assert!(other.contains("TANKS = 2"));
    page.choose_program("greetings")?;
    assert_eq!(page.text_of("location.hash")?, "");
    assert!(!page.by_css("#own-editor")?.is_displayed()?);
    assert!(page.by_css("#listing")?.is_displayed()?);

    for (way, text) in [("back", &other), ("back", &typed), ("forward", &other)] {
        page.run_js(&format!("history.{way}()"))?;
        let line = Value::from(text.lines().next().unwrap_or_default());
        page.wait_for_js(&format!(
            "root().host.checkVisibility() && line(1).textContent === {line}"
        ))?;
        page.settled()?;
        assert_eq!(&page.own_text()?, text);
        // What was typed or opened before is theirs.
        assert!(!is_asked(page)?);
        assert_eq!(page.tag()?, "predicted");
    }
    page.run_js("history.back()")?;
    page.wait_for_js("line(1).textContent.startsWith('\"\"\"Two greetings')")?;
    page.settled()?;
    assert_eq!(page.printed()?, ["hello", "world", "3"]);

    choose_example(page, "timeout")?;
    let opened = page.own_text()?;
    page.paste(TWO_LINES)?;
    page.click("reset")?;
    page.settled()?;
    assert_eq!(page.own_text()?, opened);
    assert_eq!(page.printed()?, ["forty-two", "no answer in time"]);
    Ok(())
}

fn a_saved_run_brings_its_listing_which_is_not_run(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste(&TWO_LINES.replace("print(\"two\")", "raise ValueError(\"broken\")"))?;
    page.run()?;
    let text = page.own_text()?;
    let (total, output) = (page.says("total-measured")?, page.output()?);
    open_tool(page)?;
    let snippet = page.by_test_id("snippet")?.value()?;
    let source = snippet.split('"').nth(1).unwrap_or_default().replace("&amp;", "&");
    assert!(source.contains("embed.html?program=python"), "{snippet}");
    assert_eq!(text_in(page, &source)?, text);
    let address = page.text_of("location.href")?;
    assert_eq!(text_in(page, &address)?, text);
    keep_files(page)?;
    let name = save(page, "save-run")?;
    assert!(name.starts_with("python-listing-20"), "{name}");

    page.paste("print(1)\n")?;
    assert_eq!(open_changed(page, "bytes")?, "Opened x.coroscope.");
    page.settled()?;
    assert_eq!(page.own_text()?, text);
    assert_eq!(page.tag()?, "measured earlier, from x.coroscope");
    assert_eq!((page.says("total-measured")?, page.output()?), (total, output));
    assert_eq!(page.says("own-failure")?, "Line 7: ValueError: broken");
    assert_eq!(page.texts("marked('.lens')")?, ["ValueError: broken"]);
    // It may be somebody else's.
    assert!(is_asked(page)?);
    assert_eq!(page.says("total-predicted")?, "");
    page.click("own-agree")?;
    page.settled()?;
    assert_eq!(page.total("predicted")?, 20.0);
    assert_eq!(page.tag()?, "measured earlier, from x.coroscope");
    Ok(())
}

fn in_a_frame_nothing_runs_before_a_press(page: &Visit) -> Result<()> {
    let framed =
        |show: &str| frame(page, &format!("?program=python{show}#code={}", packed(TWO_LINES)), 700);
    visit(page, &framed("&amp;show=output.source"), false)?;
    page.look_into_editor()?;
    assert_eq!(page.own_text()?, TWO_LINES);
    nothing_has_run(page)?;
    assert!(page.by_css("#own-editor")?.is_displayed()?);
    page.click("own-agree")?;
    page.settled()?;
    assert_eq!((page.printed()?, page.tag()?), (list(&["one", "two"]), "predicted".to_owned()));
    // What is changed in the frame goes with the way out of it.
    page.type_at_end("print(3)")?;
    let link = page.text_of("document.querySelector('#embed-link').href")?;
    assert_eq!(text_in(page, &link)?, format!("{TWO_LINES}print(3)"));
    page.leave_frame()?;

    // Without its listing, too.
    visit(page, &framed(""), true)?;
    page.settled()?;
    assert!(!page.by_css(".source")?.is_displayed()? && is_asked(page)?);
    assert_eq!(page.number_of("document.querySelectorAll('iframe').length")?, 0.0);
    assert_eq!(page.says("total-predicted")?, "");
    page.run()?;
    assert_eq!((page.printed()?, page.state()?), (list(&["one", "two"]), "done".to_owned()));
    page.leave_frame()
}
