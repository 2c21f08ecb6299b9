//! Opening a file.

use super::chunks::{Chunk, Chunks, Fields};
use super::columns::Columns;
use super::error::{BadFile, Missing};
use crate::asyncio::error::BadRecord;
use crate::asyncio::record::Record;
use crate::asyncio::row::WIDTH;
use crate::asyncio::{end_of, ends};
use crate::runtime::trace::{Clock, End};

/// The first line.
const MAGIC: &[u8] = b"coroscope-run 2\n";

/// The second line has at most this many bytes.
const MOST_HEAD: usize = 64 * 1024;

/// The version of the rows that can be read.
const ROWS: u32 = 1;

/// So many rows or texts are taken at once, so that what is on its way takes no room.
const AT_ONCE: usize = 64;

/// Whether these bytes begin as the file of a record does.
///
/// ```
/// use coroscope::asyncio::is_record;
///
/// assert!(is_record(b"coroscope-run 2\n{}\n"));
/// assert!(!is_record(b"coroscope-trace-5\n"));
/// ```
#[must_use]
pub fn is_record(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The text of a file of the program.
///
/// ```
/// use coroscope::asyncio::SavedRecord;
///
/// let bytes = include_bytes!(concat!(
///     env!("CARGO_MANIFEST_DIR"),
///     "/tests/saved/run-2-rows-1-shop.coroscope",
/// ));
/// let saved = SavedRecord::open(bytes)?;
/// let source = &saved.sources[0];
/// assert!(saved.files[source.file as usize].ends_with(".py"));
/// assert!(source.text.starts_with("import asyncio"));
/// # Ok::<(), coroscope::asyncio::BadFile>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The number of the file.
    pub file: u32,
    /// Its text.
    pub text: String,
}

/// A record as it was saved.
///
/// ```
/// use coroscope::asyncio::SavedRecord;
///
/// let bytes = include_bytes!(concat!(
///     env!("CARGO_MANIFEST_DIR"),
///     "/tests/saved/run-2-rows-1-shop.coroscope",
/// ));
/// let saved = SavedRecord::open(bytes)?;
/// assert!(saved.head.starts_with("{\"kind\":\"record\""));
/// assert_eq!((saved.missing, saved.exit_code), (None, 0));
/// assert!(saved.record.trace().rows() > 10);
/// # Ok::<(), coroscope::asyncio::BadFile>(())
/// ```
#[derive(Clone, Debug)]
pub struct SavedRecord {
    /// The second line, as it is: JSON, for whoever shows what the record is of.
    pub head: String,
    /// What happened.
    pub record: Record,
    /// The names of files.
    pub files: Vec<String>,
    /// The texts of files, where they are here.
    pub sources: Vec<Source>,
    /// Sentences to be shown beside it.
    pub notes: Vec<String>,
    /// What the program exited with.
    pub exit_code: i32,
    /// What the file lacks.
    pub missing: Option<Missing>,
}

