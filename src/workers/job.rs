//! Jobs: what a worker can run.

use std::fmt;
use std::pin::Pin;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::json;

/// An `async fn` that a worker can run. It is a static of its program. A worker gets only the name of
/// a job, so all jobs are listed together with the programs.
///
/// Input and output are copied as JSON, so they are numbers, texts, lists and structs of those.
pub struct Job<Input, Answer> {
    name: &'static str,
    start: fn(Input) -> Pin<Box<dyn Future<Output = Answer>>>,
}

impl<Input, Answer> Job<Input, Answer> {
    /// A job. No other job has its name.
    #[must_use]
    pub const fn new(
        name: &'static str,
        start: fn(Input) -> Pin<Box<dyn Future<Output = Answer>>>,
    ) -> Self {
        Self { name, start }
    }
}

impl<Input, Answer> fmt::Debug for Job<Input, Answer> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The coroutine of a job. It returns JSON.
pub type Output = Pin<Box<dyn Future<Output = String>>>;

/// A job with any input and output.
pub trait AnyJob: Sync + fmt::Debug {
    /// The name of the job, which no other job has.
    fn name(&self) -> &'static str;

    /// The coroutine of the job; `None` if it does not accept this input.
    fn start(&self, input: &str) -> Option<Output>;
}

impl<Input, Answer> AnyJob for Job<Input, Answer>
where
    Input: DeserializeOwned + 'static,
    Answer: Serialize + 'static,
{
    fn name(&self) -> &'static str {
        self.name
    }

    fn start(&self, input: &str) -> Option<Output> {
        let coroutine = (self.start)(json::read(input).ok()?);
        Some(Box::pin(async move { json::text(&coroutine.await) }))
    }
}
