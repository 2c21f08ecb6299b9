//! # A job queue
//!
//! There is more to do than can be done at once, workers may die, and somebody may close the page.
//! How does every job still get done, and none of them twice?
//!
//! ## Watch
//!
//! Each job is to count the words of a page. Jobs are *queued* in a database of the browser, and
//! workers take one after the other. A job that a worker has taken is *started*; then it is
//! *finished*, and its result is kept for a while. One that went wrong waits and is tried again.
//! When its retries are used up, it is *failed*, and kept with its error.
//!
//! Nobody hands the jobs out: each worker claims its next one, for a limited time. That is its
//! *lease*. As long as it works, it extends the lease now and then.
//!
//! Kill a worker while it has a job (let the work take 800 ms to have the time). Its job stays
//! started, and nothing happens to it until the lease is over; then another worker takes it over,
//! and another one is hired for the place of the dead one. Or close the page in the middle of a run, and open
//! it again: a new run goes on with what is left. A second tab helps with the same jobs.
//!
//! ## Lesson
//!
//! The queue is in none of the workers, so none of them can take it along when it dies. Claiming
//! looks for a job and marks it in one step that nothing can come between, so no two workers get
//! the same one. A dead worker cannot say that it is dead; but it does not extend its lease either,
//! and that is enough. A worker that was only slow, and comes back too late, is refused: its job
//! belongs to somebody else by then. A measured run takes longer than predicted, because the
//! prediction knows neither how long workers take to start nor how long a database takes to answer.
//!
//! In Python, a queue of this kind is a library (RQ or Celery, for example) on top of a database
//! such as Redis, and the workers are processes.

use std::pin::pin;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::params::{Kind, Numeric, count, duration, flag, params};
use crate::queue::{
    Claim, Counts, Job as QueuedJob, JobId, JobState, NewJob, Queue, QueueError, now_ms,
};
use crate::runtime::{fail, gather, level, log, sleep, spawn, timeout};
use crate::workers::{Job, Worker, WorkerError};

params! {
    /// How many jobs are enqueued, if none are left from before.
    jobs: u32 = count(20, 1..=1000);
    /// How many workers there are, where there are several.
    workers: u32 = count(3, 1..=8), only several_workers with_failures;
    /// How long a job takes.
    work: Duration = duration(200);
    /// How many seconds a result is kept.
    result_kept: u32 = count(500, 0..=3600);
    /// How long a claim holds unless the worker extends it.
    lease: Duration =
        Kind::Duration(Numeric { default: 1000.0, range: 500.0..=10_000.0, step: 100.0 });
    /// How many of the jobs cannot succeed, in the variant with failures: there is no such page.
    failing_jobs: u32 = count(3, 0..=100), only with_failures;
    /// How often a job that failed is tried again.
    retries: u32 = count(2, 0..=5);
    /// When the first worker is killed, in the variant with failures; 0 lets it live.
    kill_after: Duration = duration(500), only with_failures;
    /// Whether all jobs and results of earlier runs are thrown away first.
    start_afresh: bool = flag(false);
    /// Whether the run goes on until the results have expired.
    wait_for_expiry: bool = flag(false);
}

/// One worker does everything.
pub async fn one_worker(params: Params) {
    run(Params { workers: 1, failing_jobs: 0, kill_after: Duration::ZERO, ..params }).await;
}

/// Several workers share the queue.
pub async fn several_workers(params: Params) {
    run(Params { failing_jobs: 0, kill_after: Duration::ZERO, ..params }).await;
}

/// Several workers share the queue. Some jobs fail, and one worker is killed.
pub async fn with_failures(params: Params) {
    run(params).await;
}

/// The name of the queue in the database.
const QUEUE: &str = "coroscope-jobs";
/// How often somebody looks at the queue.
const LOOK: Duration = Duration::from_millis(100);
/// How long a job that failed waits for its next try: the first time this long, then twice as long.
const PAUSE_MS: u64 = 200;

async fn run(params: Params) {
    if let Err(error) = try_run(params).await {
        log(error.to_string());
        fail(error.to_string());
    }
}

