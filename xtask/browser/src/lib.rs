//! A real browser to look at the page with: for the page tests, the screenshots and the benchmark.
//!
//! A [`Page`] is one headless browser with one tab, opened with a [`Screen`] (size, colour scheme,
//! motion, contrast). Its methods are plain blocking calls. Underneath, WebDriver carries the commands and
//! WebDriver BiDi the events: what the console said, which exceptions nobody caught, and, if asked
//! for, which requests were made.
//!
//! ```no_run
//! # fn main() -> anyhow::Result<()> {
//! use browser::{Engine, Page, Screen};
//!
//! let page = Page::launch(Engine::Chromium, &Screen::default())?;
//! page.goto("http://127.0.0.1:8080/")?;
//! page.by_role("button", "Run")?.click()?;
//! page.wait_for("the run to end", || Ok(page.by_test_id("state")?.text()? == "done"))?;
//! assert!(page.problems().is_empty());
//! # Ok(())
//! # }
//! ```

mod capabilities;
mod command;
mod driver;
mod element;
mod engine;
mod events;
mod keys;
mod page;
mod processor;
mod roles;
mod session;
mod waiting;

pub use anyhow::{Context, Result, bail, ensure};
pub use element::Element;
pub use engine::Engine;
pub use page::{PATIENCE, Page};

/// The window of a page, and what its person prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Height of the page in CSS pixels.
    pub height: u32,
    /// What `prefers-color-scheme` says.
    pub scheme: Scheme,
    /// What `prefers-reduced-motion` says.
    pub motion: Motion,
    /// What `prefers-contrast` and `forced-colors` say.
    pub contrast: Contrast,
    /// Further words for the command line of Chromium. Firefox takes none.
    pub flags: &'static [&'static str],
    /// Whether requests are noted. That slows a browser down: a page takes twice as long until it is
    /// usable.
    pub notes_requests: bool,
}

/// The colour scheme that a person prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How much movement a person wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Movement is welcome.
    Full,
    /// As little as can be.
    Reduced,
}

/// How strongly a person wants things to stand out from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contrast {
    /// As the page likes.
    Usual,
    /// More than usual. Only Chromium can be asked for it.
    More,
    /// With the few colours that the system has, and no others.
    Forced,
}

impl Default for Screen {
    /// A laptop's window, light, with movement.
    fn default() -> Screen {
        Screen {
            width: 1440,
            height: 900,
            scheme: Scheme::Light,
            motion: Motion::Full,
            contrast: Contrast::Usual,
            flags: &[],
            notes_requests: false,
        }
    }
}

impl Screen {
    /// The same screen at another size.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> Screen {
        Screen { width, height, ..self }
    }

    /// The same screen for a person who prefers dark.
    #[must_use]
    pub fn dark(self) -> Screen {
        Screen { scheme: Scheme::Dark, ..self }
    }

    /// The same screen for a person who wants this contrast.
    #[must_use]
    pub fn contrast(self, contrast: Contrast) -> Screen {
        Screen { contrast, ..self }
    }

    /// The same screen in a Chromium that is started with further arguments.
    #[must_use]
    pub fn flags(self, flags: &'static [&'static str]) -> Screen {
        Screen { flags, ..self }
    }

    /// The same screen for a person who wants little movement.
    #[must_use]
    pub fn reduced_motion(self) -> Screen {
        Screen { motion: Motion::Reduced, ..self }
    }
}
