//! The end of a run.

/// How a run ended.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::Options;
/// use coroscope::runtime::trace::End;
///
/// let completed = simulate(Options::default(), async {});
/// assert_eq!(completed.end(), Some(&End::Completed));
/// let stuck = simulate(Options::default(), std::future::pending());
/// assert_eq!(stuck.end(), Some(&End::Stuck));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The program's coroutine completed.
    Completed,
    /// It was stopped from outside.
    Stopped,
    /// Each task waits, and nothing is left that could wake any of them.
    Stuck,
    /// A simulation took more polls than it may; it would perhaps never have ended.
    PollLimit,
    /// A simulation computed for longer than it may, between two waits; it would perhaps never have
    /// ended.
    StepLimit,
    /// A coroutine panicked.
    Panicked {
        /// What the panic said, with its place.
        message: String,
    },
}
