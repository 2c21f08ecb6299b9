//! One visit to a page, as somebody makes it in one of the scenes.

use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use browser::{Engine, Page, Screen};
use serde_json::{Value, json};

use crate::contestants::in_short;

/// How somebody visits the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// For the first time, from the same machine.
    Local,
    /// For the first time, over a slow network.
    Far,
    /// For the first time, on a slow machine.
    Slow,
    /// For the second time, when the service worker has everything.
    Again,
    /// To look at several programs.
    Switching,
    /// Only the wasm, in the page.
    Wasm,
}

/// What a visit was like. What a scene does not measure is 0.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Until Run was usable.
    pub ready_ms: f64,
    /// What was asked for until then.
    pub ready_kib: f64,
    /// Until a prediction was drawn.
    pub drawn_ms: f64,
    /// How much was asked for until then.
    pub drawn_requests: f64,
    /// What that weighs.
    pub drawn_kib: f64,
    /// How long the wasm takes for the largest game of chess.
    pub simulated_ms: f64,
    /// How long it takes for the first look at that.
    pub lanes_ms: f64,
    /// How long it takes for a thousand orders of one program.
    pub gather_ms: f64,
    /// And of another.
    pub cooperation_ms: f64,
}

/// How patient somebody is who visits a page.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How long a new browser is left alone, because it is busy with itself at first.
    coming_up: Duration,
    /// A page that has fetched nothing for so long has all that it wants, ms.
    quiet_ms: u32,
}

impl Patience {
    /// Enough for figures that mean something, or just enough to see that it works.
    pub fn new(quick: bool) -> Patience {
        match quick {
            false => Patience { coming_up: Duration::from_secs(2), quiet_ms: 1500 },
            true => Patience { coming_up: Duration::ZERO, quiet_ms: 300 },
        }
    }
}

/// They note when a prediction is drawn, and ask the wasm of the page.
const SCRIPTS: [&str; 2] = [
    include_str!("../../../../bench/against/watch.js"),
    include_str!("../../../../bench/against/wasm.js"),
];

/// The programs that somebody chooses, one after another: small and large ones, of several chapters.
const PROGRAMS: [&str; 6] =
    ["downloads", "cancellation", "chess", "gather-and-wait", "kitchen", "posts-and-users"];

impl Scene {
    /// All scenes, in the order in which they are measured.
    pub const ALL: [Scene; 6] =
        [Scene::Local, Scene::Far, Scene::Slow, Scene::Again, Scene::Switching, Scene::Wasm];

    /// What to keep in mind.
    pub fn note(self) -> &'static str {
        match self {
            Scene::Local => {
                "At ?program=greetings, in a new browser for each visit, two seconds after it was started; \
                 until the first track has its picture."
            }
            Scene::Far => "The browser's own emulation of a network.",
            Scene::Slow => "The browser's own emulation of a slow processor.",
            Scene::Again => "The service worker had been ended before, and has to start again.",
            Scene::Switching => {
                "The median of six programs, each chosen for the first time in that page."
            }
            Scene::Wasm => {
                "An instance of its own, in the page: medians of 15 and of 3 in each round."
            }
        }
    }

    /// Visits the page in this way, in a browser of its own.
    pub fn ask(self, url: &str, patience: Patience) -> Result<Answer> {
        let page = Page::launch_unobserved(Engine::Chromium, &Screen::default())?;
        thread::sleep(patience.coming_up);
        for script in SCRIPTS {
            let source = json!({ "source": in_a_scope(script) });
            page.devtools("Page.addScriptToEvaluateOnNewDocument", source)?;
        }
        match self {
            Scene::Local => {}
            Scene::Far => {
                page.devtools("Network.enable", json!({}))?;
                let bytes_in_a_second = 1_600_000 / 8;
                let network = json!({
                    "offline": false, "latency": 150,
                    "downloadThroughput": bytes_in_a_second, "uploadThroughput": bytes_in_a_second,
                });
                page.devtools("Network.emulateNetworkConditions", network)?;
            }
            Scene::Slow => {
                page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))?;
            }
            Scene::Again | Scene::Switching | Scene::Wasm => {
                visit(&page, url)?;
                wait_until_quiet(&page, patience)?;
            }
        }
        match self {
            Scene::Switching => switch(&page),
            Scene::Wasm => compute(&page),
            Scene::Again => {
                let kept = "navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')";
                page.wait_for_js(kept)?;
                page.goto("about:blank")?;
                page.devtools("ServiceWorker.enable", json!({}))?;
                page.devtools("ServiceWorker.stopAllWorkers", json!({}))?;
                visit(&page, url)?;
                weigh(&page, patience)
            }
            _ => {
                visit(&page, url)?;
                weigh(&page, patience)
            }
        }
    }
}

/// The page may have names of its own that are the same.
fn in_a_scope(script: &str) -> String {
    format!("{{{script}}}")
}

fn visit(page: &Page, url: &str) -> Result<()> {
    page.goto(&format!("{url}?program=greetings"))?;
    page.wait_for_js("against.watched.drawn > 0")
}

fn wait_until_quiet(page: &Page, patience: Patience) -> Result<()> {
    page.wait_for_js(&format!("against.isQuiet({})", patience.quiet_ms))
}

fn weigh(page: &Page, patience: Patience) -> Result<Answer> {
    // What is still under way has no entry yet.
    wait_until_quiet(page, patience)?;
    let seen = page.run_js("return against.weigh()").map_err(|error| in_short(&error))?;
    let number = |key: &str| seen[key].as_f64().with_context(|| format!("no {key} in {seen}"));
    Ok(Answer {
        ready_ms: number("ready_ms")?,
        ready_kib: number("ready_kib")?,
        drawn_ms: number("drawn_ms")?,
        drawn_requests: number("drawn_requests")?,
        drawn_kib: number("drawn_kib")?,
        ..Answer::default()
    })
}

fn compute(page: &Page) -> Result<Answer> {
    let seen = page.run_js("return againstWasm()").map_err(|error| in_short(&error))?;
    let number = |key: &str| seen[key].as_f64().with_context(|| format!("no {key} in {seen}"));
    Ok(Answer {
        simulated_ms: number("simulated_ms")?,
        lanes_ms: number("lanes_ms")?,
        gather_ms: number("gather_ms")?,
        cooperation_ms: number("cooperation_ms")?,
        ..Answer::default()
    })
}

fn switch(page: &Page) -> Result<Answer> {
    let choose = format!("return against.choose({})", json!(PROGRAMS));
    let took = page.run_js(&choose).map_err(|error| in_short(&error))?;
    let took = took.as_array().context("no program was chosen")?;
    let mut took: Vec<f64> = took.iter().filter_map(Value::as_f64).collect();
    took.sort_by(f64::total_cmp);
    let drawn_ms = *took.get(took.len() / 2).context("no program was drawn")?;
    Ok(Answer { drawn_ms, ..Answer::default() })
}
