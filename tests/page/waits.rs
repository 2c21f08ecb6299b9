//! What claims wait for. The page itself checks conditions, about as often as it draws frames, so that
//! nothing goes to and fro.

use browser::{Context, Result};
use serde_json::Value;

use crate::harness::Visit;

impl Visit {
    /// Waits until the listing that is to be shown has come, or will not, and all else as well.
    pub fn wait_for_listing(&self) -> Result<()> {
        self.settled()
    }

    /// Waits until the page has nothing more to do by itself: nothing to draw, to fetch or to predict.
    /// While a program runs there always is something.
    pub fn settled(&self) -> Result<()> {
        self.wait_for_js(IS_SETTLED)
    }

    /// Waits until the page shows what it knows; a listing or a prediction may still be on its way.
    pub fn drawn(&self) -> Result<()> {
        self.wait_for_js(IS_DRAWN)
    }

    /// Waits until the page says that it is in a state.
    pub fn wait_for_state(&self, state: &str) -> Result<()> {
        self.wait_for_equal("document.documentElement.dataset.state", state)
    }

    /// Waits until no program runs any more.
    pub fn wait_for_end(&self) -> Result<()> {
        self.wait_until("seen !== 'running'", "document.documentElement.dataset.state")
    }

    /// Waits until an expression is this text.
    pub fn wait_for_equal(&self, expression: &str, text: &str) -> Result<()> {
        self.wait_until(&format!("seen === {}", Value::from(text)), expression)
    }

    /// Waits until an expression is a text with this part.
    pub fn wait_for_part(&self, expression: &str, part: &str) -> Result<()> {
        self.wait_until(&format!("seen.includes({})", Value::from(part)), expression)
    }

    /// Waits until an expression is a list of these texts.
    pub fn wait_for_texts(&self, expression: &str, texts: &[&str]) -> Result<()> {
        let expected = Value::from(texts).to_string();
        self.wait_for_equal(&format!("JSON.stringify({expression})"), &expected)
    }

    /// Waits until a condition is true for `seen`, the value of an expression in the page. If it does
    /// not become true, the error has the last value.
    pub fn wait_until(&self, condition: &str, expression: &str) -> Result<()> {
        let looked = format!("((seen) => {condition})({expression})");
        self.wait_for_js(&looked).with_context(|| match self.text_of(expression) {
            Ok(last) => format!("it is {last:?}"),
            Err(error) => format!("it cannot be read: {error:#}"),
        })
    }

    /// Waits until the prediction is that of the settings. A prediction that takes long waits for the
    /// next pause.
    pub fn wait_for_prediction(&self) -> Result<()> {
        self.wait_for_js(&format!(
            "{IS_DRAWN} && !document.querySelector('.track.predicted.chosen.stale')"
        ))
    }

    /// Waits until a total is this many milliseconds.
    pub fn wait_for_total(&self, which: &str, ms: f64) -> Result<()> {
        self.wait_until(&format!("seen === {ms}"), &total_by(which))
    }

    /// Waits until the lines of the output say this.
    pub fn wait_for_printed(&self, lines: &[&str]) -> Result<()> {
        self.wait_for_texts(PRINTED, lines)
    }

    /// Waits until this is what was printed so far by what runs, or ran.
    pub fn wait_for_measured(&self, lines: &[&str]) -> Result<()> {
        self.wait_for_texts(&format!("({IS_MEASURED} ? {PRINTED} : null)"), lines)
    }

    /// Waits until what runs, or ran, has printed a line with this part.
    pub fn wait_for_measured_part(&self, part: &str) -> Result<()> {
        self.wait_for_part(&format!("({IS_MEASURED} ? {PRINTED}.join('\\n') : '')"), part)
    }

    /// Waits until the first match of a selector shows this text.
    pub fn wait_for_shown(&self, selector: &str, text: &str) -> Result<()> {
        self.wait_for_equal(&shown_by(selector), text)
    }

