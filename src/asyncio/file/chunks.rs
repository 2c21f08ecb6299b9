//! Chunks: a kind, a length, so many bytes, and a checksum of all these.

use super::error::Missing;
use crate::crc::crc_32;

/// What stands around the content: a kind of one byte and a length of four before it,
const HEAD: usize = 5;
/// and a checksum of four behind it.
const CHECK: usize = 4;

/// A chunk that is whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk<'a> {
    pub kind: u8,
    pub content: &'a [u8],
    /// The place of its first byte in the file.
    pub at: usize,
}

/// The chunks of a file, up to the first that is not whole.
#[derive(Debug)]
pub(super) struct Chunks<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Chunks<'a> {
    /// The chunks from a place in the file on.
    pub fn of(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next chunk; `None` at the end of the file.
    pub fn next(&mut self) -> Result<Option<Chunk<'a>>, Missing> {
        let (at, rest) = (self.at, self.bytes.get(self.at..).unwrap_or_default());
        if rest.is_empty() {
            return Ok(None);
        }
        let head = rest.first_chunk::<HEAD>().ok_or(Missing::Cut(at))?;
        let [kind, length @ ..] = *head;
        let end = (u32::from_le_bytes(length) as usize).checked_add(HEAD);
        let whole = end.and_then(|end| rest.split_at_checked(end)).ok_or(Missing::Cut(at))?;
        let check = whole.1.first_chunk::<CHECK>().ok_or(Missing::Cut(at))?;
        if crc_32(whole.0) != u32::from_le_bytes(*check) {
            return Err(Missing::Damaged(at));
        }
        self.at += whole.0.len() + CHECK;
        Ok(Some(Chunk { kind, content: &whole.0[HEAD..], at }))
    }
}

/// Numbers and texts from the content of a chunk. It returns `None` where they make no sense.
#[derive(Debug)]
pub(super) struct Fields<'a>(pub &'a [u8]);

impl<'a> Fields<'a> {
    pub fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// A text with its length before it.
    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.u32()?;
        str::from_utf8(self.bytes(length as usize)?).ok()
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }
}
