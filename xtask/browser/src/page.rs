//! One headless browser with one tab.

use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::capabilities::{capabilities, firefox_preferences};
use crate::command::Raw;
use crate::driver::Driver;
use crate::events::Events;
use crate::session::Session;
use crate::{Contrast, Element, Engine, Motion, Scheme, Screen, keys, processor, roles, waiting};

/// How long a condition may take to come true, unless the caller says otherwise. It is longer than any
/// condition takes that is not stuck, on a slow machine too.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long one script waits in the page.
const AT_A_TIME: Duration = Duration::from_secs(20);

/// How long it is until a browser is asked again what it did not say yet.
const AGAIN: Duration = Duration::from_millis(20);

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
        if screen.flags != old.flags || screen.notes_requests != old.notes_requests {
            return Ok(false);
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

    /// The first element that matches a CSS selector.
    pub fn by_css(&self, selector: &str) -> Result<Element<'_>> {
        let inner = self
            .session
            .block(self.session.client().find(Locator::Css(selector)))
            .with_context(|| format!("looking for {selector}"))?;
        Ok(Element { session: &self.session, inner, sought: selector.into() })
    }

    /// Every element that matches a CSS selector.
    pub fn all_by_css(&self, selector: &str) -> Result<Vec<Element<'_>>> {
        let found = self
            .session
            .block(self.session.client().find_all(Locator::Css(selector)))
            .with_context(|| format!("looking for {selector}"))?;
        let element = |inner| Element { session: &self.session, inner, sought: selector.into() };
        Ok(found.into_iter().map(element).collect())
    }

    /// The element with this `data-testid`.
    pub fn by_test_id(&self, id: &str) -> Result<Element<'_>> {
        self.by_css(&format!("[data-testid={id:?}]"))
    }

    /// The element that assistive technology announces with this role and name.
    pub fn by_role(&self, role: &str, name: &str) -> Result<Element<'_>> {
        let found =
            self.by_name(&roles::candidates(role), name, |element| Ok(element.role()? == role))?;
        match found.0 {
            Some(element) => Ok(Element { sought: format!("{role} {name:?}"), ..element }),
            None => bail!("there is no {role} named {name:?} among {:?}", found.1),
        }
    }

    /// The field that is labelled so.
    pub fn by_label(&self, label: &str) -> Result<Element<'_>> {
        let found = self.by_name("input, select, textarea, output, [role]", label, |_| Ok(true))?;
        match found.0 {
            Some(element) => Ok(Element { sought: format!("field {label:?}"), ..element }),
            None => bail!("there is no field labelled {label:?} among {:?}", found.1),
        }
    }

    /// The first shown match of `selector` with this accessible name, and the names that were seen.
    fn by_name<'page>(
        &'page self,
        selector: &str,
        name: &str,
        fits: impl Fn(&Element<'page>) -> Result<bool>,
    ) -> Result<(Option<Element<'page>>, Vec<String>)> {
        let mut names = Vec::new();
        for element in self.all_by_css(selector)? {
            let own = element.name()?;
            if own == name && element.is_displayed()? && fits(&element)? {
                return Ok((Some(element), names));
            }
            names.push(own);
        }
        Ok((None, names))
    }

    /// Waits until `condition` is true. An error in it counts as not yet, and is reported when the time
    /// is up.
    pub fn wait_for(&self, what: &str, condition: impl FnMut() -> Result<bool>) -> Result<()> {
        self.wait_at_most(PATIENCE, what, condition)
    }

    /// [`Page::wait_for`] with a time of its own.
    pub fn wait_at_most(
        &self,
        patience: Duration,
        what: &str,
        mut condition: impl FnMut() -> Result<bool>,
    ) -> Result<()> {
        let deadline = Instant::now() + patience;
        loop {
            let outcome = condition();
            if matches!(outcome, Ok(true)) {
                return Ok(());
            }
            if Instant::now() >= deadline {
                let seconds = patience.as_secs();
                let waited = format!("waited {seconds} s in vain for {what}");
                return match outcome {
                    Err(error) => Err(error.context(waited)),
                    Ok(_) => bail!(waited),
                };
            }
            std::thread::sleep(AGAIN);
        }
    }

    /// Waits until an expression is truthy in the page; it may `await`. The page itself looks, at once
    /// and then as often as it could draw a frame, so that nothing goes to and fro meanwhile.
    pub fn wait_for_js(&self, expression: &str) -> Result<()> {
        self.wait_for_js_at_most(PATIENCE, expression)
    }

    /// [`Page::wait_for_js`] with a time of its own.
    pub fn wait_for_js_at_most(&self, patience: Duration, expression: &str) -> Result<()> {
        let deadline = Instant::now() + patience;
        loop {
            // A browser is asked again before it takes a script for one that never ends.
            let left = deadline.saturating_duration_since(Instant::now()).min(AT_A_TIME);
            let failure = match self.run_js(&waiting::script(expression, left)) {
                Ok(Value::Null) => return Ok(()),
                Ok(seen) => anyhow!("in the page: {}", seen.as_str().unwrap_or_default()),
                // The document may have been replaced by another, in which it can still come true.
                Err(error) => error,
            };
            if Instant::now() >= deadline {
                let seconds = patience.as_secs();
                return Err(failure.context(format!("waited {seconds} s in vain for {expression}")));
            }
            std::thread::sleep(AGAIN);
        }
    }

    /// Presses a key by its name where the focus is: `Tab`, `Shift+Tab`, `ArrowRight`, `a`.
    pub fn press(&self, combination: &str) -> Result<()> {
        let keys = keys::parse(combination)?;
        let mut actions = KeyActions::new("keyboard".into());
        for value in &keys {
            actions = actions.then(KeyAction::Down { value: *value });
        }
        for value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *value });
        }
        self.session
            .block(self.session.client().perform_actions(actions))
            .with_context(|| format!("pressing {combination}"))
    }

    /// Presses the mouse at one place of the window, moves it over others and lets it go at the last:
    /// in CSS pixels from the left and from above.
    pub fn drag(&self, places: &[(f64, f64)]) -> Result<()> {
        let mut actions = MouseActions::new("mouse".into());
        for (number, (x, y)) in places.iter().enumerate() {
            let (x, y) = (x.round(), y.round());
            actions = actions.then(PointerAction::MoveTo { duration: None, x, y });
            if number == 0 {
                actions = actions.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
            }
        }
        actions = actions.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.session.block(self.session.client().perform_actions(actions)).context("dragging")
    }

    /// Moves the mouse to a place of the window: in CSS pixels from the left and from above.
    pub fn move_mouse(&self, x: f64, y: f64) -> Result<()> {
        let actions = MouseActions::new("mouse".into());
        let actions = actions.then(PointerAction::MoveTo { duration: None, x, y });
        self.session
            .block(self.session.client().perform_actions(actions))
            .context("moving the mouse")
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Result<Element<'_>> {
        let inner = self.session.block(self.session.client().active_element())?;
        Ok(Element { session: &self.session, inner, sought: "the focused element".into() })
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
