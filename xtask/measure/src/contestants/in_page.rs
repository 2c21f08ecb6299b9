//! The contestants that live in a page, in one browser.

use anyhow::Result;
use browser::{Engine, Page, Screen};
use serde_json::Value;

use super::host::{Host, Way, in_short};

/// With these, Chromium reports the exact size of JavaScript's heap, and collects garbage when asked.
const FLAGS: &[&str] = &["--enable-precise-memory-info", "--js-flags=--expose-gc"];

/// A browser with the page of the contestants.
#[derive(Debug)]
pub struct InPage {
    engine: Engine,
    url: String,
    pyodide: bool,
    version: String,
    /// Gone after a failure, so that the next work finds a browser that is in order.
    page: Option<Page>,
}

impl InPage {
    /// Starts the browser.
    pub fn open(engine: Engine, url: &str, pyodide: bool) -> Result<InPage> {
        let page = load(engine, url)?;
        let version = page.version();
        Ok(InPage { engine, url: url.into(), pyodide, version, page: Some(page) })
    }

    fn page(&mut self) -> Result<&Page> {
        match &mut self.page {
            Some(page) => Ok(page),
            gone => Ok(gone.insert(load(self.engine, &self.url)?)),
        }
    }
}

impl Host for InPage {
    fn name(&self) -> &'static str {
        self.engine.name()
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn ways(&self) -> Vec<Way> {
        let mut ways = vec![Way::Native, Way::Plain, Way::Coroscope, Way::Recorded];
        if self.pyodide {
            ways.push(Way::Pyodide);
        }
        ways
    }

    fn ask(&mut self, way: Way, work: &str, arguments: &Value) -> Result<Value> {
        let script = format!("return measure({:?}, {work:?}, {arguments})", way.name());
        let answer = self.page()?.run_js(&script);
        if answer.is_err() {
            self.page = None;
        }
        answer.map_err(|error| in_short(&error))
    }

    fn refresh(&mut self) -> Result<()> {
        let url = self.url.clone();
        let page = self.page()?;
        page.goto(&url)?;
        wait(page)
    }
}

fn load(engine: Engine, url: &str) -> Result<Page> {
    let page = Page::launch(engine, &Screen::default().flags(FLAGS))?;
    page.goto(url)?;
    wait(&page)?;
    Ok(page)
}

fn wait(page: &Page) -> Result<()> {
    page.wait_for_js("document.documentElement.dataset.state === 'ready'")
}
