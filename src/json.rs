//! Plain data as JSON text: how reports reach the page, and what other tools read.
//!
//! A general serializer has what this data never needs: an error at every step, and tables for all
//! floats. This one has a tenth of the size, and all of it is downloaded before anything runs.

mod read;
#[cfg(test)]
mod tests;

use std::fmt::{self, Display, Write as _};

pub use read::{Unreadable, read};
use serde::ser::{Error, Impossible, Serialize, SerializeSeq, SerializeStruct, Serializer};

/// The value as JSON.
pub(crate) fn text(value: &impl Serialize) -> String {
    let mut text = String::new();
    append(&mut text, value);
    text
}

/// Appends the value to the text.
pub(crate) fn append(text: &mut String, value: &impl Serialize) {
    let Ok(()) = value.serialize(Writer(text));
}

/// Writes numbers, texts, lists, structs, and enums without data.
struct Writer<'a>(&'a mut String);

impl<'a> Writer<'a> {
    fn word(self, word: &str) -> Result<(), Never> {
        self.0.push_str(word);
        Ok(())
    }

    fn whole(self, value: u64) -> Result<(), Never> {
        // Writing to a text cannot fail.
        let _ = write!(self.0, "{value}");
        Ok(())
    }

    fn parts(self, begin: char, end: char) -> Result<Parts<'a>, Never> {
        self.0.push(begin);
        Ok(Parts { text: self.0, separator: "", end })
    }
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeTuple = Impossible<(), Never>;
    type SerializeTupleStruct = Impossible<(), Never>;
    type SerializeTupleVariant = Impossible<(), Never>;
    type SerializeMap = Impossible<(), Never>;
    type SerializeStructVariant = Impossible<(), Never>;

    fn serialize_bool(self, value: bool) -> Result<(), Never> {
        self.word(if value { "true" } else { "false" })
    }

    fn serialize_u8(self, value: u8) -> Result<(), Never> {
        self.whole(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Never> {
        self.whole(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Never> {
        self.whole(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Never> {
        self.whole(value)
    }

    fn serialize_i8(self, value: i8) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Never> {
        if value < 0 {
            self.0.push('-');
        }
        self.whole(value.unsigned_abs())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Never> {
        self.serialize_f64(value.into())
    }

    /// Writes six digits behind the point, so that whole microseconds, written as milliseconds, are
    /// read back exactly.
    #[inline(never)]
    fn serialize_f64(self, value: f64) -> Result<(), Never> {
        if !value.is_finite() {
            return self.serialize_none();
        }
        if value < 0.0 {
            self.0.push('-');
        }
        let value = value.abs();
        let millionths = ((value - value.trunc()) * 1e6).round() as u32;
        let whole = value as u64 + u64::from(millionths / 1_000_000);
        let rest = millionths % 1_000_000;
        if rest == 0 {
            return self.whole(whole);
        }
        // Writing to a text cannot fail.
        let _ = write!(self.0, "{whole}.{rest:06}");
        self.0.truncate(self.0.trim_end_matches('0').len());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Never> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline(never)]
    fn serialize_str(self, value: &str) -> Result<(), Never> {
        self.0.push('"');
        for part in value.split_inclusive(is_special) {
            let mut chars = part.chars();
            if let Some(special) = chars.next_back().filter(|last| is_special(*last)) {
                self.0.push_str(chars.as_str());
                // Writing to a text cannot fail.
                let _ = write!(self.0, "\\u{:04x}", u32::from(special));
            } else {
                self.0.push_str(part);
            }
        }
        self.0.push('"');
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.word("null")
    }

    fn serialize_unit(self) -> Result<(), Never> {
        self.word("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Never> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a>, Never> {
        self.parts('[', ']')
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Never> {
        self.parts('{', '}')
    }

    // The data has none of these.

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Never> {
        not_plain("bytes")
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Never> {
        not_plain(name)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Never> {
        not_plain(name)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Never> {
        not_plain("a tuple")
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Never> {
        not_plain(name)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Never> {
        not_plain(name)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Never> {
        not_plain("a map")
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Never> {
        not_plain(name)
    }
}

/// Whether a text in JSON must escape the character.
fn is_special(char: char) -> bool {
    matches!(char, '\0'..' ' | '"' | '\\')
}

fn not_plain(what: &str) -> ! {
    unreachable!("{what} is not written as JSON")
}

/// A list or a struct that is being written.
struct Parts<'a> {
    text: &'a mut String,
    separator: &'static str,
    end: char,
}

impl SerializeSeq for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.text.push_str(self.separator);
        self.separator = ",";
        value.serialize(Writer(self.text))
    }

    fn end(self) -> Result<(), Never> {
        self.text.push(self.end);
        Ok(())
    }
}

impl SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.serialize_element(name)?;
        self.text.push(':');
        value.serialize(Writer(self.text))
    }

    fn end(self) -> Result<(), Never> {
        SerializeSeq::end(self)
    }
}

/// An error that never happens, so the compiler removes the code that would handle it.
#[derive(Debug)]
enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Error for Never {
    fn custom<T: Display>(message: T) -> Self {
        unreachable!("plain data can be written: {message}")
    }
}
