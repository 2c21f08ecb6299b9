//! Durations in few bytes.

/// A duration in 32 bits: exact up to 35 minutes, to the millisecond up to 24 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Packed(u32);

/// Marks a duration that is kept in milliseconds because its microseconds need more than 31 bits.
const IN_MS: u32 = 1 << 31;

impl Packed {
    #[inline]
    pub(crate) fn from_us(us: u64) -> Self {
        match u32::try_from(us) {
            Ok(us) if us < IN_MS => Self(us),
            _ => Self((us / 1000).min(u64::from(IN_MS - 1)) as u32 | IN_MS),
        }
    }

    #[inline]
    pub(crate) fn us(self) -> u64 {
        if self.0 & IN_MS == 0 { u64::from(self.0) } else { u64::from(self.0 & !IN_MS) * 1000 }
    }

    /// What [`from_bits`](Self::from_bits) takes.
    #[inline]
    pub(crate) fn bits(self) -> u32 {
        self.0
    }

    /// The duration that has these bits.
    #[inline]
    pub(crate) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }
}
