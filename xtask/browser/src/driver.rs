//! The driver's process. Each page has its own, so that its log is about that page only.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::Engine;

/// How long a driver may take until it reports its port.
const START: Duration = Duration::from_secs(20);

/// How often a driver is started that ends before it listens, as chromedriver has been seen to do once.
const TRIES: usize = 3;

/// A driver that listens. Dropping this ends it.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    url: String,
}

impl Driver {
    /// Starts the driver of `engine` on a free port.
    pub fn start(engine: Engine) -> Result<Driver> {
        let again = (1..TRIES).find_map(|_| Driver::start_once(engine).ok());
        again.map_or_else(|| Driver::start_once(engine), Ok)
    }

    fn start_once(engine: Engine) -> Result<Driver> {
        let name = engine.driver();
        let mut command = Command::new(name);
        match engine {
            Engine::Chromium => command.arg("--port=0"),
            // It gets two free ports: one for commands, one for events. The preferences of a person
            // can be changed only from within the browser itself.
            Engine::Firefox => {
                command.args(["--port=0", "--websocket-port=0", "--allow-system-access"])
            }
        };
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {name}: is it installed and on PATH?"))?;
        let output = process.stdout.take().ok_or_else(|| anyhow!("{name} has no output"))?;
        let (sender, lines) = mpsc::channel();
        // Reads to the end, because a driver blocks if nothing reads its output.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // Once the port is known, nobody wants to hear the rest.
                let _ = sender.send(line);
            }
        });
        let mut driver = Driver { process, url: String::new() };
        let deadline = Instant::now() + START;
        let mut said = Vec::new();
        while driver.url.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(line) = lines.recv_timeout(left) else {
                bail!("{name} did not say on which port it listens, only {said:?}");
            };
            match port_in(&line) {
                Some(port) => driver.url = format!("http://127.0.0.1:{port}"),
                None => said.push(line),
            }
        }
        Ok(driver)
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// Where the driver listens.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port in a line of the driver's output, if that announces one.
fn port_in(line: &str) -> Option<u16> {
    let rest = line
        .split_once("started successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?
        .1;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_drivers_announce_their_port() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 39205."), Some(39205));
        assert_eq!(port_in("1700 geckodriver INFO Listening on 127.0.0.1:4444"), Some(4444));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
