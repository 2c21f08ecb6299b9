//! Claims about a run that goes on: it must not end before they have looked, however late they are.

use browser::Result;
use serde_json::Value;

use crate::harness::Visit;
use crate::waits::shown_by;

impl Visit {
    /// From now on no wait of four seconds or more ends on the page's own loop, until
    /// [`Visit::release_long_waits`]. Loops of workers have timers of their own.
    pub fn hold_long_waits(&self) -> Result<()> {
        self.run_js(
            "const set = window.setTimeout;
             const held = [];
             window.setTimeout = (call, ms, ...rest) =>
                 ms >= 4000 ? (held.push(call), 0) : set.call(window, call, ms, ...rest);
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
        let selector = Value::from(format!("[data-testid={id}]"));
        self.wait_for_js(&format!(
            "{condition} && ((pressed) => (pressed.focus(), pressed.click(), true))(
                 document.querySelector({selector}))"
        ))
    }

    /// Presses the element with this `data-testid` in the first frame in which it says this.
    pub fn press_once_it_says(&self, id: &str, text: &str) -> Result<()> {
        let shown = shown_by(&format!("[data-testid={id}]"));
        self.press_once(id, &format!("{shown} === {}", Value::from(text)))
    }
}
