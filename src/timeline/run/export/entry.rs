//! One event of the Chrome trace event format.

use serde::{Serialize, Serializer};

use crate::runtime::trace::TaskId;

/// A time in ticks. A tick is a part of a microsecond that floats and six decimal digits hold exactly,
/// so that tools which add a length to a time get the very time at which the next slice begins. A file
/// may say any time, and what nobody waits for must not overflow.
pub(super) fn ticks(us: u64) -> u64 {
    us.min(1 << 46) * TICKS
}

/// Ticks in a microsecond.
const TICKS: u64 = 64;

/// An event, with the names that the format gives to its fields.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Entry<'a> {
    pub name: &'a str,
    pub cat: &'a str,
    /// The kind of event: `X` has a duration, `i` is an instant, `s` and `f` are the ends of an arrow,
    /// `b` and `e` those of a nested part, `C` counts, `M` gives a name.
    pub ph: &'a str,
    /// In ticks, and written in microseconds.
    #[serde(serialize_with = "microseconds")]
    pub ts: u64,
    #[serde(serialize_with = "microseconds", skip_serializing_if = "is_none")]
    pub dur: u64,
    pub pid: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tid: Option<u32>,
    /// The number that the two ends of an arrow, or of a part, have in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// For the end of an arrow: it belongs to the span around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bp: Option<&'a str>,
    /// For an instant: its scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s: Option<&'a str>,
    #[serde(skip_serializing_if = "Args::is_empty")]
    pub args: Args<'a>,
}

/// What a tool shows when an event is selected.
#[derive(Clone, Copy, Default, PartialEq, Serialize)]
pub(super) struct Args<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_index: Option<usize>,
    /// The source line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<&'a str>,
    #[serde(rename = "woken by", skip_serializing_if = "Option::is_none")]
    pub woken_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'a str>,
    /// For a counter: its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<u16>,
}

impl Args<'_> {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl<'a> Entry<'a> {
    pub fn new(name: &'a str, cat: &'a str, ph: &'a str, ts: u64, task: TaskId) -> Self {
        // Some tools number lanes from 1 and take 0 for "none".
        let tid = Some(task.0.wrapping_add(1));
        let args = Args::default();
        Self { name, cat, ph, ts, dur: 0, pid: 0, tid, id: None, bp: None, s: None, args }
    }
}

fn microseconds<S: Serializer>(ticks: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(*ticks as f64 / TICKS as f64)
}

/// Only slices have a duration, and each has one.
fn is_none(ticks: &u64) -> bool {
    *ticks == 0
}
