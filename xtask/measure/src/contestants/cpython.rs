//! asyncio under CPython. One process runs for the whole benchmark. It reads requests from its
//! standard input, and so takes turns with the browsers.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use super::host::{Host, Way};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running Python.
#[derive(Debug)]
pub struct CPython {
    folder: PathBuf,
    version: String,
    process: Option<Process>,
}

#[derive(Debug)]
struct Process {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<String>,
}

impl CPython {
    /// Starts the python3 on PATH with the programs in `folder`.
    pub fn start(folder: &Path) -> Result<CPython> {
        let (process, version) = Process::start(folder)?;
        Ok(CPython { folder: folder.into(), version, process: Some(process) })
    }
}

impl Host for CPython {
    fn name(&self) -> &'static str {
        "python"
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn ways(&self) -> Vec<Way> {
        vec![Way::CPython]
    }

    fn ask(&mut self, _way: Way, work: &str, arguments: &Value) -> Result<Value> {
        let process = match &mut self.process {
            Some(process) => process,
            gone => gone.insert(Process::start(&self.folder)?.0),
        };
        let answer = process.ask(&json!({ "work": work, "arguments": arguments }));
        if answer.is_err() {
            self.process = None;
        }
        answer
    }

    fn refresh(&mut self) -> Result<()> {
        self.process = Some(Process::start(&self.folder)?.0);
        Ok(())
    }
}

impl Process {
    /// Starts it. Returns its version as well.
    fn start(folder: &Path) -> Result<(Process, String)> {
        let mut child = Command::new("python3")
            .arg(folder.join("answer.py"))
            // This leaves nothing behind in the folder of the sources.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("there is no python3")?;
        let requests = child.stdin.take().ok_or_else(|| anyhow!("python3 has no input"))?;
        let output = child.stdout.take().ok_or_else(|| anyhow!("python3 has no output"))?;
        let (send, answers) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let process = Process { child, requests, answers };
        let hello = process.answer()?;
        let version = hello["version"].as_str().context("python3 did not report its version")?;
        Ok((process, version.to_owned()))
    }

    fn ask(&mut self, request: &Value) -> Result<Value> {
        writeln!(self.requests, "{request}").context("python3 takes no more requests")?;
        self.answer()
    }

    fn answer(&self) -> Result<Value> {
        let line = self.answers.recv_timeout(PATIENCE);
        let line = line.context("python3 did not answer in time")?;
        serde_json::from_str(&line).with_context(|| format!("python3 answered {line:?}"))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
