//! One headless browser with one tab.

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::capabilities::{capabilities, firefox_preferences};
use crate::command::Raw;
use crate::driver::Driver;
use crate::events::Events;
use crate::session::Session;
use crate::{Contrast, Engine, Motion, Scheme, Screen, processor};

mod conditions;
mod finding;
mod input;

/// How long a condition may take to come true, unless the caller says otherwise. It is longer than any
/// condition takes that is not stuck, on a slow machine too.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A browser of our own; it ends when this is dropped.
#[derive(Debug)]
pub struct Page {
    screen: Screen,
    /// The tab, as the channel of events calls it.
    tab: String,
    session: Session,
    events: Events,
    /// The processor time that was asked for last.
    used: Cell<Duration>,
    // Below the session, which ends before its driver does.
    driver: Driver,
}

impl Page {
    /// Starts a driver and a browser with an empty profile.
    pub fn launch(engine: Engine, screen: &Screen) -> Result<Page> {
        Page::start(engine, screen, true)
    }

    /// The same, without listening to the console. Firefox has the size it likes then.
    pub fn launch_unobserved(engine: Engine, screen: &Screen) -> Result<Page> {
        Page::start(engine, screen, false)
    }

    fn start(engine: Engine, screen: &Screen, is_observed: bool) -> Result<Page> {
        let driver = Driver::start(engine)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let client = runtime
            .block_on(
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities(engine, screen, is_observed))
                    .connect(driver.url()),
            )
            .with_context(|| format!("{} did not start", engine.name()))?;
        match prepare(&runtime, &client, engine, screen, is_observed) {
            Ok((tab, events)) => Ok(Page {
                screen: *screen,
                tab,
                session: Session::new(engine, runtime, client),
                events,
                used: Cell::default(),
                driver,
            }),
            Err(error) => {
                let _ = runtime.block_on(client.close());
                Err(error)
            }
        }
    }

    /// Which browser this is.
    pub fn engine(&self) -> Engine {
        self.session.engine()
    }

    /// How the page is looked at.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// Changes the screen. Returns false if that takes another browser.
    pub fn turn_to(&mut self, screen: &Screen) -> Result<bool> {
        let old = self.screen;
        if *screen == old {
            return Ok(true);
        }
        if screen.flags != old.flags {
            return Ok(false);
        }
        if screen.notes_requests != old.notes_requests {
            self.events.note_requests(screen.notes_requests)?;
        }
        match self.engine() {
            Engine::Chromium => {
                self.devtools("Emulation.setEmulatedMedia", media(screen))?;
            }
            Engine::Firefox => self.prefer(screen)?,
        }
        self.events.resize(&self.tab, screen)?;
        self.screen = *screen;
        Ok(true)
    }

    /// Tells Firefox what a person prefers.
    fn prefer(&self, screen: &Screen) -> Result<()> {
        let context = |name| self.session.raw("moz/context", Some(json!({ "context": name })));
        context("chrome").context("reaching the settings of Firefox")?;
        let set = firefox_preferences(screen)
            .map(|(name, value)| format!("Services.prefs.setIntPref({name:?}, {value});"));
        let outcome = self.run_js(&set.concat());
        context("content")?;
        outcome.map(drop)
    }

    /// The version of the browser, as it reports it.
    pub fn version(&self) -> String {
        let version = self.session.client().capabilities().map(|all| &all["browserVersion"]);
        version.and_then(Value::as_str).unwrap_or("of an unknown version").to_owned()
    }

    /// The processor time that this browser has used since its start, or since it was last asked, where
    /// the system says it.
    pub fn processor_time_since(&self) -> Option<Duration> {
        let now = processor::time_of(self.driver.process())?;
        Some(now.saturating_sub(self.used.replace(now)))
    }

    /// Sends a command of the Chrome DevTools protocol, which only Chromium knows.
    pub fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        self.session
            .raw("goog/cdp/execute", Some(body))
            .with_context(|| format!("sending {command}"))
    }

    /// Goes to `url` and waits until it has loaded.
    pub fn goto(&self, url: &str) -> Result<()> {
        self.session
            .block(self.session.client().goto(url))
            .with_context(|| format!("going to {url}"))
    }

    /// Goes into the first frame of the page: from now on everything is asked of what is in it.
    pub fn enter_first_frame(&self) -> Result<()> {
        self.session
            .block(self.session.client().enter_frame(0))
            .context("going into the first frame")
    }

    /// Goes back to the page that the frame is in.
    pub fn leave_frame(&self) -> Result<()> {
        self.session.block(self.session.client().enter_parent_frame()).context("leaving a frame")
    }

    /// The address of the page as it is now.
    pub fn url(&self) -> Result<String> {
        Ok(self.session.block(self.session.client().current_url())?.into())
    }

    /// Runs the body of an async function in the page and returns what it returns.
    pub fn run_js(&self, script: &str) -> Result<Value> {
        let wrapped = format!("return (async () => {{ {script}\n }})()");
        self.session
            .block(self.session.client().execute(&wrapped, Vec::new()))
            .with_context(|| format!("running {script:?}"))
    }

    /// Errors on the console, uncaught exceptions, refusals by the page's policy, and files of the page
    /// that are missing.
    pub fn problems(&self) -> Vec<String> {
        self.events.problems()
    }

    /// Waits until there is a problem whose text contains `part`, and returns all after the first
    /// `before`.
    pub fn wait_for_problem(&self, before: usize, part: &str) -> Result<Vec<String>> {
        match self.events.wait_for_problem(before, part, PATIENCE) {
            Some(problems) => Ok(problems),
            None => bail!("waited {} s in vain for {part:?} on the console", PATIENCE.as_secs()),
        }
    }

    /// The address of every request that the browser made for the page, if its screen notes them.
    pub fn requests(&self) -> Vec<String> {
        self.events.requests()
    }

    /// Writes a picture of what is in view, as PNG.
    pub fn screenshot(&self, path: &Path) -> Result<()> {
        let png =
            self.session.block(self.session.client().screenshot()).context("taking a picture")?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, png).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// What a person prefers, as Chromium is to take it.
fn media(screen: &Screen) -> Value {
    let scheme = if screen.scheme == Scheme::Dark { "dark" } else { "light" };
    let motion = if screen.motion == Motion::Reduced { "reduce" } else { "no-preference" };
    let more = if screen.contrast == Contrast::More { "more" } else { "no-preference" };
    let forced = if screen.contrast == Contrast::Forced { "active" } else { "none" };
    json!({ "features": [
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": motion },
        { "name": "prefers-contrast", "value": more },
        { "name": "forced-colors", "value": forced },
    ] })
}

/// Opens the channel of events, and sets what capabilities cannot say. Returns the tab that is
/// listened to.
fn prepare(
    runtime: &Runtime,
    client: &Client,
    engine: Engine,
    screen: &Screen,
    is_observed: bool,
) -> Result<(String, Events)> {
    if engine == Engine::Chromium {
        let body = json!({ "cmd": "Emulation.setEmulatedMedia", "params": media(screen) });
        let path = "goog/cdp/execute".into();
        runtime.block_on(client.issue_cmd(Raw { path, body: Some(body) }))?;
    }
    if !is_observed {
        return Ok((String::new(), Events::none()));
    }
    let socket = client
        .capabilities()
        .and_then(|capabilities| capabilities["webSocketUrl"].as_str())
        .context("the driver offers no WebDriver BiDi: it is too old")?;
    let tab = String::from(runtime.block_on(client.window())?);
    let events = Events::listen(socket, &tab, screen)?;
    Ok((tab, events))
}
