//! Records that make no sense.

use crate::asyncio::{BadRecord, Record};
use crate::runtime::trace::Clock;

fn record() -> Record {
    let texts = ["listing.py".to_owned()];
    let mut record = Record::new(Clock::Virtual);
    let rows = [[1, 0, 10, -1, 0, 0], [20, 0, 10, 0, 0, 0]];
    record.push(rows.as_flattened(), &texts, &texts).expect("it makes sense");
    record
}

/// What is said of a row that comes third.
fn refused(row: [i64; 6]) -> String {
    record().push(&row, &[], &[]).expect_err("it makes no sense").to_string()
}

#[test]
fn each_sentence_names_the_row_and_what_is_wrong() {
    let far = 1 << 53;
    for (row, expected) in [
        ([11, 0, 10, 0, 0, 0], "has an impossible kind, 11"),
        ([-1, 0, 10, 0, 0, 0], "has an impossible kind, -1"),
        ([1, 2, 10, 0, 0, 0], "has an impossible lane, 2"),
        ([1, 0, 10, 0, 0, 0], "has an impossible lane, 0"),
        ([1, 1, 10, 1, 0, 0], "has an impossible lane, 1"),
        ([4, 1, 10, 0, 0, 0], "has an impossible lane, 1"),
        ([4, -1, 10, 0, 0, 0], "has an impossible lane, -1"),
        ([4, 0, 9, 0, 0, 0], "has an impossible time, 9"),
        ([4, 0, -9, 0, 0, 0], "has an impossible time, -9"),
        ([4, 0, far + 1, 0, 0, 0], "has an impossible time, 9007199254740993"),
        ([2, 0, 10, 1, 0, 0], "has an impossible text, 1"),
        ([2, 0, 10, -1, 0, 0], "has an impossible text, -1"),
        ([4, 0, 10, 0, 0, 1 << 20], "has an impossible file, 1"),
        ([4, 0, 10, 0, 0, -5], "has an impossible file, -1"),
        ([20, 0, 10, 0, 0, 0], "has an impossible object, 0"),
        ([19, 0, 10, 1, 0, 0], "has an impossible object, 1"),
        ([19, 0, 10, 0, -1, 0], "has an impossible count, -1"),
        ([9, 0, 10, 18, 0, 0], "has an impossible wait, 18"),
        ([9, 0, 10, 0, -1, 0], "has an impossible duration, -1"),
        ([9, 0, 10, 3, 1 << 32, 0], "has an impossible count, 4294967296"),
        ([10, 0, 10, 5, 0, 0], "has an impossible cause, 5"),
        ([10, 0, 10, 0, -1, 0], "has an impossible lane, -1"),
        ([17, 0, 10, 5, 0, 0], "has an impossible asker, 5"),
        ([15, 0, 10, 0, 2, 0], "has an impossible stream, 2"),
    ] {
        assert_eq!(refused(row), format!("row 2 of this record {expected}"), "{row:?}");
    }
}

#[test]
fn a_row_that_is_cut_off_is_refused_and_those_before_it_stay() {
    let mut record = record();
    let rows = [4, 0, 10, 0, 0, 0, 5, 0, 10];
    let error = record.push(&rows, &[], &[]).expect_err("it is cut off");
    assert_eq!(error.to_string(), "row 3 of this record is cut off");
    assert_eq!(record.trace().rows(), 3);
}

#[test]
fn a_record_that_made_no_sense_takes_nothing_any_more() {
    let mut record = record();
    let error = record.push(&[99, 0, 10, 0, 0, 0], &[], &[]).expect_err("an unknown kind");
    assert_eq!(error.row(), 2);
    let again: Result<(), BadRecord> = record.push(&[4, 0, 10, 0, 0, 0], &[], &[]);
    assert_eq!(again, Err(error));
    assert_eq!(record.trace().rows(), 2);
}

#[test]
fn a_file_with_a_very_long_name_is_refused() {
    let error = record().push(&[], &[], &["x".repeat(256)]).expect_err("it is too long");
    let expected = "row 2 of this record has an impossible length of a name, 256";
    assert_eq!((error.to_string().as_str(), error.row()), (expected, 2));
}

#[test]
fn very_many_objects_with_levels_take_no_more_than_they_are_worth() {
    let mut rows = Vec::new();
    for object in 1..50_000 {
        rows.push([20, 0, 10, object, 0, 3]);
        rows.push([19, 0, 10, object, 1, 0]);
    }
    let mut record = record();
    record.push(rows.as_flattened(), &[], &[]).expect("it makes sense");
    // Only the first ones are counted.
    assert_eq!(record.trace().rows(), 2 + 16);
}
