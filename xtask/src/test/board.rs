//! Shows which checks are running, for how long, and how the others ended.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::progress::seconds;

/// How often running checks are reported where the output is no terminal, for example in CI.
const PLAIN_INTERVAL: Duration = Duration::from_secs(30);
/// How often the line of running checks is redrawn in a terminal.
const REDRAW_INTERVAL: Duration = Duration::from_millis(200);

/// Shows checks until it is dropped: in a terminal on one line that is redrawn, elsewhere as a line now
/// and then.
#[derive(Debug)]
pub struct Board {
    running: Arc<Mutex<Vec<Running>>>,
    is_terminal: bool,
    stop: Option<Sender<()>>,
    ticker: Option<JoinHandle<()>>,
}

/// A running check.
#[derive(Debug, Clone)]
struct Running {
    name: &'static str,
    /// What it is busy with; empty for the check itself.
    detail: String,
    began: Instant,
}

/// The place of a check on the board.
#[derive(Debug)]
#[must_use = "a check is shown until it is ended"]
pub struct Entry<'board> {
    board: &'board Board,
    name: &'static str,
    began: Instant,
}

impl Board {
    /// Opens a board, and begins to show the checks on it.
    pub fn open() -> Board {
        let running: Arc<Mutex<Vec<Running>>> = Arc::default();
        let is_terminal = std::io::stderr().is_terminal();
        let (stop, stopped) = mpsc::channel();
        let interval = if is_terminal { REDRAW_INTERVAL } else { PLAIN_INTERVAL };
        let ticker = thread::spawn({
            let running = Arc::clone(&running);
            move || {
                while stopped.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                    show(&lock(&running), is_terminal);
                }
            }
        });
        Board { running, is_terminal, stop: Some(stop), ticker: Some(ticker) }
    }

    /// Puts a check on the board.
    pub fn begin(&self, name: &'static str) -> Entry<'_> {
        let began = Instant::now();
        let mut running = lock(&self.running);
        running.push(Running { name, detail: String::new(), began });
        if !self.is_terminal {
            eprintln!("{name} …");
        }
        Entry { board: self, name, began }
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(ticker) = self.ticker.take() {
            let _ = ticker.join();
        }
    }
}

impl Entry<'_> {
    /// Reports what the check is busy with.
    pub fn say(&self, detail: &str) {
        let mut running = lock(&self.board.running);
        if let Some(own) = running.iter_mut().find(|check| check.name == self.name) {
            detail.clone_into(&mut own.detail);
        }
    }

    /// Takes the check off the board, and prints its outcome with `output` below it. Returns how long it
    /// took.
    pub fn end(self, outcome: &str, output: Option<&str>) -> Duration {
        let time = self.began.elapsed();
        // No other thread prints while this holds the board.
        let mut running = lock(&self.board.running);
        running.retain(|check| check.name != self.name);
        if self.board.is_terminal {
            eprint!("\r\x1b[K");
        }
        eprintln!("{}: {outcome} ({})", self.name, seconds(time));
        if let Some(output) = output {
            println!("{}\n", output.trim_end());
        }
        time
    }
}

fn lock(running: &Mutex<Vec<Running>>) -> MutexGuard<'_, Vec<Running>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

fn show(running: &[Running], is_terminal: bool) {
    let line = line(running);
    if is_terminal {
        eprint!("\r\x1b[K{line}");
        let _ = std::io::stderr().flush();
    } else if !running.is_empty() {
        eprintln!("{line}");
    }
}

/// The running checks with their times: `clippy … 12 s, node (waiting for npm's packages) … 3.1 s`.
fn line(running: &[Running]) -> String {
    let word = |Running { name, detail, began }: &Running| {
        let detail = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
        format!("{name}{detail} … {}", seconds(began.elapsed()))
    };
    running.iter().map(word).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_side_by_side_stands_on_one_line() {
        let board = Board::open();
        let (clippy, node) = (board.begin("clippy"), board.begin("node"));
        clippy.say("waiting for npm");
        let text = line(&lock(&board.running));
        assert!(text.starts_with("clippy (waiting for npm) … 0.0 s, node … "), "{text}");
        node.end("passed", None);
        assert!(!line(&lock(&board.running)).contains("node"));
        clippy.end("passed", None);
        assert_eq!(line(&lock(&board.running)), "");
    }
}
