//! A real browser to look at the page with: for the page tests, the screenshots and the benchmark.
//!
//! A [`Page`] is one headless browser with one tab, opened with a [`Viewport`] (size, colour scheme,
//! motion, contrast). Its methods are plain blocking calls. Underneath, WebDriver carries the commands
//! and WebDriver BiDi the events: messages on the console, uncaught exceptions and, if asked for,
//! requests.
//!
//! ```no_run
//! # fn main() -> anyhow::Result<()> {
//! use browser::{Engine, Page, Viewport};
//!
//! let page = Page::launch(Engine::Chromium, &Viewport::default())?;
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
mod roles;
mod waiting;

pub use anyhow::{Context, Result, bail, ensure};
pub use element::Element;
pub use engine::Engine;
pub use page::{PATIENCE, Page};

/// The window that the page is shown in, and the preferences of the person who looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewport {
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
    /// Further arguments for Chromium. Firefox takes none.
    pub flags: &'static [&'static str],
    /// Whether requests are noted. That makes a page take twice as long until it is usable.
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
    /// As little movement as possible.
    Reduced,
}

/// The contrast that a person prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contrast {
    /// The page chooses.
    Usual,
    /// More than usual. Only Chromium can be asked for it.
    More,
    /// Only the few colours of the system.
    Forced,
}

impl Default for Viewport {
    /// A laptop's window, light, with movement.
    fn default() -> Viewport {
        Viewport {
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

impl Viewport {
    /// The same viewport at another size.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> Viewport {
        Viewport { width, height, ..self }
    }

    /// The same viewport for a person who prefers dark.
    #[must_use]
    pub fn dark(self) -> Viewport {
        Viewport { scheme: Scheme::Dark, ..self }
    }

    /// The same viewport for a person who prefers this contrast.
    #[must_use]
    pub fn contrast(self, contrast: Contrast) -> Viewport {
        Viewport { contrast, ..self }
    }

    /// The same viewport in a Chromium with further arguments.
    #[must_use]
    pub fn flags(self, flags: &'static [&'static str]) -> Viewport {
        Viewport { flags, ..self }
    }

    /// The same viewport for a person who prefers little movement.
    #[must_use]
    pub fn reduced_motion(self) -> Viewport {
        Viewport { motion: Motion::Reduced, ..self }
    }
}
