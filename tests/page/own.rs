//! "Your own Python": a listing that a person writes is predicted, runs, and says what is wrong with it.
//! Here are the steps, too, that all claims about it share.

use std::process::Command;

use browser::{Context, Result};
use serde_json::{Map, Value};

use crate::cpython::cpython;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        it_begins_with_a_listing_of_ours_and_run_measures_what_was_predicted,
        every_example_is_predicted_and_ends_as_cpython_ends_it,
        what_is_typed_is_predicted_and_what_is_wrong_with_it_is_said_in_pythons_words;
];

/// What is below `#own-editor`: a shadow root, which [`Visit::open_own`] names.
const EDITOR: &str = "document.querySelector('#own-editor > .editor').shadowRoot";

pub const TWO_LINES: &str = "import asyncio


async def main():
    print(\"one\")
    await asyncio.sleep(0.02)
    print(\"two\")


asyncio.run(main())
";

impl Visit {
    /// Opens an address of a person's own listing, and waits until the editor is there and all that is
    /// predicted by itself was predicted.
    pub fn open_own(&self, path: &str) -> Result<()> {
        self.arrive(path)?;
        self.look_into_editor()
    }

    /// From now on, in this document, `root()` is what the editor is made of and `line(n)` one of its
    /// lines.
    pub fn look_into_editor(&self) -> Result<()> {
        self.wait_for_js(&format!("{EDITOR}.querySelector('.cm-content')"))?;
        self.run_js(&format!(
            "window.root = () => {EDITOR};
             window.line = (number) => root().querySelectorAll('.cm-line')[number - 1];
             window.marked = (what) => [...root().querySelectorAll(what)].map((one) => one.textContent);"
        ))?;
        self.settled()
    }

    /// Puts a text in the place of all that is in the editor, copied elsewhere, and waits until it was
    /// predicted.
    pub fn paste(&self, text: &str) -> Result<()> {
        self.run_js(&format!(
            "const field = document.createElement('textarea');
             field.id = 'elsewhere';
             field.value = {};
             document.querySelector('#own-editor').before(field);
             field.select()",
            Value::from(text)
        ))?;
        self.press("Control+c")?;
        self.run_js("document.querySelector('#elsewhere').remove()")?;
        self.focus_editor()?;
        self.press("Control+a")?;
        self.press("Control+v")?;
        self.settled()
    }

    pub fn focus_editor(&self) -> Result<()> {
        self.run_js("root().querySelector('.cm-content').focus()").map(drop)
    }

    /// Types keys at the end of the listing, and waits until the prediction has followed.
    pub fn type_at_end(&self, text: &str) -> Result<()> {
        self.focus_editor()?;
        self.press("Control+End")?;
        for key in text.chars() {
            match key {
                ' ' => self.press("Space")?,
                '\n' => self.press("Enter")?,
                key => self.press(&key.to_string())?,
            }
        }
        self.settled()
    }

    /// The text in the editor, whose lines must all be in view.
    pub fn own_text(&self) -> Result<String> {
        self.text_of(
            "[...root().querySelectorAll('.cm-line')].map((line) => {
                 const copy = line.cloneNode(true);
                 for (const one of copy.querySelectorAll('.standing')) one.remove();
                 return copy.textContent;
             }).join('\\n')",
        )
    }

    /// What the output is of: `predicted`, `measured`.
    pub fn tag(&self) -> Result<String> {
        self.shown("#output-tag")
    }
}

