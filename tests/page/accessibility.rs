//! What axe-core, a collection of the rules of accessibility, finds on the main views.

use std::path::PathBuf;

use browser::{Context, Result};

use crate::address::turn_to;
use crate::harness::{Case, LAPTOP, Visit, Website, cases, setting};
use crate::layout::{FORCED_COLOURS, PHONE, SMALL_DARK_CALM};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        axe_finds_nothing_on_a_laptop,
        axe_finds_nothing_in_any_program_by_day_and_by_night,
        axe_finds_nothing_in_any_tool,
        axe_finds_nothing_in_what_went_wrong;
    Website::Published, PHONE =>
        axe_finds_nothing_on_a_phone,
        axe_finds_nothing_in_any_tool_on_a_phone;
    Website::Published, SMALL_DARK_CALM =>
        axe_finds_nothing_in_the_dark,
        axe_finds_nothing_in_any_tool_in_the_dark;
    Website::Published, FORCED_COLOURS => axe_finds_nothing_with_forced_colours;
];

const RUN: &str = "/?program=greetings&first-delay=50&second-delay=100";

fn axe_finds_nothing_on_a_laptop(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    axe_finds_nothing(page)?;
    turn_to(page, &format!("{}&compare=1&tab=python&layers=wakes.chain", &RUN[1..]))?;
    page.wait_for_listing()?;
    page.run()?;
    page.run_js("for (const one of document.querySelectorAll('details')) one.open = true")?;
    page.by_css("#tracks")?.press("ArrowRight")?;
    page.settled()?;
    axe_finds_nothing(page)
}

fn axe_finds_nothing_in_what_went_wrong(page: &Visit) -> Result<()> {
    page.arrive("/?program=blocking&variant=blocking-sleep&nonsense=1")?;
    page.set("delay", "soon")?;
    axe_finds_nothing(page)
}

fn axe_finds_nothing_on_a_phone(page: &Visit) -> Result<()> {
    page.arrive(RUN)?;
    page.run()?;
    page.click("run")?;
    page.by_css("#menu-button")?.click()?;
    page.frames(2)?;
    axe_finds_nothing(page)
}

fn axe_finds_nothing_in_the_dark(page: &Visit) -> Result<()> {
    page.arrive("/?program=blocking&variant=blocking-sleep&delay=60&compare=1&nonsense=1")?;
    page.run()?;
    axe_finds_nothing(page)
}

fn axe_finds_nothing_in_any_program_by_day_and_by_night(page: &Visit) -> Result<()> {
    // Not the first one, because each is chosen in turn.
    page.arrive("/?program=scale")?;
    let programs = page.texts(
        "[...document.querySelectorAll('nav [data-program]')].map((one) => one.dataset.program)",
    )?;
    for program in programs {
        page.choose_program(&program)?;
        axe_finds_nothing(page).with_context(|| program.clone())?;
        // In the dark theme only the colours differ.
        choose_theme(page, "dark")?;
        page.settled()?;
        axe_finds_nothing_of(page, "color-contrast").with_context(|| format!("{program}, dark"))?;
        choose_theme(page, "light")?;
    }
    choose_theme(page, "auto")
}

fn choose_theme(page: &Visit, theme: &str) -> Result<()> {
    page.run_js(&format!(
        "document.querySelector('#theme input[value={theme}]').closest('label').click()"
    ))
    .map(drop)
}

fn axe_finds_nothing_in_any_tool(page: &Visit) -> Result<()> {
    nothing_in_any_tool(page)
}

fn axe_finds_nothing_in_any_tool_on_a_phone(page: &Visit) -> Result<()> {
    nothing_in_any_tool(page)
}

fn axe_finds_nothing_in_any_tool_in_the_dark(page: &Visit) -> Result<()> {
    nothing_in_any_tool(page)
}