impl SavedRecord {
    /// Reads a file, up to the first chunk that is not whole.
    ///
    /// # Errors
    ///
    /// When the bytes are no such file, or a chunk that is whole makes no sense.
    pub fn open(bytes: &[u8]) -> Result<Self, BadFile> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BadFile::NotARecord)?;
        let line = rest.iter().take(MOST_HEAD).position(|byte| *byte == b'\n');
        let head = line.and_then(|end| str::from_utf8(rest.get(..end)?).ok());
        let head = head.ok_or(BadFile::Damaged(MAGIC.len()))?;
        let begin = MAGIC.len() + head.len() + 1;
        let mut chunks = Chunks::of(bytes, begin);
        let first = chunks.next().ok().flatten().ok_or(BadFile::Damaged(begin))?;
        let mut opening = Opening { saved: Self::of(head, first)?, last_us: 0, is_over: false };
        let missing = loop {
            match chunks.next() {
                Err(missing) => break Some(missing),
                Ok(None) => break Some(Missing::End),
                Ok(Some(chunk)) => {
                    opening.take(chunk)?;
                    if opening.is_over {
                        break None;
                    }
                }
            }
        };
        let mut saved = opening.saved;
        saved.missing = missing;
        if missing.is_some() {
            let last_us = saved.record.trace().last_us();
            saved.record.finish(last_us, End::Stopped, 0);
        }
        Ok(saved)
    }

    /// What the first chunk says.
    fn of(head: &str, first: Chunk<'_>) -> Result<Self, BadFile> {
        let damaged = || BadFile::Damaged(first.at);
        let mut fields = Fields(first.content);
        if first.kind != b'B' {
            return Err(damaged());
        }
        let version = fields.u32().ok_or_else(damaged)?;
        if version != ROWS {
            return Err(BadRecord::of_version(version).into());
        }
        let clock = match fields.byte() {
            Some(0) => Clock::Wall,
            Some(1) => Clock::Virtual,
            _ => return Err(damaged()),
        };
        let began_us = fields.u64().ok_or_else(damaged)?;
        let mut record = Record::new(clock);
        if clock == Clock::Wall && began_us > 0 {
            record.began(began_us as f64 / 1000.0);
        }
        Ok(Self {
            head: head.to_owned(),
            record,
            files: Vec::new(),
            sources: Vec::new(),
            notes: Vec::new(),
            exit_code: 0,
            missing: None,
        })
    }
}

struct Opening {
    saved: SavedRecord,
    last_us: i64,
    is_over: bool,
}

impl Opening {
    fn take(&mut self, chunk: Chunk<'_>) -> Result<(), BadFile> {
        let damaged = BadFile::Damaged(chunk.at);
        let mut fields = Fields(chunk.content);
        match chunk.kind {
            b'F' | b'T' => self.texts(fields, chunk.kind == b'F', &damaged),
            b'R' => {
                self.rows(&Columns::of(chunk.content).ok_or_else(|| damaged.clone())?, &damaged)
            }
            b'S' => {
                let file = fields.u32().ok_or_else(|| damaged.clone())?;
                let text = str::from_utf8(fields.0).map_err(|_| damaged)?.to_owned();
                self.saved.sources.push(Source { file, text });
                Ok(())
            }
            b'N' => {
                let note = str::from_utf8(chunk.content).map_err(|_| damaged)?;
                self.saved.notes.push(note.to_owned());
                Ok(())
            }
            b'E' => self.end(fields).ok_or(damaged),
            b'B' => Err(damaged),
            // What a later version says besides.
            _ => Ok(()),
        }
    }

    fn texts(
        &mut self,
        mut fields: Fields<'_>,
        are_files: bool,
        damaged: &BadFile,
    ) -> Result<(), BadFile> {
        let mut texts = Vec::with_capacity(AT_ONCE);
        while !fields.0.is_empty() {
            texts.clear();
            while texts.len() < AT_ONCE && !fields.0.is_empty() {
                texts.push(fields.text().ok_or_else(|| damaged.clone())?.to_owned());
            }
            if are_files {
                self.saved.record.push(&[], &[], &texts)?;
                self.saved.files.append(&mut texts);
            } else {
                self.saved.record.push(&[], &texts, &[])?;
            }
        }
        Ok(())
    }

    fn rows(&mut self, rows: &Columns<'_>, damaged: &BadFile) -> Result<(), BadFile> {
        let mut some: Vec<[i64; WIDTH]> = Vec::with_capacity(AT_ONCE);
        for number in 0..rows.len() {
            some.push(rows.row(number, &mut self.last_us).ok_or_else(|| damaged.clone())?);
            if some.len() == AT_ONCE || number + 1 == rows.len() {
                self.saved.record.push(some.as_flattened(), &[], &[])?;
                some.clear();
            }
        }
        Ok(())
    }

    fn end(&mut self, mut fields: Fields<'_>) -> Option<()> {
        let end = end_of(fields.byte()?.into());
        let (at_us, left_out) = (fields.u64()?, fields.u64()?);
        self.saved.exit_code = fields.u32()? as i32;
        let is_possible = at_us <= ends::LATEST_US && fields.0.is_empty();
        self.saved.record.finish(at_us, end.filter(|_| is_possible)?, left_out);
        self.is_over = true;
        Some(())
    }
}
