//! How a person's own listing ends: by itself, by Stop, by an exception, or because a page has not what it
//! asks for. The next one runs all the same.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::own::TWO_LINES;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        stop_ends_a_loop_without_an_await_and_the_next_listing_runs,
        whatever_a_listing_does_to_python_the_next_one_runs,
        what_a_page_has_not_is_said_in_a_sentence,
        a_note_that_is_said_again_keeps_the_focus,
        an_exception_ends_the_run_and_is_marked_at_its_lines;
];

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

fn a_note_that_is_said_again_keeps_the_focus(page: &Visit) -> Result<()> {
    page.open_own("/?program=python")?;
    page.paste("import asyncio\nloop = asyncio.get_event_loop()\nloop.close()\n")?;
    let note = "document.querySelector('[data-testid=own-notes] button')";
    // What is pressed by a script leaves the focus where it is.
    page.run_js(&format!(
        "window.before = {note};
         before.focus();
         document.querySelector('[data-testid=run]').click()"
    ))?;
    page.wait_for_state("done")?;
    page.drawn()?;
    assert_eq!(
        page.texts(&format!("[String({note} === before)]"))?,
        ["false"],
        "it was not made anew"
    );
    assert_eq!(page.texts("[document.activeElement.textContent]")?, ["Show line 2"]);
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
