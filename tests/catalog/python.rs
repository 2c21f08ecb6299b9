//! The Python listings print what the Rust programs print, in the same order.
//!
//! They are run by CPython, on a virtual clock as well: see `python_prelude.py`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use coroscope::drivers::simulation::simulate;
use coroscope::programs::params::Values;
use coroscope::programs::{CATALOG, Program};
use coroscope::runtime::Options;

use super::serving::serve;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The listing of a program, if it has one.
fn listing(program: &Program) -> Option<(PathBuf, String)> {
    let path = repository().join(program.file).with_extension("py");
    std::fs::read_to_string(&path).ok().map(|text| (path, text))
}

/// Whether a listing can run a variant: it has a function of that name.
fn defines(listing: &str, variant: &str) -> bool {
    let starts = [format!("async def {variant}("), format!("def {variant}(")];
    listing.lines().any(|line| starts.iter().any(|start| line.starts_with(start)))
}

fn python() -> Option<&'static str> {
    let check = "import sys; sys.exit(sys.version_info < (3, 11))";
    let found = Command::new("python3").args(["-c", check]).status();
    if found.is_ok_and(|status| status.success()) {
        return Some("python3");
    }
    assert!(std::env::var_os("CI").is_none(), "there is no python3 of version 3.11 or later");
    println!("There is no python3 of version 3.11 or later, so the listings were not run.");
    None
}

/// What each of the variants prints.
fn lines_in_python(
    python: &str,
    listing: &Path,
    variants: &[&str],
    constants: &[String],
) -> Vec<Vec<String>> {
    let ran = Command::new(python)
        .args(["-I", "-B", "-X", "utf8"])
        .arg(repository().join("tests/catalog/python_prelude.py"))
        .arg(listing)
        .arg(variants.join(","))
        .args(constants)
        // What a listing fetches lies on this machine.
        .env("no_proxy", "*")
        .output()
        .expect("Python runs");
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(ran.status.success(), "{}: {}", listing.display(), text(&ran.stderr));
    let stdout = text(&ran.stdout);
    let printed: Vec<_> = stdout.split_terminator("\u{c}\n").collect();
    assert_eq!(printed.len(), variants.len());
    printed.into_iter().map(|text| text.lines().map(ToOwned::to_owned).collect()).collect()
}

fn lines_in_rust(program: &Program, variant: &str) -> Vec<String> {
    let id = variant.replace('_', "-");
    let main = program.start(&id, &Values::new()).expect("it is in the catalog");
    let trace = simulate(Options::default(), main);
    trace.output().into_iter().map(ToOwned::to_owned).collect()
}

/// Where the listing of a program prints something else than the program.
fn differences(python: &str, program: &Program) -> Vec<String> {
    let Some((path, text)) = listing(program) else { return Vec::new() };
    let variants = program.variants.iter().map(|variant| variant.name);
    let variants: Vec<_> = variants.filter(|variant| defines(&text, variant)).collect();
    if variants.is_empty() {
        return Vec::new();
    }
    let fetches = text.lines().any(|line| line.starts_with("BASE = "));
    let constants: Vec<_> = fetches.then(|| format!("BASE={}", serve())).into_iter().collect();
    let printed = lines_in_python(python, &path, &variants, &constants);
    let difference = |(variant, python): (&&str, Vec<String>)| {
        let rust = lines_in_rust(program, variant);
        let id = program.id;
        (rust != python).then(|| format!("{id} {variant}\nRust: {rust:#?}\nPython: {python:#?}"))
    };
    variants.iter().zip(printed).filter_map(difference).collect()
}

#[test]
fn every_listing_prints_what_its_program_prints() {
    let Some(python) = python() else { return };
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
