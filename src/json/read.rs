//! Reads JSON text: what was fetched, and what another thread sent.
//!
//! It reads whatever `serde` can derive from objects, lists, texts, numbers, `true`, `false` and
//! `null`. A general reader is four times as large, because it also reads numbers of any length and
//! writes them into its errors.

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use std::fmt::{self, Display};

use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

/// The value that the text describes.
///
/// # Errors
///
/// When the text is not JSON, or describes something else.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = T::deserialize(&mut reader).and_then(|value| match reader.next_token() {
        None => Ok(value),
        Some(_) => Err(reader.wrong("the end")),
    });
    value.map_err(|error| error.located(text, reader.at))
}

/// Why a text could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    what: String,
    /// Line and column, both counted from 1.
    place: Option<(usize, usize)>,
}

impl Unreadable {
    /// Adds the place in the text, unless it has one.
    fn located(mut self, text: &str, at: usize) -> Self {
        let before = text.as_bytes().get(..at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        self.place.get_or_insert((line, column));
        self
    }
}

impl Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.place.unwrap_or_default();
        write!(f, "{} at line {line}, column {column}", self.what)
    }
}

impl std::error::Error for Unreadable {}

impl serde::de::Error for Unreadable {
    fn custom<T: Display>(what: T) -> Self {
        Self { what: what.to_string(), place: None }
    }

    // The usual sentence would show the value, and showing a float takes much code.
    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("there should be {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("there should be {expected}"))
    }
}

/// Lists and objects nest at most this deep, so that no text can use up the stack.
const DEEPEST: u32 = 64;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips white space. Returns the next byte, if there is any.
    fn next_token(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
        self.byte()
    }

    fn wrong(&self, expected: &str) -> Unreadable {
        match self.byte() {
            None => Unreadable::custom("the text breaks off"),
            Some(_) => Unreadable::custom(format_args!("there should be {expected}")),
        }
    }

    fn expect(&mut self, token: u8, name: &str) -> Result<(), Unreadable> {
        if self.next_token() != Some(token) {
            return Err(self.wrong(name));
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Unreadable> {
        for byte in word.bytes() {
            if self.byte() != Some(byte) {
                return Err(self.wrong(word));
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Reads a text, from its first quotation mark to its last.
    fn string(&mut self) -> Result<String, Unreadable> {
        self.expect(b'"', "a text")?;
        let mut string = String::new();
        loop {
            let from = self.at;
            while matches!(self.byte(), Some(byte) if byte >= b' ' && byte != b'"' && byte != b'\\')
            {
                self.at += 1;
            }
            string.push_str(self.text.get(from..self.at).unwrap_or_default());
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => {
                    self.at += 1;
                    string.push(self.escaped()?);
                }
                _ => return Err(self.wrong("a quotation mark")),
            }
        }
    }

    /// Reads what stands behind a backslash.
    fn escaped(&mut self) -> Result<char, Unreadable> {
        let escaped = match self.byte() {
            Some(same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => return Err(self.wrong("an escape")),
        };
        self.at += 1;
        Ok(escaped)
    }

    /// Reads a character by its number, which takes two escapes beyond 16 bits.
    fn code_point(&mut self) -> Result<char, Unreadable> {
        let mut unit = self.code_unit()?;
        if unit & 0xfc00 == 0xd800 {
            self.word("\\")?;
            let low = Some(self.code_unit()?).filter(|low| low & 0xfc00 == 0xdc00);
            let low = low.ok_or_else(|| self.wrong("a character"))?;
            unit = 0x10000 + ((unit & 0x3ff) << 10 | low & 0x3ff);
        }
        char::from_u32(unit).ok_or_else(|| self.wrong("a character"))
    }

    fn code_unit(&mut self) -> Result<u32, Unreadable> {
        self.word("u")?;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit << 4 | digit.ok_or_else(|| self.wrong("a hexadecimal digit"))?;
            self.at += 1;
        }
        Ok(unit)
    }

    fn number<'de, V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unreadable> {
        let is_negative = self.byte() == Some(b'-');
        self.at += usize::from(is_negative);
        let begins_with_zero = self.byte() == Some(b'0');
        let (mut digits, whole) = self.digits(0)?;
        if begins_with_zero && whole > 1 {
            return Err(Unreadable::custom("a number begins with a needless zero"));
        }
        let mut exponent = 0;
        let mut is_whole = true;
        if self.byte() == Some(b'.') {
            self.at += 1;
            is_whole = false;
            let (all, places) = self.digits(digits)?;
            digits = all;
            exponent -= places;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            is_whole = false;
            let sign = self.byte().filter(|byte| matches!(byte, b'+' | b'-'));
            self.at += usize::from(sign.is_some());
            let by = self.digits(0)?.0.min(1000) as i32;
            exponent += if sign == Some(b'-') { -by } else { by };
        }
        match (is_whole, is_negative) {
            (true, false) => visitor.visit_u64(digits),
            (true, true) => {
                visitor.visit_i64(0_i64.checked_sub_unsigned(digits).ok_or_else(too_long)?)
            }
            (false, _) => {
                let float = to_float(digits, exponent).ok_or_else(too_long)?;
                visitor.visit_f64(if is_negative { -float } else { float })
            }
        }
    }

    /// Reads at least one digit, and appends the digits to the number `before`. Returns the number, and
    /// how many digits there were.
    fn digits(&mut self, before: u64) -> Result<(u64, i32), Unreadable> {
        let (mut value, mut count) = (before, 0);
        while let Some(digit @ b'0'..=b'9') = self.byte() {
            let more = value.checked_mul(10).and_then(|ten| ten.checked_add((digit - b'0').into()));
            value = more.ok_or_else(too_long)?;
            count += 1;
            self.at += 1;
        }
        if count == 0 { Err(self.wrong("a digit")) } else { Ok((value, count)) }
    }

    /// Reads the items between brackets.
    fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Unreadable>,
        end: u8,
    ) -> Result<T, Unreadable> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unreadable::custom("this lies too deep"));
        }
        let value = read(self)?;
        self.depth -= 1;
        self.expect(end, "the end of a list or an object")?;
        Ok(value)
    }
}

