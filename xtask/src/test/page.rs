//! The page in real browsers, through WebDriver: the tests in `tests/page/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use super::{Report, Workshop, prebuilt};
use crate::serve::{Server, Site};
use crate::tools::{self, browsers::Browser, npm};
use crate::wasm::kept;
use crate::{process, project};

/// In Chromium.
pub fn chromium(workshop: &Workshop) -> Result<Report> {
    run(workshop, Browser::Chromium)
}

/// In Firefox.
pub fn firefox(workshop: &Workshop) -> Result<Report> {
    run(workshop, Browser::Firefox)
}

fn run(workshop: &Workshop, browser: Browser) -> Result<Report> {
    let built = workshop.built()?;
    if !built.success {
        return Ok(Report::of(built.clone()));
    }
    // A second site, the same but for wasm that also has the programs that panic on purpose.
    let folder = project::target().join("page-tests");
    let overlay = prebuilt::overlay();
    let out = overlay.join("pkg").display().to_string();
    let built = workshop.build(&["--features", "test-programs", "--out", &out])?;
    if !built.success {
        return Ok(Report::of(built));
    }
    let site = Site::of(project::www());
    let page = Server::bind(0)?.start(site.clone())?;
    let below_root = Server::bind(0)?.start_below("/coroscope/", site.clone())?;
    let slow = Site { data_delay: Duration::from_secs(2), ..site.clone() };
    let slow = Server::bind(0)?.start(slow)?;
    let plain = Server::bind(0)?.start(Site { isolation: false, ..site.clone() })?;
    let test_programs = Server::bind(0)?.start(Site { overlay: Some(overlay), ..site.clone() })?;
    // What a browser may keep, and what comes after it.
    let kept = Site { is_live: false, isolation: false, ..site };
    let next = Site { overlay: Some(next_version(&folder)?), ..kept.clone() };
    let half = Site { overlay: Some(half_a_version(&folder)?), ..kept.clone() };
    let [kept, next, half] =
        [kept, next, half].map(|site| Server::bind(0)?.start_below("/coroscope/", site));
    let (kept, next, half) = (kept?, next?, half?);

    let mut command = process::cargo();
    command.args(["test", "--package", "coroscope", "--features", "page-tests", "--test", "page"]);
    // One after the other: the page measures times, and a second browser would be in them.
    command.args(["--", "--test-threads=1"]).args(&workshop.arguments);
    command
        .env("PATH", tools::path())
        .env("COROSCOPE_BROWSER", browser.name())
        .env("COROSCOPE_PAGE_URL", page.url())
        .env("COROSCOPE_PAGE_URL_TEST_PROGRAMS", test_programs.url())
        .env("COROSCOPE_PAGE_URL_SLOW", slow.url())
        .env("COROSCOPE_PAGE_URL_BELOW_ROOT", below_root.url())
        .env("COROSCOPE_PAGE_URL_NOT_ISOLATED", plain.url())
        .env("COROSCOPE_PAGE_URL_KEPT", kept.url())
        .env("COROSCOPE_PAGE_URL_NEXT", next.url())
        .env("COROSCOPE_PAGE_URL_HALF", half.url())
        .env("COROSCOPE_NPM", npm::install()?)
        .env("COROSCOPE_PAGE_TESTS_OUT", folder)
        .env("RUST_BACKTRACE", "0");
    Ok(Report::of_rust_tests(workshop.look.run(&mut command)?))
}

/// What is in the next version of the page, besides what is in this one: modules that say so.
fn next_version(folder: &Path) -> Result<PathBuf> {
    let (www, next) = (project::www(), folder.join("next"));
    for module in ["main.js", "results/tables.js"] {
        let text = fs::read_to_string(www.join(module))
            .with_context(|| format!("cannot read www/{module}"))?;
        project::write_if_changed(&next.join(module), &(text + "globalThis.isNext = true;\n"))?;
    }
    let _ = fs::remove_file(next.join(kept::LIST));
    let list = kept::text_of(&[&next, &www])?;
    project::write_if_changed(&next.join(kept::LIST), &list)?;
    Ok(next)
}

/// What a host has that is given a new version at this very moment: its list, and the old files.
fn half_a_version(folder: &Path) -> Result<PathBuf> {
    let half = folder.join("half");
    let list = fs::read_to_string(next_version(folder)?.join(kept::LIST))?;
    project::write_if_changed(&half.join(kept::LIST), &list)?;
    Ok(half)
}
