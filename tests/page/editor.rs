//! The editor for Python, by itself: no part of the page has one yet, so the claims put one there.

use browser::{Result, Screen};

use crate::accessibility::axe_finds_nothing;
use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::{FORCED_COLOURS, PHONE, SMALL_DARK_CALM};
use crate::published::published;

const DARK: Screen = Screen { scheme: browser::Scheme::Dark, ..LAPTOP };

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        what_is_typed_is_python_in_the_colours_of_a_listing,
        undo_takes_back_what_was_typed_in_one_go,
        a_slider_changes_a_number_in_one_step_of_undo_and_the_cursor_stays,
        another_text_can_be_taken_back_or_begins_anew,
        tab_leaves_until_one_types_and_after_escape,
        keys_in_the_editor_are_no_shortcuts_of_the_page,
        a_listing_that_is_read_only_cannot_be_changed,
        lines_have_the_marks_of_a_run_and_what_python_says,
        a_syntax_error_is_marked_a_moment_after_the_last_key,
        a_line_is_brought_into_view_and_the_page_stays,
        axe_finds_nothing_in_an_editor,
        code_goes_through_a_link_and_what_is_damaged_is_a_sentence;
    Website::Published, DARK => axe_finds_nothing_in_an_editor_in_the_dark;
    Website::Published, PHONE => an_editor_is_no_wider_than_a_phone;
    Website::Published, SMALL_DARK_CALM => an_editor_is_no_wider_than_a_small_phone_with_large_text;
    Website::Published, FORCED_COLOURS => lines_with_marks_are_outlined_with_forced_colours;
];

const TEXT: &str = "import asyncio\n\n\nasync def main():\n    await asyncio.sleep(0.5)\n    \
    print(\"Done\")\n\n\nasyncio.run(main())\n";

/// Puts an editor before all else of the page, between two buttons. `root()` is what it is made of, and
/// `line(n)` one of its lines.
fn put(page: &Visit, text: &str) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.run_js(&format!(
        "const {{ createEditor }} = await import('./{}');
         window.refused = [];
         document.addEventListener('securitypolicyviolation', (one) => refused.push(one.violatedDirective));
         const [before, after] = ['before', 'after'].map((id) =>
             Object.assign(document.createElement('button'), {{ id, textContent: id }}));
         const host = Object.assign(document.createElement('div'), {{ id: 'host' }});
         document.getElementById('main').prepend(before, host, after);
         Object.assign(window, {{ changes: [], runs: 0 }});
         window.editor = createEditor(host, {{
             text: {text:?}, label: 'Your own Python',
             onChange: (text) => changes.push(text), onRun: () => (window.runs += 1),
         }});
         window.root = () => host.firstElementChild.shadowRoot;
         window.line = (number) => root().querySelectorAll('.cm-line')[number - 1];
         window.marked = (what) => [...root().querySelectorAll(what)].map((one) => one.textContent);",
        published("editor/editor.js")
    ))?;
    page.settled()
}

/// Types a text where the focus is.
fn type_in(page: &Visit, text: &str) -> Result<()> {
    for key in text.chars() {
        match key {
            ' ' => page.press("Space")?,
            '\n' => page.press("Enter")?,
            key => page.press(&key.to_string())?,
        }
    }
    Ok(())
}

fn text(page: &Visit) -> Result<String> {
    page.text_of("editor.text()")
}

/// Nothing was refused, and it has styles.
fn is_styled(page: &Visit) -> Result<()> {
    assert_eq!(page.texts("refused")?, [""; 0]);
    assert_eq!(
        page.text_of("getComputedStyle(root().querySelector('.cm-scroller')).display")?,
        "flex"
    );
    Ok(())
}

fn what_is_typed_is_python_in_the_colours_of_a_listing(page: &Visit) -> Result<()> {
    put(page, "")?;
    page.run_js("editor.focus()")?;
    type_in(page, "async def main():\nprint(\"Hi\")  # 1\nreturn Task, 2")?;
    assert_eq!(text(page)?, "async def main():\n    print(\"Hi\")  # 1\n    return Task, 2");
    assert_eq!(page.text_of("changes[changes.length - 1]")?, text(page)?);
    for (kind, words) in [
        ("keyword", vec!["async", "def", "return"]),
        ("call", vec!["main", "print"]),
        ("string", vec!["\"Hi\""]),
        ("comment", vec!["# 1"]),
        ("type", vec!["Task"]),
        ("number", vec!["2"]),
    ] {
        page.wait_for_texts(&format!("marked('.t-{kind}')"), &words)?;
        assert_eq!(
            page.text_of(&format!("getComputedStyle(root().querySelector('.t-{kind}')).color"))?,
            page.text_of(&format!(
                "(document.getElementById('host').style.color = 'var(--code-{kind})',
                  getComputedStyle(document.getElementById('host')).color)"
            ))?,
            "{kind}"
        );
    }
    page.press("Control+Enter")?;
    assert_eq!(page.number_of("runs")?, 1.0);
    is_styled(page)
}

