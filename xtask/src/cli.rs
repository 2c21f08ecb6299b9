//! The command line: its options and its help.

use std::ffi::OsString;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::tools::browsers::Browser;
use crate::wasm::{self, Profile};
use crate::{bench, screenshot, serve, test, usage};

/// The text of `cargo xtask help`.
pub const HELP: &str = "\
Coroscope's own tasks.

cargo xtask build [--dev] [--features LIST] [--out FOLDER]
    Builds the wasm and its glue into www/pkg/, and of all that target/site/, which lies ready for
    any static host.
    --dev               quick and unoptimised, and no target/site/
    --features LIST     cargo features of the package
    --out FOLDER        elsewhere than www/pkg/

cargo xtask serve [--port N] [--open] [--dev] [--no-isolation]
    Builds, serves target/site/ on 127.0.0.1, and builds again when a source changes.
    --port N            8080 unless told; 0 takes any free port
    --open              shows the page in your browser
    --dev               builds quickly, and serves www/ as it lies
    --no-isolation      without the headers for shared memory, as a plain static host serves it

cargo xtask test [options] [-- ARGUMENTS]
    Runs every check there is, installs what they need, and sums up. In CI (where the variable CI
    is set) a check that cannot run is a failure. More than two claims that were true only at the
    second look are one anywhere.
    --only NAME         one check, or a family of them: page, wasm, clippy; or several, with commas
    --affected [REV]    what a change since the revision can affect, and why; unless told since
                        HEAD, which is what is not committed
    --shard I/N         every Nth claim about the page, from the Ith on. All other checks are in the
                        first shard, but what --only names is done in any
    --visible           shows the windows of the browsers that look at the page; one in which a
                        claim is false stays open until you press Enter, or for a minute
    --prebuilt          compiles nothing for the checks of the page: www/pkg/ is taken as it is, and
                        so is target/page-tests/site/, with the programs that only tests have
    --list              says which checks there are, and runs none
    -- ARGUMENTS        for the test binaries: a filter, for example

cargo xtask format
    Lays out Rust and JavaScript as the checks want them.

cargo xtask bench [--rounds N] [--quick] [--only WORK] [--browser NAME] [--with-pyodide]
                  [--against REV]
    Measures Coroscope beside native promises, one gloo timer each and CPython, and how soon the
    page is usable; and a Python program that is recorded at home beside VizTracer.
    Prints tables; writes them, every sample and plots to target/bench/.
    --rounds N          5 unless told
    --quick             only a little of everything, to see that it works
    --only WORK         sleepers, switches, spawning, channel, chain, painting, memory, drawing,
                         simulation, greetings, panning, scale, python, page, against or recorders;
                        or one size of it: sleepers-100000
    --browser NAME      chromium or firefox, instead of both
    --with-pyodide      beside Pyodide too, which is fetched from npm
    --against REV       the first view beside that of another revision, which is built in
                        target/against/, or beside a page that lies built in this folder

cargo xtask screenshot [options]
    Takes the README's picture, docs/screenshot.png, or a look at the page in any state.
    --path '/?…'        the path and query to open
    --out FILE          where the picture goes
    --size 1440x900     the size of the page, in CSS pixels
    --dark              for a person who prefers dark
    --reduced-motion    for a person who wants little movement
    --more-contrast     for a person who wants more contrast
    --forced-colors     for a person with the colours of their system, and no others
    --wait-for 'js'     waits until the expression is true; may be repeated, in order with --eval
    --eval 'js'         runs a script, `await` and all, and prints what it returns
    --wait-ms N         waits before the picture is taken, 500 unless told
    --browser firefox   instead of chromium
    --dev, --no-build   builds quickly, or not at all
";

/// A task with its options.
#[derive(Debug, Clone)]
pub enum Command {
    /// Print the help.
    Help,
    /// Build the page.
    Build(wasm::Options),
    /// Serve the page.
    Serve(serve::Options),
    /// Check everything.
    Test(test::Options),
    /// Format the sources.
    Format,
    /// Measure.
    Bench(bench::Options),
    /// Take a picture of the page.
    Screenshot(screenshot::Options),
}

