//! Why a run took as long as it did.

mod cancelled;
mod critical_path;
mod long;
mod measured;
mod parts;
mod sentences;
mod stuck;
mod unfinished;

use std::time::Duration;

const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}
