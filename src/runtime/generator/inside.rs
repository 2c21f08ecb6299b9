//! Whose poll it is while a generator runs.

use std::panic::Location;
use std::sync::Arc;

use crate::runtime::state::{Core, Current};
use crate::runtime::trace::{TaskId, What};

/// The time during which a generator is the current task. A generator is not among the live tasks.
pub(super) struct Inside {
    core: Arc<Core>,
    id: TaskId,
    /// The task that was current before, and will be again.
    caller: Option<Current>,
}

impl Inside {
    pub(super) fn enter(core: &Arc<Core>, id: TaskId) -> Self {
        let core = Arc::clone(core);
        let mut state = core.lock();
        let caller = state.current;
        let polled = caller.map_or(id, |caller| caller.polled);
        let cancelled = caller.is_some_and(|caller| caller.cancelled);
        state.current = Some(Current { task: id, polled, key: usize::MAX, cancelled });
        drop(state);
        Self { core, id, caller }
    }

    pub(super) fn set_cancelled(&self) {
        if let Some(current) = &mut self.core.lock().current {
            current.cancelled = true;
        }
    }

    pub(super) fn record(&self, what: What, site: Option<&'static Location<'static>>) {
        let mut state = self.core.lock();
        state.tick_if_recording();
        state.record(self.id, what, site);
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.core.lock().current = self.caller;
    }
}
