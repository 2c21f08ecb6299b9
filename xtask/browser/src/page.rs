//! One headless browser with one tab.

use std::future::Future;
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
use crate::{Contrast, Element, Engine, Motion, Scheme, Viewport, keys, roles, waiting};

/// How long a condition may take to come true by default. It is longer than any condition takes on a
/// slow machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long one script waits in the page.
const AT_A_TIME: Duration = Duration::from_secs(20);

/// The pause before a condition is checked again.
const AGAIN: Duration = Duration::from_millis(20);

/// How long the browser may take for a command: a page that hangs must not hang the tests.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(90);

/// A browser. Dropping this ends it.
#[derive(Debug)]
pub struct Page {
    engine: Engine,
    view: Viewport,
    /// The name of the tab in the channel of events.
    tab: String,
    runtime: Runtime,
    // Only `drop` takes this.
    client: Option<Client>,
    events: Events,
    // Below the client, so that the session ends before its driver does.
    _driver: Driver,
}

impl Page {
    /// Starts a driver and a browser with an empty profile.
    pub fn launch(engine: Engine, view: &Viewport) -> Result<Page> {
        Page::start(engine, view, true)
    }

    /// Starts a browser without listening to its console. Firefox then chooses its own size.
    pub fn launch_unobserved(engine: Engine, view: &Viewport) -> Result<Page> {
        Page::start(engine, view, false)
    }

