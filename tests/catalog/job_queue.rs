//! The program `job-queue`, on a queue in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use coroscope::drivers::simulation::{Limits, simulate, simulate_until};
use coroscope::programs::find;
use coroscope::programs::params::{Value, Values};
use coroscope::queue::Queue;
use coroscope::runtime::trace::{End, Trace};
use coroscope::runtime::{Options, sleep, spawn};
use coroscope::timeline::{Report, RunTimeline};

use super::{run, total_ms, values};

fn report(trace: &Trace) -> Report {
    RunTimeline::of(trace).report(trace)
}

/// The lines that contain this text.
fn lines<'a>(report: &'a Report, part: &str) -> Vec<&'a str> {
    let texts = report.output.iter().map(|line| line.text.as_str());
    texts.filter(|text| text.contains(part)).collect()
}

/// The last value of a count.
fn last(report: &Report, name: &str) -> u32 {
    let level = report.levels.iter().find(|level| level.name == name).expect("it is counted");
    level.points.last().expect("there is a point").held
}

/// Simulates some milliseconds of a variant. A queue that is open elsewhere outlives that.
fn simulate_for(ms: u64, variant: &str, pairs: &[(&str, f64)]) -> Trace {
    let program = find("job-queue").expect("it is in the catalog");
    let main = program.start(variant, &values(pairs)).expect("valid values");
    let limits = Limits { time: Duration::from_millis(ms), ..Limits::default() };
    simulate_until(Options::default(), limits, main)
}

#[test]
fn one_worker_takes_as_long_as_all_jobs_together() {
    let trace = run("job-queue", "one-worker", &[]);
    let report = report(&trace);
    assert_eq!((trace.end(), total_ms(&trace)), (Some(&End::Completed), 4000));
    assert_eq!(lines(&report, "enqueued"), ["20 jobs are enqueued"]);
    assert_eq!(lines(&report, ": ").len(), 20 + 1, "a line for each job, and the sum");
    assert_eq!(lines(&report, "results are kept"), ["20 results are kept: 415 words"]);
}

#[test]
fn several_workers_share_the_jobs() {
    let trace = run("job-queue", "several-workers", &[]);
    let report = report(&trace);
    // Seven rounds of 200 ms. A worker that finds nothing to do then looks again after 100 ms.
    assert_eq!(total_ms(&trace), 1500);
    assert_eq!(report.workers.len(), 3);
    for (worker, jobs) in [("worker 1", 7), ("worker 2", 7), ("worker 3", 6)] {
        let own = report.output.iter().filter(|line| line.task_name == worker);
        assert_eq!(own.count(), jobs, "{worker}");
    }
    assert_eq!(lines(&report, "results are kept"), ["20 results are kept: 415 words"]);
}

#[test]
fn how_full_the_queue_was_is_told_over_time() {
    let report = report(&run("job-queue", "several-workers", &[]));
    let counts = ["queued", "started", "finished", "failed"].map(|name| last(&report, name));
    assert_eq!(counts, [0, 0, 20, 0]);
    let points = |name: &str| {
        let level = report.levels.iter().find(|level| level.name == name).expect("it is counted");
        level.points.iter().map(|point| (point.at_ms, point.held)).collect::<Vec<_>>()
    };
    assert_eq!(points("queued")[..4], [(0.0, 20), (100.0, 17), (200.0, 14), (400.0, 11)]);
    assert_eq!(points("started"), [(0.0, 0), (100.0, 3), (1200.0, 2), (1400.0, 0)]);
}

#[test]
fn a_job_that_fails_is_retried_and_then_kept_with_its_error() {
    let report = report(&run("job-queue", "with-failures", &[("kill-after", 0.0)]));
    for page in ["Missing page 1", "Missing page 2", "Missing page 3"] {
        let reported: Vec<_> =
            lines(&report, page).iter().filter_map(|line| Some(line.split_once(page)?.1)).collect();
        let (again, over) = (" will be tried again", " is given up");
        assert_eq!(reported.len(), 4, "{reported:?}");
        assert_eq!(reported.iter().filter(|line| **line == again).count(), 2);
        assert!(reported.contains(&over) && reported.contains(&" failed: there is no such page"));
    }
    assert_eq!((last(&report, "failed"), last(&report, "finished")), (3, 17));
}

#[test]
fn without_retries_a_job_fails_once() {
    let pairs = [("kill-after", 0.0), ("retries", 0.0), ("failing-jobs", 2.0)];
    let report = report(&run("job-queue", "with-failures", &pairs));
    assert_eq!(lines(&report, "will be tried again"), [""; 0]);
    assert_eq!(lines(&report, "is given up").len(), 2);
}

