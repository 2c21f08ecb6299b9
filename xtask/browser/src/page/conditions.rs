//! Waiting for what is to come true.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};
use serde_json::Value;

use super::{PATIENCE, Page};
use crate::waiting;

/// How long one script waits in the page.
const AT_A_TIME: Duration = Duration::from_secs(20);

/// How long it is until a browser is asked again what it did not say yet.
const AGAIN: Duration = Duration::from_millis(20);

impl Page {
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
}
