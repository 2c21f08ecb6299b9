//! The memory of the thread that the program runs in.

use std::hint::black_box;

use crate::runtime::is_simulated;

/// How many bytes of memory this instance of the program has, used or not. It grows when more is
/// needed and never shrinks; freed memory is used again. `None` in a simulation and outside of a
/// browser, where the number would differ from run to run or from machine to machine.
#[must_use]
pub fn memory_bytes() -> Option<u64> {
    if is_simulated() {
        return None;
    }
    #[cfg(target_arch = "wasm32")]
    return Some(core::arch::wasm32::memory_size::<0>() as u64 * 65_536);
    #[cfg(not(target_arch = "wasm32"))]
    None
}

/// Whether this many further bytes can be allocated in one piece. A phone has fewer than a computer,
/// and a failed allocation ends the whole instance, so ask first. In a simulation there is always
/// room.
#[must_use]
pub fn has_room_for(bytes: u64) -> bool {
    if is_simulated() {
        return true;
    }
    let mut room: Vec<u8> = Vec::new();
    let found = usize::try_from(bytes).is_ok_and(|bytes| room.try_reserve_exact(bytes).is_ok());
    // Without this the compiler would remove the allocation, because nothing is written to it.
    black_box(room.as_ptr());
    found
}
