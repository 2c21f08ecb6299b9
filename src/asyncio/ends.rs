//! How a listing ended.

use crate::runtime::trace::End;

/// Times are numbers that JavaScript can hold exactly.
pub(super) const LATEST_US: u64 = 1 << 53;

/// The end that a number beside a record stands for. `None` for a listing that never began, because
/// it is no Python (4), and for a number that stands for nothing.
///
/// An exception (1) and `sys.exit` (2) end a run as its last line does: what failed is in the record.
///
/// ```
/// use coroscope::asyncio::end_of;
/// use coroscope::runtime::trace::End;
///
/// assert_eq!(end_of(0), Some(End::Completed));
/// assert_eq!(end_of(3), Some(End::Stuck));
/// assert_eq!(end_of(99), None);
/// ```
#[must_use]
pub fn end_of(number: u32) -> Option<End> {
    match number {
        0..=2 => Some(End::Completed),
        3 => Some(End::Stuck),
        5 => Some(End::PollLimit),
        6 => Some(End::StepLimit),
        _ => None,
    }
}
