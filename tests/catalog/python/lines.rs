//! Which line of a Python listing stands for which line of its program: the file `NAME.lines` beside
//! both, from which the page says Python's lines to whoever reads Python.
//!
//! Nobody writes it. Both languages run, with the same values, and what each task did is laid side by
//! side (`align.rs`). `COROSCOPE_BLESS=1 cargo test --test catalog lines` writes the files.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use coroscope::asyncio::Record;
use coroscope::drivers::simulation::simulate;
use coroscope::programs::params::Value;
use coroscope::programs::{CATALOG, Program, Variant};
use coroscope::runtime::Options;
use coroscope::runtime::trace::{Clock, End, SiteId, Trace};
use serde_json::Value as Json;

use super::align::{Act, pairs};
use super::listing::{Listing, repository};
use super::running::ask;
use super::twins::{has_node, twins};
use super::{Run, runs};
use crate::cpython::cpython;

/// So many runs with random values show the lines that the defaults do not come to.
const RANDOM_RUNS: usize = 60;

/// Programs that have generators.
const GENERATORS: &[&str] = &["prefix-filter", "receiver"];

/// What takes one line in Rust and two in Python: to cancel, and to wait for the end of that. The one
/// where it waits stands for it.
const OTHERS: &[&str] =
    &["cancellation: (name, task.cancel())", "gather-and-wait: task.cancel().await;"];

/// What no line of Python does: to drop a thing by hand, to await a task that is done, to wait for a
/// worker where there is none, to set a limit, and to close a generator that stands in no `try`.
const WITHOUT: &[&str] = &[
    "cancellation: dropped(self.thing);",
    "gather-and-wait: show(task.await);",
    "prefix-filter: runtime::dropped(\"farewell\");",
    "receiver: if let Err(error) = receiver.close().await {",
    "scale: let held = worker.run(&HOLD, Order { coroutines, delay }).await?;",
    "top-stories: match timeout(feed.time_limit, fetch(&feed)).await {",
];

/// What was seen of one line: for each counterpart how often it did what the line did.
type Seen = BTreeMap<u32, BTreeMap<Act, usize>>;

/// The lines of one program, by variant.
#[derive(Debug, Default)]
struct Lines {
    /// By line of the program: the one that stands for it.
    found: BTreeMap<&'static str, BTreeMap<u32, u32>>,
    /// Lines of the program that several stand for.
    others: BTreeSet<String>,
    /// Lines of the program for which there is none.
    without: BTreeSet<String>,
}

/// A Python that says which lines are a generator's, if there is one. 3.12 says more of how they end.
fn newest() -> Option<(String, bool)> {
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".pyenv/versions"));
    let kept = home.and_then(|home| home.read_dir().ok()).into_iter().flatten().flatten();
    let kept = kept.map(|folder| folder.path().join("bin/python3").display().to_string());
    let names = ["python3", "python3.14", "python3.13"].map(str::to_owned);
    let check = "import sys; sys.exit(sys.version_info < (3, 13))";
    let knows = |python: &String| {
        Command::new(python).args(["-c", check]).output().is_ok_and(|ran| ran.status.success())
    };
    let found = names.into_iter().chain(kept).find(knows).map(|python| (python, true));
    found.or_else(|| cpython().map(|python| (python.to_owned(), false)))
}

fn in_rust(program: &Program, run: &Run) -> Trace {
    let main = program.start(&run.variant.replace('_', "-"), &run.values).expect("valid values");
    simulate(Options::default(), main)
}

fn in_python(
    python: &str,
    program: &'static Program,
    listing: &Listing,
    runs: &[Run],
) -> Vec<Trace> {
    let mut script = Command::new(python);
    script
        .args(["-I", "-B", "-X", "utf8"])
        .arg(repository().join("tests/catalog/python/record.py"));
    let texts = twins(program, listing, runs).into_iter();
    let records = ask(script, texts.map(|twin| Json::from(twin.text).to_string()), program.id);
    records.iter().map(trace).collect()
}

