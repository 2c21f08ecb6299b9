//! WebDriver BiDi: what the console said, what nobody caught, and what was requested.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tungstenite::protocol::Role;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

use crate::Screen;

type Socket = WebSocket<MaybeTlsStream<TcpStream>>;

/// How long the browser may take to answer a command.
const ANSWER: Duration = Duration::from_secs(20);

/// The event of a request.
const REQUEST: &str = "network.beforeRequestSent";

/// Runs before every script of the page. What a page is refused by its own policy, and which of its
/// files are missing, browsers otherwise report on a person's console only.
const PRELOAD: &str = "() => {
    document.addEventListener('securitypolicyviolation', (event) => \
        console.error(`refused by the Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`));
    const look = ({ name, responseStatus }) => \
        responseStatus >= 400 && console.error(`${responseStatus} for ${name}`);
    for (const type of ['navigation', 'resource'])
        new PerformanceObserver((list) => list.getEntries().forEach(look)).observe({ type, buffered: true });
}";

/// What has been seen since the page was opened, filled by a thread that listens.
#[derive(Debug, Default)]
struct Seen {
    problems: Vec<String>,
    requests: Vec<String>,
    /// What the browser has answered, by the number of the command.
    answers: HashMap<u64, Value>,
}

/// The channel on which the browser reports what happens.
#[derive(Debug)]
pub struct Events {
    shared: Arc<Shared>,
    commands: Option<Mutex<Commands>>,
}

/// The way to the browser, and how many commands have gone it.
#[derive(Debug)]
struct Commands {
    socket: WebSocket<TcpStream>,
    count: u64,
}

/// What the listening thread and the page both have.
#[derive(Debug, Default)]
struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Events {
    /// No channel, on which nothing is ever seen.
    pub fn none() -> Events {
        Events { shared: Arc::default(), commands: None }
    }

    /// Listens on `url` to the tab `context`, which is given the size of `screen`.
    pub fn listen(url: &str, context: &str, screen: &Screen) -> Result<Events> {
        let (mut socket, _) = tungstenite::connect(url).context("cannot listen to the browser")?;
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(ANSWER))?;
        }
        let mut names = vec!["log.entryAdded"];
        if screen.notes_requests {
            names.push(REQUEST);
        }
        call(&mut socket, "session.subscribe", &json!({ "events": names }))?;
        call(&mut socket, "script.addPreloadScript", &json!({ "functionDeclaration": PRELOAD }))?;
        call(&mut socket, "browsingContext.setViewport", &viewport(context, screen))?;

        let mut events = Events::none();
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(None)?;
            // One end for the thread that listens, one for whoever sends.
            let socket = WebSocket::from_raw_socket(stream.try_clone()?, Role::Client, None);
            events.commands = Some(Mutex::new(Commands { socket, count: FIRST_COMMAND }));
        }
        let shared = Arc::clone(&events.shared);
        thread::spawn(move || {
            // Ends when the browser does.
            while let Ok(message) = socket.read() {
                if let Message::Text(text) = message {
                    note(&shared, text.as_str());
                }
            }
        });
        Ok(events)
    }

    /// Gives the tab `context` the size of `screen`.
    pub fn resize(&self, context: &str, screen: &Screen) -> Result<()> {
        self.command("browsingContext.setViewport", &viewport(context, screen)).map(drop)
    }

    /// Begins to note requests, or ends it: each costs the browser something.
    pub fn note_requests(&self, are_noted: bool) -> Result<()> {
        let method = if are_noted { "session.subscribe" } else { "session.unsubscribe" };
        self.command(method, &json!({ "events": [REQUEST] })).map(drop)
    }

    /// Sends a command and waits for its answer.
    fn command(&self, method: &str, params: &Value) -> Result<Value> {
        let commands = self.commands.as_ref().context("nothing listens to this browser")?;
        let number = {
            let mut commands = commands.lock().unwrap_or_else(PoisonError::into_inner);
            commands.count += 1;
            let command = json!({ "id": commands.count, "method": method, "params": params });
            commands.socket.send(Message::text(command.to_string()))?;
            commands.count
        };
        let is_missing = |seen: &mut Seen| !seen.answers.contains_key(&number);
        let (mut seen, _) = self
            .shared
            .changed
            .wait_timeout_while(self.shared.lock(), ANSWER, is_missing)
            .unwrap_or_else(PoisonError::into_inner);
        match seen.answers.remove(&number) {
            Some(answer) if answer["type"] == "success" => Ok(answer["result"].clone()),
            Some(answer) => bail!("{method} was refused: {}", answer["message"]),
            None => bail!("{method} got no answer in time"),
        }
    }

    /// Errors on the console, uncaught exceptions, and files that are missing, in order.
    pub fn problems(&self) -> Vec<String> {
        self.shared.lock().problems.clone()
    }

    /// Waits until there is a problem whose text contains `part`, and returns all after the first
    /// `before`; nothing if there is none in time.
    pub fn wait_for_problem(
        &self,
        before: usize,
        part: &str,
        patience: Duration,
    ) -> Option<Vec<String>> {
        let is_missing = |seen: &mut Seen| {
            !seen.problems.iter().skip(before).any(|problem| problem.contains(part))
        };
        let seen = self.shared.lock();
        let (seen, waited) = self
            .shared
            .changed
            .wait_timeout_while(seen, patience, is_missing)
            .unwrap_or_else(PoisonError::into_inner);
        (!waited.timed_out()).then(|| seen.problems[before..].to_vec())
    }

    /// The address of every request, in order, if they are noted.
    pub fn requests(&self) -> Vec<String> {
        self.shared.lock().requests.clone()
    }
}

