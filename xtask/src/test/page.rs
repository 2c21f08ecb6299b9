//! The page in real browsers, through WebDriver: the tests in `tests/page/`.

use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::Result;

use super::report::Report;
use super::sites::Sites;
use super::workshop::Workshop;
use crate::serve::{Server, Website};
use crate::tools::{self, browsers::Browser, npm};
use crate::wasm::Profile;
use crate::{project, site};

/// In Chromium.
pub fn chromium(workshop: &Workshop) -> Result<Report> {
    run(workshop, Browser::Chromium, Share::Shared)
}

/// In Firefox.
pub fn firefox(workshop: &Workshop) -> Result<Report> {
    run(workshop, Browser::Firefox, Share::Shared)
}

/// The claims that need the machine for themselves, in Chromium.
pub fn chromium_alone(workshop: &Workshop) -> Result<Report> {
    run(workshop, Browser::Chromium, Share::Alone)
}

/// The claims that need the machine for themselves, in Firefox.
pub fn firefox_alone(workshop: &Workshop) -> Result<Report> {
    run(workshop, Browser::Firefox, Share::Alone)
}

/// Which claims are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Share {
    /// Claims that can share the machine.
    Shared,
    /// Claims that need the machine for themselves.
    Alone,
}

fn run(workshop: &Workshop, browser: Browser, share: Share) -> Result<Report> {
    // Cargo compiles one of these while another is optimised.
    let (page_tests, failing, built) = thread::scope(|scope| {
        let page_tests = scope.spawn(|| workshop.page_tests());
        let failing = scope.spawn(|| workshop.built_failing());
        let built = workshop.built();
        let join = "building does not panic";
        (page_tests.join().expect(join), failing.join().expect(join), built)
    });
    for built in [built?, failing?] {
        if !built.success {
            return Ok(Report::of(built));
        }
    }
    let Sites { failing, next, half } = workshop.sites()?;
    let page_tests = match page_tests? {
        Ok(page_tests) => page_tests,
        Err(captured) => return Ok(Report::of(captured)),
    };
    let folder = project::target().join("page-tests");
    let published = site::folder(Profile::Release);
    let www = Website::of(published.clone());
    // The page comes from the network once, and then from the browser's cache.
    let site = Website { may_be_cached: true, ..www.clone() };
    let page = Server::bind(0)?.start(site.clone())?;
    let fresh = Server::bind(0)?.start(www.clone())?;
    let below_root = Server::bind(0)?.start_below("/coroscope/", www.clone())?;
    let slow = Website { data_delay: Duration::from_secs(10), ..site.clone() };
    let slow = Server::bind(0)?.start(slow)?;
    let plain = Server::bind(0)?.start(Website { isolation: false, ..site.clone() })?;
    let test_programs = Website { root: failing, ..site };
    let test_programs = Server::bind(0)?.start(test_programs)?;
    // A version that a browser may keep, and the version after it.
    let kept = Website { is_live: false, isolation: false, ..www };
    let next = Website { root: next, ..kept.clone() };
    let half = Website { overlay: Some(half), ..kept.clone() };
    let [kept, next, half] =
        [kept, next, half].map(|site| Server::bind(0)?.start_below("/coroscope/", site));
    let (kept, next, half) = (kept?, next?, half?);

    let mut command = Command::new(page_tests);
    command.current_dir(project::root()).args(&workshop.arguments);
    command
        .env("PATH", tools::path())
        .env("COROSCOPE_BROWSER", browser.name())
        .env("COROSCOPE_ALONE", if share == Share::Alone { "only" } else { "none" })
        .env("COROSCOPE_PAGE_URL", page.url())
        .env("COROSCOPE_PAGE_URL_FRESH", fresh.url())
        .env("COROSCOPE_PAGE_URL_TEST_PROGRAMS", test_programs.url())
        .env("COROSCOPE_PAGE_URL_SLOW", slow.url())
        .env("COROSCOPE_PAGE_URL_BELOW_ROOT", below_root.url())
        .env("COROSCOPE_PAGE_URL_NOT_ISOLATED", plain.url())
        .env("COROSCOPE_PAGE_URL_KEPT", kept.url())
        .env("COROSCOPE_PAGE_URL_NEXT", next.url())
        .env("COROSCOPE_PAGE_URL_HALF", half.url())
        .env("COROSCOPE_SITE", &published)
        .env("COROSCOPE_SITE_MODULES", site::modules_file(&published))
        .env("COROSCOPE_NPM", npm::install()?)
        .env("COROSCOPE_PAGE_TESTS_OUT", &folder)
        .env("RUST_BACKTRACE", "0");
    let alone = if share == Share::Alone { "-alone" } else { "" };
    let output = folder.join(format!("output-{}{alone}.txt", browser.name()));
    Ok(Report::of_rust_tests(workshop.look.run(&output, &mut command)?))
}
