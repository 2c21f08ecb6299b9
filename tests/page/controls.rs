//! Everything that can be pressed, moved or typed into, whatever it is: the keyboard gets there and
//! away again, keeps its place when things change, and a finger finds enough to touch.

use browser::Result;

use crate::harness::{Case, LAPTOP, Visit, Website, cases};
use crate::layout::PHONE;

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        tab_reaches_every_control_in_the_order_in_which_they_stand,
        no_control_loses_the_focus_when_it_is_pressed,
        a_field_that_takes_a_fraction_brings_up_a_keyboard_with_a_point;
    Website::Published, PHONE =>
        a_finger_finds_enough_of_every_control;
];

/// Every control, in the order of the document. Of radio buttons and of tabs a single one is enough,
/// because arrow keys lead to the others.
const CONTROLS: &str = "(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
    return all.filter((one) => one.tabIndex >= 0 && !one.disabled && !one.closest('[inert]')
        && one.checkVisibility({ visibilityProperty: true })
        && !(one.type === 'radio' && !one.checked));
})()";

/// The name of a control in messages.
const NAME: &str = "((one) => [one.localName, one.id, one.dataset?.testid, \
    (one.getAttribute?.('aria-label') ?? one.textContent ?? '').trim().slice(0, 30)].filter(Boolean).join(' '))";

/// A view with everything open that can be opened.
fn open_everything(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings&variant=concurrent&first-delay=30&second-delay=60&compare=1")?;
    page.run()?;
    page.run_js("for (const one of document.querySelectorAll('details')) one.open = true")?;
    page.wait_for_js("document.querySelectorAll('[data-testid=spans] tr').length > 2")?;
    page.wait_for_js(
        "[...document.querySelectorAll('#tools > details')].every((one) => one.lastElementChild.childElementCount > 0)",
    )?;
    page.settled()
}

fn a_field_that_takes_a_fraction_brings_up_a_keyboard_with_a_point(page: &Visit) -> Result<()> {
    page.arrive("/?program=countdown")?;
    page.run_js("document.querySelector('#orders').open = true")?;
    page.wait_for_js("document.querySelector('#seed')")?;
    // Whether it takes a fraction is for the browser to say.
    let fields = page.texts(
        "[...document.querySelectorAll('input[type=number]')].map((one) => {
             one.value = Number(one.min) + 0.5;
             const takes = !one.validity.stepMismatch;
             return `${one.id} ${takes} ${one.inputMode}`;
         })",
    )?;
    assert_eq!(
        fields,
        [
            "param-coroutines false numeric",
            "param-longest false numeric",
            "param-unit true decimal",
            "seed false numeric"
        ]
    );
    Ok(())
}

fn tab_reaches_every_control_in_the_order_in_which_they_stand(page: &Visit) -> Result<()> {
    open_everything(page)?;
    page.run_js(&format!(
        "const all = {CONTROLS};
         window.names = all.map({NAME});
         // Places in that list; -1 is none of them.
         window.visited = [];
        // Copies of earlier events for a view that was fetched late.
         document.addEventListener('focusin', ({{ target, isTrusted }}) =>
             isTrusted && window.visited.push(all.findIndex((one) => one.isSameNode(target))));
         all[0].focus()"
    ))?;
    let expected = page.texts("window.names")?;
    assert!(expected.len() > 40, "{expected:?}");
    // At the end some browsers begin anew, and others leave the page.
    for _ in 0..expected.len() + 1 {
        page.press("Tab")?;
    }
    let missed =
        page.texts("window.names.filter((_, place) => !window.visited.includes(place))")?;
    assert!(missed.is_empty(), "Tab does not reach {missed:?}");
    let steps = page.texts(
        "window.visited.flatMap((to, step) => {
             const from = window.visited[step - 1] ?? -1;
             return from === -1 || to > from ? [] : [`${window.names[from]} to ${window.names[to]}`];
         })",
    )?;
    let all = page.texts("window.visited.map((one) => window.names[one] ?? 'elsewhere')")?;
    assert!(steps.len() <= 1, "{steps:?} of {all:?}");
    Ok(())
}

