//! What is asked of a browser when it is started.

use serde_json::{Map, Value, json};

use crate::{Contrast, Engine, Motion, Scheme, Screen};

/// Chromium in a container, as root, and with clocks and timers that keep going unseen.
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
    // Without tabs and buttons around the page, whose painting takes a fifth of what a page takes.
    "--kiosk",
    "--force-color-profile=srgb",
    "--lang=en",
    // A page that was left is gone. And the field for addresses, which nobody sees, has no lists that
    // are pages of their own: they take more of the processor than all else in an empty window
    // (`findings/headless-address-field.sh`).
    "--disable-features=BackForwardCache,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
];

/// The capabilities of a new session. With `COROSCOPE_VISIBLE` in the environment it has a window.
pub fn capabilities(engine: Engine, screen: &Screen, is_observed: bool) -> Map<String, Value> {
    let is_visible = std::env::var_os("COROSCOPE_VISIBLE").is_some();
    let (key, mut options) = options(engine, screen, is_visible);
    if let Some(binary) = engine.binary() {
        options["binary"] = json!(binary);
    }
    let mut all = Map::new();
    all.insert(key.into(), options);
    // Opens the second channel, which carries the events.
    if is_observed {
        all.insert("webSocketUrl".into(), json!(true));
    }
    all.insert("timeouts".into(), json!({ "script": 60_000, "pageLoad": 60_000 }));
    all
}

fn options(engine: Engine, screen: &Screen, is_visible: bool) -> (&'static str, Value) {
    let (key, mut options, headless) = match engine {
        Engine::Chromium => {
            ("goog:chromeOptions", json!({ "args": chromium_flags(screen) }), "--headless")
        }
        Engine::Firefox => {
            let prefs = firefox_prefs(screen);
            ("moz:firefoxOptions", json!({ "args": [], "prefs": prefs }), "-headless")
        }
    };
    if let Some(flags) = options["args"].as_array_mut().filter(|_| !is_visible) {
        flags.push(json!(headless));
    }
    (key, options)
}

fn chromium_flags(screen: &Screen) -> Vec<String> {
    let flags = CHROMIUM_FLAGS.iter().chain(screen.flags);
    let mut flags: Vec<String> = flags.map(ToString::to_string).collect();
    flags.push(format!("--window-size={},{}", screen.width, screen.height));
    flags
}

/// The settings of Firefox that say what a person prefers.
pub fn firefox_preferences(screen: &Screen) -> [(&'static str, i32); 3] {
    [
        (
            "layout.css.prefers-color-scheme.content-override",
            i32::from(screen.scheme == Scheme::Light),
        ),
        ("ui.prefersReducedMotion", i32::from(screen.motion == Motion::Reduced)),
        // 2: always the person's own colours. 1: always those of the page.
        (
            "browser.display.document_color_use",
            if screen.contrast == Contrast::Forced { 2 } else { 1 },
        ),
    ]
}

fn firefox_prefs(screen: &Screen) -> Value {
    let mut all = json!({
        "intl.accept_languages": "en",
        // Nothing is asked of, or reported to, anybody elsewhere.
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        // A page that was left is gone, and no process is made before it is needed.
        "browser.sessionhistory.max_total_viewers": 0,
        "dom.ipc.processPrelaunch.enabled": false,
    });
    for (name, value) in firefox_preferences(screen) {
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
                let (_, options) = options(engine, &Screen::default(), is_visible);
                options["args"].as_array().cloned().unwrap_or_default()
            };
            assert!(flags(false).contains(&json!(flag)));
            assert!(!flags(true).contains(&json!(flag)));
            assert_eq!(flags(false).len(), flags(true).len() + 1, "nothing else is different");
        }
    }
}
