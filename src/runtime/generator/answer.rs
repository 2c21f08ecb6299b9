//! What comes back when a generator is resumed.

use std::fmt;

/// What resuming a generator returns: the value that it yielded, or `None` if it ended.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Answer, Generator, Options, generator};
///
/// async fn first_of(mut numbers: Generator<(), u32>) -> Answer<u32> {
///     numbers.prime().await
/// }
///
/// let trace = simulate(Options::default(), async {
///     let seven = generator("seven", async |mut caller| { caller.yield_(7).await; });
///     let nothing = generator("nothing", async |_| {});
///     assert_eq!(first_of(seven).await, Ok(Some(7)));
///     assert_eq!(first_of(nothing).await, Ok(None));
/// });
/// assert_eq!(trace.last_us(), 0);
/// ```
pub type Answer<Yielded> = Result<Option<Yielded>, GeneratorError>;

/// Why a generator could not be resumed. Its text is a sentence for people.
///
/// ```
/// use coroscope::runtime::GeneratorError;
///
/// assert_eq!(GeneratorError::Closed.to_string(), "the generator is closed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratorError {
    /// It was never primed, so it waits at no yield that could take a value.
    NotPrimed,
    /// It was primed before.
    AlreadyPrimed,
    /// It waits on something else and has not come to its next yield.
    Busy,
    /// It was closed, or ran to its end.
    Closed,
    /// It was asked to come to its end, and yielded instead.
    IgnoredClose,
}

impl fmt::Display for GeneratorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotPrimed => "the generator was not primed: it waits at no yield yet",
            Self::AlreadyPrimed => "the generator was primed before",
            Self::Busy => "the generator is still busy with the value before",
            Self::Closed => "the generator is closed",
            Self::IgnoredClose => "the generator yielded again when it was asked to end",
        })
    }
}

impl std::error::Error for GeneratorError {}