fn no_control_loses_the_focus_when_it_is_pressed(page: &Visit) -> Result<()> {
    open_everything(page)?;
    // Without controls that leave the page, save a file or ask for a file.
    const PRESSED: &str = "[...document.querySelectorAll('main button, main summary, main input[type=checkbox]')]
        .filter((one) => !one.disabled && one.getAttribute('aria-disabled') !== 'true'
            && one.checkVisibility({ visibilityProperty: true })
            && !/save|copy|download|open|export|performance/i.test(`${one.textContent} ${one.dataset.testid ?? ''}`))";
    // Controls that remove others come last.
    page.run_js(&format!(
        "const last = ['pin-sequential', 'pin-concurrent', 'compare', 'runs-clear', 'reset', 'tab-python'];
         const turn = (one) => last.indexOf(one.dataset.testid);
         window.pressed = {PRESSED}.sort((one, other) => turn(one) - turn(other));
         window.names = window.pressed.map({NAME})"
    ))?;
    let names = page.texts("window.names")?;
    assert!(names.len() > 10, "{names:?}");
    let (mut lost, mut missed) = (Vec::new(), Vec::new());
    for (place, name) in names.iter().enumerate() {
        // What a summary has closed is opened again, and a guess, which hides much, is given up. In
        // the place of what went with a run is what the next has brought, with other numbers.
        let found = page.run_js(&format!(
            "const closed = [...document.querySelectorAll('main details:not([open])')];
             await Promise.all(closed.map((one) => new Promise((go) => {{
                 one.addEventListener('toggle', go, {{ once: true }});
                 one.open = true;
             }})));
             if (!document.querySelector('#guess').hidden) document.querySelector('[data-testid=guess-show]').click();
             const known = window.pressed[{place}];
             const kind = (one) => (one.dataset.testid ?? ({NAME})(one)).replace(/[0-9.,]+/g, '#');
             const find = () => known.isConnected ? known : {PRESSED}.find((one) => kind(one) === kind(known));
             // What is made anew for the next run may take some frames, and what is hidden during a
             // run as many as the run.
             let has = false;
             for (let i = 0; i < 2 || (!has && i < 300); i++) {{
                 await new Promise((go) => requestAnimationFrame(go));
                 const one = find();
                 one?.focus();
                 has = one?.isSameNode(document.activeElement) ?? false;
             }}
             return has"
        ))?;
        if found != true {
            missed.push(name.clone());
            continue;
        }
        page.press("Space")?;
        page.wait_for_end()?;
        // It may have begun to play the run, so that the page is never at rest. What takes the focus
        // may still be on its way.
        let found = page.run_js(
            "let isLost = false;
             for (let i = 0; i < 4 || (isLost && i < 120); i++) {
                 await new Promise((go) => requestAnimationFrame(go));
                 const one = document.activeElement;
                 isLost = !one || one.isSameNode(document.body) || !one.checkVisibility();
             }
             return [isLost, document.querySelector('dialog[open]') !== null]",
        )?;
        if found[0] == true {
            lost.push(name.clone());
        }
        if found[1] == true {
            page.press("Escape")?;
        }
    }
    assert!(lost.is_empty(), "the focus is lost by {lost:?}");
    assert!(missed.is_empty(), "these could not be pressed: {missed:?} of {names:?}");
    Ok(())
}

/// CSS pixels: the least that the rules of accessibility ask for.
const LEAST: f64 = 24.0;

fn a_finger_finds_enough_of_every_control(page: &Visit) -> Result<()> {
    open_everything(page)?;
    let small = page.texts(&format!(
        "[...document.querySelectorAll('button, input, select, textarea, summary, nav a, [role=button]')]
             .filter((one) => one.checkVisibility({{ visibilityProperty: true }}) && !one.closest('[aria-hidden=true]'))
             .map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()])
             .filter(([, {{ width, height }}]) => width > 0 && (width < {LEAST} || height < {LEAST}))
             .map(([one, {{ width, height }}]) => `${{({NAME})(one)}}: ${{width.toFixed(0)}} by ${{height.toFixed(0)}}`)"
    ))?;
    assert!(small.is_empty(), "{small:#?}");
    Ok(())
}