/// Chooses a listing to begin with, and waits until it was predicted.
pub fn choose_example(page: &Visit, name: &str) -> Result<()> {
    page.by_test_id("own-example")?.run_js(&format!(
        "element.value = {name:?}; element.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    ))?;
    page.settled()
}

fn it_begins_with_a_listing_of_ours_and_run_measures_what_was_predicted(
    page: &Visit,
) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.choose_program("python")?;
    page.look_into_editor()?;
    assert_eq!(page.shown("h1")?, "Your own Python");
    assert!(page.own_text()?.contains("greet(0.2, \"world\"), greet(0.1, \"hello\")"));
    assert_eq!((page.tag()?, page.total("predicted")?), ("predicted".to_owned(), 200.0));
    let predicted = page.output()?;
    let printed: Vec<_> = predicted.iter().map(|one| (one.at_ms, &*one.text)).collect();
    assert_eq!(printed, [(100.0, "hello"), (200.0, "world")]);

    page.run()?;
    assert_eq!(page.seen_states()?, ["ready", "running", "done"]);
    assert_eq!(page.tag()?, "measured");
    assert!(page.total("measured")? >= 200.0);
    for (line, expected) in page.output()?.iter().zip(&predicted) {
        assert_eq!((&line.text, &line.task), (&expected.text, &expected.task));
        assert!(line.at_ms >= expected.at_ms, "{line:?} before {expected:?}");
    }
    assert_eq!(page.printed()?.len(), 2);
    // The prediction is still there, above it.
    assert_eq!(page.total("predicted")?, 200.0);
    assert_eq!(page.says("own-failure")?, "");
    Ok(())
}

/// What each listing of the package prints under the CPython of this machine, in their order.
fn printed_natively(python: &str) -> Result<Map<String, Value>> {
    let script = "import json, coroscope.listings as all
from coroscope import predict
print(json.dumps({name: predict(all.text(name)).output for name in all.NAMES}))";
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../python");
    let ended = Command::new(python).args(["-c", script]).env("PYTHONPATH", folder).output()?;
    let text = String::from_utf8_lossy(&ended.stdout);
    serde_json::from_str(&text)
        .with_context(|| format!("{text} {}", String::from_utf8_lossy(&ended.stderr)))
}

fn every_example_is_predicted_and_ends_as_cpython_ends_it(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    let offered = page.texts(
        "[...document.querySelectorAll('#own-example option')].map((one) => one.value).filter(Boolean)",
    )?;
    assert!(offered.len() >= 12, "{offered:?}");
    let native = cpython().map(printed_natively).transpose()?;
    for name in &offered {
        choose_example(page, name)?;
        let printed = page.printed()?;
        assert!(!printed.is_empty(), "{name}");
        if let Some(expected) = native.as_ref().map(|all| &all[name]) {
            let expected: Vec<_> = expected.as_str().unwrap_or_default().lines().collect();
            assert_eq!(printed, expected, "{name}");
        }
        assert_eq!(page.tag()?, "predicted", "{name}");
        assert_eq!(page.says("own-failure")?, "", "{name}");
        // Whatever has gone wrong is said where it belongs.
        let [warnings, notes] = page.shown_together(["#warnings", "[data-testid=own-notes]"])?;
        for (of, part) in [
            ("blocking_sleep", "rude"),
            ("deadlock", "is waiting for a lock"),
            ("forgotten_await", "save"),
            ("forgotten_await", "nobody asks"),
        ] {
            assert!(of != name || warnings.contains(part), "{name}: {warnings}");
        }
        assert_eq!(notes.contains("get_event_loop()"), name == "old_style", "{name}: {notes}");
        assert_eq!(notes.is_empty(), name != "old_style", "{name}: {notes}");
    }
    Ok(())
}

fn what_is_typed_is_predicted_and_what_is_wrong_with_it_is_said_in_pythons_words(
    page: &Visit,
) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste(TWO_LINES)?;
    assert_eq!(page.printed()?, ["one", "two"]);
    page.type_at_end("print(3)")?;
    assert_eq!(page.printed()?, ["one", "two", "3"]);
    assert_eq!(page.total("predicted")?, 20.0);

    // Nobody is told what is wrong while they still type, and then what was predicted stays.
    page.type_at_end("\nx = = 1")?;
    assert_eq!(page.says("own-failure")?, "Line 12: SyntaxError: invalid syntax");
    assert_eq!(page.texts("marked('.lens')")?, ["SyntaxError: invalid syntax"]);
    assert_eq!(page.texts("marked('.error')")?, ["="]);
    assert!(page.text_of("line(12).className")?.contains("wrong"));
    assert_eq!(page.printed()?, ["one", "two", "3"]);
    assert_eq!(page.total("predicted")?, 20.0);
    assert_eq!(page.tag()?, "predicted before the last change");
    // Run cannot make more of it.
    page.click("run")?;
    page.wait_for_state("failed")?;
    page.wait_for_text("message", "Not run: this is no Python yet. The editor says where.")?;

    page.focus_editor()?;
    page.press("Control+End")?;
    for _ in 0..3 {
        page.press("Backspace")?;
    }
    page.type_at_end("1")?;
    assert_eq!(page.own_text()?, format!("{TWO_LINES}print(3)\nx = 1"));
    assert_eq!(page.says("own-failure")?, "");
    assert_eq!(page.texts("marked('.lens')")?, [""; 0]);
    assert_eq!((page.tag()?, page.state()?), ("predicted".to_owned(), "ready".to_owned()));

    page.type_at_end(" + nope")?;
    let sentence = "NameError: name 'nope' is not defined";
    assert_eq!(page.says("own-failure")?, format!("Line 12: {sentence}"));
    assert_eq!(page.texts("marked('.lens')")?, [sentence]);
    assert_eq!(page.texts("marked('.error')")?, ["nope"]);
    // Up to there it has run.
    assert_eq!((page.printed()?.len(), page.tag()?), (3, "predicted".to_owned()));
    Ok(())
}
