//! Rows made in bad faith.

use proptest::prelude::*;

use crate::asyncio::{Record, end_of};
use crate::runtime::trace::{Clock, Trace};

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![20 => -1..6_i64, 1 => Just(i64::MAX), 1 => Just(i64::MIN), 1 => any::<i64>()]
}

/// A row that is likely to make sense after others: times and lanes come from the caller.
fn row() -> impl Strategy<Value = [i64; 6]> {
    let kind = prop_oneof![30 => 1..27_i64, 1 => number()];
    let lane = prop_oneof![20 => 0..4_i64, 1 => number()];
    let pause = prop_oneof![10 => 0..90_000_i64, 1 => number()];
    let site = prop_oneof![20 => 0..9_i64, 1 => number()];
    (kind, lane, pause, number(), number(), site)
        .prop_map(|(kind, lane, pause, a, b, site)| [kind, lane, pause, a, b, site])
}

fn read(rows: &[[i64; 6]]) -> Record {
    let texts = ["a", "b", "c", "d", "e", "f"].map(str::to_owned);
    let mut record = Record::new(Clock::Virtual);
    let (mut at_us, mut lanes) = (0_i64, 0);
    let begin = [[1, 0, 0, -1, 0, 0], [20, 0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0]];
    record.push(&[], &texts, &texts[..1]).expect("these are fine");
    for mut row in begin.iter().chain(rows).copied() {
        at_us = at_us.saturating_add(row[2]);
        row[2] = at_us;
        if row[0] == 1 {
            row[1] = lanes;
            lanes += 1;
        }
        if record.push(&row, &[], &[]).is_err() {
            break;
        }
    }
    record
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_comes_is_a_trace_or_an_error(
        rows in prop::collection::vec(row(), 0..80),
        end in 0..8_u32,
    ) {
        let mut record = read(&rows);
        if let Some(end) = end_of(end) {
            record.finish(0, end, 0);
        }
        let bytes = record.trace().to_bytes();
        let again = Trace::from_bytes(&bytes).expect("it was just written");
        prop_assert!(record.trace().events().eq(again.events()));
        prop_assert_eq!(again.to_bytes(), bytes);
    }

    #[test]
    fn numbers_at_random_do_no_harm(numbers in prop::collection::vec(number(), 0..60)) {
        let mut record = Record::new(Clock::Wall);
        let _ = record.push(&numbers, &["a".to_owned()], &["a.py".to_owned()]);
        prop_assert!(record.trace().rows() <= 2 * numbers.len());
    }
}
