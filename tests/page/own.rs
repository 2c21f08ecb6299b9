//! "Your own Python": a listing that a person writes is predicted, runs, and says what is wrong with it.

use std::process::Command;

use browser::{Context, Result};
use serde_json::{Map, Value};

use crate::cpython::cpython;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::waits::shown_by;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        it_begins_with_a_listing_of_ours_and_run_measures_what_was_predicted,
        every_example_is_predicted_and_ends_as_cpython_ends_it,
        what_is_typed_is_predicted_and_what_is_wrong_with_it_is_said_in_pythons_words,
        a_slider_changes_the_number_in_the_text_and_the_prediction_follows,
        one_drag_is_undone_in_one_go_and_the_sliders_follow_what_is_typed,
        stop_ends_a_loop_without_an_await_and_the_next_listing_runs,
        whatever_a_listing_does_to_python_the_next_one_runs,
        what_a_page_has_not_is_said_in_a_sentence,
        an_exception_ends_the_run_and_is_marked_at_its_lines;
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
    page.arrive("/")?;
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

const NUMBERS: &str = "import asyncio

PAUSE, REST = 0.5, 1.0  # 🦊


async def main():
    for number in range(3): await asyncio.sleep(0.25); print(\"🦊\", number)
    await asyncio.sleep(PAUSE)
    await asyncio.sleep(REST)


asyncio.run(main())
";

/// The names of the sliders, and the numbers in their fields.
fn sliders(page: &Visit) -> Result<Vec<String>> {
    page.texts(
        "[...document.querySelectorAll('.own-sliders .param')].map((one) =>
             `${one.querySelector('label').textContent}: ${one.querySelector('input[type=number]').value}`)",
    )
}

fn slide(page: &Visit, slider: u32, value: f64) -> Result<()> {
    page.by_test_id(&format!("param-own-{slider}-slider"))?.slide_to(value)?;
    page.settled()
}

fn a_slider_changes_the_number_in_the_text_and_the_prediction_follows(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste(NUMBERS)?;
    let names =
        ["PAUSE, line 3: 0.5", "REST, line 3: 1", "range, line 7: 3", "sleep, line 7: 0.25"];
    assert_eq!(sliders(page)?, names);
    assert_eq!(page.texts("marked('.parameter')")?, ["0.5", "1.0", "3", "0.25"]);
    assert_eq!(page.total("predicted")?, 2250.0);

    // Behind others on its line, also when those have become longer.
    for (slider, value, line, expected, total) in [
        (0, 750.0, 3, "PAUSE, REST = 0.75, 1.0  # 🦊", 2500.0),
        (1, 2000.0, 3, "PAUSE, REST = 0.75, 2.0  # 🦊", 3500.0),
        (
            2,
            10.0,
            7,
            "    for number in range(10): await asyncio.sleep(0.25); print(\"🦊\", number)",
            5250.0,
        ),
        (
            3,
            500.0,
            7,
            "    for number in range(10): await asyncio.sleep(0.5); print(\"🦊\", number)",
            7750.0,
        ),
        (0, 1000.0, 3, "PAUSE, REST = 1.0, 2.0  # 🦊", 8000.0),
    ] {
        slide(page, slider, value)?;
        assert_eq!(page.text_of(&format!("line({line}).textContent"))?, expected);
        assert_eq!(page.total("predicted")?, total, "{expected}");
    }
    assert_eq!(page.printed()?.len(), 10);
    assert_eq!(page.texts("marked('.parameter')")?, ["1.0", "2.0", "10", "0.5"]);

    // Whoever presses keys does not wait for Python in between.
    let slider = page.by_test_id("param-own-2-slider")?;
    slider.run_js("element.focus()")?;
    for _ in 0..4 {
        page.press("ArrowLeft")?;
    }
    page.settled()?;
    assert!(page.text_of("line(7).textContent")?.contains("range(6)"));
    assert_eq!(page.printed()?.len(), 6);

    // The field takes what a slider can have, and says where more is to be written.
    let field = page.by_test_id("param-own-2")?;
    field.run_js("element.focus(); element.select()")?;
    field.type_text("999")?;
    page.settled()?;
    page.wait_for_part(
        &shown_by("#param-own-2-error"),
        "A number from 0 to 10. For more, write it into the listing.",
    )
}

