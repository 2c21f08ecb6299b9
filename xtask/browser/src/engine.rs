//! The browsers that can be driven, and where their programs are.

use std::path::PathBuf;

use anyhow::{Result, bail};

/// A browser with its driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium or Chrome, with chromedriver.
    Chromium,
    /// Firefox, with geckodriver.
    Firefox,
}

impl Engine {
    /// Reads `chromium` or `firefox`.
    pub fn parse(name: &str) -> Result<Engine> {
        match name {
            "chromium" => Ok(Engine::Chromium),
            "firefox" => Ok(Engine::Firefox),
            other => bail!("{other:?} is no browser known here: say chromium or firefox"),
        }
    }

    /// The engine's name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
        }
    }

    /// The program that speaks WebDriver for it.
    pub fn driver(self) -> &'static str {
        match self {
            Engine::Chromium => "chromedriver",
            Engine::Firefox => "geckodriver",
        }
    }

    /// The browser itself, if it is on PATH. Otherwise its driver looks where it is usually installed.
    pub fn binary(self) -> Option<PathBuf> {
        let names: &[&str] = match self {
            Engine::Chromium => &["chromium", "chromium-browser", "google-chrome", "chrome"],
            Engine::Firefox => &["firefox", "firefox-esr"],
        };
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path)
            .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
            .find(|candidate| candidate.is_file())
    }
}