/// Reads the arguments after the program's name. Each error is an error of usage.
pub fn parse(arguments: impl IntoIterator<Item = impl Into<OsString>>) -> Result<Command> {
    command(lexopt::Parser::from_args(arguments)).map_err(|error| usage::of(&error))
}

fn command(mut parser: lexopt::Parser) -> Result<Command> {
    let name = match parser.next()? {
        Some(Value(name)) => name.to_string_lossy().into_owned(),
        Some(Long("help") | Short('h')) | None => return Ok(Command::Help),
        Some(other) => return Err(other.unexpected().into()),
    };
    match name.as_str() {
        "help" => Ok(Command::Help),
        "build" => build(parser),
        "serve" => serve(parser),
        "test" => test(parser),
        "format" => format(parser),
        "bench" => bench(parser),
        "screenshot" => screenshot(parser),
        other => bail!("there is no task {other:?}: `cargo xtask help` lists them"),
    }
}

fn build(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options = wasm::Options::page(Profile::Release);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("dev") => options.profile = Profile::Dev,
            Long("features") => options.features = parser.value()?.string()?,
            Long("out") => options.out = std::path::absolute(parser.value()?)?,
            Long("help") | Short('h') => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Build(options))
}

fn serve(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options =
        serve::Options { port: 8080, open: false, isolation: true, profile: Profile::Release };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("open") => options.open = true,
            Long("no-isolation") => options.isolation = false,
            Long("dev") => options.profile = Profile::Dev,
            Long("help") | Short('h') => return Ok(Command::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Serve(options))
}

fn test(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options = test::Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("only") => {
                let names = parser.value()?.string()?;
                options.only = Some(options.only.map_or(names.clone(), |more| more + "," + &names));
            }
            Long("list") => options.list = true,
            Long("visible") => options.visible = true,
            Long("prebuilt") => options.prebuilt = true,
            Long("shard") => options.shard = Some(parser.value()?.string()?.parse()?),
            Long("affected") => options.affected = Some(revision(&mut parser)?),
            Long("help") | Short('h') => return Ok(Command::Help),
            // What follows a lone `--` is for the test programs.
            Value(word) => options.arguments.push(word.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Test(options))
}

fn format(mut parser: lexopt::Parser) -> Result<Command> {
    match parser.next()? {
        None => Ok(Command::Format),
        Some(Long("help") | Short('h')) => Ok(Command::Help),
        Some(other) => Err(other.unexpected().into()),
    }
}

/// The revision after `--affected`. Without one it is the commit that is checked out.
fn revision(parser: &mut lexopt::Parser) -> Result<String> {
    if let Some(revision) = parser.optional_value() {
        return Ok(revision.string()?);
    }
    let mut words = parser.raw_args()?;
    let next = words.next_if(|word| !word.to_string_lossy().starts_with('-'));
    Ok(next.map_or_else(|| Ok("HEAD".to_owned()), ValueExt::string)?)
}

/// Reads the options of `bench`. Unknown options are for the program that measures.
fn bench(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options = bench::Options::default();
    let mut arguments = parser.raw_args()?;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--browser") => {
                let Some(name) = arguments.next() else { bail!("--browser wants a browser") };
                options.browser = Some(Browser::parse(&name.to_string_lossy())?);
            }
            Some("--with-pyodide") => options.pyodide = true,
            Some("--against") => {
                let Some(other) = arguments.next() else { bail!("--against wants a revision") };
                options.against = Some(other.string()?);
            }
            Some("--help" | "-h") => return Ok(Command::Help),
            _ => options.rest.push(argument),
        }
    }
    Ok(Command::Bench(options))
}