fn nothing_in_any_tool(page: &Visit) -> Result<()> {
    page.arrive("/?program=blocking&variant=blocking-sleep&delay=60")?;
    page.run()?;
    page.click("help-button")?;
    page.wait_for_js("document.querySelector('dialog[open]')")?;
    axe_finds_nothing(page).context("the help")?;
    page.click("close-help")?;
    // One after another, as people open them, until all are open.
    let tools =
        page.texts("[...document.querySelectorAll('#tools > details')].map((one) => one.id)")?;
    for tool in &tools {
        page.run_js(&format!("document.getElementById({tool:?}).open = true"))?;
        page.wait_for_js(&format!(
            "document.getElementById({tool:?}).lastElementChild.childElementCount > 0"
        ))?;
        page.settled()?;
    }
    page.run_js("for (const one of document.querySelectorAll('details')) one.open = true")?;
    page.settled()?;
    axe_finds_nothing(page).with_context(|| format!("{tools:?}"))?;

    page.arrive("/?program=gather-and-wait&at=700")?;
    page.wait_for_js("!document.querySelector('#moment').hidden")?;
    page.click("guess-first")?;
    page.wait_for_js("!document.querySelector('#guess').hidden")?;
    axe_finds_nothing(page).context("a guess")?;
    page.arrive("/embed.html?program=greetings&first-delay=20&second-delay=40")?;
    page.run()?;
    axe_finds_nothing(page).context("within another page")
}

fn axe_finds_nothing_with_forced_colours(page: &Visit) -> Result<()> {
    page.arrive("/?program=blocking&variant=blocking-sleep&delay=60&compare=1")?;
    page.run()?;
    axe_finds_nothing(page)
}

/// Checks the page as it is.
pub fn axe_finds_nothing(page: &Visit) -> Result<()> {
    axe(page, "{ resultTypes: ['violations'] }", 10)
}

/// Checks a single rule, which is quicker.
fn axe_finds_nothing_of(page: &Visit, rule: &str) -> Result<()> {
    axe(page, &format!("{{ runOnly: [{rule:?}] }}"), 1)
}

/// The policy of the page forbids foreign scripts, so WebDriver brings axe-core in.
fn axe(page: &Visit, options: &str, least: u64) -> Result<()> {
    // A colour that changes gradually would be checked half-way.
    let judge = format!(
        "if (typeof window.axe === 'undefined') return null;
         {WHAT_TO_JUDGE}
         const changes = document.getAnimations().filter((one) => one instanceof CSSTransition);
         await Promise.allSettled(changes.map((one) => one.finished));
         const {{ violations, passes }} = await window.axe.run({{ exclude: [['[data-is-judged]']] }}, {options});
         return [passes.length, ...violations.map(({{ id, help, nodes }}) =>
             `${{id}} (${{help}}): ${{nodes.map((one) => one.target.join(' ') + ' ' + one.failureSummary).join('; ')}}`)]"
    );
    let mut found = page.run_js(&judge)?;
    if found.is_null() {
        // Half a megabyte, which a page keeps until it is left.
        let path = PathBuf::from(setting("COROSCOPE_NPM")).join("axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&path)
            .with_context(|| format!("{} is missing: `npm ci` puts it there", path.display()))?;
        page.run_js(&axe)?;
        found = page.run_js(&judge)?;
    }
    let found = found.as_array().context("axe-core has no result")?;
    assert!(found[0].as_u64().is_some_and(|passes| passes >= least), "it checked {}", found[0]);
    assert!(found.len() == 1, "{:#?}", &found[1..]);
    Ok(())
}

/// axe-core takes seconds for a page, most of them for colours, so what it has judged in this page and
/// by this light is not judged again. That is an element that is the same to the letter, in the same
/// place, unless there are fields in it, whose state is not in the letters. Of a listing, which has
/// hundreds of words in a handful of colours, and of the list of programs, it is each line that looks
/// as others did.
const WHAT_TO_JUDGE: &str = "
    const light = getComputedStyle(document.body).backgroundColor;
    const judged = ((window.judged ??= {})[light] ??= new Set());
    const isNew = (key) => !judged.has(key) && judged.add(key);
    const leaveOut = (one) => one.toggleAttribute('data-is-judged', true);
    for (const one of document.querySelectorAll('[data-is-judged]')) one.removeAttribute('data-is-judged');
    const fields = 'input, select, textarea';
    const look = (one, place) => {
        const hasState = one.matches(fields) || one.querySelector(fields) || one.shadowRoot;
        if (!isNew(place + one.outerHTML) && !hasState) leaveOut(one);
        else for (const child of one.children) look(child, place + one.cloneNode(false).outerHTML);
    };
    look(document.body, document.documentElement.cloneNode(false).outerHTML);
    for (const line of document.querySelectorAll('#listing .line, #catalog a')) {
        const looks = [line, ...line.querySelectorAll('*')].map((one) => `${line.className} ${line.ariaCurrent} ${one.tagName} ${one.className}`);
        if (looks.filter(isNew).length === 0) leaveOut(line);
    }";
