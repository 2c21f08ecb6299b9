//! `cargo xtask …`: reads the command line and hands over to the library.

use std::process::ExitCode;

use xtask::cli::{self, Command};
use xtask::usage;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            // The error is one sentence: all its causes on one line, without a backtrace.
            eprintln!("error: {error:#}");
            usage::exit_code(&error)
        }
    }
}

fn run() -> anyhow::Result<ExitCode> {
    match cli::parse(std::env::args_os().skip(1))? {
        Command::Help => print!("{}", cli::HELP),
        Command::Build(options) => xtask::site::build_page(&options)?,
        Command::Serve(options) => xtask::serve::serve(&options)?,
        Command::Test(options) => return xtask::test::test(&options),
        Command::Format => xtask::format::format()?,
        Command::Bench(options) => xtask::bench::bench(&options)?,
        Command::Screenshot(options) => xtask::screenshot::screenshot(&options)?,
    }
    Ok(ExitCode::SUCCESS)
}
