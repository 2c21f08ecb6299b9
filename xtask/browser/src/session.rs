//! The connection to one browser: commands go out, and what it reports comes back.

use std::future::Future;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use fantoccini::elements::Element;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::Engine;
use crate::command::Raw;

/// How long the browser may take to carry out a command: a page that hangs must not hang the tests.
const ANSWER: Duration = Duration::from_secs(90);

/// The connection to a browser of our own, which ends when this is dropped.
#[derive(Debug)]
pub struct Session {
    engine: Engine,
    runtime: Runtime,
    // Taken by the drop alone.
    client: Option<Client>,
}

impl Session {
    pub fn new(engine: Engine, runtime: Runtime, client: Client) -> Session {
        Session { engine, runtime, client: Some(client) }
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Waits for what a command brings.
    pub fn block<T, E>(&self, future: impl Future<Output = Result<T, E>>) -> Result<T>
    where
        anyhow::Error: From<E>,
    {
        let answer = self.runtime.block_on(async { tokio::time::timeout(ANSWER, future).await });
        match answer {
            Ok(outcome) => Ok(outcome?),
            Err(_) => bail!("{} has not answered for {} s", self.engine.name(), ANSWER.as_secs()),
        }
    }

    /// Runs the body of an async function with `element`, which was sought as `sought`.
    pub fn run_on(&self, element: &Element, sought: &str, script: &str) -> Result<Value> {
        let wrapped =
            format!("const element = arguments[0]; return (async () => {{ {script}\n }})()");
        let argument = serde_json::to_value(element)?;
        self.block(self.client().execute(&wrapped, vec![argument]))
            .with_context(|| format!("running {script:?} on {sought}"))
    }

    /// What assistive technology reads out of an element: its `computedlabel` or its `computedrole`.
    pub fn computed(&self, element: &Element, what: &str) -> Result<String> {
        let id = element.element_id();
        let answer = self.raw(&format!("element/{}/{what}", id.as_ref()), None)?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    }

    /// Sends a command for which the client has no method.
    pub fn raw(&self, path: &str, body: Option<Value>) -> Result<Value> {
        self.block(self.client().issue_cmd(Raw { path: path.into(), body }))
    }

    pub fn client(&self) -> &Client {
        self.client.as_ref().expect("the client is there until the session is dropped")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // Ends the browser; a driver that is killed would leave it behind.
            let _ = self.block(client.close());
        }
    }
}
