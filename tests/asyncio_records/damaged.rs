//! Records in which some numbers are others.

use coroscope::orders::recorded_choices;
use coroscope::runtime::trace::Trace;
use coroscope::timeline::{Moments, RunTimeline};
use proptest::prelude::*;

use super::support::{Sample, names, sample};

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![20 => -1..27_i64, 1 => any::<i64>(), 1 => Just(i64::MAX), 1 => Just(1 << 53)]
}

/// A record with a few numbers in other places, some rows missing and some twice.
fn damaged() -> impl Strategy<Value = Sample> {
    let samples: Vec<Sample> = names().iter().map(|name| sample(name)).collect();
    let change = (any::<prop::sample::Index>(), 0..6_usize, number());
    let moved = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
    (
        prop::sample::select(samples),
        prop::collection::vec(change, 0..6),
        prop::collection::vec(moved, 0..4),
    )
        .prop_map(|(mut sample, changes, moved)| {
            for (row, column, number) in changes {
                let row = row.index(sample.rows.len());
                sample.rows[row][column] = number;
            }
            for (from, to) in moved {
                let mut row = sample.rows.remove(from.index(sample.rows.len()));
                let to = to.index(sample.rows.len());
                row[2] = sample.rows[to][2];
                sample.rows.insert(to, row);
            }
            sample
        })
}

/// Asks everything that the page asks.
fn ask(trace: &Trace) {
    let run = RunTimeline::of(trace);
    let report = run.report(trace);
    let total_ms = report.total_ms;
    assert_eq!(run.draw(trace, 0.0, total_ms + 1.0, 0, 50, 300.0).len() % 6, 0);
    let _ = run.arrows(trace, 0.0, total_ms + 1.0, 0, 50, 300.0);
    let _ = run.critical_path(trace, 0.0, total_ms + 1.0, 300.0);
    let _ = run.cells(trace, (0.0, total_ms + 1.0), (0, 50), 10, 30);
    let _ = run.names(trace, 0, 50);
    let _ = run.lines(trace);
    let _ = run.trace_json(trace, "damaged");
    for lane in 0..report.lanes {
        for part in 0..5 {
            let at_ms = total_ms * f64::from(part) / 4.0;
            let _ = run.at(trace, lane, at_ms);
            let _ = run.relations(trace, lane, at_ms);
            let _ = run.waits_for(at_ms, 0, 50);
        }
    }
    let mut moments = Moments::default();
    let polls = moments.at(&run, trace, 0.0, None).polls;
    for poll in 0..=polls {
        let _ = moments.at(&run, trace, 0.0, Some(poll));
        let _ = recorded_choices(&run, trace, poll);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_damaged_record_is_an_error_or_a_run_that_can_be_looked_at(sample in damaged()) {
        let (record, error) = sample.read();
        if let Some(error) = error {
            prop_assert!(error.starts_with("row "), "{error}");
        }
        ask(record.trace());
        let bytes = record.trace().to_bytes();
        let again = Trace::from_bytes(&bytes).expect("it was just written");
        prop_assert_eq!(again.to_bytes(), bytes);
    }
}

#[test]
fn every_record_is_a_run_that_can_be_looked_at_and_saved() {
    for name in names() {
        let (record, error) = sample(&name).read();
        assert_eq!(error, None, "{name}");
        ask(record.trace());
        let bytes = record.trace().to_bytes();
        let again = Trace::from_bytes(&bytes).expect("it was just written");
        assert_eq!(
            RunTimeline::of(&again).report(&again),
            RunTimeline::of(record.trace()).report(record.trace()),
            "{name}"
        );
    }
}