#[test]
fn a_killed_workers_job_is_taken_up_again_after_its_lease() {
    let pairs = [("failing-jobs", 0.0), ("jobs", 3.0), ("work", 1000.0)];
    let trace = run("job-queue", "with-failures", &pairs);
    let report = report(&trace);
    assert_eq!(lines(&report, "killed"), ["worker 1 was killed, and is replaced"]);
    let done: BTreeMap<&str, f64> =
        report.output.iter().map(|line| (line.text.as_str(), line.at_ms)).collect();
    assert_eq!(done["job 2, A recipe for bread: 22 words"], 1000.0);
    // The lease was last extended at 333 ms and was over at 1,333 ms. The job takes another 1,000 ms.
    let again = done["job 1, The lighthouse: 27 words"];
    assert!((2333.0..2433.0).contains(&again), "somebody looked soon after: {again}");
    assert_eq!(lines(&report, "words").len(), 3 + 1, "none is done twice");
    let over = "job 1, The lighthouse is taken over: its worker was not heard of any more";
    assert_eq!(lines(&report, "is taken over"), [over]);
    let workers: Vec<_> = report.workers.iter().map(|worker| worker.name.as_str()).collect();
    assert_eq!(workers, ["worker 1", "worker 2", "worker 3", "worker 1"]);
}

#[test]
fn a_worker_that_takes_longer_than_its_lease_extends_it() {
    let pairs = [("jobs", 4.0), ("work", 5000.0), ("lease", 500.0)];
    let report = report(&run("job-queue", "several-workers", &pairs));
    assert_eq!(lines(&report, "too late"), [""; 0]);
    assert_eq!(lines(&report, "words").len(), 4 + 1);
}

#[test]
fn results_are_kept_for_their_time_and_then_removed() {
    let program = find("job-queue").expect("it is in the catalog");
    let mut values: Values = values(&[("result-kept", 2.0)]);
    values.push(("wait-for-expiry".to_owned(), Value::Flag(true)));
    let trace = simulate(Options::default(), program.start("one-worker", &values).expect("valid"));
    let report = report(&trace);
    assert_eq!(total_ms(&trace), 6000, "the last of them is finished at 4,000 ms");
    let removed = lines(&report, "are removed");
    let removed = removed.iter().map(|line| line.split(' ').next().expect("a number"));
    assert_eq!(removed.map(|number| number.parse::<u32>().expect("a number")).sum::<u32>(), 20);
    assert_eq!(last(&report, "finished"), 0);
}

#[test]
fn a_run_that_was_broken_off_is_gone_on_with() {
    let open: Rc<RefCell<Option<Queue>>> = Rc::default();
    let keep = Rc::clone(&open);
    let _ = simulate(Options::default(), async move {
        *keep.borrow_mut() = Queue::open("coroscope-jobs").await.ok();
    });
    let first = report(&simulate_for(700, "several-workers", &[]));
    assert_eq!(lines(&first, "words").len(), 9);
    let second = report(&simulate_for(60_000, "several-workers", &[]));
    assert_eq!(lines(&second, "enqueued"), [""; 0]);
    assert_eq!(
        lines(&second, "before"),
        [
            "kept from before: 9 finished and 0 failed jobs",
            "11 jobs are left from before: going on with them",
        ]
    );
    assert_eq!(lines(&second, "words").len(), 11 + 1, "each of them is done once");
    assert_eq!(lines(&second, "results are kept"), ["20 results are kept: 415 words"]);
    drop(open);
    let third = report(&simulate_for(60_000, "several-workers", &[]));
    assert_eq!(lines(&third, "before"), [""; 0], "nobody had it open any more");
}

#[test]
fn who_starts_afresh_throws_away_what_is_left() {
    let open: Rc<RefCell<Option<Queue>>> = Rc::default();
    let keep = Rc::clone(&open);
    let _ = simulate(Options::default(), async move {
        *keep.borrow_mut() = Queue::open("coroscope-jobs").await.ok();
    });
    let _ = simulate_for(700, "several-workers", &[]);
    let program = find("job-queue").expect("it is in the catalog");
    let values = Values::from([("start-afresh".to_owned(), Value::Flag(true))]);
    let main = program.start("several-workers", &values).expect("valid");
    let report = report(&simulate(Options::default(), main));
    assert_eq!(lines(&report, "before"), [""; 0]);
    assert_eq!(lines(&report, "results are kept"), ["20 results are kept: 415 words"]);
    drop(open);
}

#[test]
fn who_finds_the_jobs_removed_says_so() {
    let program = find("job-queue").expect("it is in the catalog");
    let main = program.start("several-workers", &Values::new()).expect("valid");
    let trace = simulate(Options::default(), async move {
        let main = spawn(main);
        sleep(Duration::from_millis(350)).await;
        let another = Queue::open("coroscope-jobs").await.expect("it is in memory");
        another.clear().await.expect("it is in memory");
        main.await;
    });
    let report = report(&trace);
    assert_eq!(lines(&report, "another worker has taken over"), [""; 0]);
    assert_eq!(
        lines(&report, "of this run were removed"),
        ["20 jobs of this run were removed: somebody has started the queue afresh"]
    );
    assert_eq!(lines(&report, "results are kept"), ["0 results are kept: 0 words"]);
}

#[test]
fn results_that_expire_are_not_called_removed() {
    let report = report(&simulate_for(60_000, "several-workers", &[("result-kept", 0.0)]));
    assert_eq!(lines(&report, "were removed"), [""; 0]);
}
