//! Times the contestants in a page that is already served; `cargo xtask bench` calls it.

mod figures;
mod page_figures;
mod work;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use browser::Engine;
use lexopt::prelude::*;
use serde_json::json;

/// What is to be measured, and where.
#[derive(Debug)]
struct Options {
    /// The page of the contestants.
    bench_url: String,
    /// The page that people see.
    page_url: String,
    out: PathBuf,
    engine: Engine,
    rounds: usize,
    /// Only a little of everything, to see that it works.
    quick: bool,
}

fn main() -> ExitCode {
    match options().and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options> {
    let mut options = Options {
        bench_url: String::new(),
        page_url: String::new(),
        out: PathBuf::from("bench.json"),
        engine: Engine::Chromium,
        rounds: 5,
        quick: false,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("bench-url") => options.bench_url = parser.value()?.string()?,
            Long("page-url") => options.page_url = parser.value()?.string()?,
            Long("out") => options.out = parser.value()?.into(),
            Long("browser") => options.engine = Engine::parse(&parser.value()?.string()?)?,
            Long("rounds") => options.rounds = parser.value()?.parse()?,
            Long("quick") => options.quick = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

fn run(options: &Options) -> Result<()> {
    let work = work::measure(options)?;
    let page = page_figures::measure(options)?;
    let json = json!({ "browser": options.engine.name(), "work": work, "page": page });
    if let Some(folder) = options.out.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&options.out, serde_json::to_string_pretty(&json)?)
        .with_context(|| format!("cannot write {}", options.out.display()))
}