/// Digits times a power of ten, if both are exact as floats: the result is then rounded only once.
fn to_float(digits: u64, exponent: i32) -> Option<f64> {
    if digits == 0 {
        return Some(0.0);
    }
    if digits > 1 << 53 || exponent.unsigned_abs() > 22 {
        return None;
    }
    let power = (0..exponent.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
    Some(if exponent < 0 { digits as f64 / power } else { digits as f64 * power })
}

fn too_long() -> Unreadable {
    Unreadable::custom("a number has too many digits")
}

impl<'de> Deserializer<'de> for &mut Reader<'_> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.next_token() {
            Some(b'n') => self.word("null").and_then(|()| visitor.visit_unit()),
            Some(b't') => self.word("true").and_then(|()| visitor.visit_bool(true)),
            Some(b'f') => self.word("false").and_then(|()| visitor.visit_bool(false)),
            Some(b'"') => visitor.visit_string(self.string()?),
            Some(b'[') => self.nested(|reader| visitor.visit_seq(Items::of(reader)), b']'),
            Some(b'{') => self.nested(|reader| visitor.visit_map(Items::of(reader)), b'}'),
            Some(b'-' | b'0'..=b'9') => self.number(visitor),
            _ => Err(self.wrong("a value")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.next_token() == Some(b'n') {
            return self.word("null").and_then(|()| visitor.visit_none());
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    /// An enum without data is a text.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let name: StringDeserializer<Unreadable> = self.string()?.into_deserializer();
        visitor.visit_enum(name)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The items between brackets, separated by commas.
struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    is_first: bool,
}

impl<'r, 'a> Items<'r, 'a> {
    fn of(reader: &'r mut Reader<'a>) -> Self {
        Self { reader, is_first: true }
    }

    /// Whether there is another item, which begins here.
    fn has_next(&mut self) -> Result<bool, Unreadable> {
        let is_first = std::mem::replace(&mut self.is_first, false);
        if matches!(self.reader.next_token(), Some(b']' | b'}')) {
            return Ok(false);
        }
        if !is_first {
            self.reader.expect(b',', "a comma")?;
        }
        Ok(true)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        if self.has_next()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Items<'_, '_> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unreadable> {
        if !self.has_next()? {
            return Ok(None);
        }
        let name: StringDeserializer<Unreadable> = self.reader.string()?.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Unreadable> {
        self.reader.expect(b':', "a colon")?;
        seed.deserialize(&mut *self.reader)
    }
}
