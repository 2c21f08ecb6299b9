//! What it takes to record an event here and now: the same work, recorded and unrecorded.

use crate::runtime::trace::End;
use crate::runtime::{EventLoop, Options, TimeSource, Turned, spawn, yield_now};

/// How long the same work took, recorded and unrecorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// How long it took recorded, in microseconds.
    pub recorded_us: u64,
    /// How long it took unrecorded, in microseconds.
    pub unrecorded_us: u64,
    /// How many events were recorded.
    pub events: u32,
}

/// Runs two coroutines that take `turns` turns each, recorded and unrecorded, on a real clock.
///
/// A turn makes the events of which most traces consist: a task is woken, its poll begins, and its
/// poll ends.
///
/// ```
/// use coroscope::drivers::cost::sample;
///
/// let sample = sample(1_000);
/// assert!(sample.events >= 2 * 3 * 1_000);
/// ```
#[must_use]
pub fn sample(turns: u32) -> Sample {
    let (unrecorded_us, _) = take_turns(turns, None);
    let (recorded_us, events) = take_turns(turns, Options::default().capacity);
    Sample { recorded_us, unrecorded_us, events }
}

/// Returns how long it took, in microseconds, and how many events were recorded.
fn take_turns(turns: u32, capacity: Option<usize>) -> (u64, u32) {
    let clock = TimeSource::wall();
    let began_us = clock.now_us();
    let mut event_loop = EventLoop::new(clock, Options { capacity, ..Options::default() });
    let main = event_loop.start(async move {
        let other = spawn(yields(turns));
        yields(turns).await;
        other.await;
    });
    while !main.is_finished() && event_loop.turn_for(u64::MAX) == Turned::Polled {}
    let took_us = clock.now_us() - began_us;
    event_loop.close(End::Completed);
    drop(main);
    (took_us, event_loop.into_trace().rows() as u32)
}

async fn yields(turns: u32) {
    for _ in 0..turns {
        yield_now().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_says_how_many_events_it_recorded() {
        // Without any turns there are only the beginning and the end of the two tasks.
        let few = sample(0).events;
        assert!((6..20).contains(&few), "{few}");
        let events = sample(1000).events - few;
        assert!((2 * 3 * 1000..2 * 4 * 1000 + 1).contains(&events), "{events}");
    }

    #[test]
    fn more_turns_take_longer() {
        let (some, more) = (sample(1), sample(100_000));
        assert!(more.recorded_us > some.recorded_us && more.unrecorded_us > 0, "{some:?} {more:?}");
    }
}
