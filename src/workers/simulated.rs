//! Workers in a simulation: each is one more loop on the virtual clock.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::error::WorkerError;
use super::job::AnyJob;
use super::own;
use super::shared::{self, SharedMemory};
use crate::drivers::simulation::start_worker;
use crate::runtime::host_at;

/// A simulated worker that has no job yet.
#[derive(Debug)]
pub(super) struct Standin {
    name: String,
}

impl Standin {
    pub(super) fn new(name: String) -> Self {
        Self { name }
    }

    pub(super) async fn run(
        self,
        job: &dyn AnyJob,
        input: &str,
        memory: Option<SharedMemory>,
        site: &'static Location<'static>,
    ) -> Result<String, WorkerError> {
        let coroutine = job.start(input).ok_or(WorkerError::Unreadable)?;
        let (sender, output) = async_channel::bounded(1);
        let program = InMemory {
            memory,
            counter: Some(own::Counter::default()),
            coroutine: Box::pin(async move {
                // The receiver holds the worker, so it cannot be gone.
                let _ = sender.send(coroutine.await).await;
            }),
        };
        let _worker = start_worker(self.name, program).ok_or_else(WorkerError::nested)?;
        host_at("the worker", output.recv(), site).await.map_err(|_| WorkerError::Terminated)
    }
}

/// The coroutine of a job. While it is polled, the memory of its worker is in place.
struct InMemory {
    memory: Option<SharedMemory>,
    counter: Option<own::Counter>,
    coroutine: Pin<Box<dyn Future<Output = ()>>>,
}

impl Future for InMemory {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let memory = shared::replace(self.memory.clone());
        let counter = own::replace(self.counter.clone());
        let polled = self.coroutine.as_mut().poll(cx);
        drop((shared::replace(memory), own::replace(counter)));
        polled
    }
}
