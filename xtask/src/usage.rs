//! Errors in the command line, with another exit code than work that failed.

use std::fmt;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::process;

/// The exit code for errors in the command line. Failed work has 1.
pub const WRONG_WORDS: u8 = 2;

/// A sentence that names what was wrong and what is allowed.
#[derive(Debug)]
pub struct Usage(String);

impl Usage {
    /// An error with this sentence.
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

/// Makes an error one of the command line.
pub fn of(error: &anyhow::Error) -> anyhow::Error {
    // lexopt's sentences include their causes.
    let is_whole = error.is::<lexopt::Error>();
    Usage(if is_whole { error.to_string() } else { format!("{error:#}") }).into()
}

/// Runs a program of this project that reads some of the arguments itself. If it does not understand
/// them, that is an error in the command line here as well.
pub fn run(command: &mut Command, failed: &str) -> Result<()> {
    let status = command.status();
    let status = status.with_context(|| format!("cannot start `{}`", process::line(command)))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(code) if code == i32::from(WRONG_WORDS) => Err(Usage::new(failed).into()),
        _ => bail!("{failed}"),
    }
}

/// The exit code of the process for this error.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    if is_usage(error) { ExitCode::from(WRONG_WORDS) } else { ExitCode::FAILURE }
}

fn is_usage(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Usage>().is_some()
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

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
    #[cfg(unix)]
    fn words_that_are_handed_on_may_be_wrong_as_well() {
        let run = |script| super::run(Command::new("sh").args(["-c", script]), "nothing was done");
        assert!(run("exit 0").is_ok());
        assert!(is_usage(&run("exit 2").unwrap_err()));
        assert!(!is_usage(&run("exit 1").unwrap_err()));
    }

    #[test]
    fn what_is_said_around_it_changes_nothing() {
        let error = Err::<(), _>(Usage::new("no such shard")).context("cannot test").unwrap_err();
        assert!(is_usage(&error));
    }
}
