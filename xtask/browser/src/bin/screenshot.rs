//! Takes a picture of a page that is already served; `cargo xtask screenshot` calls it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use browser::{Contrast, Engine, Page, Viewport};
use lexopt::prelude::*;

struct Options {
    url: String,
    out: PathBuf,
    engine: Engine,
    view: Viewport,
    /// The expressions and scripts, in the order given.
    steps: Vec<Step>,
    wait: Duration,
}

enum Step {
    /// Wait until the expression is truthy.
    WaitFor(String),
    /// Run the script and print what it returns.
    Eval(String),
}

fn main() -> ExitCode {
    let fail = |error: anyhow::Error, code| {
        eprintln!("error: {error:#}");
        ExitCode::from(code)
    };
    match options().map(|options| take(&options)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => fail(error, 1),
        // The arguments were wrong.
        Err(error) => fail(error, 2),
    }
}

fn options() -> Result<Options> {
    let mut options = Options {
        url: String::new(),
        out: PathBuf::from("screenshot.png"),
        engine: Engine::Chromium,
        view: Viewport::default(),
        steps: Vec::new(),
        wait: Duration::from_millis(500),
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("url") => options.url = parser.value()?.string()?,
            Long("out") => options.out = parser.value()?.into(),
            Long("browser") => options.engine = Engine::parse(&parser.value()?.string()?)?,
            Long("size") => options.view = size(options.view, &parser.value()?.string()?)?,
            Long("dark") => options.view = options.view.dark(),
            Long("reduced-motion") => options.view = options.view.reduced_motion(),
            Long("more-contrast") => options.view = options.view.contrast(Contrast::More),
            Long("forced-colors") => options.view = options.view.contrast(Contrast::Forced),
            Long("wait-for") => options.steps.push(Step::WaitFor(parser.value()?.string()?)),
            Long("eval") => options.steps.push(Step::Eval(parser.value()?.string()?)),
            Long("wait-ms") => options.wait = Duration::from_millis(parser.value()?.parse()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

/// Reads `WIDTHxHEIGHT`.
fn size(view: Viewport, text: &str) -> Result<Viewport> {
    let (width, height) = text.split_once('x').context("--size is WIDTHxHEIGHT, as 1440x900")?;
    Ok(view.size(width.parse()?, height.parse()?))
}

fn take(options: &Options) -> Result<()> {
    let page = Page::launch(options.engine, &options.view)?;
    page.goto(&options.url)?;
    let outcome = options.steps.iter().try_for_each(|step| match step {
        Step::WaitFor(expression) => page.wait_for_js(expression),
        Step::Eval(script) => page.run_js(script).map(|value| println!("{value}")),
    });
    thread::sleep(options.wait);
    for problem in page.problems() {
        eprintln!("the page says: {problem}");
    }
    // The picture is taken even if a step failed: it shows what went wrong.
    page.screenshot(&options.out)?;
    outcome
}
