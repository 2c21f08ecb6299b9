//! The queue as coroutines of a loop use it: the trace records the wait, and the wait may be cut
//! short.

use std::pin::pin;
use std::time::Duration;

use coroscope::drivers::browser::{self, Running};
use coroscope::queue::{Claim, Counts, JobState, Queue, now_ms};
use coroscope::runtime::trace::{End, On, Trace, What};
use coroscope::runtime::{
    EventLoop, Options, TimeSource, block, log, sleep, spawn, timeout, yield_now,
};
use futures_lite::future::poll_once;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{claimed, job, open, with_database};

fn start(program: impl Future<Output = ()> + 'static) -> (Running, impl Future<Output = Trace>) {
    let (sender, ended) = async_channel::bounded(1);
    let event_loop = EventLoop::new(TimeSource::wall(), Options::default());
    let running = browser::run(event_loop, program, move |trace| {
        let _ = sender.try_send(trace);
    });
    (running, async move { ended.recv().await.expect("a run reports its end") })
}

#[wasm_bindgen_test]
async fn a_coroutine_waits_on_the_database_and_the_trace_says_so() {
    with_database("traced", async |name| {
        let (_running, ended) = start(async move {
            let queue = open(&name).await;
            queue.enqueue(vec![job("a")], now_ms()).await.expect("there is room");
            let lease = claimed(&queue, "worker", now_ms()).await.lease();
            queue.finish(lease, "1".into(), now_ms()).await.expect("the lease goes on");
            log(queue.counts().await.expect("the database answers").finished.to_string());
        });
        let trace = ended.await;
        assert_eq!((trace.end(), trace.output()), (Some(&End::Completed), vec!["1"]));
        let waits = trace.events().filter(|event| match event.what {
            What::Waits(On::Host(name)) => trace.text(name) == "database",
            _ => false,
        });
        let lines = waits.map(|wait| trace.site(wait.site.expect("it has a line")).cloned());
        let files: Vec<_> = lines.map(|site| site.expect("it is known").file).collect();
        assert!(files.len() >= 4, "opening, enqueuing, claiming, finishing, counting: {files:?}");
        assert!(
            files.iter().all(
                |file| file.ends_with("tests/queue/main.rs") || file.ends_with("coroutines.rs")
            ),
            "a wait has the line of who waits: {files:?}"
        );
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_transaction_does_not_depend_on_how_busy_the_loop_is() {
    with_database("busy", async |name| {
        let (_running, ended) = start(async move {
            let queue = open(&name).await;
            queue.enqueue((0..20).map(job).collect(), now_ms()).await.expect("there is room");
            // This keeps the loop busy, so no task goes on in the microtask after a result.
            let busy = spawn(async {
                while std::hint::black_box(true) {
                    block(Duration::from_millis(12));
                    yield_now().await;
                }
            });
            for _ in 0..10 {
                let lease = claimed(&queue, "worker", now_ms()).await.lease();
                queue.finish(lease, "1".into(), now_ms()).await.expect("nobody took over");
            }
            drop(busy);
            log(queue.counts().await.expect("the database answers").finished.to_string());
        });
        assert_eq!(ended.await.output(), ["10"]);
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_operation_that_is_dropped_at_any_time_is_whole_or_not_at_all() {
    with_database("dropped", async |name| {
        let queue = open(&name).await;
        let mut enqueued = 0;
        for pause_ms in 0..12 {
            {
                let mut enqueuing = pin!(queue.enqueue((0..30).map(job).collect(), 0));
                assert!(poll_once(&mut enqueuing).await.is_none(), "a database takes its time");
                // With a short pause it has hardly begun; with a longer pause it is half through, or done.
                if pause_ms > 0 {
                    TimeoutFuture::new(pause_ms).await;
                }
            }
            let counts = queue.counts().await.expect("the database answers");
            assert!(counts.queued == enqueued || counts.queued == enqueued + 30, "{counts:?}");
            enqueued = counts.queued;
        }
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_claim_that_nobody_waits_for_any_more_is_taken_back() {
    with_database("unclaimed", async |name| {
        let queue = open(&name).await;
        queue.enqueue(vec![job("a")], 0).await.expect("there is room");
        drop(queue.claim("never polled", 50, 0));
        {
            let mut claiming = pin!(queue.claim("gone", 50, 0));
            assert!(poll_once(&mut claiming).await.is_none());
        }
        assert_eq!(queue.counts().await, Ok(Counts { queued: 1, ..Counts::default() }));
        assert_eq!(claimed(&queue, "here", 0).await.claims, 1);
    })
    .await;
}

#[wasm_bindgen_test]
async fn opening_may_be_dropped_and_the_database_is_closed_again() {
    with_database("half-open", async |name| {
        for pause_ms in 0..5 {
            {
                let mut opening = pin!(Queue::open(&name));
                assert!(poll_once(&mut opening).await.is_none());
                TimeoutFuture::new(pause_ms).await;
            }
            // If a connection were left open, this would never end.
            Queue::remove(&name).await.expect("nobody keeps it open");
        }
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_run_may_be_stopped_while_it_waits_for_the_database() {
    with_database("stopped", async |name| {
        let queue = open(&name).await;
        queue.enqueue((0..100).map(job).collect(), now_ms()).await.expect("there is room");
        for pause_ms in [0, 3, 9, 20] {
            let name = name.clone();
            let (running, ended) = start(async move {
                let queue = open(&name).await;
                for _ in 0..3 {
                    let _ = timeout(Duration::from_millis(1), queue.counts()).await;
                }
                while let Ok(Claim::Job(job)) = queue.claim("worker", 0, now_ms()).await {
                    queue.heartbeat(job.lease(), 0, now_ms()).await.expect("nobody took over");
                    sleep(Duration::from_millis(1)).await;
                }
            });
            TimeoutFuture::new(pause_ms).await;
            running.stop();
            assert_eq!(ended.await.end(), Some(&End::Stopped));
        }
        let counts = queue.counts().await.expect("the database answers");
        assert_eq!((counts.all(), counts.unfinished()), (100, 100), "nothing is lost");
        assert_eq!(queue.list(JobState::Queued, 1).await.map(|jobs| jobs.len()), Ok(1));
    })
    .await;
}
