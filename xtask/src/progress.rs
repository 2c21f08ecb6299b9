//! Shows that a long step is alive: what is being done and for how long.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often a step reports itself where the output is no terminal, for example in CI.
const PLAIN_INTERVAL: Duration = Duration::from_secs(30);

/// A step under way; finish it with [`Step::done`], or drop it to say nothing more.
#[derive(Debug)]
#[must_use = "a step shows itself for as long as it is kept"]
pub struct Step {
    label: String,
    started: Instant,
    stop: Option<Sender<()>>,
    ticker: Option<JoinHandle<()>>,
}

impl Step {
    /// Starts to show `label` with the seconds that pass: on one line that is redrawn where there is
    /// a terminal, else as a line now and another one every half minute.
    pub fn start(label: impl Into<String>) -> Step {
        let label = label.into();
        let started = Instant::now();
        let (stop, stopped) = mpsc::channel();
        let terminal = std::io::stderr().is_terminal();
        if !terminal {
            eprintln!("{label} …");
        }
        let shown = label.clone();
        let ticker = std::thread::spawn(move || {
            let interval = if terminal { Duration::from_millis(200) } else { PLAIN_INTERVAL };
            while stopped.recv_timeout(interval) == Err(mpsc::RecvTimeoutError::Timeout) {
                let elapsed = seconds(started.elapsed());
                if terminal {
                    eprint!("\r\x1b[K{shown} … {elapsed}");
                    let _ = std::io::stderr().flush();
                } else {
                    eprintln!("{shown} … {elapsed}");
                }
            }
            if terminal {
                eprint!("\r\x1b[K");
            }
        });
        Step { label, started, stop: Some(stop), ticker: Some(ticker) }
    }

    /// Ends the step and says how it went, with the time that it took.
    pub fn done(mut self, outcome: &str) -> Duration {
        self.halt();
        let elapsed = self.started.elapsed();
        eprintln!("{}: {outcome} ({})", self.label, seconds(elapsed));
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
}