fn one_drag_is_undone_in_one_go_and_the_sliders_follow_what_is_typed(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste(NUMBERS)?;
    page.by_test_id("param-own-0-slider")?.run_js(
        "for (const value of [520, 600, 900]) {
             element.value = value;
             element.dispatchEvent(new Event('input', { bubbles: true }));
             await new Promise((go) => requestAnimationFrame(go));
         }
         element.dispatchEvent(new Event('change', { bubbles: true }))",
    )?;
    page.settled()?;
    assert!(page.own_text()?.contains("REST = 0.9, 1.0"));
    slide(page, 1, 1500.0)?;
    assert!(page.own_text()?.contains("REST = 0.9, 1.5"));
    assert_eq!(page.total("predicted")?, 3150.0);
    page.focus_editor()?;
    for (expected, total) in [("REST = 0.9, 1.0", 2650.0), ("REST = 0.5, 1.0", 2250.0)] {
        page.press("Control+z")?;
        page.settled()?;
        assert!(page.own_text()?.contains(expected), "{}", page.own_text()?);
        assert_eq!(page.total("predicted")?, total);
    }
    assert_eq!(sliders(page)?[0], "PAUSE, line 3: 0.5");

    // Typed before the first number: all others stand elsewhere now.
    page.press("Control+Home")?;
    for key in "LONG = 4\n".chars().map(|key| match key {
        ' ' => "Space".to_owned(),
        '\n' => "Enter".to_owned(),
        key => key.to_string(),
    }) {
        page.press(&key)?;
    }
    page.settled()?;
    let names = [
        "LONG, line 1: 4",
        "PAUSE, line 4: 0.5",
        "REST, line 4: 1",
        "range, line 8: 3",
        "sleep, line 8: 0.25",
    ];
    assert_eq!(sliders(page)?, names);
    slide(page, 2, 500.0)?;
    assert_eq!(page.text_of("line(4).textContent")?, "PAUSE, REST = 0.5, 0.5  # 🦊");
    assert_eq!(page.total("predicted")?, 1750.0);
    // While it is no Python, there is no number to be moved.
    page.type_at_end("(")?;
    assert_eq!(sliders(page)?, [""; 0]);
    Ok(())
}

/// Runs a listing that ends as every listing does.
fn runs_another(page: &Visit) -> Result<()> {
    page.paste(TWO_LINES)?;
    assert_eq!(page.tag()?, "predicted with the new settings");
    assert_eq!(page.printed()?, ["one", "two"]);
    page.run()?;
    assert_eq!((page.state()?, page.tag()?), ("done".to_owned(), "measured".to_owned()));
    assert_eq!(page.printed()?, ["one", "two"]);
    Ok(())
}

fn stop_ends_a_loop_without_an_await_and_the_next_listing_runs(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    for (endless, said) in [
        ("while True: pass", "perhaps the program never ends."),
        ("sum(range(10 ** 12))", "Run measures it without such a limit."),
    ] {
        page.paste(&TWO_LINES.replace("print(\"two\")", endless))?;
        // A prediction has a limit.
        page.wait_for_text("own-failure", said)?;
        page.start()?;
        page.wait_for_measured(&["one"])?;
        // It is within the loop now.
        page.run_js("await new Promise((go) => setTimeout(go, 100))")?;
        page.click("stop")?;
        page.wait_for_state("stopped")?;
        page.settled()?;
        assert_eq!((page.printed()?, page.tag()?), (vec!["one".to_owned()], "measured".to_owned()));
        assert!(page.says("status")?.starts_with("Stopped after"), "{}", page.says("status")?);
        runs_another(page)?;
    }
    Ok(())
}

fn whatever_a_listing_does_to_python_the_next_one_runs(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    for (text, said, state) in [
        ("def deep(): deep()\nprint(1)\ndeep()\n", "RecursionError", "failed"),
        ("print(1)\nkept = [bytearray(1 << 26) for _ in range(40)]\n", "MemoryError", "failed"),
        ("print(1)\nraise SystemExit('enough')\n", "", "done"),
        ("print(1)\nimport os\nos._exit(3)\n", "", "done"),
    ] {
        page.paste(text)?;
        assert_eq!(page.printed()?[0], "1", "{text}");
        page.run()?;
        let failure = page.says("own-failure")?;
        assert!(
            failure.contains(said) && failure.is_empty() == said.is_empty(),
            "{text} {failure}"
        );
        assert_eq!((page.state()?, &*page.printed()?[0]), (state.to_owned(), "1"), "{text}");
        runs_another(page)?;
    }
    Ok(())
}

