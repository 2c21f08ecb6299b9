//! An event as it lies in memory: 16 bytes.

/// An event, packed. All of it lies together, so that recording is a single store after a single
/// check of whether there is room; a column for each part would take five of both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The low 32 bits of the time in microseconds; an `EPOCH` row says what the rest is.
    pub(super) time: u32,
    pub(super) task: u32,
    pub(super) arg: u32,
    pub(super) site: u16,
    pub(super) kind: u8,
}

/// How many bytes a row takes in memory.
pub(super) const BYTES: usize = size_of::<Row>();

const _: () = assert!(BYTES == 16, "an event is to take at most 16 bytes");

impl Row {
    /// Its time in microseconds, in the epoch given.
    pub(super) fn at_us(&self, epoch: u32) -> u64 {
        u64::from(epoch) << 32 | u64::from(self.time)
    }
}