    /// Waits until the first match of a selector shows a text with this part.
    pub fn wait_for_shown_part(&self, selector: &str, part: &str) -> Result<()> {
        self.wait_for_part(&shown_by(selector), part)
    }

    /// Waits until the first match of a selector shows any text.
    pub fn wait_for_any_text(&self, selector: &str) -> Result<()> {
        self.wait_until("seen !== ''", &shown_by(selector))
    }

    /// Waits until the first match of a selector can be seen.
    pub fn wait_for_sight(&self, selector: &str) -> Result<()> {
        let selector = Value::from(selector);
        self.wait_for_js(&format!(
            "document.querySelector({selector}).checkVisibility({{ visibilityProperty: true }})"
        ))
    }

    /// Waits until the first match of a selector cannot be seen.
    pub fn wait_for_no_sight(&self, selector: &str) -> Result<()> {
        let selector = Value::from(selector);
        self.wait_for_js(&format!(
            "!document.querySelector({selector}).checkVisibility({{ visibilityProperty: true }})"
        ))
    }

    /// Waits until the query of the address is this; the page writes it a moment later.
    pub fn wait_for_query(&self, query: &str) -> Result<()> {
        self.wait_for_equal("location.search", query)
    }

    /// Waits until the query of the address has this part.
    pub fn wait_for_query_part(&self, part: &str) -> Result<()> {
        self.wait_for_part("location.search", part)
    }

    /// Waits until the query of the address has no such part.
    pub fn wait_for_no_query_part(&self, part: &str) -> Result<()> {
        self.wait_until(&format!("!seen.includes({})", Value::from(part)), "location.search")
    }

    /// Waits until the query of the address ends so.
    pub fn wait_for_query_end(&self, end: &str) -> Result<()> {
        self.wait_until(&format!("seen.endsWith({})", Value::from(end)), "location.search")
    }

    /// Waits until the element with this `data-testid` says `part`.
    pub fn wait_for_text(&self, id: &str, part: &str) -> Result<()> {
        self.wait_for_shown_part(&format!("[data-testid={id}]"), part)
    }
}

/// Whether nothing is to be drawn, and no part of the page or of its wasm is on its way.
pub const IS_DRAWN: &str =
    "!/drawing|part of the (page|program)/.test(document.documentElement.dataset.settled)";

/// Whether the page has nothing left to do.
pub const IS_SETTLED: &str = "await (async () => {
    const isSettled = () => document.documentElement.dataset.settled === 'yes';
    if (!isSettled()) return false;
    // Events of the browser itself, as a new size, come within a frame.
    await new Promise(requestAnimationFrame);
    return isSettled();
})()";

/// The texts of the lines of the output.
pub const PRINTED: &str =
    "[...document.querySelectorAll('[data-testid=output] li:not(.none) .text')]
    .map((line) => line.textContent)";

/// Whether a program runs.
pub const IS_RUNNING: &str = "document.documentElement.dataset.state === 'running'";

/// Whether the output is that of a run, and not of a prediction.
pub const IS_MEASURED: &str =
    "document.querySelector('#output-tag').textContent.trim().startsWith('measur')";

/// Reads a time as [`crate::steps::milliseconds`] does.
const MILLISECONDS: &str = "((text) => {
    const units = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
    const words = text.trim().split(/\\s+/);
    let sum = null;
    for (let at = 0; words[at + 1] in units; at += 2)
        sum += Number(words[at].replaceAll(',', '')) * units[words[at + 1]];
    return sum;
})";

/// The expression for a total in milliseconds; `null` without one.
pub fn total_by(which: &str) -> String {
    format!("{MILLISECONDS}({})", shown_by(&format!("[data-testid=total-{which}]")))
}

/// The expression for what [`Visit::shown`] returns.
pub fn shown_by(selector: &str) -> String {
    let selector = Value::from(selector);
    format!("(document.querySelector({selector})?.textContent ?? '').replace(/\\s+/g, ' ').trim()")
}
