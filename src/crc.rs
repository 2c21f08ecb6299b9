//! The checksum of files and of chunks in them: CRC-32, as in zip files.

/// What four bits do to a checksum. A table of all bytes would be larger than what uses it.
const TABLE: [u32; 16] = {
    let mut table = [0; 16];
    let mut value = 0;
    while value < 16 {
        let mut crc = value as u32;
        let mut bit = 0;
        while bit < 4 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[value] = crc;
        value += 1;
    }
    table
};

/// The checksum.
pub(crate) fn crc_32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..2 {
            crc = (crc >> 4) ^ TABLE[crc as usize & 15];
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::crc_32;

    #[test]
    fn it_is_the_checksum_of_zip_files() {
        assert_eq!(crc_32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc_32(b""), 0);
    }
}
