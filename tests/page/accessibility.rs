//! What axe-core, a collection of the rules of accessibility, finds on the main views.

use std::path::PathBuf;

use browser::{Context, Result};

use crate::harness::{Claim, LAPTOP, Site, Visit, claims, setting};
use crate::layout::{PHONE, SMALL_DARK_CALM};

pub const CLAIMS: &[Claim] = claims![
    Site::Published, LAPTOP =>
        axe_finds_nothing_on_a_laptop,
        axe_finds_nothing_in_what_went_wrong;
    Site::Published, PHONE => axe_finds_nothing_on_a_phone;
    Site::Published, SMALL_DARK_CALM => axe_finds_nothing_in_the_dark;
];

const RUN: &str = "/?program=greetings&first-delay=50&second-delay=100";

fn axe_finds_nothing_on_a_laptop(page: &Visit) -> Result<()> {
    page.arrive("/")?;
    axe_finds_nothing(page)?;
    page.arrive(&format!("{RUN}&compare=1&tab=python"))?;
    page.run()?;
    page.run_js("for (const one of document.querySelectorAll('details')) one.open = true")?;
    page.by_css("#tracks")?.press("ArrowRight")?;
    page.frames(2)?;
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

/// The policy of the page forbids foreign scripts, so WebDriver brings axe-core in.
fn axe_finds_nothing(page: &Visit) -> Result<()> {
    let path = PathBuf::from(setting("COROSCOPE_NPM")).join("axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&path)
        .with_context(|| format!("{} is missing: `npm ci` puts it there", path.display()))?;
    // A colour on its way to another would be judged by what it is half-way.
    let found = page.run_js(&format!(
        "const changes = document.getAnimations().filter((one) => one instanceof CSSTransition);
         await Promise.allSettled(changes.map((one) => one.finished));
         {axe}
         const {{ violations, passes }} = await axe.run(document);
         return [passes.length, ...violations.map(({{ id, help, nodes }}) =>
             `${{id}} (${{help}}): ${{nodes.map((one) => one.target.join(' ') + ' ' + one.failureSummary).join('; ')}}`)]"
    ))?;
    let found = found.as_array().context("axe-core has no result")?;
    assert!(found[0].as_u64().is_some_and(|passes| passes > 10), "it checked {}", found[0]);
    assert!(found.len() == 1, "{:#?}", &found[1..]);
    Ok(())
}
