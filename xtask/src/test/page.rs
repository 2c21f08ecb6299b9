//! The page in real browsers, through WebDriver: the tests in `tests/page/`.

use std::time::Duration;

use anyhow::Result;

use super::workshop::build;
use super::{Report, Workshop};
use crate::serve::{Server, Site};
use crate::tools::{self, browsers::Browser, npm};
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
    let overlay = folder.join("site");
    let out = overlay.join("pkg").display().to_string();
    let built = build(&["--features", "test-programs", "--out", &out])?;
    if !built.success {
        return Ok(Report::of(built));
    }
    let site = Site::of(project::www());
    let page = Server::bind(0)?.start(site.clone())?;
    let below_root = Server::bind(0)?.start_below("/coroscope/", site.clone())?;
    let slow = Site { data_delay: Duration::from_secs(2), ..site.clone() };
    let slow = Server::bind(0)?.start(slow)?;
    let plain = Server::bind(0)?.start(Site { isolation: false, ..site.clone() })?;
    let test_programs = Server::bind(0)?.start(Site { overlay: Some(overlay), ..site })?;

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
        .env("COROSCOPE_NPM", npm::install()?)
        .env("COROSCOPE_PAGE_TESTS_OUT", folder)
        .env("RUST_BACKTRACE", "0");
    Ok(Report::of_rust_tests(process::capture(&mut command)?))
}