fn undo_takes_back_what_was_typed_in_one_go(page: &Visit) -> Result<()> {
    put(page, "x = 1")?;
    page.run_js("editor.focus()")?;
    page.press("Control+End")?;
    type_in(page, "23")?;
    page.run_js("await new Promise((go) => setTimeout(go, 700))")?;
    type_in(page, "4")?;
    assert_eq!(text(page)?, "x = 1234");
    page.press("Control+z")?;
    assert_eq!(text(page)?, "x = 123");
    page.press("Control+y")?;
    assert_eq!(text(page)?, "x = 1234");
    assert_eq!(page.text_of("changes[changes.length - 1]")?, "x = 1234");
    Ok(())
}

fn a_slider_changes_a_number_in_one_step_of_undo_and_the_cursor_stays(page: &Visit) -> Result<()> {
    put(page, "a = 0.5\nb = 1\n")?;
    page.run_js("editor.focus()")?;
    // After the number that is about to change.
    page.press("Control+End")?;
    type_in(page, "c")?;
    page.run_js(
        "changes.length = 0;
         editor.setParameters([{ from: 4, to: 7, label: 'a' }, { from: 12, to: 13, label: 'b' }]);
         editor.replaceRange(4, 7, '0.75');
         await new Promise((go) => setTimeout(go, 700));
         editor.replaceRange(4, 8, '1.25', { joins: true });
         editor.replaceRange(4, 8, '2', { joins: true });",
    )?;
    assert_eq!(text(page)?, "a = 2\nb = 1\nc");
    assert_eq!(page.texts("marked('.parameter')")?, ["2", "1"]);
    assert_eq!(page.number_of("changes.length")?, 0.0, "the page knows what it has changed itself");
    type_in(page, "d")?;
    assert_eq!(text(page)?, "a = 2\nb = 1\ncd", "the cursor is where it was");
    for expected in ["a = 2\nb = 1\nc", "a = 0.5\nb = 1\nc", "a = 0.5\nb = 1\n"] {
        page.press("Control+z")?;
        assert_eq!(text(page)?, expected);
    }
    Ok(())
}

fn another_text_can_be_taken_back_or_begins_anew(page: &Visit) -> Result<()> {
    put(page, "first\n")?;
    page.run_js("editor.focus(); editor.setText('second\\r\\n', { keepUndo: true })")?;
    assert_eq!(text(page)?, "second\n");
    page.press("Control+z")?;
    assert_eq!(text(page)?, "first\n");
    page.run_js("editor.setText('third\\n')")?;
    page.press("Control+z")?;
    assert_eq!(text(page)?, "third\n");
    // What somebody undoes is their change; what the page sets is not.
    assert_eq!(page.texts("changes")?, ["first\n"]);
    page.run_js("editor.destroy()")?;
    assert_eq!(page.number_of("document.getElementById('host').childElementCount")?, 0.0);
    Ok(())
}

fn tab_leaves_until_one_types_and_after_escape(page: &Visit) -> Result<()> {
    put(page, "x\n")?;
    let focus = |page: &Visit| {
        page.text_of("document.activeElement.id || document.activeElement.className")
    };
    let hint = |page: &Visit| page.text_of("root().querySelector('.hint').textContent");
    page.run_js("document.getElementById('before').focus()")?;
    page.press("Tab")?;
    assert_eq!(focus(page)?, "editor");
    assert!(hint(page)?.contains("Tab leaves"), "{}", hint(page)?);
    page.press("ArrowRight")?;
    page.press("Tab")?;
    assert_eq!(focus(page)?, "after", "who has typed nothing goes on");
    page.press("Shift+Tab")?;
    assert_eq!(focus(page)?, "editor");
    page.press("Control+Home")?;
    type_in(page, "y")?;
    assert!(hint(page)?.contains("press Escape, then Tab"), "{}", hint(page)?);
    page.press("Tab")?;
    assert_eq!(text(page)?, "y   x\n", "it indents to the next stop");
    page.press("Shift+Tab")?;
    page.press("Tab")?;
    page.press("Escape")?;
    let before = text(page)?;
    assert_eq!(
        page.text_of("root().querySelector('[role=status]').textContent")?,
        "Tab leaves the editor now."
    );
    // However long somebody takes for it.
    page.run_js("await new Promise((go) => setTimeout(go, 2500))")?;
    page.press("Tab")?;
    assert_eq!(focus(page)?, "after");
    assert_eq!(text(page)?, before);
    page.press("Shift+Tab")?;
    type_in(page, "z")?;
    page.press("Escape")?;
    page.press("Shift+Tab")?;
    assert_eq!(focus(page)?, "before");
    Ok(())
}

