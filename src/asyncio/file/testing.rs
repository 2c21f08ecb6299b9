//! Writing what is read here, for tests: the page writes no records.

use super::chunks::{Chunks, Fields};
use super::columns::Columns;
use crate::asyncio::row::WIDTH;
use crate::crc::crc_32;

/// A chunk.
pub(crate) fn chunk(kind: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind];
    bytes.extend((content.len() as u32).to_le_bytes());
    bytes.extend(content);
    bytes.extend(crc_32(&bytes).to_le_bytes());
    bytes
}

/// Where chunks begin: two lines are before them.
fn begin(bytes: &[u8]) -> usize {
    bytes.len() - bytes.splitn(3, |byte| *byte == b'\n').last().map_or(0, <[u8]>::len)
}

/// Where each chunk of a file ends.
pub(crate) fn chunks_of(bytes: &[u8]) -> Vec<usize> {
    let mut chunks = Chunks::of(bytes, begin(bytes));
    let mut ends = Vec::new();
    while let Ok(Some(chunk)) = chunks.next() {
        ends.push(chunk.at + 5 + chunk.content.len() + 4);
    }
    ends
}

/// A file, read and written again.
pub(crate) fn again(bytes: &[u8]) -> Vec<u8> {
    let begin = begin(bytes);
    let mut written = bytes[..begin].to_vec();
    let mut chunks = Chunks::of(bytes, begin);
    let mut last_us = 0;
    while let Ok(Some(read)) = chunks.next() {
        let content = match read.kind {
            b'R' => rows(read.content, &mut last_us),
            b'T' | b'F' => texts(read.content),
            _ => read.content.to_vec(),
        };
        written.extend(chunk(read.kind, &content));
    }
    written
}

fn texts(content: &[u8]) -> Vec<u8> {
    let mut fields = Fields(content);
    let mut written = Vec::new();
    while !fields.0.is_empty() {
        let text = fields.text().expect("it is a text");
        written.extend((text.len() as u32).to_le_bytes());
        written.extend(text.as_bytes());
    }
    written
}

/// Rows, each column as narrow as its numbers allow.
fn rows(content: &[u8], last_us: &mut i64) -> Vec<u8> {
    let columns = Columns::of(content).expect("they are rows");
    let before = *last_us;
    let rows: Vec<[i64; WIDTH]> =
        (0..columns.len()).map(|number| columns.row(number, last_us).expect("a row")).collect();
    let mut written = (rows.len() as u32).to_le_bytes().to_vec();
    for place in 0..WIDTH {
        let mut numbers: Vec<i64> = rows.iter().map(|row| row[place]).collect();
        if place == 2 {
            let times = std::iter::once(before).chain(numbers.clone());
            numbers = times.clone().skip(1).zip(times).map(|(time, last)| time - last).collect();
        }
        let fits = |width: &u32| {
            let half = 1_i128 << (8 * width - 1);
            numbers.iter().all(|number| (-half..half).contains(&i128::from(*number)))
        };
        let width = [1, 2, 4, 8].into_iter().find(fits).expect("8 bytes hold everything");
        written.push(width as u8);
        for number in numbers {
            written.extend(&number.to_le_bytes()[..width as usize]);
        }
    }
    written
}
