//! The capabilities that a browser is started with.

use serde_json::{Map, Value, json};

use crate::{Contrast, Engine, Motion, Scheme, Viewport};

/// Lets Chromium run in a container and as root, with clocks and timers that keep going unseen.
const CHROMIUM_FLAGS: &[&str] = &[
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--no-first-run",
    "--hide-scrollbars",
    // No tabs and buttons around the page: painting them takes a fifth as long as painting a page.
    "--kiosk",
    "--force-color-profile=srgb",
    "--lang=en",
    // A page is gone once it is left.
    "--disable-features=BackForwardCache",
];

/// The capabilities of a new session. With `COROSCOPE_VISIBLE` in the environment it has a window.
pub fn capabilities(engine: Engine, view: &Viewport, is_observed: bool) -> Map<String, Value> {
    let is_visible = std::env::var_os("COROSCOPE_VISIBLE").is_some();
    let (key, mut options) = options(engine, view, is_visible);
    if let Some(binary) = engine.binary() {
        options["binary"] = json!(binary);
    }
    let mut all = Map::new();
    all.insert(key.into(), options);
    // This opens the second channel, which carries the events.
    if is_observed {
        all.insert("webSocketUrl".into(), json!(true));
    }
    all.insert("timeouts".into(), json!({ "script": 60_000, "pageLoad": 60_000 }));
    all
}

fn options(engine: Engine, view: &Viewport, is_visible: bool) -> (&'static str, Value) {
    let (key, mut options, headless) = match engine {
        Engine::Chromium => {
            ("goog:chromeOptions", json!({ "args": chromium_flags(view) }), "--headless")
        }
        Engine::Firefox => {
            let prefs = firefox_prefs(view);
            ("moz:firefoxOptions", json!({ "args": [], "prefs": prefs }), "-headless")
        }
    };
    if let Some(flags) = options["args"].as_array_mut().filter(|_| !is_visible) {
        flags.push(json!(headless));
    }
    (key, options)
}

fn chromium_flags(view: &Viewport) -> Vec<String> {
    let flags = CHROMIUM_FLAGS.iter().chain(view.flags);
    let mut flags: Vec<String> = flags.map(ToString::to_string).collect();
    flags.push(format!("--window-size={},{}", view.width, view.height));
    flags
}

/// The settings of Firefox for the preferences of a person.
pub fn firefox_preferences(view: &Viewport) -> [(&'static str, i32); 3] {
    [
        (
            "layout.css.prefers-color-scheme.content-override",
            i32::from(view.scheme == Scheme::Light),
        ),
        ("ui.prefersReducedMotion", i32::from(view.motion == Motion::Reduced)),
        // 2: always the person's own colours. 1: always the colours of the page.
        (
            "browser.display.document_color_use",
            if view.contrast == Contrast::Forced { 2 } else { 1 },
        ),
    ]
}

fn firefox_prefs(view: &Viewport) -> Value {
    let mut all = json!({
        "intl.accept_languages": "en",
        // The browser asks nothing of other servers and reports nothing to them.
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        // A page is gone once it is left, and no process starts before it is needed.
        "browser.sessionhistory.max_total_viewers": 0,
        "dom.ipc.processPrelaunch.enabled": false,
    });
    for (name, value) in firefox_preferences(view) {
        all[name] = json!(value);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_has_a_window_only_if_somebody_wants_to_look() {
        for (engine, flag) in [(Engine::Chromium, "--headless"), (Engine::Firefox, "-headless")] {
            let flags = |is_visible| {
                let (_, options) = options(engine, &Viewport::default(), is_visible);
                options["args"].as_array().cloned().unwrap_or_default()
            };
            assert!(flags(false).contains(&json!(flag)));
            assert!(!flags(true).contains(&json!(flag)));
            assert_eq!(flags(false).len(), flags(true).len() + 1, "nothing else is different");
        }
    }
}
