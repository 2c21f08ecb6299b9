//! A part of the claims about the page, so that several machines can share them.

use std::fmt;
use std::str::FromStr;

use crate::usage::Usage;

/// One of several equal parts. `tests/page/dealt.rs` decides which claims it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Counted from 1.
    number: usize,
    of: usize,
}

impl Shard {
    /// Whether this is the first part, which also has the checks that cannot be shared out.
    pub fn is_first(self) -> bool {
        self.number == 1
    }
}

impl FromStr for Shard {
    type Err = Usage;

    fn from_str(text: &str) -> Result<Shard, Usage> {
        let parts = text.split_once('/').and_then(|(number, of)| {
            // `parse` would accept a sign as well.
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            (is_number(number) && is_number(of)).then_some((number.parse().ok()?, of.parse().ok()?))
        });
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Shard { number, of }),
            _ => Err(Usage::new(format!(
                "there is no shard {text:?}: say I/N, as 1/2, with I from 1 to N"
            ))),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_read_and_written_alike() {
        for text in ["1/1", "1/2", "2/2", "7/12"] {
            assert_eq!(text.parse::<Shard>().unwrap().to_string(), text);
        }
        assert!("1/2".parse::<Shard>().unwrap().is_first());
        assert!(!"2/2".parse::<Shard>().unwrap().is_first());
    }

    #[test]
    fn a_shard_that_there_is_not_is_told_what_is_allowed() {
        for text in ["3/2", "0/2", "0/0", "x", "1", "1/", "/2", "-1/2", "+1/2", "1/2/3", "1 / 2"] {
            let sentence = text.parse::<Shard>().unwrap_err().to_string();
            assert!(sentence.contains(&format!("{text:?}")), "{sentence}");
            assert!(sentence.contains("I from 1 to N"), "{sentence}");
        }
    }
}
