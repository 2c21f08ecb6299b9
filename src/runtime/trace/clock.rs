//! Real time, and simulated time.

/// On which clock the times of a trace are.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::Options;
/// use coroscope::runtime::trace::Clock;
///
/// assert_eq!(simulate(Options::default(), async {}).clock(), Clock::Virtual);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Real time, measured.
    Wall,
    /// Simulated time, computed: exact.
    Virtual,
}
