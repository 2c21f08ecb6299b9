//! Words on the command line that mean nothing here, told apart from work that failed.

use std::fmt;
use std::process::ExitCode;

/// The exit code for wrong words; what fails has 1.
pub const WRONG_WORDS: u8 = 2;

/// A sentence that names what was wrong and what is allowed.
#[derive(Debug)]
pub struct Usage(String);

impl Usage {
    /// Says it.
    pub fn new(sentence: impl Into<String>) -> Usage {
        Usage(sentence.into())
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// The same error, as one of the command line.
pub fn of(error: &anyhow::Error) -> anyhow::Error {
    // lexopt's sentences have their causes in them.
    let is_whole = error.is::<lexopt::Error>();
    Usage(if is_whole { error.to_string() } else { format!("{error:#}") }).into()
}

/// What the process ends with for this error.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    if is_usage(error) { ExitCode::from(WRONG_WORDS) } else { ExitCode::FAILURE }
}

fn is_usage(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Usage>().is_some()
}

#[cfg(test)]
mod tests {
    use anyhow::{Context, anyhow};

    use super::*;
    use crate::cli;

    #[test]
    fn every_word_that_is_not_understood_is_a_usage_error() {
        for words in [
            &["polish"][..],
            &["build", "--fast"],
            &["build", "--features"],
            &["serve", "--port", "many"],
            &["bench", "--browser", "netscape"],
            &["test", "--only"],
            &["test", "--shard", "3/2"],
        ] {
            let error = cli::parse(words).unwrap_err();
            assert!(is_usage(&error), "{words:?}: {error:#}");
            assert_eq!(format!("{error:#}").lines().count(), 1, "{error:#}");
        }
    }

    #[test]
    fn work_that_failed_is_none() {
        assert!(!is_usage(&anyhow!("the disk is full")));
        assert!(is_usage(&of(&anyhow!("no such shard"))));
    }

    #[test]
    fn nothing_is_said_twice() {
        let sentence = format!("{:#}", cli::parse(["serve", "--port", "many"]).unwrap_err());
        assert_eq!(sentence.matches("invalid digit").count(), 1, "{sentence}");
    }

    #[test]
    fn what_is_said_around_it_changes_nothing() {
        let error = Err::<(), _>(Usage::new("no such shard")).context("cannot test").unwrap_err();
        assert!(is_usage(&error));
    }
}
