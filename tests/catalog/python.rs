//! The Python listings print what the Rust programs print, in the same order.
//!
//! CPython runs them, on a virtual clock as well: see `python_prelude.py`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use coroscope::drivers::simulation::simulate;
use coroscope::programs::params::{Kind, Param, Value, Values};
use coroscope::programs::{CATALOG, Program};
use coroscope::runtime::Options;
use serde_json::{Map, Value as Json};

use super::cpython::cpython;
use super::serving::serve;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The listing of a program, if it has one.
fn listing(program: &Program) -> Option<(PathBuf, String)> {
    let path = repository().join(program.file).with_extension("py");
    std::fs::read_to_string(&path).ok().map(|text| (path, text))
}

/// Whether a listing can run a variant: it has a function with its name.
fn defines(listing: &str, variant: &str) -> bool {
    let starts = [format!("async def {variant}("), format!("def {variant}(")];
    listing.lines().any(|line| starts.iter().any(|start| line.starts_with(start)))
}

/// A variant, and the values with which it is run.
struct Run {
    variant: &'static str,
    values: Values,
    /// The same values under the names of the constants in the listing.
    constants: Map<String, Json>,
}

/// The name of the constant in a listing that stands for a parameter, if it has one.
fn constant(listing: &str, param: &Param) -> Option<String> {
    let name = param.name.to_uppercase();
    let names = listing.lines().filter_map(|line| line.split_once(" = ")).map(|(names, _)| names);
    let mut names = names.flat_map(|names| names.split(", "));
    let is_it = |known: &&str| {
        known.strip_prefix(&name).is_some_and(|unit| ["", "_MS", "_S"].contains(&unit))
    };
    names.find(is_it).map(ToOwned::to_owned)
}

/// Some values besides the default. No two delays become equal: the order of two sleeps that end at
/// the same time is not defined.
fn other_values(kind: &Kind) -> Vec<Value> {
    match kind {
        Kind::Duration(numeric) | Kind::Seconds(numeric) => {
            [0.3, 1.2].map(|share| Value::Number((numeric.default * share).round() + 1.0)).into()
        }
        Kind::Count(numeric) => {
            [*numeric.range.start(), numeric.default + 3.0].map(Value::Number).into()
        }
        Kind::Text { .. } => [String::new(), "ö".to_owned()].map(Value::Text).into(),
        Kind::Choice { choices, .. } => {
            choices.iter().map(|choice| Value::Text((*choice).to_owned())).collect()
        }
        Kind::Flag { default } => vec![Value::Flag(!default)],
    }
}

/// A value as it is written in a constant.
fn json(value: &Value, constant: &str) -> Json {
    match value {
        Value::Number(ms) if constant.ends_with("_S") => Json::from(ms / 1000.0),
        // People write milliseconds as whole numbers.
        Value::Number(number) => Json::from(*number as i64),
        Value::Text(text) => Json::from(text.as_str()),
        Value::Flag(flag) => Json::from(*flag),
    }
}

/// Each variant that the listing defines: with the defaults, and with one parameter changed at a
/// time.
fn runs(program: &'static Program, listing: &str) -> Vec<Run> {
    let mut cases = vec![(Values::new(), Map::new())];
    for param in program.params {
        let Some(constant) = constant(listing, param) else { continue };
        for value in other_values(&param.kind) {
            let constants = Map::from_iter([(constant.clone(), json(&value, &constant))]);
            cases.push((vec![(param.id(), value)], constants));
        }
    }
    let variants = program.variants.iter().map(|variant| variant.name);
    let variants: Vec<_> = variants.filter(|variant| defines(listing, variant)).collect();
    let with = |(values, constants): (Values, Map<String, Json>)| {
        let run = move |variant: &&'static str| Run {
            variant,
            values: values.clone(),
            constants: constants.clone(),
        };
        variants.iter().map(run).collect::<Vec<_>>()
    };
    cases.into_iter().flat_map(with).collect()
}

