//! The tree of all choices, walked one order after the other.

/// Which order comes next, if each is to be tried once.
#[derive(Debug, Default)]
pub(super) struct Walk {
    picks: Vec<u32>,
    over: bool,
}

impl Walk {
    /// The choices that the next order begins with; all others are the first in the queue. `None`
    /// once every order was tried.
    pub(super) fn next(&self) -> Option<&[u32]> {
        (!self.over).then_some(self.picks.as_slice())
    }

    /// Says which choices that order came to. The last one that could have been another is taken
    /// differently next, and all behind it begin anew.
    pub(super) fn tried(&mut self, made: &[(u32, u32)]) {
        let Some(last) = made.iter().rposition(|(place, of)| place + 1 < *of) else {
            self.over = true;
            return;
        };
        self.picks.clear();
        self.picks.extend(made[..last].iter().map(|(place, _)| *place));
        self.picks.push(made[last].0 + 1);
    }
}
