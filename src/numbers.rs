//! Whole numbers as people read them.

use std::fmt::Write as _;

/// A whole number with thousands separators: "1,000,000".
pub(crate) fn grouped(value: u64) -> String {
    let mut text = String::new();
    append(&mut text, value);
    text
}

fn append(text: &mut String, value: u64) {
    // Writing to a text has no way to fail.
    let _ = if value < 1000 {
        write!(text, "{value}")
    } else {
        append(text, value / 1000);
        write!(text, ",{:03}", value % 1000)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_three_digits_are_a_group() {
        for (value, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (20_034_567, "20,034,567")]
        {
            assert_eq!(grouped(value), text);
        }
    }
}
