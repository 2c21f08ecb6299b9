//! What is said of a moment of each listing.

use coroscope::timeline::{Moment, Moments, RunTimeline};

use super::support::{names, sample, trace};

/// The moments before each poll of the loop, and the end.
fn moments(name: &str) -> Vec<Moment> {
    let trace = trace(name);
    let run = RunTimeline::of(&trace);
    let mut moments = Moments::default();
    let polls = moments.at(&run, &trace, 0.0, None).polls;
    (0..=polls).map(|poll| moments.at(&run, &trace, 0.0, Some(poll))).collect()
}

fn words<'a>(moment: &'a Moment, name: &str) -> &'a str {
    let task = moment.tasks.iter().find(|task| task.name == name).expect("it goes on");
    &task.words
}

#[test]
fn choices_are_those_that_the_loop_made() {
    for name in names() {
        let last = moments(&name).pop().expect("there is an end");
        assert_eq!(last.picks, Some(sample(&name).picks), "{name}");
    }
}

#[test]
fn the_listing_runs_by_itself_and_the_loop_polls_its_tasks() {
    let moments = moments("eager");
    let now: Vec<&str> = moments.iter().map(|moment| moment.now.as_str()).collect();
    assert_eq!(
        now,
        [
            "Next `eager.py` itself runs.",
            "Next the loop polls `main()`: nobody else is ready.",
            "Next the loop polls `cached('new')`: nobody else is ready.",
            "Next the loop polls `main()`: nobody else is ready.",
            "Next `eager.py` itself runs.",
            "The run is over.",
        ]
    );
    // An eager task that has begun is in the queue no more.
    assert!(moments[2].ready.iter().all(|task| task.name == "cached('new')"));
    assert_eq!(moments[2].ready[0].why, "woken by a timer");
}

#[test]
fn callbacks_are_called_and_are_no_choice() {
    let moments = moments("callbacks");
    assert_eq!(moments[2].now, "Next the loop calls a callback.");
    assert_eq!((moments[2].ready_count, words(&moments[2], "callbacks")), (0, "ready"));
    assert_eq!(
        moments[4].last,
        "Poll 4 of 6: `callbacks`, woken by a timer, ran, printed “ring” and began to wait for the \
         next callback."
    );
    assert_eq!(moments[4].ready[0].why, "woken by a callback");
}

#[test]
fn a_thread_sleeps_beside_the_loop() {
    let moments = moments("threads");
    assert_eq!(words(&moments[4], "work(…)"), "waiting on a timer, 1,000 ms left");
    assert_eq!(moments[4].ready[0].why, "woken by the thread `work(…)`");
    assert!(moments.iter().all(|moment| moment.ready.iter().all(|task| task.name != "work(…)")));
}
