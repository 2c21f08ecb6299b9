//! What rows become.

use crate::asyncio::Record;
use crate::runtime::trace::{By, Cause, Clock, End, On, TaskId, What};

fn read(rows: &[[i64; 6]]) -> Record {
    let texts = ["listing.py", "a text", "Queue", "Semaphore"].map(str::to_owned);
    let files = ["listing.py", "helper.py"].map(str::to_owned);
    let mut record = Record::new(Clock::Virtual);
    record.push(rows.as_flattened(), &texts, &files).expect("it makes sense");
    record
}

/// What rows about lanes 0 and 1 become, without the beginning of these lanes.
fn events(rows: &[[i64; 6]]) -> Vec<What> {
    let mut all = vec![[1, 0, 0, -1, 0, 0], [1, 1, 0, 0, 0, 0], [20, 0, 0, 0, 2, 7]];
    all.extend(rows);
    read(&all).trace().events().skip(3).map(|event| event.what).collect()
}

#[test]
fn the_example_of_the_format_is_this_trace() {
    let sleep = 2_000_000;
    let record = read(&[
        [1, 0, 0, -1, 0, 0],
        [2, 0, 0, 0, 0, 0],
        [4, 0, 0, 0, 0, 0],
        [1, 1, 0, 0, 0, 2],
        [2, 1, 0, 1, 0, 0],
        [9, 0, 0, 1, 1, 2],
        [5, 0, 0, 0, 0, 2],
        [4, 1, 0, 0, 0, 0],
        [9, 1, 0, 0, sleep, 0],
        [5, 1, 0, 0, 0, 0],
        [10, 1, sleep, 1, -1, 0],
        [4, 1, sleep, 0, 0, 0],
        [12, 1, sleep, sleep, 0, 0],
        [6, 1, sleep, 0, 0, 0],
        [10, 0, sleep, 0, 1, 0],
        [4, 0, sleep, 0, 0, 0],
        [6, 0, sleep, 0, 0, 0],
    ]);
    let trace = record.trace();
    let texts = [record.texts[0], record.texts[1]];
    let line = |event: &crate::runtime::trace::Event| Some(trace.site(event.site?)?.line);
    let events: Vec<_> =
        trace.events().map(|event| (event.at_us, event.task.0, event.what, line(&event))).collect();
    let asked_us = 2_000_000;
    assert_eq!(
        events,
        [
            (0, 0, What::Spawned { by: None }, None),
            (0, 0, What::IsListing, None),
            (0, 0, What::Named { text: texts[0] }, None),
            (0, 0, What::PollStarted, None),
            (0, 1, What::Spawned { by: Some(TaskId(0)) }, Some(2)),
            (0, 1, What::Named { text: texts[1] }, None),
            (0, 0, What::Waits(On::Task(TaskId(1))), Some(2)),
            (0, 0, What::PollEnded, Some(2)),
            (0, 1, What::PollStarted, None),
            (0, 1, What::Waits(On::Timer { asked_us }), None),
            (0, 1, What::PollEnded, None),
            (asked_us, 1, What::Woken { cause: Cause::Timer }, None),
            (asked_us, 1, What::PollStarted, None),
            (asked_us, 1, What::Slept { asked_us }, None),
            (asked_us, 1, What::Completed, None),
            (asked_us, 0, What::Woken { cause: Cause::Task(TaskId(1)) }, None),
            (asked_us, 0, What::PollStarted, None),
            (asked_us, 0, What::Completed, None),
        ]
    );
}

#[test]
fn each_wait_has_an_equal() {
    let timer = On::Timer { asked_us: 1 };
    let (first, all) = (On::FirstTask { of: 1 }, On::AllTasks { of: 1 });
    let tasks = [timer, On::Task(TaskId(1)), first, all, On::Yield];
    let limit = On::TimeLimit { left_us: 1 };
    let others = [limit, On::With(TaskId(1))];
    for (number, on) in (0..).zip(tasks).chain((12..).zip([On::Task(TaskId(1))])) {
        assert_eq!(events(&[[9, 0, 0, number, 1, 0]]), [What::Waits(on)]);
    }
    for (number, on) in (13..).zip(others) {
        assert_eq!(events(&[[9, 0, 0, number, 1, 0]]), [What::Waits(on)]);
    }
    let objects = [
        (5, On::Queue(0)),
        (6, On::Semaphore(0)),
        (7, On::Event(0)),
        (8, On::Future),
        (9, On::Lock(0)),
        (10, On::Condition(0)),
        (11, On::Barrier(0)),
        (15, On::QueueDone(0)),
        (16, On::LoopStop),
        (17, On::Send),
    ];
    for (number, on) in objects {
        assert_eq!(events(&[[9, 0, 0, number, 0, 0]]), [What::Waits(on)]);
    }
}