fn keys_in_the_editor_are_no_shortcuts_of_the_page(page: &Visit) -> Result<()> {
    put(page, "")?;
    page.run_js("editor.focus()")?;
    type_in(page, "?, . + - 0")?;
    page.settled()?;
    assert_eq!(text(page)?, "?, . + - 0");
    assert_eq!(page.number_of("document.querySelectorAll('dialog[open]').length")?, 0.0);
    assert_eq!(page.query()?, "?program=greetings");
    Ok(())
}

fn a_listing_that_is_read_only_cannot_be_changed(page: &Visit) -> Result<()> {
    put(page, "x = 1")?;
    page.run_js("editor.focus(); editor.setReadOnly(true)")?;
    type_in(page, "2")?;
    page.press("Backspace")?;
    assert_eq!(text(page)?, "x = 1");
    assert_eq!(page.text_of("root().querySelector('.cm-content').ariaReadOnly")?, "true");
    page.run_js("editor.setReadOnly(false)")?;
    page.press("Control+End")?;
    type_in(page, "2")?;
    assert_eq!(text(page)?, "x = 12");
    Ok(())
}

const MARKS: &str = "editor.setMarks({
    standing: [{ line: 5, lane: 0, name: 'main', words: 'sleeps' }, { line: 5, lane: 2, name: 'other' }, { line: 99, lane: 1, name: 'nobody' }],
    lanes: new Map([[5, new Set([0, 2])], [6, [0]], [0, [1]]]),
    pointed: 6,
    problems: [{ line: 6, column: 5, endColumn: 10, message: \"NameError: name 'print' is not defined\" }],
})";

fn lines_have_the_marks_of_a_run_and_what_python_says(page: &Visit) -> Result<()> {
    put(page, TEXT)?;
    page.run_js(MARKS)?;
    assert_eq!(page.texts("marked('.stands .stander')")?, ["main", "other"]);
    assert_eq!(
        page.texts("[...root().querySelectorAll('.bars')].map((one) => [...one.children].map((bar) => bar.className).join())")?,
        ["task-0,task-2", "task-0"]
    );
    assert!(page.text_of("line(6).className")?.contains("pointed"));
    assert_eq!(page.texts("marked('.error')")?, ["print"]);
    assert_eq!(page.texts("marked('.lens')")?, ["NameError: name 'print' is not defined"]);
    let said = "root().getElementById(
        root().querySelector('.cm-content').getAttribute('aria-describedby').split(' ')[1]).textContent";
    assert_eq!(page.text_of(said)?, "Line 6: NameError: name 'print' is not defined");
    // They go with their lines.
    page.run_js("editor.focus()")?;
    page.press("Control+Home")?;
    page.press("Enter")?;
    assert!(page.text_of("line(6).className")?.contains("stands"));
    assert!(page.text_of("line(7).className")?.contains("pointed"));
    // Nothing of that is text.
    assert_eq!(text(page)?, format!("\n{TEXT}"));
    page.run_js("editor.setMarks({})")?;
    for what in ["stander", "bars", "pointed", "error", "lens"] {
        assert_eq!(page.texts(&format!("marked('.{what}')"))?, [""; 0], "{what}");
    }
    is_styled(page)
}

fn a_syntax_error_is_marked_a_moment_after_the_last_key(page: &Visit) -> Result<()> {
    put(page, "x = 1\n")?;
    page.run_js("editor.focus()")?;
    page.press("Control+End")?;
    type_in(page, "y = = 2")?;
    page.wait_for_js("marked('.error').length > 0")?;
    assert_eq!(page.texts("marked('.error')")?, ["="]);
    assert_eq!(page.texts("marked('.lens')")?, [""; 0], "what Python says of it is not known yet");
    for _ in 0..3 {
        page.press("Backspace")?;
    }
    type_in(page, "2")?;
    page.wait_for_js("marked('.error').length === 0")?;
    Ok(())
}

