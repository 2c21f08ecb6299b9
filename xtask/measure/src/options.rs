//! What to measure, where, and how often.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use browser::Engine;
use lexopt::prelude::*;

/// How many rounds count by default.
const ROUNDS: usize = 5;

/// The options on the command line.
#[derive(Debug)]
pub struct Options {
    /// The page of the contestants.
    pub bench_url: String,
    /// The page that people see.
    pub page_url: String,
    /// The page with Python in it, and Pyodide beside that.
    pub listings_url: String,
    /// The page as it is published, and another one to measure it against; empty without one.
    pub against_urls: Vec<String>,
    /// What people call the other page.
    pub against_name: String,
    /// What Python weighs in the page, and Pyodide as it is, KiB.
    pub python_kib: Vec<f64>,
    /// The folder of the contestant in Python.
    pub python: PathBuf,
    /// The folder for the figures.
    pub out: PathBuf,
    /// The browsers that are installed and wanted.
    pub engines: Vec<Engine>,
    /// How often each contestant does each work, besides a first time that does not count.
    pub rounds: usize,
    /// Whether to measure only a little of everything, to see that it works.
    pub quick: bool,
    /// Only the work with this name, or one size of it.
    pub only: Option<String>,
    /// Whether the page has Pyodide.
    pub pyodide: bool,
    /// Sentences about contestants that are missing.
    pub missing: Vec<String>,
}

impl Options {
    /// Reads the command line.
    pub fn read(mut parser: lexopt::Parser) -> Result<Options> {
        let mut options = Options {
            bench_url: String::new(),
            page_url: String::new(),
            listings_url: String::new(),
            against_urls: Vec::new(),
            against_name: String::new(),
            python_kib: Vec::new(),
            python: PathBuf::new(),
            out: PathBuf::from("."),
            engines: Vec::new(),
            rounds: 0,
            quick: false,
            only: None,
            pyodide: false,
            missing: Vec::new(),
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("bench-url") => options.bench_url = parser.value()?.string()?,
                Long("page-url") => options.page_url = parser.value()?.string()?,
                Long("listings-url") => options.listings_url = parser.value()?.string()?,
                Long("against-url") => options.against_urls.push(parser.value()?.string()?),
                Long("against-name") => options.against_name = parser.value()?.string()?,
                Long("python-kib") => options.python_kib.push(parser.value()?.parse()?),
                Long("python") => options.python = parser.value()?.into(),
                Long("out") => options.out = parser.value()?.into(),
                Long("engine") => {
                    options.engines.push(Engine::parse(&parser.value()?.string()?)?);
                }
                Long("rounds") => options.rounds = parser.value()?.parse()?,
                Long("quick") => options.quick = true,
                Long("only") => options.only = Some(parser.value()?.string()?),
                Long("with-pyodide") => options.pyodide = true,
                Long("missing") => options.missing.push(parser.value()?.string()?),
                other => return Err(other.unexpected().into()),
            }
        }
        ensure!(!options.engines.is_empty(), "there is no browser to measure in");
        if options.rounds == 0 {
            options.rounds = if options.quick { 1 } else { ROUNDS };
        }
        Ok(options)
    }

    /// Whether a work is wanted in this size.
    pub fn wants(&self, work: &str, size: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == work || only == size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Options> {
        Options::read(lexopt::Parser::from_args(words))
    }

    #[test]
    fn a_quick_look_is_one_round_unless_told() {
        assert_eq!(read(&["--engine", "chromium"]).unwrap().rounds, ROUNDS);
        assert_eq!(read(&["--engine", "chromium", "--quick"]).unwrap().rounds, 1);
        assert_eq!(read(&["--engine", "firefox", "--quick", "--rounds", "3"]).unwrap().rounds, 3);
    }

    #[test]
    fn without_a_browser_nothing_is_measured() {
        assert!(read(&["--quick"]).is_err());
    }

    #[test]
    fn only_one_work_or_one_size_is_wanted_when_it_is_named() {
        let options = read(&["--engine", "chromium", "--only", "chain"]).unwrap();
        assert!(options.wants("chain", "chain-100") && !options.wants("channel", "channel-1"));
        let options = read(&["--engine", "chromium", "--only", "sleepers-10"]).unwrap();
        assert!(
            options.wants("sleepers", "sleepers-10") && !options.wants("sleepers", "sleepers-1")
        );
        assert!(read(&["--engine", "chromium"]).unwrap().wants("channel", "channel-1"));
    }
}
