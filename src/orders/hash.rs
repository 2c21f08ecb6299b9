//! What outputs are compared by.

/// A hash in 128 bits: two hashes of 64, which differ in what they multiply by and how far they turn.
/// Outputs are compared by their hashes, because thousands of long outputs would not fit in the memory of
/// a phone. It takes eight bytes at a time, because a multiplication of 128 bits for each byte, which
/// wasm does not have, was a good part of what trying an order takes.
pub(super) struct Hash(u64, u64);

/// Odd numbers whose bits look random: the fractions of the golden ratio and of the square root of two.
const FACTORS: (u64, u64) = (0x9e37_79b9_7f4a_7c15, 0x6a09_e667_f3bc_c909);

impl Hash {
    pub fn new() -> Self {
        Self(FACTORS.1, FACTORS.0)
    }

    pub fn word(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(FACTORS.0).rotate_left(29);
        self.1 = (self.1 ^ word).wrapping_mul(FACTORS.1).rotate_left(37);
    }

    /// Hashes how many texts there are, and each with its length.
    pub fn texts(&mut self, texts: &[&str]) {
        self.word(texts.len() as u64);
        for text in texts {
            self.word(text.len() as u64);
            for part in text.as_bytes().chunks(8) {
                let mut word = [0; 8];
                word[..part.len()].copy_from_slice(part);
                self.word(u64::from_le_bytes(word));
            }
        }
    }

    pub fn value(&self) -> u128 {
        let mixed = |half: u64| (half ^ (half >> 32)).wrapping_mul(FACTORS.0);
        (u128::from(mixed(self.0)) << 64) | u128::from(mixed(self.1))
    }
}

#[cfg(test)]
mod tests {
    use super::Hash;

    fn of(parts: &[&[&str]]) -> u128 {
        let mut hash = Hash::new();
        parts.iter().for_each(|texts| hash.texts(texts));
        hash.value()
    }

    #[test]
    fn texts_that_are_cut_otherwise_have_another_hash() {
        let all: [&[&[&str]]; 9] = [
            &[&[], &[]],
            &[&[""], &[]],
            &[&[], &[""]],
            &[&["ab"], &[]],
            &[&[], &["ab"]],
            &[&["a"], &["b"]],
            &[&["a", "b"], &[]],
            &[&["b", "a"], &[]],
            &[&["ab\0"], &[]],
        ];
        let hashes: Vec<u128> = all.map(of).to_vec();
        for (place, hash) in hashes.iter().enumerate() {
            assert!(!hashes[..place].contains(hash), "{:?}", all[place]);
        }
    }

    #[test]
    fn a_letter_anywhere_in_a_long_text_counts() {
        let text = "the quick brown fox jumps over the lazy dog".to_owned();
        let usual = of(&[&[&text]]);
        for at in 0..text.len() {
            let mut other = text.clone();
            other.replace_range(at..=at, "#");
            let hash = of(&[&[&other]]);
            assert!(hash as u64 != usual as u64 && hash >> 64 != usual >> 64, "{other}");
        }
    }
}
