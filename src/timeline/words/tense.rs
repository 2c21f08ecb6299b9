//! The tense of sentences about a run.

use crate::runtime::trace::Clock;
use crate::timeline::lanes::View;

/// The tense of a verb in a sentence about a run: present for a simulated run, past for a measured
/// run.
#[derive(Clone, Copy)]
pub(in crate::timeline) struct Tense {
    pub is_past: bool,
}

impl Tense {
    pub fn of(view: View<'_>) -> Self {
        Self { is_past: view.trace.clock() == Clock::Wall }
    }

    pub fn verb(self, past: &'static str, present: &'static str) -> &'static str {
        if self.is_past { past } else { present }
    }

    /// The verb for one or several subjects.
    pub fn verb_of(
        self,
        many: bool,
        past: &'static str,
        one: &'static str,
        all: &'static str,
    ) -> &'static str {
        self.verb(past, if many { all } else { one })
    }
}