async fn try_run(params: Params) -> Result<(), QueueError> {
    let queue = Queue::open(QUEUE).await?;
    let ours = fill(&queue, &params).await?;
    let watch = spawn(watch(queue.clone())).named("watch");
    let hire = |number| spawn(keep(number, params.clone())).named(format!("place {number}"));
    gather((1..=params.workers).map(hire)).await;
    drop(watch);
    report(&queue, &ours).await?;
    while params.wait_for_expiry && look(&queue).await?.finished > 0 {
        sleep(LOOK).await;
    }
    Ok(())
}

/// The jobs that a run has enqueued, and until when the results of none of them expire.
#[derive(Default)]
struct Ours {
    jobs: Vec<JobId>,
    until_ms: u64,
}

/// Enqueues the jobs, unless there are some left from before.
async fn fill(queue: &Queue, params: &Params) -> Result<Ours, QueueError> {
    if params.start_afresh {
        queue.clear().await?;
    }
    let before = look(queue).await?;
    if before.finished + before.failed > 0 {
        let Counts { finished, failed, .. } = before;
        log(format!("kept from before: {finished} finished and {failed} failed jobs"));
    }
    if before.unfinished() > 0 {
        log(format!("{} jobs are left from before: going on with them", before.unfinished()));
        return Ok(Ours::default());
    }
    let page = |number: u32| match number < params.failing_jobs {
        true => format!("Missing page {}", number + 1),
        false => PAGES[number as usize % PAGES.len()].0.to_owned(),
    };
    let kept_ms = u64::from(params.result_kept) * 1000;
    let job = |number| NewJob {
        payload: page(number),
        retries: params.retries,
        backoff_ms: PAUSE_MS,
        kept_ms,
    };
    let until_ms = now_ms() + kept_ms;
    let jobs = queue.enqueue((0..params.jobs).map(job).collect(), now_ms()).await?;
    look(queue).await?;
    log(format!("{} jobs are enqueued", params.jobs));
    Ok(Ours { jobs, until_ms })
}

/// Looks at the queue for as long as somebody works on it.
async fn watch(queue: Queue) -> Result<(), QueueError> {
    loop {
        sleep(LOOK).await;
        look(&queue).await?;
    }
}

/// Removes the results that have expired, and records how many jobs are in which state.
async fn look(queue: &Queue) -> Result<Counts, QueueError> {
    let expired = queue.remove_expired(now_ms()).await?;
    if expired > 0 {
        log(format!("{expired} results were kept long enough and are removed"));
    }
    let counts = queue.counts().await?;
    level("queued", counts.queued);
    level("started", counts.started);
    level("waiting", counts.waiting);
    level("finished", counts.finished);
    level("failed", counts.failed);
    Ok(counts)
}

/// Says what came of it all.
async fn report(queue: &Queue, ours: &Ours) -> Result<(), QueueError> {
    let counts = look(queue).await?;
    let failed = queue.list(JobState::Failed, 1000).await?;
    for job in &failed {
        log(format!("{} failed: {}", name(job), job.error.as_deref().unwrap_or_default()));
    }
    let results = queue.list(JobState::Finished, 10_000).await?;
    let is_there = |id: &JobId| failed.iter().chain(&results).any(|job| job.id == *id);
    let gone = ours.jobs.iter().filter(|id| !is_there(id)).count();
    if gone > 0 && counts.unfinished() == 0 && now_ms() < ours.until_ms {
        log(format!("{gone} jobs of this run were removed: somebody has started the queue afresh"));
    }
    let words = results.iter().filter_map(|job| job.result.as_ref()?.parse::<u32>().ok());
    log(format!("{} results are kept: {} words", results.len(), words.sum::<u32>()));
    Ok(())
}

/// Keeps a worker at work until all is done. If it is killed, another takes its place.
async fn keep(number: u32, params: Params) {
    let mut limit = (number == 1 && !params.kill_after.is_zero()).then_some(params.kill_after);
    loop {
        let name = format!("worker {number}");
        let order = Order { name: name.clone(), work: params.work, lease: params.lease };
        match employ(order, limit.take()).await {
            Ok(None) => return,
            Ok(Some(trouble)) => return log(format!("{name} gave up: {trouble}")),
            Err(WorkerError::Terminated) => log(format!("{name} was killed, and is replaced")),
            Err(error) => return log(format!("{name} did not work: {error}")),
        }
    }
}

