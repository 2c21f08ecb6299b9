//! A walk over the tree of all choices, one order after the other.

/// Finds the next order, so that each is tried once.
#[derive(Debug, Default)]
pub(super) struct Walk {
    picks: Vec<u32>,
    over: bool,
}

impl Walk {
    /// The picks that the next order begins with; after them it is first in, first out. `None` once
    /// every order has been tried.
    pub(super) fn next(&self) -> Option<&[u32]> {
        (!self.over).then_some(self.picks.as_slice())
    }

    /// Reports the choices that the order came to. In the next order the last choice that has an
    /// alternative left takes it, and all choices after it begin anew.
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
