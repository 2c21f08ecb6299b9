//! The trace is bounded, and does not affect what it records.

use std::cell::RefCell;
use std::rc::Rc;

use coroscope::drivers::simulation::simulate;
use coroscope::runtime::trace::{Clock, End, On, Trace, What};
use coroscope::runtime::{Options, block, gather, host, log, now, on_change, sleep, span, timeout};

use crate::support::{events, lines, ms, run, task};

/// Runs a program that keeps its own record. Returns that record and the trace.
fn both(capacity: Option<usize>) -> (Vec<(u128, u32)>, Trace) {
    let seen: Rc<RefCell<Vec<(u128, u32)>>> = Rc::default();
    let record = Rc::clone(&seen);
    let trace = simulate(Options { capacity, ..Options::default() }, async move {
        let work = |number: u32| {
            let record = Rc::clone(&record);
            async move {
                for _ in 0..5 {
                    sleep(ms(u64::from(number))).await;
                    log(format!("{number}"));
                    record.borrow_mut().push((now().as_millis(), number));
                }
            }
        };
        gather((1..=5).map(work).collect::<Vec<_>>()).await;
    });
    (seen.take(), trace)
}

#[test]
fn recording_does_not_change_what_a_program_does() {
    let (expected, whole) = both(Some(1 << 20));
    assert_eq!((expected.len(), whole.dropped()), (25, 0));
    for capacity in [None, Some(0), Some(1), Some(10), Some(100)] {
        let (seen, trace) = both(capacity);
        assert_eq!(seen, expected, "with capacity {capacity:?}");
        assert_eq!(trace.end(), Some(&End::Completed), "with capacity {capacity:?}");
        assert!(trace.rows() <= capacity.unwrap_or(0) * 9 / 8 + 1);
    }
}

#[test]
fn a_full_trace_is_the_beginning_of_the_whole_one_and_still_knows_the_end() {
    let (_, whole) = both(Some(1 << 20));
    let (_, cut) = both(Some(64));
    assert!(cut.events().take(64).eq(whole.events().take(64)));
    assert_eq!((cut.last_us(), cut.end()), (whole.last_us(), Some(&End::Completed)));
    assert_eq!(cut.rows() as u64 + cut.dropped(), whole.rows() as u64);
}

#[test]
fn what_is_printed_without_end_takes_bounded_room() {
    let options = Options { capacity: Some(1_000), ..Options::default() };
    let trace = simulate(options, async {
        for _ in 0..1_000_000 {
            log("");
        }
    });
    assert!(trace.rows() <= 1_200);
    assert!(trace.bytes() < 5 << 20, "{} bytes", trace.bytes());
}

#[test]
fn spans_nest_in_the_lane_of_their_task() {
    let trace = run(async {
        span("outer", async {
            span("inner", sleep(ms(10))).await;
            sleep(ms(5)).await;
        })
        .await;
        let _ = timeout(ms(1), span("cut", sleep(ms(10)))).await;
    });
    let recorded: Vec<(u64, &str)> = trace
        .events()
        .filter_map(|event| match event.what {
            What::SpanEntered { text } => Some((event.at_us / 1000, trace.text(text))),
            What::SpanLeft => Some((event.at_us / 1000, "left")),
            _ => None,
        })
        .collect();
    assert_eq!(
        recorded,
        [(0, "outer"), (0, "inner"), (10, "left"), (15, "left"), (15, "cut"), (16, "left")]
    );
}

#[test]
fn blocking_and_printing_say_their_lines() {
    let first = line!() + 2;
    let trace = run(async {
        block(ms(5));
        log("here");
    });
    assert_eq!(lines(&trace, |what| what == What::BlockStarted { asked_us: 5_000 }), [first]);
    assert_eq!(lines(&trace, |what| what == What::BlockEnded), [first]);
    assert_eq!(lines(&trace, |what| matches!(what, What::Logged { .. })), [first + 1]);
}

#[test]
fn a_watcher_hears_of_every_line_and_may_print_itself() {
    let heard = Rc::new(RefCell::new(0));
    let count = Rc::clone(&heard);
    let trace = run(async move {
        on_change(move || {
            *count.borrow_mut() += 1;
            if *count.borrow() == 1 {
                log("from the watcher");
                on_change(|| {});
            }
        });
        log("first");
        log("second");
    });
    assert_eq!(trace.output(), ["first", "from the watcher", "second"]);
    assert_eq!(*heard.borrow(), 2);
}

#[test]
fn a_wait_on_the_host_is_named() {
    let trace = run(async {
        let _ = timeout(ms(5), host("fetch", std::future::pending::<()>())).await;
    });
    let named = |what: What| match what {
        What::Waits(On::Host(text)) => Some(trace.text(text).to_owned()),
        _ => None,
    };
    let main = events(&trace, task(&trace, "main"));
    assert_eq!(main.into_iter().find_map(named).as_deref(), Some("fetch"));
}

#[test]
fn a_simulated_trace_is_on_virtual_time_and_goes_through_bytes() {
    let (_, trace) = both(Some(1 << 20));
    assert_eq!(trace.clock(), Clock::Virtual);
    let again = Trace::from_bytes(&trace.to_bytes()).expect("it was just written");
    assert!(again.events().eq(trace.events()));
}