/// Starts a worker and lets it work; no longer than the limit, if there is one.
async fn employ(order: Order, limit: Option<Duration>) -> Result<Option<String>, WorkerError> {
    let worker = Worker::start(order.name.as_str()).await?;
    let working = worker.run(&WORK, order);
    match limit {
        None => working.await,
        // A worker that is dropped is terminated, whatever it is doing.
        Some(limit) => timeout(limit, working).await.unwrap_or(Err(WorkerError::Terminated)),
    }
}

/// What a worker is given.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    name: String,
    work: Duration,
    lease: Duration,
}

/// What runs in a worker. It returns what kept it from doing its work, if anything did.
pub static WORK: Job<Order, Option<String>> =
    Job::new("job queue: work", |order| Box::pin(work(order)));

async fn work(order: Order) -> Option<String> {
    try_work(&order).await.err().map(|error| error.to_string())
}

/// Does one job after the other.
async fn try_work(order: &Order) -> Result<(), QueueError> {
    let queue = Queue::open(QUEUE).await?;
    let lease_ms = order.lease.as_millis() as u64;
    loop {
        match queue.claim(&order.name, lease_ms, now_ms()).await? {
            Claim::Job(job) => {
                let id = job.id;
                match do_job(&queue, *job, order.work, lease_ms).await {
                    Err(QueueError::LeaseLost) if queue.has(id).await? => {
                        log("too late: another worker has taken over");
                    }
                    Err(QueueError::LeaseLost) => {
                        log(
                            "too late: the job was removed, as when somebody starts the queue afresh",
                        );
                    }
                    done => done?,
                }
            }
            // A try that failed is to be repeated, or somebody else is still at work and may die.
            Claim::Nothing { until_ms } => {
                let left = Duration::from_millis(until_ms.saturating_sub(now_ms()));
                sleep(left.min(LOOK)).await;
            }
            Claim::AllDone => return Ok(()),
        }
    }
}

async fn do_job(
    queue: &Queue,
    job: QueuedJob,
    work: Duration,
    lease_ms: u64,
) -> Result<(), QueueError> {
    let (lease, name) = (job.lease(), name(&job));
    if job.losses > 0 {
        log(format!("{name} is taken over: its worker was not heard of any more"));
    }
    let mut counting = pin!(count_words(&job.new.payload, work));
    let counted = loop {
        match timeout(Duration::from_millis(lease_ms / 3), counting.as_mut()).await {
            Ok(counted) => break counted,
            Err(_) => queue.heartbeat(lease, lease_ms, now_ms()).await?,
        }
    };
    match counted {
        Ok(words) => {
            queue.finish(lease, words.to_string(), now_ms()).await?;
            log(format!("{name}: {words} words"));
        }
        Err(error) => {
            let state = queue.fail(lease, error, now_ms()).await?;
            let next =
                if state == JobState::Waiting { "will be tried again" } else { "is given up" };
            log(format!("{name} {next}"));
        }
    }
    Ok(())
}

/// What a job is called: its number, and the page.
fn name(job: &QueuedJob) -> String {
    format!("job {}, {}", job.id.0, job.new.payload)
}

/// Gets a page, which takes a while, and counts its words.
async fn count_words(page: &str, work: Duration) -> Result<usize, String> {
    sleep(work).await;
    let found = PAGES.iter().find(|(title, _)| *title == page);
    let (_, text) = found.ok_or("there is no such page")?;
    Ok(text.split_whitespace().count())
}

/// The pages: title and text.
const PAGES: [(&str, &str); 4] = [
    (
        "The lighthouse",
        "The lamp turns once in ten seconds. Whoever sees it waits for it to come round, and in \
         between the sea is dark and busy with itself.",
    ),
    (
        "A recipe for bread",
        "Flour, water, salt and time. Most of the work is done by nobody: the dough rises while \
         the baker does something else.",
    ),
    (
        "The ferry",
        "It leaves when it is full or when the clock strikes, whichever comes first. Nobody has \
         ever seen it leave empty.",
    ),
    (
        "Instructions for a garden",
        "Sow in spring. Water when dry. Wait. Do not pull at the plants.",
    ),
];
