//! What tasks share, by name: the counter of a semaphore is called so.

use crate::runtime::trace::{On, Trace, What};

/// What waits have said about shared things: their numbers, and what they are.
pub(super) struct Shared(Vec<(u32, &'static str)>);

impl Shared {
    pub fn of(trace: &Trace) -> Self {
        let mut known: Vec<(u32, &'static str)> = Vec::new();
        for event in trace.events() {
            let found = match event.what {
                What::Waits(On::Channel(number)) => (number, "channel"),
                What::Waits(On::Semaphore(number)) => (number, "semaphore"),
                What::Waits(On::Event(number)) => (number, "event"),
                _ => continue,
            };
            if !known.contains(&found) {
                known.push(found);
            }
        }
        Self(known)
    }

    /// What the counter of such a thing is called. Of one on which nobody has waited, nobody knows what
    /// it is.
    pub fn name(&self, number: u16) -> String {
        let known = self.0.iter().find(|(known, _)| *known == u32::from(number));
        format!("{} {number}", known.map_or("object", |(_, what)| *what))
    }
}