fn trace(record: &Json) -> Trace {
    let list = |name: &str| record[name].as_array().expect("a list").iter();
    let text = |text: &Json| text.as_str().expect("a text").to_owned();
    let texts = |name: &str| list(name).map(text).collect::<Vec<_>>();
    let rows: Vec<i64> = list("rows").map(|number| number.as_i64().expect("a number")).collect();
    let mut read = Record::new(Clock::Virtual);
    read.push(&rows, &texts("texts"), &texts("files")).expect("a record");
    read.finish(record["us"].as_u64().expect("a time"), End::Completed, 0);
    read.trace().clone()
}

impl Lines {
    fn of(python: &str, program: &'static Program, listing: &Listing) -> Self {
        let mut runs = runs(program, listing);
        runs.truncate(program.variants.len() + RANDOM_RUNS);
        // As many as it takes for each line.
        let small = |run: &mut Run| run.values.push(("coroutines".to_owned(), Value::Number(3.0)));
        if program.id == "scale" {
            runs.truncate(1);
            runs.iter_mut().for_each(small);
        }
        let mut seen: BTreeMap<&'static str, BTreeMap<u32, Seen>> = BTreeMap::new();
        let mut all: BTreeSet<(&'static str, u32)> = BTreeSet::new();
        for (run, python) in runs.iter().zip(in_python(python, program, listing, &runs)) {
            let rust = in_rust(program, run);
            let of_variant = seen.entry(run.variant).or_default();
            for pair in pairs(&rust, &python) {
                let seen = of_variant.entry(pair.line).or_default();
                *seen.entry(pair.twin).or_default().entry(simple(pair.act)).or_default() += 1;
            }
            let sites = (0..u16::MAX).map_while(|site| rust.site(SiteId(site)));
            let own = sites.filter(|site| site.file.contains("src/programs"));
            all.extend(own.map(|site| (run.variant, site.line)));
        }
        let source = source(program);
        let text_of = |line: u32| {
            let text = source.lines().nth(line as usize - 1).unwrap_or_default();
            format!("{}: {}", program.id, text.trim())
        };
        let mut lines = Self::default();
        for (variant, seen) in &seen {
            // A limit is told only where something else waits, which has a line of its own as a rule.
            let best: BTreeMap<u32, (u32, Act)> =
                seen.iter().map(|(line, twins)| (*line, best(twins))).collect();
            let has_better = |line: u32, (twin, act): &(u32, Act)| {
                let same = |(other, (of, _)): (&u32, &(u32, Act))| *other != line && of == twin;
                *act == Act::HasLimit(0) && best.iter().any(same)
            };
            let of_variant = lines.found.entry(variant).or_default();
            for (line, found) in &best {
                if has_better(*line, found) {
                    continue;
                }
                of_variant.insert(*line, found.0);
                let seen = &seen[line];
                let times = most(&seen[&found.0]).1;
                // Now and then two things take equally long, and one is taken for the other.
                let is_often = |(twin, acts): &(&u32, &BTreeMap<Act, usize>)| {
                    **twin != found.0 && most(acts).1 * 2 > times
                };
                if seen.iter().any(|twin| is_often(&twin)) {
                    lines.others.insert(text_of(*line));
                }
            }
        }
        let without = all.iter().filter(|(variant, line)| !lines.found[variant].contains_key(line));
        lines.without = without.map(|(_, line)| text_of(*line)).collect();
        for variant in program.variants {
            if let Some(found) = lines.found.get_mut(variant.name) {
                found.insert(starts_in_rust(program, variant), starts_in_python(listing, variant));
            }
        }
        lines
    }

    /// The text of the file.
    fn text(&self, program: &Program) -> String {
        let mut text = String::from("# Written by tests/catalog/python/lines.rs.\n");
        for variant in program.variants {
            let Some(found) = self.found.get(variant.name) else { continue };
            text += &variant.id();
            for (line, twin) in found {
                write!(text, " {line}:{twin}").expect("it is a text");
            }
            text.push('\n');
        }
        text
    }
}

/// The line that does what another does, at best where it takes time, and how.
fn best(twins: &Seen) -> (u32, Act) {
    let rank = |acts: &BTreeMap<Act, usize>| {
        let (act, times) = most(acts);
        let takes_time = act < Act::Prints(String::new());
        (!takes_time, Reverse(times), act)
    };
    let (twin, acts) = twins.iter().min_by_key(|(_, acts)| rank(acts)).expect("it was seen");
    (*twin, most(acts).0)
}

/// What was seen most often, and how often.
fn most(acts: &BTreeMap<Act, usize>) -> (Act, usize) {
    let found = acts.iter().max_by_key(|(act, times)| (**times, Reverse(*act)));
    let (act, times) = found.expect("it was seen");
    (act.clone(), *times)
}

/// An act without what differs from run to run.
fn simple(act: Act) -> Act {
    match act {
        Act::Sleeps(_) => Act::Sleeps(0),
        Act::HasLimit(_) => Act::HasLimit(0),
        Act::Blocks(_) => Act::Blocks(0),
        Act::Prints(_) => Act::Prints(String::new()),
        other => other,
    }
}

fn source(program: &Program) -> String {
    std::fs::read_to_string(repository().join(program.file)).expect("its source")
}

fn starts_in_rust(program: &Program, variant: &Variant) -> u32 {
    line_with(&source(program), &[format!("pub async fn {}(", variant.name)])
}

fn starts_in_python(listing: &Listing, variant: &Variant) -> u32 {
    let name = variant.name;
    line_with(&listing.text, &[format!("async def {name}("), format!("def {name}(")])
}

/// The line that begins with one of these, counted from 1.
fn line_with(text: &str, starts: &[String]) -> u32 {
    let begins = |line: &str| starts.iter().any(|start| line.starts_with(start));
    text.lines().position(begins).expect("there is such a line") as u32 + 1
}

/// What there is of all programs, if there is a Python.
fn all() -> Option<(Vec<(&'static Program, Lines)>, bool)> {
    let (python, knows_generators) = newest().filter(|_| has_node())?;
    let of = |program: &'static Program| {
        let listing = Listing::of(program)?;
        Some((program, Lines::of(&python, program, &listing)))
    };
    let found = thread::scope(|scope| {
        let of = &of;
        let runs: Vec<_> = CATALOG.iter().map(|program| scope.spawn(move || of(program))).collect();
        runs.into_iter().filter_map(|run| run.join().expect("it has not panicked")).collect()
    });
    Some((found, knows_generators))
}

#[test]
fn the_lines_of_a_listing_are_those_that_do_what_the_program_does() {
    let Some((all, knows_generators)) = all() else { return };
    let is_written = std::env::var_os("COROSCOPE_BLESS").is_some();
    let mut others = BTreeSet::new();
    let mut without = BTreeSet::new();
    for (program, lines) in all {
        if !knows_generators && GENERATORS.contains(&program.id) {
            println!("This Python does not say what generators do, so {} is left out.", program.id);
            continue;
        }
        let file = repository().join(program.file).with_extension("lines");
        let text = lines.text(program);
        if is_written {
            std::fs::write(&file, &text).expect("the file can be written");
        }
        let known = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(
            known,
            text,
            "{} is out of date; COROSCOPE_BLESS=1 cargo test --test catalog lines writes it anew",
            file.display()
        );
        others.extend(lines.others);
        without.extend(lines.without);
    }
    let texts = |all: &[&str]| {
        let all = all.iter().map(|text| (*text).to_owned());
        let is_seen =
            |text: &String| knows_generators || !GENERATORS.iter().any(|id| text.starts_with(id));
        all.filter(is_seen).collect::<BTreeSet<_>>()
    };
    assert_eq!(others, texts(OTHERS));
    assert_eq!(without, texts(WITHOUT));
}
