//! Shows which checks run just now, for how long, and how they ended.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::progress::seconds;

/// How often what runs is named where the output is no terminal, for example in CI.
const PLAIN_INTERVAL: Duration = Duration::from_secs(30);
/// How often its line is drawn again where there is one.
const REDRAW_INTERVAL: Duration = Duration::from_millis(200);

/// Shows checks for as long as it is kept: in a terminal on one line that is drawn again and again,
/// else as a line now and then.
#[derive(Debug)]
pub struct Board {
    running: Arc<Mutex<Vec<Running>>>,
    is_terminal: bool,
    stop: Option<Sender<()>>,
    ticker: Option<JoinHandle<()>>,
}

/// A check that runs.
#[derive(Debug, Clone)]
struct Running {
    name: &'static str,
    /// What it is busy with, if that is not the check itself.
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
    /// Begins to show what is put on it.
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
    /// Says what the check is busy with just now.
    pub fn say(&self, detail: &str) {
        let mut running = lock(&self.board.running);
        if let Some(own) = running.iter_mut().find(|one| one.name == self.name) {
            detail.clone_into(&mut own.detail);
        }
    }

    /// Takes the check off the board and says how it went, with `output` below it if a person needs
    /// that. Returns how long it took.
    pub fn end(self, outcome: &str, output: Option<&str>) -> Duration {
        let time = self.began.elapsed();
        // Nobody else writes while the board is held.
        let mut running = lock(&self.board.running);
        running.retain(|one| one.name != self.name);
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

/// What runs, with its time: `clippy … 12 s, node (waiting for npm's packages) … 3.1 s`.
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
        let (one, other) = (board.begin("clippy"), board.begin("node"));
        one.say("waiting for npm");
        let text = line(&lock(&board.running));
        assert!(text.starts_with("clippy (waiting for npm) … 0.0 s, node … "), "{text}");
        other.end("passed", None);
        assert!(!line(&lock(&board.running)).contains("node"));
        one.end("passed", None);
        assert_eq!(line(&lock(&board.running)), "");
    }
}
