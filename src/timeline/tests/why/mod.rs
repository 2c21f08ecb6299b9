//! Why a run took as long as it took.

mod cancelled;
mod chains;
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
