//! Claims about a run that goes on: it must not end before they have looked, however late they are.

use browser::Result;
use serde_json::Value;

use crate::harness::Visit;
use crate::waits::{IS_MEASURED, IS_RUNNING, PRINTED, shown_by};

impl Visit {
    /// From now on no wait of two seconds or more ends on the page's own loop, until
    /// [`Visit::release_long_waits`]. Loops of workers have timers of their own.
    pub fn hold_long_waits(&self) -> Result<()> {
        self.run_js(
            "const set = window.setTimeout;
             const held = [];
             window.setTimeout = (call, ms, ...rest) =>
                 ms >= 2000 ? (held.push(call), 0) : set.call(window, call, ms, ...rest);
             window.releaseLongWaits = () => {
                 window.setTimeout = set;
                 for (const call of held) call();
             }",
        )
        .map(drop)
    }

    /// Lets waits end when they are due. The loop looks at once which are.
    pub fn release_long_waits(&self) -> Result<()> {
        self.run_js("window.releaseLongWaits()").map(drop)
    }

    /// Presses the element with this `data-testid` in the first frame in which a condition is true, from
    /// within the page: the driver's own click comes some round trips later.
    pub fn press_once(&self, id: &str, condition: &str) -> Result<()> {
        self.wait_for_js(&format!("{condition} && {}", pressing(id)))
    }

    /// Presses Run, and then the element with this `data-testid` in the first frame of the run in which a
    /// condition is true. The page looks from the beginning, so the run may be short.
    pub fn start_and_press(&self, id: &str, condition: &str) -> Result<()> {
        let pressed = format!("{IS_RUNNING} && {condition} && {}", pressing(id));
        self.look_from_now_on("isPressed", &pressed)?;
        self.click("run")?;
        self.wait_for_js("window.isPressed")
    }

    /// From now on the page looks in each frame whether a condition is true; it may `await`. Once it is, the
    /// variable with this name is.
    pub fn look_from_now_on(&self, name: &str, condition: &str) -> Result<()> {
        self.run_js(&format!(
            "window.{name} = false;
             (async () => {{
                 while (!({condition})) await new Promise((go) => requestAnimationFrame(go));
                 window.{name} = true;
             }})()"
        ))
        .map(drop)
    }
}

/// The expression that presses the element with this `data-testid`, and is true.
pub fn pressing(id: &str) -> String {
    let selector = Value::from(format!("[data-testid={id}]"));
    format!("((it) => (it.focus(), it.click(), true))(document.querySelector({selector}))")
}

/// The condition that the element with this `data-testid` says this.
pub fn says(id: &str, text: &str) -> String {
    format!("{} === {}", shown_by(&format!("[data-testid={id}]")), Value::from(text))
}

/// The condition that this is what was printed so far by what runs.
pub fn has_measured(lines: &[&str]) -> String {
    let expected = Value::from(lines).to_string();
    format!("{IS_MEASURED} && JSON.stringify({PRINTED}) === {}", Value::from(expected))
}