fn what_a_page_has_not_is_said_in_a_sentence(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    for (text, note, failure) in [
        (
            "import socket\nsocket.create_connection((\"example.org\", 80))\n",
            "A page has no sockets: nothing can be sent, and nobody can connect. Show line 2",
            "OSError",
        ),
        ("name = input(\"Who? \")\n", "Nobody can type here while the listing runs.", "EOFError"),
        ("import multiprocessing\n", "A page cannot start processes.", "ModuleNotFoundError"),
        (
            "import threading\nthreading.Thread(target=print).start()\n",
            "Threads cannot start here; `asyncio.to_thread` can be predicted.",
            "can't start new thread",
        ),
        ("import numpy\n", "`numpy` is not part of Python", "ModuleNotFoundError"),
        ("open(\"mine.txt\")\n", "A page has no files of yours", "FileNotFoundError"),
        ("import aiohttp\nprint(1)\n", "`aiohttp` is played here: nothing is sent.", ""),
        (
            "import asyncio\nloop = asyncio.get_event_loop()\nloop.close()\n",
            "Python 3.14 raises a RuntimeError. `asyncio.run()` works in both. Show line 2",
            "",
        ),
    ] {
        page.paste(text)?;
        let notes = page.says("own-notes")?;
        // Names of code are set as code, without their marks.
        assert!(notes.contains(&note.replace('`', "")), "{text} {notes}");
        let said = page.says("own-failure")?;
        assert!(said.contains(failure) && said.is_empty() == failure.is_empty(), "{text} {said}");
    }
    page.paste("print(1)\n")?;
    assert_eq!(page.says("own-notes")?, "", "it is said of that listing alone");
    Ok(())
}

const FAILS: &str = "import asyncio


async def fail():
    await asyncio.sleep(0.01)
    raise OSError(\"a leak\")


async def main():
    print(\"begins\")
    async with asyncio.TaskGroup() as group:
        group.create_task(fail())
        group.create_task(late())


async def late():
    try:
        await asyncio.sleep(1)
    finally:
        raise ValueError(\"broken\")


asyncio.run(main())
";

fn an_exception_ends_the_run_and_is_marked_at_its_lines(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste(&TWO_LINES.replace("print(\"two\")", "raise ValueError(\"broken\")"))?;
    for tag in ["predicted", "measured"] {
        assert_eq!((page.tag()?, page.printed()?), (tag.to_owned(), vec!["one".to_owned()]));
        assert_eq!(page.says("own-failure")?, "Line 7: ValueError: broken");
        assert_eq!(page.texts("marked('.wrong')")?, ["    raise ValueError(\"broken\")"]);
        assert_eq!(page.texts("marked('.lens')")?, ["ValueError: broken"]);
        if tag == "predicted" {
            page.run()?;
        }
    }
    assert_eq!(page.seen_states()?.last().map(String::as_str), Some("failed"));
    assert!(page.says("status")?.starts_with("Failed"), "{}", page.says("status")?);

    page.paste(FAILS)?;
    page.run()?;
    assert_eq!(page.state()?, "failed");
    assert_eq!(page.printed()?, ["begins"]);
    let said = page.says("own-failure")?;
    assert!(said.contains("ExceptionGroup: unhandled errors in a TaskGroup"), "{said}");
    let lens = page.texts("marked('.lens')")?;
    let group = "ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)";
    assert_eq!(lens, ["OSError: a leak", group, "ValueError: broken"]);
    for line in [6, 11, 20] {
        assert!(page.text_of(&format!("line({line}).className"))?.contains("wrong"), "{line}");
    }
    // Another text has other errors.
    page.paste(TWO_LINES)?;
    assert_eq!((page.says("own-failure")?, page.state()?), (String::new(), "ready".to_owned()));
    assert_eq!(page.texts("marked('.lens')")?, [""; 0]);
    Ok(())
}
