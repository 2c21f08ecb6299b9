//! What each claim took: in time, and of the processors.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use browser::Page;

use crate::environment::{folder, is_wanted_alone, setting};

/// What a claim took.
#[derive(Debug, Clone, Copy, Default)]
struct Taken {
    /// From its beginning to its end, with everything that the machine did besides.
    time: Duration,
    /// What its browser used of all cores together, with its start if it was started for this claim.
    processor: Duration,
}

/// What each claim took, by its name.
static TAKEN: Mutex<Option<HashMap<&str, Taken>>> = Mutex::new(None);

fn taken() -> MutexGuard<'static, Option<HashMap<&'static str, Taken>>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Notes how long a claim took, with its second look.
pub fn note(claim: &'static str, time: Duration) {
    taken().get_or_insert_default().entry(claim).or_default().time += time;
}

/// Notes what a browser has used since it was last asked.
pub fn note_processor(claim: &'static str, page: &Page) {
    let used = page.processor_time_since().unwrap_or_default();
    taken().get_or_insert_default().entry(claim).or_default().processor += used;
}

/// Leaves a list of the claims: those that took most of the processors come first, because they make
/// all others wait.
pub fn write() -> std::io::Result<()> {
    let mut all: Vec<(&str, Taken)> = taken().take().unwrap_or_default().into_iter().collect();
    if all.is_empty() {
        return Ok(());
    }
    all.sort_by_key(|(name, taken)| (std::cmp::Reverse((taken.processor, taken.time)), *name));
    let mut text = String::from("processor     time  claim\n");
    let sum = |of: fn(&Taken) -> Duration| all.iter().map(|(_, taken)| of(taken)).sum();
    let whole = Taken { time: sum(|one| one.time), processor: sum(|one| one.processor) };
    for (name, Taken { time, processor }) in [("all", whole)].iter().chain(&all) {
        let (processor, time) = (processor.as_secs_f64(), time.as_secs_f64());
        let _ = writeln!(text, "{processor:7.1} s {time:6.1} s  {name}");
    }
    let alone = if is_wanted_alone() { "-alone" } else { "" };
    let file = format!("times-{}{alone}.txt", setting("COROSCOPE_BROWSER"));
    std::fs::write(folder().join(file), text)
}
