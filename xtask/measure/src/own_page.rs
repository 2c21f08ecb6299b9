//! Coroscope's own page, as people have it, for what is measured in it.

use anyhow::Result;
use browser::{Engine, Page, Screen};

use crate::options::Options;

/// The window of the page, CSS pixels.
const SIZE: (u32, u32) = (1440, 900);

/// A browser of its own, to which nobody listens, with nothing in it.
pub fn browser(engine: Engine) -> Result<Page> {
    Page::launch_unobserved(engine, &Screen::default().size(SIZE.0, SIZE.1))
}

/// Opens the page at a path, in a browser of its own, and waits for the first prediction.
pub fn open(engine: Engine, options: &Options, path: &str) -> Result<Page> {
    let page = browser(engine)?;
    page.goto(&format!("{}{path}", options.page_url))?;
    page.wait_for_js("performance.getEntriesByName('predicted').length")?;
    Ok(page)
}

/// Loads a module of `bench/` beside those of the page, as `panning/panning.js`.
pub fn bring(page: &Page, module: &str) -> Result<()> {
    page.run_js(&format!(
        "const script = document.createElement('script');
         Object.assign(script, {{ type: 'module', src: '{module}' }});
         document.head.append(script);
         await new Promise((go, fail) => Object.assign(script, {{ onload: go, onerror: fail }}))"
    ))
    .map(drop)
}
