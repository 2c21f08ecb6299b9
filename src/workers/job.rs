//! What a worker can be told to do.

use std::fmt;
use std::pin::Pin;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::json;

/// An `async fn` that a worker can be told to run. It is a static of its program, and listed with
/// all others where programs are: there it is found for a worker, which has nothing but its name.
///
/// Input and output are copied as JSON, so they are numbers, texts, lists and structs of those.
pub struct Job<Input, Answer> {
    name: &'static str,
    start: fn(Input) -> Pin<Box<dyn Future<Output = Answer>>>,
}

impl<Input, Answer> Job<Input, Answer> {
    /// A job with a name of its own.
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

/// A job's coroutine, which answers with JSON.
pub type Output = Pin<Box<dyn Future<Output = String>>>;

/// A job of whatever input and output.
pub trait AnyJob: Sync + fmt::Debug {
    /// Its name, which no other job has.
    fn name(&self) -> &'static str;

    /// Its coroutine; `None` if the JSON is no input of it.
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
