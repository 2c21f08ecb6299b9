//! The Python listings print what the Rust programs print, in the same order and at the same times.
//!
//! CPython runs them, on a virtual clock as well: plainly (see `prelude.py`), and with the package that
//! the page has. Each variant is run as it is, and with random values for all its parameters together,
//! which the module of the page puts into the listing. What differs by design is in `turns.rs`.
//! `COROSCOPE_PROGRAMS` is how many runs of each listing there are, and `COROSCOPE_SEED` the seed from
//! which their values are made.

mod align;
mod lines;
mod listing;
mod running;
mod simplify;
mod turns;
mod twins;
mod values;

use std::thread;

use coroscope::programs::params::{Param, Values};
use coroscope::programs::{CATALOG, Program};

use super::cpython::cpython;
use super::random::{Random, setting};
use listing::Listing;
use running::{Interpreter, Runner, in_rust};
use twins::{has_node, twins};

/// A variant, and the values with which it is run.
#[derive(Clone, Debug)]
pub struct Run {
    variant: &'static str,
    values: Values,
}

/// Each variant that the listing defines: with the defaults, and with random values.
fn runs(program: &'static Program, listing: &Listing) -> Vec<Run> {
    let variants = program.variants.iter().map(|variant| variant.name);
    let variants: Vec<_> = variants.filter(|variant| listing.defines(variant)).collect();
    if variants.is_empty() {
        return Vec::new();
    }
    let mut runs: Vec<Run> =
        variants.iter().map(|variant| Run { variant, values: Values::new() }).collect();
    let params: Vec<_> =
        program.params.iter().filter(|param| listing.constant(param).is_some()).collect();
    let mut random = Random::new(setting("COROSCOPE_SEED", 1));
    let number = setting("COROSCOPE_PROGRAMS", 300) as usize;
    let random_run =
        || Run { variant: random.one_of(&variants), values: values::random(&params, &mut random) };
    runs.extend(std::iter::repeat_with(random_run).take(number));
    runs
}

/// What is to be said of the runs in which the listing and the program print different lines.
fn differences(python: &str, runner: Runner, program: &'static Program) -> Option<String> {
    let listing = Listing::of(program)?;
    let interpreter = Interpreter::new(python, runner, program, &listing);
    let mut runs = runs(program, &listing);
    if runner == Runner::Package {
        // Nothing that the page says it cannot run.
        let twins = twins(program, &listing, &runs);
        let mut twins = twins.iter();
        runs.retain(|_| twins.next().is_some_and(|twin| twin.runs_here));
    }
    if runs.is_empty() {
        return None;
    }
    let different = interpreter.different(&runs);
    let first = simplify::simplify(different.first()?.clone(), |runs| {
        interpreter.different(runs).into_iter().next()
    });
    let in_python = interpreter.lines(std::slice::from_ref(&first)).concat().join("\n");
    let in_rust = in_rust(program, &first).join("\n");
    Some(format!(
        "{} of {} runs of {} differ ({runner:?}); the first, made simpler, is {} with {:?}.\n\
         Rust prints\n{in_rust}\n\nPython prints\n{in_python}\n",
        different.len(),
        runs.len(),
        program.id,
        first.variant,
        first.values,
    ))
}

/// Fails if the listing of some program prints something else than the program.
fn compare(runner: Runner) {
    let Some(python) = cpython().filter(|_| has_node()) else { return };
    let differences: Vec<String> = thread::scope(|scope| {
        let run = |program| scope.spawn(move || differences(python, runner, program));
        let runs: Vec<_> = CATALOG.iter().map(run).collect();
        runs.into_iter().filter_map(|run| run.join().expect("it has not panicked")).collect()
    });
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_listing_prints_what_its_program_prints() {
    compare(Runner::Plain);
}

#[test]
fn every_listing_that_the_page_can_run_prints_the_same_there() {
    compare(Runner::Package);
}

#[test]
fn the_page_says_truly_what_a_listing_has_and_what_runs_there() {
    if !has_node() {
        return;
    }
    let mut cannot = Vec::new();
    for program in CATALOG {
        let Some(listing) = Listing::of(program) else { continue };
        let variants = program.variants.iter().map(|variant| variant.name);
        let runs: Vec<Run> =
            variants.map(|variant| Run { variant, values: Values::new() }).collect();
        let missing = program.params.iter().filter(|param| listing.constant(param).is_none());
        let missing: Vec<String> = missing.map(Param::label).collect();
        let twins = twins(program, &listing, &runs);
        // Its last line is one of them; a clock that goes faster is no default here.
        let is_itself = twins.iter().any(|twin| twin.text == listing.text);
        assert!(is_itself || listing.has("TIME_SCALE"), "{}", program.id);
        for (run, twin) in runs.iter().zip(twins) {
            let about = format!("{} {}", program.id, run.variant);
            assert_eq!(twin.is_of_variant, listing.defines(run.variant), "{about}");
            assert_eq!(twin.left, missing, "{about}");
            assert_eq!(twin.text.lines().count(), listing.text.lines().count(), "{about}");
            if !twin.runs_here {
                cannot.push(about);
            }
        }
    }
    let known =
        ["top-stories sequential", "top-stories concurrent", "kitchen many_cooks", "scale workers"];
    assert_eq!(cannot, known);
}

#[test]
fn a_listing_says_of_every_variant_what_python_has_for_it() {
    for program in CATALOG {
        let Some(listing) = Listing::of(program) else { continue };
        for variant in program.variants {
            let comment = format!("# {}: ", variant.name);
            let is_explained = listing.text.lines().any(|line| line.starts_with(&comment));
            assert!(
                listing.defines(variant.name) || is_explained,
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
        let Some(listing) = Listing::of(program) else { continue };
        let head = listing.text.lines().take_while(|line| !line.contains("def "));
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
        let Some(listing) = Listing::of(program) else { continue };
        if !program.variants.iter().all(|variant| listing.defines(variant.name)) {
            continue;
        }
        for param in program.params {
            assert!(listing.constant(param).is_some(), "{} has no {}", program.id, param.name);
        }
    }
}