/// Reads the options of `screenshot`. Unknown options are for the program that takes the picture.
fn screenshot(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options =
        screenshot::Options { path: None, profile: Some(Profile::Release), rest: Vec::new() };
    let mut arguments = parser.raw_args()?;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--path") => {
                let Some(path) = arguments.next() else { bail!("--path wants a path") };
                options.path = Some(path.to_string_lossy().into_owned());
            }
            Some("--dev") => options.profile = Some(Profile::Dev),
            Some("--no-build") => options.profile = None,
            Some("--help" | "-h") => return Ok(Command::Help),
            _ => options.rest.push(argument),
        }
    }
    Ok(Command::Screenshot(options))
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
        assert!(options.isolation, "unless one does not want it");
    }

    #[test]
    fn serve_can_be_a_plain_static_host() {
        let Command::Serve(options) = parse(["serve", "--no-isolation"]).unwrap() else {
            panic!("that is no serve")
        };
        assert!(!options.isolation);
    }

    #[test]
    fn a_screenshot_hands_on_what_it_does_not_know() {
        let words = ["screenshot", "--path", "/?a=b", "--dark", "--out", "x.png", "--no-build"];
        let Command::Screenshot(options) = parse(words).unwrap() else {
            panic!("that is no screenshot")
        };
        assert_eq!(options.path.as_deref(), Some("/?a=b"));
        assert_eq!(options.profile, None);
        assert_eq!(options.rest, ["--dark", "--out", "x.png"]);
    }

    #[test]
    fn the_benchmark_takes_one_browser_and_hands_on_the_rest() {
        let words = ["bench", "--quick", "--browser", "firefox", "--rounds", "3"];
        let Command::Bench(options) = parse(words).unwrap() else { panic!("that is no bench") };
        assert_eq!(options.browser, Some(Browser::Firefox));
        assert_eq!(options.rest, ["--quick", "--rounds", "3"]);
        assert!(!options.pyodide && options.against.is_none());
        assert!(parse(["bench", "--browser", "netscape"]).is_err());
    }

    #[test]
    fn the_benchmark_takes_a_revision_to_measure_against() {
        let words = ["bench", "--against", "HEAD~1", "--only", "against"];
        let Command::Bench(options) = parse(words).unwrap() else { panic!("that is no bench") };
        assert_eq!(options.against.as_deref(), Some("HEAD~1"));
        assert_eq!(options.rest, ["--only", "against"]);
        assert!(parse(["bench", "--against"]).is_err());
    }

    fn tested(words: &[&str]) -> test::Options {
        let Command::Test(options) = parse(["test"].iter().chain(words)).unwrap() else {
            panic!("that is no test")
        };
        options
    }

    #[test]
    fn affected_takes_a_revision_or_none() {
        let since = |words| tested(words).affected;
        assert_eq!(since(&["--list"]), None);
        assert_eq!(since(&["--affected"]).as_deref(), Some("HEAD"));
        assert_eq!(since(&["--affected", "main"]).as_deref(), Some("main"));
        assert_eq!(since(&["--affected=main"]).as_deref(), Some("main"));
        let options = tested(&["--affected", "--list", "--", "cursor::"]);
        assert!(options.affected.as_deref() == Some("HEAD") && options.list);
        assert_eq!(options.arguments, ["cursor::"]);
    }

    #[test]
    fn several_checks_can_be_named() {
        assert_eq!(tested(&["--only", "a,b", "--only", "c"]).only.as_deref(), Some("a,b,c"));
    }

    #[test]
    fn a_shard_is_a_part_of_several() {
        assert_eq!(tested(&["--shard", "2/3"]).shard.unwrap().to_string(), "2/3");
        let message = parse(["test", "--shard", "3/2"]).unwrap_err().to_string();
        assert!(message.contains("\"3/2\"") && message.contains("I from 1 to N"), "{message}");
    }

    #[test]
    fn help_tells_of_every_option() {
        let source = include_str!("cli.rs").split("mod tests").next().unwrap_or_default();
        let long = source.split("Long(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let handed_on = source.split("Some(\"--").skip(1);
        let handed_on = handed_on.map(|rest| rest.split('"').next().unwrap());
        let options: Vec<&str> = long.chain(handed_on).collect();
        assert!(options.len() > 15, "{options:?}");
        for option in options.into_iter().filter(|option| *option != "help") {
            let words = HELP.split(|c: char| !c.is_alphanumeric() && c != '-');
            let found = words.filter(|word| *word == format!("--{option}")).count();
            assert!(found > 0, "help says nothing of --{option}");
        }
    }

    #[test]
    fn what_is_not_known_is_named() {
        let message = parse(["polish"]).unwrap_err().to_string();
        assert!(message.contains("polish"), "{message}");
        let message = parse(["build", "--fast"]).unwrap_err().to_string();
        assert!(message.contains("--fast"), "{message}");
        assert!(parse(["serve", "--port", "many"]).is_err());
        assert!(parse(["format", "--check"]).is_err());
    }
}