#[test]
fn each_cause_and_each_asker_has_an_equal() {
    let causes = [
        Cause::Task(TaskId(1)),
        Cause::Timer,
        Cause::Unknown,
        Cause::Cancel,
        Cause::Task(TaskId(1)),
    ];
    for (number, cause) in (0..).zip(causes) {
        assert_eq!(events(&[[10, 0, 0, number, 1, 0]]), [What::Woken { cause }]);
    }
    let askers = [By::Task(TaskId(1)), By::TimeLimit, By::RunEnd, By::Timer, By::Unknown];
    for (number, by) in (0..).zip(askers) {
        assert_eq!(events(&[[17, 1, 0, number, 1, 0]]), [What::CancelRequested { by }]);
    }
}

#[test]
fn what_is_said_of_lanes_is_said_of_tasks() {
    let all = events(&[
        [3, 1, 0, 0, 0, 0],
        [24, 1, 0, 0, 0, 0],
        [25, 1, 0, 0, 0, 0],
        [26, 1, 0, 0, 0, 0],
        [13, 1, 0, 5, 0, 0],
        [14, 1, 0, 0, 0, 0],
        [8, 1, 0, 0, 0, 0],
        [18, 1, 0, 0, 0, 0],
        [22, 1, 0, 0, 0, 0],
        [22, -1, 0, 0, 0, 0],
    ]);
    assert_eq!(
        all,
        [
            What::IsGenerator,
            What::IsCallbacks,
            What::IsThread,
            What::PollStarted,
            What::BlockStarted { asked_us: 5 },
            What::BlockEnded,
            What::ErrorReceived,
            What::Cancelled,
            What::Destroyed { known: true },
            What::Destroyed { known: false },
        ]
    );
}

#[test]
fn output_and_standard_error_are_told_apart() {
    let record = read(&[[1, 0, 0, -1, 0, 0], [15, 0, 0, 1, 0, 3], [15, 0, 0, 0, 1, 4]]);
    let (out, error) = (record.texts[1], record.texts[0]);
    let last: Vec<What> = record.trace().events().skip(2).map(|event| event.what).collect();
    assert_eq!(last, [What::Logged { text: out }, What::LoggedError { text: error }]);
    assert_eq!(record.trace().output(), ["a text", "listing.py"]);
}

#[test]
fn the_error_of_the_listing_is_received_by_whoever_started_it() {
    let whats = events(&[[7, 0, 0, 1, 0, 0], [7, 1, 0, 1, 0, 0], [21, 1, 0, 1, 0, 0]]);
    assert!(matches!(whats[..], [What::Failed { .. }, What::ErrorReceived, What::Failed { .. }]));
}

#[test]
fn what_is_counted_is_named_after_its_class_and_line() {
    let line_of_helper = (1 << 20) + 9;
    let record = read(&[
        [1, 0, 0, -1, 0, 0],
        [20, 0, 0, 0, 2, 7],
        [20, 0, 0, 1, 2, 7],
        [20, 0, 0, 2, 3, line_of_helper],
        [20, 0, 0, 3, 2, 0],
        [19, 0, 0, 0, 1, 0],
        [19, 0, 0, 1, 2, 0],
        [19, 0, 0, 2, 3, 0],
        [19, 0, 0, 3, 70_000, 0],
        [19, 0, 0, 0, 0, 0],
    ]);
    let trace = record.trace();
    let levels = trace.events().filter_map(|event| match event.what {
        What::NamedLevel { name, held } => Some((trace.text(name), held)),
        _ => None,
    });
    assert_eq!(
        levels.collect::<Vec<_>>(),
        [
            ("Queue (line 7 of listing.py)", 1),
            ("Queue (line 7 of listing.py, number 2)", 2),
            ("Semaphore in use (line 9 of helper.py)", 3),
            ("Queue", 65_535),
            ("Queue (line 7 of listing.py)", 0),
        ]
    );
}

#[test]
fn lines_are_those_of_their_files() {
    let record = read(&[[1, 0, 0, -1, 0, 0], [4, 0, 0, 0, 0, 5], [5, 0, 0, 0, 0, (1 << 20) + 5]]);
    let trace = record.trace();
    let lines = trace.events().filter_map(|event| trace.site(event.site?));
    let lines: Vec<_> = lines.map(|site| (site.file.as_ref(), site.line)).collect();
    assert_eq!(lines, [("listing.py", 5), ("helper.py", 5)]);
}

#[test]
fn a_line_for_which_there_is_no_room_is_none() {
    let mut rows = vec![[1, 0, 0, -1, 0, 0]];
    rows.extend((1..=65_536).map(|line| [4, 0, 0, 0, 0, line]));
    let record = read(&rows);
    let without = record.trace().events().filter(|event| event.site.is_none()).count();
    assert_eq!(without, 2 + 1);
}

#[test]
fn what_a_record_left_out_counts_unless_it_is_what_happens_after_the_end() {
    for (end, dropped) in [(End::Completed, 4), (End::Stopped, 4), (End::Stuck, 0)] {
        let mut record = read(&[[1, 0, 0, -1, 0, 0]]);
        record.finish(5, end, 4);
        assert_eq!((record.trace().dropped(), record.trace().last_us()), (dropped, 5));
    }
}
