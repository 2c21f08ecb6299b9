//! The command line: what may be said, and what is said back.

use std::ffi::OsString;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::serve;
use crate::wasm::{self, Profile};

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
Coroscope's own tasks.

cargo xtask build [--dev]
    Builds the wasm and its glue into www/pkg/; www/ then lies ready for any static host.
    --dev               quick and unoptimised

cargo xtask serve [--port N] [--open] [--dev]
    Builds, serves www/ on 127.0.0.1, and builds again when a source changes.
    --port N            8080 unless told; 0 takes any free port
    --open              shows the page in your browser
";

/// One of the tasks, with its options.
#[derive(Debug, Clone)]
pub enum Command {
    /// Say what there is.
    Help,
    /// Build the page.
    Build(wasm::Options),
    /// Serve the page.
    Serve(serve::Options),
}

/// Reads the arguments after the program's name.
pub fn parse(arguments: impl IntoIterator<Item = impl Into<OsString>>) -> Result<Command> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let name = match parser.next()? {
        Some(Value(name)) => name.to_string_lossy().into_owned(),
        Some(Long("help") | Short('h')) | None => return Ok(Command::Help),
        Some(other) => return Err(other.unexpected().into()),
    };
    match name.as_str() {
        "help" => Ok(Command::Help),
        "build" => build(parser),
        "serve" => serve(parser),
        other => bail!("there is no task {other:?}: `cargo xtask help` lists them"),
    }
}

fn build(mut parser: lexopt::Parser) -> Result<Command> {
    let mut profile = Profile::Release;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("dev") => profile = Profile::Dev,
            Long("help") | Short('h') => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Build(wasm::Options::page(profile)))
}

fn serve(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options = serve::Options { port: 8080, open: false, profile: Profile::Release };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("open") => options.open = true,
            Long("dev") => options.profile = Profile::Dev,
            Long("help") | Short('h') => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Serve(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_said_is_a_call_for_help() {
        assert!(matches!(parse([""; 0]).unwrap(), Command::Help));
        assert!(matches!(parse(["serve", "--help"]).unwrap(), Command::Help));
    }

    #[test]
    fn serve_takes_a_port() {
        let Command::Serve(options) = parse(["serve", "--port", "9", "--open"]).unwrap() else {
            panic!("that is no serve")
        };
        assert!(options.port == 9 && options.open && options.profile == Profile::Release);
    }

    #[test]
    fn what_is_not_known_is_named() {
        let message = parse(["polish"]).unwrap_err().to_string();
        assert!(message.contains("polish"), "{message}");
        let message = parse(["build", "--fast"]).unwrap_err().to_string();
        assert!(message.contains("--fast"), "{message}");
        assert!(parse(["serve", "--port", "many"]).is_err());
    }
}
