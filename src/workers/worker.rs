//! A worker as a program uses it.

use std::panic::Location;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(target_arch = "wasm32")]
use super::browser::Process;
use super::error::WorkerError;
use super::job::Job;
use super::shared::SharedMemory;
use super::simulated::Standin;
use crate::json;
use crate::runtime::{is_simulated, now};

/// A worker. Dropping it terminates it, whatever it is doing.
#[derive(Debug)]
pub struct Worker {
    started_in: Duration,
    memory: Option<SharedMemory>,
    thread: Thread,
}

/// What runs the jobs of a worker.
#[derive(Debug)]
enum Thread {
    Simulated(Standin),
    #[cfg(target_arch = "wasm32")]
    Real(Process),
}

impl Worker {
    /// Starts a worker, and waits until it can be given a job. In a simulation that takes no time.
    ///
    /// # Errors
    ///
    /// When there are no workers here, or the worker could not be started.
    ///
    /// # Panics
    ///
    /// Outside of a loop.
    #[track_caller]
    pub fn start(name: impl Into<String>) -> impl Future<Output = Result<Self, WorkerError>> {
        let site = Location::caller();
        let name = name.into();
        async move {
            let before = now();
            let thread = if is_simulated() {
                Thread::Simulated(Standin::new(name))
            } else {
                start_thread(name, site).await?
            };
            Ok(Self { started_in: now() - before, memory: None, thread })
        }
    }

    /// How long it took to start.
    #[must_use]
    pub fn started_in(&self) -> Duration {
        self.started_in
    }

    /// Gives the worker's job access to memory. The job gets it with
    /// [`SharedMemory::of_this_worker`].
    #[must_use]
    pub fn sharing(self, memory: &SharedMemory) -> Self {
        Self { memory: Some(memory.clone()), ..self }
    }

    /// Sends the worker a message, to which it replies at once. Returns how long that took, there and
    /// back. In a simulation it takes no time.
    ///
    /// # Errors
    ///
    /// When the worker is gone.
    #[track_caller]
    pub fn ping(&mut self) -> impl Future<Output = Result<Duration, WorkerError>> {
        let site = Location::caller();
        async move {
            let before = now();
            // Only a wait for a real worker is recorded, with its line.
            let _ = site;
            match &mut self.thread {
                Thread::Simulated(_) => {}
                #[cfg(target_arch = "wasm32")]
                Thread::Real(process) => process.ping(site).await?,
            }
            Ok(now() - before)
        }
    }

    /// Lets the worker run a job to its end, and then terminates the worker.
    ///
    /// # Errors
    ///
    /// When the worker crashed, or was terminated before the job was done.
    #[track_caller]
    pub fn run<Input, Answer>(
        self,
        job: &'static Job<Input, Answer>,
        input: Input,
    ) -> impl Future<Output = Result<Answer, WorkerError>>
    where
        Input: Serialize + DeserializeOwned + 'static,
        Answer: Serialize + DeserializeOwned + 'static,
    {
        let site = Location::caller();
        async move {
            let input = json::text(&input);
            let answer = match self.thread {
                Thread::Simulated(standin) => standin.run(job, &input, self.memory, site).await?,
                #[cfg(target_arch = "wasm32")]
                Thread::Real(process) => process.run(job, &input, self.memory, site).await?,
            };
            json::read(&answer).map_err(|_| WorkerError::Unreadable)
        }
    }
}

#[cfg(target_arch = "wasm32")]
async fn start_thread(
    name: String,
    site: &'static Location<'static>,
) -> Result<Thread, WorkerError> {
    Process::start(name, site).await.map(Thread::Real)
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "in a browser it waits")]
async fn start_thread(_: String, _: &'static Location<'static>) -> Result<Thread, WorkerError> {
    Err(WorkerError::NotStarted("there are no web workers outside of a browser".to_owned()))
}
