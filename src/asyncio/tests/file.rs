//! Files of records, whole, cut and damaged.

use crate::asyncio::file::testing::{again, chunk, chunks_of};
use crate::asyncio::{BadFile, Missing, SavedRecord, is_record};
use crate::runtime::trace::{Clock, End};

const SHOP: &[u8] = include_bytes!("../../../tests/saved/run-2-rows-1-shop.coroscope");
const KILLED: &[u8] = include_bytes!("../../../tests/saved/run-2-rows-1-killed.coroscope");

/// A file with a clock, and these chunks behind it.
fn file(chunks: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = b"coroscope-run 2\n{}\n".to_vec();
    bytes.extend(chunk(b'B', &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    for (kind, content) in chunks {
        bytes.extend(chunk(*kind, content));
    }
    bytes
}

fn refused(chunks: &[(u8, &[u8])]) -> String {
    SavedRecord::open(&file(chunks)).expect_err("it makes no sense").to_string()
}

#[test]
fn a_record_says_what_the_recorder_saw() {
    let saved = SavedRecord::open(SHOP).expect("it is whole");
    let trace = saved.record.trace();
    let expected = ["tea: 4", "bread: 3", "milk: 1"];
    assert_eq!(trace.output()[..3], expected);
    assert_eq!((trace.clock(), trace.end()), (Clock::Wall, Some(&End::Completed)));
    assert!(trace.began_epoch_ms().is_some());
    assert_eq!((saved.files.len(), saved.sources.len()), (1, 1));
    assert!(saved.sources[0].text.contains("async def order"));
    assert!(is_record(SHOP));
}

#[test]
fn a_record_of_a_program_that_was_killed_is_there_up_to_then() {
    let saved = SavedRecord::open(KILLED).expect("it is readable");
    assert_eq!(saved.missing, Some(Missing::End));
    assert_eq!(saved.record.trace().end(), Some(&End::Stopped));
    assert_eq!(saved.record.trace().output(), ["step"]);
}

#[test]
fn what_python_wrote_is_written_again_to_the_byte() {
    for bytes in [SHOP, KILLED] {
        assert_eq!(again(bytes), bytes);
    }
}

#[test]
fn a_file_that_is_cut_anywhere_is_there_up_to_the_last_whole_chunk() {
    let ends = chunks_of(SHOP);
    for length in 0..SHOP.len() {
        let whole = ends.iter().filter(|end| **end <= length).count();
        match SavedRecord::open(&SHOP[..length]) {
            // At least the first chunk is there.
            Ok(saved) => {
                assert!(whole >= 1);
                let is_between = ends.contains(&length);
                let expected =
                    if is_between { Missing::End } else { Missing::Cut(ends[whole - 1]) };
                assert_eq!(saved.missing, Some(expected));
                assert_eq!(saved.record.trace().end(), Some(&End::Stopped));
            }
            Err(error) => assert!(whole == 0 && !error.to_string().is_empty(), "{length}: {error}"),
        }
    }
}

#[test]
fn a_byte_that_is_another_is_noticed() {
    let begin = SHOP.len() - SHOP.splitn(3, |byte| *byte == b'\n').last().map_or(0, <[u8]>::len);
    let mut bytes = SHOP.to_vec();
    for at in 0..bytes.len() {
        for flip in [1, 0x80, 0xff] {
            bytes[at] ^= flip;
            match SavedRecord::open(&bytes) {
                Ok(saved) if at >= begin => assert!(saved.missing.is_some(), "byte {at}"),
                Ok(_) => {}
                Err(error) => assert!(!error.to_string().is_empty()),
            }
            bytes[at] ^= flip;
        }
    }
}

#[test]
fn what_makes_no_sense_is_named() {
    let at = file(&[]).len();
    let damaged = format!("this record is damaged at byte {at}");
    let many = [&[0xff, 0xff, 0xff, 0xff, 1][..], &[0; 64]].concat();
    let too_wide = [&[1, 0, 0, 0, 3][..], &[0; 64]].concat();
    let longer = [&[0, 0, 0, 0][..], &[1; 6], &[1]].concat();
    let cases: [(u8, &[u8]); 11] = [
        (b'R', &[]),
        (b'R', &many),
        (b'R', &too_wide),
        (b'R', &longer),
        (b'T', &[9, 0, 0, 0, b'a']),
        (b'T', &[1, 0, 0, 0, 0xff]),
        (b'S', &[0, 0]),
        (b'S', &[0, 0, 0, 0, 0xff]),
        (b'N', &[0xff]),
        (b'E', &[0; 8]),
        (b'B', &[]),
    ];
    for (kind, content) in cases {
        assert_eq!(refused(&[(kind, content)]), damaged, "{} {content:?}", char::from(kind));
    }
    let row = [1, 0, 0, 0, 1, 99, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0];
    assert_eq!(refused(&[(b'R', &row)]), "row 0 of this record has an impossible lane, 0");
    let mut late = [0; 21];
    late[1..9].copy_from_slice(&u64::MAX.to_le_bytes());
    assert_eq!(refused(&[(b'E', &late)]), damaged);
    let mut syntax_error = [0; 21];
    syntax_error[0] = 4;
    assert_eq!(refused(&[(b'E', &syntax_error)]), damaged);
}

#[test]
fn times_that_do_not_fit_are_refused() {
    let far = [&[2, 0, 0, 0][..], &[1, 1, 4], &[1, 0, 0], &[8], &i64::MAX.to_le_bytes()].concat();
    let far = [&far[..], &i64::MAX.to_le_bytes(), &[1, 0, 0, 1, 0, 0, 1, 0, 0]].concat();
    assert!(refused(&[(b'R', &far)]).starts_with("this record is damaged"));
}

#[test]
fn what_a_later_version_says_besides_is_passed_over() {
    let saved =
        SavedRecord::open(&file(&[(b'Q', b"later"), (b'N', b"a note")])).expect("it is fine");
    assert_eq!(saved.notes, ["a note"]);
}

#[test]
fn a_file_of_something_else_is_none() {
    let open = |bytes: &[u8]| SavedRecord::open(bytes).expect_err("it is none");
    assert_eq!(open(b"coroscope-run 1\n{}\n"), BadFile::NotARecord);
    assert_eq!(open(b"coroscope-run 2\n{}"), BadFile::Damaged(16));
    assert_eq!(open(b"coroscope-run 2\n\xff\n"), BadFile::Damaged(16));
    assert_eq!(open(b"coroscope-run 2\n{}\n"), BadFile::Damaged(19));
    let mut newer = b"coroscope-run 2\n{}\n".to_vec();
    newer.extend(chunk(b'B', &[7, 0, 0, 0, 0]));
    let sentence = "row 0 of this record has an impossible version, 7";
    assert_eq!(open(&newer).to_string(), sentence);
}
