//! How control went between generators and their callers.

use crate::runtime::trace::TaskId;
use crate::timeline::lanes::{LaneKind, TaskHistory, View, Wait};
use crate::timeline::words::{Tense, count};

/// At most this many generators get a sentence.
const MOST_GENERATORS: usize = 3;

/// A sentence for each generator that was resumed.
pub(super) fn resumed(view: View<'_>, tense: Tense) -> impl Iterator<Item = String> + '_ {
    let is_generator = |history: &TaskHistory| history.kind == LaneKind::Generator;
    let histories = view.timeline.histories.iter().enumerate();
    let generators = histories.filter(move |(_, history)| is_generator(history));
    let resumed = generators.map(|(task, history)| (TaskId(task as u32), times(history)));
    resumed.filter(|(_, times)| *times > 0).take(MOST_GENERATORS).map(move |(task, times)| {
        let name = view.quoted(task);
        format!(
            "{name} is a generator: it {} only when it {} resumed, here {}, and then {} control \
             back.",
            tense.verb("ran", "runs"),
            tense.verb("was", "is"),
            count(times, "time"),
            tense.verb("handed", "hands"),
        )
    })
}

/// How often a generator was resumed after waiting for the next value.
fn times(history: &TaskHistory) -> u64 {
    let waits = |span: &usize| history.spans.detail(*span).wait == Wait::Send;
    let resumed =
        |span: &usize| history.spans.states.get(span + 1).is_some_and(|next| next.is_running());
    (0..history.spans.len()).filter(waits).filter(resumed).count() as u64
}
