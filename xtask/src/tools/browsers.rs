//! The browsers that the page is tested in, each with its WebDriver.

use std::ffi::OsString;

use anyhow::{Result, bail};

use super::{apt, install};
use crate::process;
use crate::progress::Step;

/// A browser that tests can run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Browser {
    /// Makes sure of the browser that the arguments name; by default Chromium.
    pub fn ensure_asked_for(arguments: &[OsString]) -> Result<()> {
        let browser = match arguments.iter().any(|argument| argument == "firefox") {
            true => Browser::Firefox,
            false => Browser::Chromium,
        };
        browser.ensure_in_sight()
    }

    /// [`Browser::ensure`], with a line of progress.
    pub fn ensure_in_sight(self) -> Result<()> {
        let step = Step::start_if_slow(format!("{} and its driver", self.name()));
        self.ensure()?;
        step.done("installed");
        Ok(())
    }

    /// Reads `chromium` or `firefox`.
    pub fn parse(name: &str) -> Result<Browser> {
        match name {
            "chromium" => Ok(Browser::Chromium),
            "firefox" => Ok(Browser::Firefox),
            other => bail!("{other:?} is no browser known here: say chromium or firefox"),
        }
    }

    /// The name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        }
    }

    /// The program that speaks WebDriver for it.
    pub fn driver(self) -> &'static str {
        match self {
            Browser::Chromium => "chromedriver",
            Browser::Firefox => "geckodriver",
        }
    }

    /// The names that it may be installed under.
    fn programs(self) -> &'static [&'static str] {
        match self {
            Browser::Chromium => &["chromium", "chromium-browser", "google-chrome", "chrome"],
            Browser::Firefox => &["firefox", "firefox-esr"],
        }
    }

    /// Whether the browser itself is installed.
    pub fn is_installed(self) -> bool {
        self.programs().iter().any(|program| process::find(program).is_some())
            // On these systems browsers are not on PATH, and the drivers find them.
            || cfg!(any(windows, target_os = "macos"))
    }

    /// Makes sure that the browser and its driver are installed. An error says what to install.
    pub fn ensure(self) -> Result<()> {
        match self {
            Browser::Chromium => {
                if self.is_installed() && process::find(self.driver()).is_some() {
                    return Ok(());
                }
                if !apt::can_install() {
                    bail!("install Chromium (or Chrome) and the chromedriver of the same version");
                }
                apt::install(&["chromium", "chromium-driver"])
            }
            Browser::Firefox => {
                if !self.is_installed() {
                    if !apt::can_install() {
                        bail!("install Firefox");
                    }
                    apt::install(&["firefox-esr"])?;
                }
                install::geckodriver()
            }
        }
    }
}