/// What each run prints.
fn lines_in_python(
    python: &str,
    listing: &Path,
    runs: &[Run],
    base: Option<&str>,
) -> Vec<Vec<String>> {
    let argument = |run: &Run| {
        let mut constants = run.constants.clone();
        constants.extend(base.map(|base| ("BASE".to_owned(), Json::from(base))));
        Json::from(vec![Json::from(run.variant), Json::from(constants)])
    };
    let ran = Command::new(python)
        .args(["-I", "-B", "-X", "utf8"])
        .arg(repository().join("tests/catalog/python_prelude.py"))
        .arg(listing)
        .arg(Json::from_iter(runs.iter().map(argument)).to_string())
        // A listing fetches from this machine.
        .env("no_proxy", "*")
        .output()
        .expect("Python runs");
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(ran.status.success(), "{}: {}", listing.display(), text(&ran.stderr));
    let stdout = text(&ran.stdout);
    let printed: Vec<_> = stdout.split_terminator("\u{c}\n").collect();
    assert_eq!(printed.len(), runs.len());
    printed.into_iter().map(|text| text.lines().map(ToOwned::to_owned).collect()).collect()
}

fn lines_in_rust(program: &Program, run: &Run) -> Vec<String> {
    let main = program.start(&run.variant.replace('_', "-"), &run.values).expect("valid values");
    let trace = simulate(Options::default(), main);
    trace.output().into_iter().map(ToOwned::to_owned).collect()
}

/// Removes what a parser says about a malformed text, which differs from parser to parser.
fn without_detail(mut line: String) -> String {
    let what = "this is no list of stories:";
    if let Some(at) = line.find(what) {
        line.truncate(at + what.len());
    }
    line
}

/// The runs in which the listing of a program and the program print different lines.
fn differences(python: &str, program: &'static Program) -> Vec<String> {
    let Some((path, text)) = listing(program) else { return Vec::new() };
    let runs = runs(program, &text);
    if runs.is_empty() {
        return Vec::new();
    }
    let fetches = text.lines().any(|line| line.starts_with("BASE = "));
    let base = fetches.then(serve);
    let printed = lines_in_python(python, &path, &runs, base.as_deref());
    let difference = |(run, python): (&Run, Vec<String>)| {
        let rust = lines_in_rust(program, run).into_iter().map(without_detail).collect::<Vec<_>>();
        let python: Vec<_> = python.into_iter().map(without_detail).collect();
        let what = format!("{} {} with {:?}", program.id, run.variant, run.values);
        (rust != python).then(|| format!("{what}\nRust: {rust:#?}\nPython: {python:#?}"))
    };
    runs.iter().zip(printed).filter_map(difference).collect()
}

#[test]
fn every_listing_prints_what_its_program_prints() {
    let Some(python) = cpython() else { return };
    let differences: Vec<String> = thread::scope(|scope| {
        let run = |program| scope.spawn(move || differences(python, program));
        let runs: Vec<_> = CATALOG.iter().map(run).collect();
        runs.into_iter().flat_map(|run| run.join().expect("it has not panicked")).collect()
    });
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_listing_says_of_every_variant_what_python_has_for_it() {
    for program in CATALOG {
        let Some((_, text)) = listing(program) else { continue };
        for variant in program.variants {
            let comment = format!("# {}: ", variant.name);
            let is_explained = text.lines().any(|line| line.starts_with(&comment));
            assert!(
                defines(&text, variant.name) || is_explained,
                "{} has neither the function {} nor a comment that begins with “{comment}”",
                program.id,
                variant.name
            );
        }
    }
}

#[test]
fn a_listing_begins_with_its_imports_and_constants() {
    for program in CATALOG {
        let Some((_, text)) = listing(program) else { continue };
        let head = text.lines().take_while(|line| !line.contains("def "));
        let names = head.filter_map(|line| line.split_once(" = ")).map(|(names, _)| names);
        for name in names.flat_map(|names| names.split(", ")) {
            let is_constant = name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            assert!(is_constant, "{}: {name} is written in capitals", program.id);
        }
    }
}

#[test]
fn a_listing_of_all_variants_has_a_constant_for_every_parameter() {
    for program in CATALOG {
        let Some((_, text)) = listing(program) else { continue };
        if !program.variants.iter().all(|variant| defines(&text, variant.name)) {
            continue;
        }
        for param in program.params {
            assert!(constant(&text, param).is_some(), "{} has no {}", program.id, param.name);
        }
    }
}