fn a_line_is_brought_into_view_and_the_page_stays(page: &Visit) -> Result<()> {
    put(page, &"x = 1\n".repeat(300))?;
    page.run_js("editor.scrollToLine(200)")?;
    page.wait_for_js("root().querySelector('.cm-scroller').scrollTop > 1000")?;
    page.wait_for_js("marked('.cm-lineNumbers .cm-gutterElement').includes('200')")?;
    assert_eq!(page.number_of("scrollY")?, 0.0);
    page.run_js("editor.scrollToLine(9999)")?;
    page.wait_for_js("marked('.cm-lineNumbers .cm-gutterElement').includes('300')")
}

fn axe_finds_nothing_in_an_editor(page: &Visit) -> Result<()> {
    nothing_in_an_editor(page)
}

fn axe_finds_nothing_in_an_editor_in_the_dark(page: &Visit) -> Result<()> {
    nothing_in_an_editor(page)
}

fn lines_with_marks_are_outlined_with_forced_colours(page: &Visit) -> Result<()> {
    put(page, TEXT)?;
    page.run_js(MARKS)?;
    for (line, outline) in [(1, "none"), (5, "solid"), (6, "solid")] {
        let style = format!("getComputedStyle(line({line})).outlineStyle");
        assert_eq!(page.text_of(&style)?, outline, "{line}");
    }
    Ok(())
}

fn nothing_in_an_editor(page: &Visit) -> Result<()> {
    put(page, TEXT)?;
    axe_finds_nothing(page)?;
    page.run_js(MARKS)?;
    page.run_js("editor.setParameters([{ from: 59, to: 62, label: 'line 5' }]); editor.focus()")?;
    type_in(page, "# ")?;
    axe_finds_nothing(page)
}

fn an_editor_is_no_wider_than_a_phone(page: &Visit) -> Result<()> {
    no_wider_than_the_window(page)
}

fn an_editor_is_no_wider_than_a_small_phone_with_large_text(page: &Visit) -> Result<()> {
    no_wider_than_the_window(page)?;
    page.run_js("document.documentElement.style.fontSize = '200%'")?;
    is_within(page)
}

fn no_wider_than_the_window(page: &Visit) -> Result<()> {
    put(page, &format!("{TEXT}# {}\n", "a long line ".repeat(30)))?;
    page.run_js(MARKS)?;
    is_within(page)?;
    assert!(page.number_of("document.documentElement.scrollWidth - innerWidth")? <= 0.0);
    Ok(())
}

fn is_within(page: &Visit) -> Result<()> {
    page.frames(2)?;
    let host = "document.getElementById('host')";
    assert!(page.number_of(&format!("{host}.scrollWidth - {host}.clientWidth"))? <= 0.0);
    let overhang = "root().querySelector('.lens').getBoundingClientRect().right
        - root().querySelector('.cm-editor').getBoundingClientRect().right";
    assert!(page.number_of(overhang)? <= 0.5, "what Python says is in view");
    for (attribute, value) in
        [("autocorrect", "off"), ("autocapitalize", "off"), ("spellcheck", "false")]
    {
        let set = format!("root().querySelector('.cm-content').getAttribute('{attribute}')");
        assert_eq!(page.text_of(&set)?, value);
    }
    Ok(())
}

fn code_goes_through_a_link_and_what_is_damaged_is_a_sentence(page: &Visit) -> Result<()> {
    page.open("/")?;
    let module = published("model/code.js");
    let decoded = |code: &str| {
        page.texts(&format!(
            "(await import('./{module}').then(async ({{ encodeCode, decodeCode }}) => {{
                const {{ text, problem }} = await decodeCode({code});
                return [text ?? '', problem ?? ''];
            }}))"
        ))
    };
    assert_eq!(
        decoded("await encodeCode('print(\"🦊 \u{feff}\")\\n')")?,
        ["print(\"🦊 \u{feff}\")\n", ""]
    );
    // As another library compresses it.
    assert_eq!(decoded("'KyjKzCvRUM9IzMnJV9fkAgA'")?, ["print('hallo')\n", ""]);
    for code in ["'KyjKzCvRUM9IzMn'", "'%20'", "'____'"] {
        let found = decoded(code)?;
        assert!(found[0].is_empty() && found[1].contains("damaged or cut off"), "{code} {found:?}");
    }
    let found = decoded("await encodeCode('x'.repeat(50_000_000))")?;
    assert!(found[0].is_empty() && found[1].contains("longer than 200 KiB"), "{found:?}");
    Ok(())
}