    fn start(engine: Engine, view: &Viewport, is_observed: bool) -> Result<Page> {
        let driver = Driver::start(engine)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let client = runtime
            .block_on(
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities(engine, view, is_observed))
                    .connect(driver.url()),
            )
            .with_context(|| format!("{} did not start", engine.name()))?;
        match prepare(&runtime, &client, engine, view, is_observed) {
            Ok((tab, events)) => Ok(Page {
                engine,
                view: *view,
                tab,
                runtime,
                client: Some(client),
                events,
                _driver: driver,
            }),
            Err(error) => {
                let _ = runtime.block_on(client.close());
                Err(error)
            }
        }
    }

    /// Which browser this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The viewport of the page.
    pub fn view(&self) -> Viewport {
        self.view
    }

    /// Changes the viewport for the pages that come next. Returns false if that takes a new browser.
    pub fn turn_to(&mut self, view: &Viewport) -> Result<bool> {
        let old = self.view;
        if *view == old {
            return Ok(true);
        }
        if view.flags != old.flags || view.notes_requests != old.notes_requests {
            return Ok(false);
        }
        match self.engine {
            Engine::Chromium => {
                self.devtools("Emulation.setEmulatedMedia", media(view))?;
            }
            Engine::Firefox => self.prefer(view)?,
        }
        self.events.resize(&self.tab, view)?;
        self.view = *view;
        Ok(true)
    }

    /// Sets the preferences of a person in Firefox.
    fn prefer(&self, view: &Viewport) -> Result<()> {
        let context = |name| self.raw("moz/context", Some(json!({ "context": name })));
        context("chrome").context("reaching the settings of Firefox")?;
        let set = firefox_preferences(view)
            .map(|(name, value)| format!("Services.prefs.setIntPref({name:?}, {value});"));
        let outcome = self.run_js(&set.concat());
        context("content")?;
        outcome.map(drop)
    }

    /// The version that the browser reports.
    pub fn version(&self) -> String {
        let version = self.client().capabilities().map(|all| &all["browserVersion"]);
        version.and_then(Value::as_str).unwrap_or("of an unknown version").to_owned()
    }

    /// Sends a command of the Chrome DevTools protocol, which only Chromium knows.
    pub fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        self.raw("goog/cdp/execute", Some(body)).with_context(|| format!("sending {command}"))
    }

    /// Goes to `url` and waits until it has loaded.
    pub fn goto(&self, url: &str) -> Result<()> {
        self.block(self.client().goto(url)).with_context(|| format!("going to {url}"))
    }

    /// Goes into the first frame of the page: further calls are about its content.
    pub fn enter_first_frame(&self) -> Result<()> {
        self.block(self.client().enter_frame(0)).context("going into the first frame")
    }

    /// Goes back to the page that the frame is in.
    pub fn leave_frame(&self) -> Result<()> {
        self.block(self.client().enter_parent_frame()).context("leaving a frame")
    }

    /// The address of the page as it is now.
    pub fn url(&self) -> Result<String> {
        Ok(self.block(self.client().current_url())?.into())
    }

    /// Runs the body of an async function in the page and returns what it returns.
    pub fn run_js(&self, script: &str) -> Result<Value> {
        let wrapped = format!("return (async () => {{ {script}\n }})()");
        self.block(self.client().execute(&wrapped, Vec::new()))
            .with_context(|| format!("running {script:?}"))
    }

    /// The first element that matches a CSS selector.
    pub fn by_css(&self, selector: &str) -> Result<Element<'_>> {
        let inner = self
            .block(self.client().find(Locator::Css(selector)))
            .with_context(|| format!("looking for {selector}"))?;
        Ok(Element { page: self, inner, sought: selector.into() })
    }

    /// Every element that matches a CSS selector.
    pub fn all_by_css(&self, selector: &str) -> Result<Vec<Element<'_>>> {
        let found = self
            .block(self.client().find_all(Locator::Css(selector)))
            .with_context(|| format!("looking for {selector}"))?;
        let element = |inner| Element { page: self, inner, sought: selector.into() };
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

    /// The field with this label.
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

    /// Waits until `condition` is true. An error counts as not yet, and is reported if time runs out.
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

    /// Waits until an expression is truthy in the page. It may `await`. The page itself checks it, at
    /// once and then about once a frame, without round trips.
    pub fn wait_for_js(&self, expression: &str) -> Result<()> {
        self.wait_for_js_at_most(PATIENCE, expression)
    }

    /// [`Page::wait_for_js`] with a time of its own.
    pub fn wait_for_js_at_most(&self, patience: Duration, expression: &str) -> Result<()> {
        let deadline = Instant::now() + patience;
        loop {
            // Each script ends before the browser considers it stuck.
            let left = deadline.saturating_duration_since(Instant::now()).min(AT_A_TIME);
            let failure = match self.run_js(&waiting::script(expression, left)) {
                Ok(Value::Null) => return Ok(()),
                Ok(seen) => anyhow!("in the page: {}", seen.as_str().unwrap_or_default()),
                // Another document may have replaced this one; the expression can still come true there.
                Err(error) => error,
            };
            if Instant::now() >= deadline {
                let seconds = patience.as_secs();
                return Err(failure.context(format!("waited {seconds} s in vain for {expression}")));
            }
            std::thread::sleep(AGAIN);
        }
    }

    /// Presses a key, given by name, where the focus is: `Tab`, `Shift+Tab`, `ArrowRight`, `a`.
    pub fn press(&self, combination: &str) -> Result<()> {
        let keys = keys::parse(combination)?;
        let mut actions = KeyActions::new("keyboard".into());
        for value in &keys {
            actions = actions.then(KeyAction::Down { value: *value });
        }
        for value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *value });
        }
        self.block(self.client().perform_actions(actions))
            .with_context(|| format!("pressing {combination}"))
    }

    /// Presses the mouse at the first place in the window, moves it over the others and releases it at
    /// the last. Places are in CSS pixels from the left and the top.
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
        self.block(self.client().perform_actions(actions)).context("dragging")
    }

    /// Moves the mouse to a place in the window, in CSS pixels from the left and the top.
    pub fn move_mouse(&self, x: f64, y: f64) -> Result<()> {
        let actions = MouseActions::new("mouse".into());
        let actions = actions.then(PointerAction::MoveTo { duration: None, x, y });
        self.block(self.client().perform_actions(actions)).context("moving the mouse")
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Result<Element<'_>> {
        let inner = self.block(self.client().active_element())?;
        Ok(Element { page: self, inner, sought: "the focused element".into() })
    }

    /// Errors on the console, uncaught exceptions, violations of the page's policy, and missing files of
    /// the page.
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

    /// The address of each request that the browser made for the page, if its viewport notes them.
    pub fn requests(&self) -> Vec<String> {
        self.events.requests()
    }

    /// Writes a picture of the viewport, as PNG.
    pub fn screenshot(&self, path: &Path) -> Result<()> {
        let png = self.block(self.client().screenshot()).context("taking a picture")?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, png).with_context(|| format!("cannot write {}", path.display()))
    }

    pub(crate) fn block<T, E>(&self, future: impl Future<Output = Result<T, E>>) -> Result<T>
    where
        anyhow::Error: From<E>,
    {
        let result =
            self.runtime.block_on(async { tokio::time::timeout(RESPONSE_TIMEOUT, future).await });
        match result {
            Ok(outcome) => Ok(outcome?),
            Err(_) => bail!(
                "{} has not answered for {} s",
                self.engine.name(),
                RESPONSE_TIMEOUT.as_secs()
            ),
        }
    }

    pub(crate) fn run_on(&self, element: &Element<'_>, script: &str) -> Result<Value> {
        let wrapped =
            format!("const element = arguments[0]; return (async () => {{ {script}\n }})()");
        let argument = serde_json::to_value(&element.inner)?;
        self.block(self.client().execute(&wrapped, vec![argument]))
            .with_context(|| format!("running {script:?} on {}", element.sought))
    }

    pub(crate) fn computed(&self, element: &Element<'_>, what: &str) -> Result<String> {
        let id = element.inner.element_id();
        let value = self.raw(&format!("element/{}/{what}", id.as_ref()), None)?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    fn raw(&self, path: &str, body: Option<Value>) -> Result<Value> {
        self.block(self.client().issue_cmd(Raw { path: path.into(), body }))
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the client is there until the page is dropped")
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // This ends the browser. Killing the driver would leave it behind.
            let _ = self.block(client.close());
        }
    }
}

/// The preferences of a person, for Chromium.
fn media(view: &Viewport) -> Value {
    let scheme = if view.scheme == Scheme::Dark { "dark" } else { "light" };
    let motion = if view.motion == Motion::Reduced { "reduce" } else { "no-preference" };
    let more = if view.contrast == Contrast::More { "more" } else { "no-preference" };
    let forced = if view.contrast == Contrast::Forced { "active" } else { "none" };
    json!({ "features": [
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": motion },
        { "name": "prefers-contrast", "value": more },
        { "name": "forced-colors", "value": forced },
    ] })
}

/// Opens the channel of events, and sets what capabilities cannot express. Returns the name of the
/// tab.
fn prepare(
    runtime: &Runtime,
    client: &Client,
    engine: Engine,
    view: &Viewport,
    is_observed: bool,
) -> Result<(String, Events)> {
    if engine == Engine::Chromium {
        let body = json!({ "cmd": "Emulation.setEmulatedMedia", "params": media(view) });
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
    let events = Events::listen(socket, &tab, view)?;
    Ok((tab, events))
}
