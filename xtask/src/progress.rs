//! Shows the progress of a long step: what is being done, and for how long.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often a step is reported where the output is no terminal, for example in CI.
const PLAIN_INTERVAL: Duration = Duration::from_secs(30);
/// How often a step is redrawn in a terminal.
const REDRAW_INTERVAL: Duration = Duration::from_millis(200);
/// A step that takes less than this may stay unreported.
const SLOW: Duration = Duration::from_secs(1);

/// A step under way. Finish it with [`Step::done`], or drop it to report nothing more.
#[derive(Debug)]
#[must_use = "a step shows itself for as long as it is kept"]
pub struct Step {
    shared: Arc<Shared>,
    stop: Option<Sender<()>>,
    ticker: Option<JoinHandle<()>>,
}

/// What the step and the thread that shows it share.
#[derive(Debug)]
struct Shared {
    label: String,
    /// What the step is busy with.
    detail: Mutex<String>,
    /// Whether anything has been shown yet.
    shown: AtomicBool,
    started: Instant,
    terminal: bool,
}

impl Step {
    /// Shows `label` with the seconds that pass: in a terminal on one line that is redrawn, elsewhere as
    /// a line at once and every half minute.
    pub fn start(label: impl Into<String>) -> Step {
        Step::start_after(Duration::ZERO, label.into())
    }

    /// A step that only shows if it takes longer than a second, because it may have nothing to do.
    pub fn start_if_slow(label: impl Into<String>) -> Step {
        Step::start_after(SLOW, label.into())
    }

    fn start_after(delay: Duration, label: String) -> Step {
        let shared = Arc::new(Shared {
            label,
            detail: Mutex::default(),
            shown: AtomicBool::new(false),
            started: Instant::now(),
            terminal: std::io::stderr().is_terminal(),
        });
        let (stop, stopped) = mpsc::channel();
        let ticker = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || tick(&shared, &stopped, delay)
        });
        Step { shared, stop: Some(stop), ticker: Some(ticker) }
    }

    /// Reports what the step is busy with.
    pub fn say(&self, detail: &str) {
        detail.clone_into(&mut self.shared.detail.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Ends the step, and shows its outcome and the time that it took.
    pub fn done(mut self, outcome: &str) -> Duration {
        self.halt();
        let elapsed = self.shared.started.elapsed();
        if self.shared.shown.load(Ordering::Relaxed) {
            eprintln!("{}: {outcome} ({})", self.shared.label, seconds(elapsed));
        }
        elapsed
    }

    fn halt(&mut self) {
        drop(self.stop.take());
        if let Some(ticker) = self.ticker.take() {
            let _ = ticker.join();
        }
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        self.halt();
    }
}

/// Shows the step until it is stopped.
fn tick(shared: &Shared, stopped: &Receiver<()>, delay: Duration) {
    let interval = if shared.terminal { REDRAW_INTERVAL } else { PLAIN_INTERVAL };
    let mut pause = delay;
    while stopped.recv_timeout(pause) == Err(mpsc::RecvTimeoutError::Timeout) {
        shared.shown.store(true, Ordering::Relaxed);
        show(shared);
        pause = interval;
    }
    if shared.terminal {
        eprint!("\r\x1b[K");
    }
}

fn show(shared: &Shared) {
    let detail = shared.detail.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let detail = if detail.is_empty() { detail } else { format!(" ({detail})") };
    let elapsed = seconds(shared.started.elapsed());
    if shared.terminal {
        eprint!("\r\x1b[K{}{detail} … {elapsed}", shared.label);
        let _ = std::io::stderr().flush();
    } else if shared.started.elapsed() < PLAIN_INTERVAL {
        eprintln!("{}{detail} …", shared.label);
    } else {
        eprintln!("{}{detail} … {elapsed}", shared.label);
    }
}

/// A time for people: tenths below ten seconds, minutes from one minute on.
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    match whole {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{whole} s"),
        _ => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_for_people() {
        assert_eq!(seconds(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(42)), "42 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn a_quick_step_without_much_to_do_shows_nothing() {
        let step = Step::start_if_slow("nothing");
        let shared = Arc::clone(&step.shared);
        step.done("done");
        assert!(!shared.shown.load(Ordering::Relaxed));
    }
}
