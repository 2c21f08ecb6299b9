//! Numbers and texts as compact bytes. A number takes as many bytes as it needs, seven bits each,
//! the lowest first; the highest bit of a byte says that more follow. A text, like a list, begins
//! with its length.

/// Adds values to bytes.
#[derive(Debug)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// Writes how many values there are, which the caller knows, and all of them.
    pub(super) fn numbers<T: Into<u64>>(&mut self, count: usize, values: impl Iterator<Item = T>) {
        self.number(count as u64);
        for value in values {
            self.number(value.into());
        }
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }
}

/// Takes values from bytes, which may be anything: it returns `None` where they make no sense.
#[derive(Debug)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn number<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            let bits = u64::from(first & 0x7f);
            let shifted = bits << shift;
            if shifted >> shift != bits {
                return None;
            }
            value |= shifted;
            if *first < 0x80 {
                return T::try_from(value).ok();
            }
        }
        None
    }

    /// How many things follow. Each takes at least a byte, so a length beyond the bytes that are
    /// left is refused, and no length makes the reader reserve more than the size of the file.
    pub(super) fn length(&mut self) -> Option<usize> {
        self.number().filter(|length| *length <= self.0.len())
    }

    pub(super) fn numbers<T: TryFrom<u64>>(&mut self) -> Option<Vec<T>> {
        let length = self.length()?;
        let mut values = Vec::with_capacity(length);
        for _ in 0..length {
            values.push(self.number()?);
        }
        Some(values)
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.length()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        Some(str::from_utf8(self.bytes()?).ok()?.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        let mut writer = Writer(Vec::new());
        writer.numbers(numbers.len(), numbers.into_iter());
        let mut reader = Reader(&writer.0);
        assert_eq!(reader.numbers().as_deref(), Some(numbers.as_slice()));
        assert!(reader.0.is_empty());
    }

    #[test]
    fn small_numbers_take_one_byte() {
        let mut writer = Writer(Vec::new());
        writer.numbers(2, [5_u16, 127].into_iter());
        assert_eq!(writer.0, [2, 5, 127]);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let too_long = [0x80; 11];
        let too_large = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02];
        assert_eq!(Reader(&too_long).number::<u64>(), None);
        assert_eq!(Reader(&too_large).number::<u64>(), None);
        assert_eq!(Reader(&[0x80, 0x02]).number::<u8>(), None);
        assert_eq!(Reader(&[3, 1, 2]).numbers::<u32>(), None);
        assert_eq!(Reader(&[3, b'a', b'b']).text(), None);
        assert_eq!(Reader(&[1, 0xff]).text(), None);
        assert_eq!(Reader(&[]).number::<u64>(), None);
    }
}