/// Commands after the browser is listened to are counted from here, apart from those before.
const FIRST_COMMAND: u64 = 1;

fn viewport(context: &str, screen: &Screen) -> Value {
    json!({ "context": context, "viewport": { "width": screen.width, "height": screen.height } })
}

/// Sends a command and waits for its answer. Only used before events are of interest.
fn call(socket: &mut Socket, method: &str, params: &Value) -> Result<Value> {
    let command = json!({ "id": 1, "method": method, "params": params });
    socket.send(Message::text(command.to_string()))?;
    let deadline = Instant::now() + ANSWER;
    while Instant::now() < deadline {
        let message = match socket.read() {
            Ok(Message::Text(text)) => serde_json::from_str::<Value>(text.as_str())?,
            Ok(_) => continue,
            Err(tungstenite::Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => return Err(error).context(format!("{method} got no answer")),
        };
        match message["type"].as_str() {
            Some("success") => return Ok(message["result"].clone()),
            Some("error") => bail!("{method} was refused: {}", message["message"]),
            _ => {}
        }
    }
    bail!("{method} got no answer in time")
}

fn note(shared: &Shared, text: &str) {
    let Ok(event) = serde_json::from_str::<Value>(text) else { return };
    let params = &event["params"];
    let mut seen = shared.lock();
    if let Some(number) = event["id"].as_u64() {
        seen.answers.insert(number, event);
        drop(seen);
        return shared.changed.notify_all();
    }
    match event["method"].as_str() {
        Some("log.entryAdded") => seen.problems.extend(log_problem(params)),
        Some(REQUEST) => {
            seen.requests.extend(params["request"]["url"].as_str().map(str::to_owned));
        }
        _ => {}
    }
    shared.changed.notify_all();
}

/// A log entry that a person would see in red.
fn log_problem(entry: &Value) -> Option<String> {
    if entry["level"] != "error" {
        return None;
    }
    let text = entry["text"].as_str().unwrap_or("(no text)");
    let frame = &entry["stackTrace"]["callFrames"][0];
    Some(match frame["url"].as_str() {
        Some(url) if !url.is_empty() => {
            format!("{text} ({url}:{})", frame["lineNumber"].as_u64().unwrap_or(0) + 1)
        }
        _ => text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_of_the_log_are_problems() {
        assert_eq!(log_problem(&json!({ "level": "info", "text": "ready" })), None);
        let error = json!({ "level": "error", "text": "boom", "stackTrace": { "callFrames": [
            { "url": "http://x/main.js", "lineNumber": 6 }] } });
        assert_eq!(log_problem(&error).as_deref(), Some("boom (http://x/main.js:7)"));
    }
}
