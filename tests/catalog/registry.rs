//! The catalog is complete, and each program either runs with the values entered or refuses them with
//! a sentence.

use std::collections::BinaryHeap;
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use coroscope::drivers::simulation::simulate;
use coroscope::programs::params::{Kind, Value, Values};
use coroscope::programs::{CATALOG, JOBS, Program, find};
use coroscope::runtime::Options;
use coroscope::runtime::trace::End;
use proptest::prelude::*;

/// The text of a file of this package.
fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).expect("a file that was compiled in")
}

/// Files in `src/programs/` that are no programs.
const OTHERS: [&str; 5] = ["mod", "params", "listing", "failing", "counting"];

#[test]
fn every_program_file_is_in_the_catalog() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/programs");
    let mut files: Vec<String> = fs::read_dir(folder)
        .expect("the folder of the programs")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| !OTHERS.contains(&name.as_str()))
        .map(|name| format!("src/programs/{name}.rs"))
        .collect();
    let mut listed: Vec<&str> = CATALOG.iter().map(|program| program.file).collect();
    files.sort();
    listed.sort_unstable();
    assert_eq!(files, listed);
}

#[test]
fn every_program_has_all_its_texts() {
    for program in CATALOG {
        let id = program.id;
        let texts = program.describe(&read(program.file)).expect("the file that was compiled in");
        assert_eq!(texts.title, program.title, "{id} has one title");
        assert!(texts.question.ends_with('?'), "{id} opens with a question");
        assert!(!texts.watch.is_empty() && !texts.lesson.is_empty(), "{id} explains itself");
        assert_eq!(texts.variants.len(), program.variants.len());
        for (variant, about) in program.variants.iter().zip(texts.variants) {
            let is_told = about.line > 0 && about.text.ends_with('.');
            assert!(is_told, "{id} says what {} does", variant.name);
        }
        assert_eq!(texts.params.len(), program.params.len(), "{id}: {:?}", texts.params);
        for (param, help) in program.params.iter().zip(texts.params) {
            assert!(help.ends_with('.'), "{id} says what {} does", param.name);
        }
    }
}

#[test]
fn a_listing_is_described_only_if_it_is_the_one_that_was_compiled() {
    for program in CATALOG {
        let rust = read(program.file);
        assert!(program.describe(&rust).is_ok());
        for other in [rust.replacen('a', "e", 1), rust[..rust.len() - 1].to_owned(), String::new()]
        {
            let refused = program.describe(&other).expect_err("this is not what runs");
            assert!(refused.0.contains("another version") && refused.0.contains("reload"));
        }
        if program.python.is_some() {
            assert!(program.describe(&read(&program.file.replace(".rs", ".py"))).is_ok());
        }
    }
}

#[test]
fn every_id_is_there_once_and_names_the_file() {
    for program in CATALOG {
        // So the page knows which file to fetch before it has the catalog.
        assert_eq!(program.file, format!("src/programs/{}.rs", program.id.replace('-', "_")));
        assert_eq!(CATALOG.iter().filter(|other| other.id == program.id).count(), 1);
        assert!(program.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    }
}

#[test]
fn a_newcomer_sees_the_first_variant_first_unless_another_is_suggested() {
    let suggested = |id: &str| find(id).expect("a program of the catalog").suggested().name;
    assert_eq!(suggested("greetings"), "concurrent");
    assert_eq!(suggested("downloads"), "concurrent");
    assert_eq!(suggested("countdown"), "concurrent", "it is the first");
    assert_eq!(suggested("cancellation"), "cancel_one");
}

/// Values at which a parameter may go wrong: its default, and the ends of its range.
fn edges(kind: &Kind) -> Vec<Value> {
    let mut edges = vec![kind.default_value()];
    match kind {
        Kind::Duration(numeric) | Kind::Seconds(numeric) | Kind::Count(numeric) => {
            edges.extend([*numeric.range.start(), *numeric.range.end()].map(Value::Number));
        }
        Kind::Text { max_length, .. } => {
            edges.extend([String::new(), "é".repeat(*max_length)].map(Value::Text));
        }
        Kind::Choice { choices, .. } => {
            edges.extend(choices.iter().map(|choice| Value::Text((*choice).to_owned())));
        }
        Kind::Flag { .. } => edges.extend([Value::Flag(false), Value::Flag(true)]),
    }
    edges
}

/// How long this thread has been running. On a busy machine it may have waited much longer for its
/// turn. Where the system does not report this, it is the time that has passed.
fn worked() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let on_cpu_ns = text.and_then(|text| text.split(' ').next()?.parse().ok());
    on_cpu_ns.map_or_else(|| BEGAN.elapsed(), Duration::from_nanos)
}

const A_SECOND: Duration = Duration::from_secs(1);

/// Tests simulate at the same time, except while one of them must be alone.
static TURNS: RwLock<()> = RwLock::new(());

/// How much slower this machine is now than a usual one with nothing else to do: the time that a
/// million small things take on their way through a heap, as a multiple. That is what a loop does with
/// sleeping coroutines; only to make and free them says more of the system than of the processor.
fn slowness() -> f64 {
    const USUALLY: Duration = Duration::from_millis(500);
    let began = worked();
    let mut heap = BinaryHeap::new();
    for n in 0..1_000_000_u64 {
        // Spread, and each once.
        heap.push((n.wrapping_mul(0x9E37_79B9_7F4A_7C15), Box::new([n; 12])));
    }
    let odd = std::iter::from_fn(|| heap.pop()).filter(|(_, thing)| thing[11] % 2 == 1);
    assert_eq!(odd.count(), 500_000);
    let took = worked() - began;
    (took.as_secs_f64() / USUALLY.as_secs_f64()).max(1.0)
}

fn simulate_all_variants(program: &Program, values: &Values) {
    for variant in program.variants {
        let what = format!("{} {} with {values:?}", program.id, variant.name);
        let simulate = || {
            let began = worked();
            let main = program.start(&variant.id(), values).expect("the values are allowed");
            let trace = simulate(Options::default(), main);
            assert_eq!(trace.end(), Some(&End::Completed), "{what}");
            worked() - began
        };
        // A prediction that takes longer is useless: people move a slider and expect to see it. What
        // else the machine does can only make it slower, so the quickest of a few is what it takes;
        // and those few are not held up by other simulations of these tests.
        let mut took = {
            let _with_others = TURNS.read().unwrap_or_else(PoisonError::into_inner);
            simulate()
        };
        let mut at_most = A_SECOND;
        if took >= at_most {
            let _alone = TURNS.write().unwrap_or_else(PoisonError::into_inner);
            let before = slowness();
            for _ in 0..4 {
                if took >= A_SECOND {
                    took = took.min(simulate());
                }
            }
            if took >= A_SECOND {
                at_most = A_SECOND.mul_f64(before.max(slowness()));
            }
        }
        assert!(took < at_most, "{what} took {took:?}, and may take {at_most:?}");
    }
}

#[test]
fn every_variant_simulates_with_its_defaults_and_at_both_ends_of_every_parameter() {
    for program in CATALOG {
        simulate_all_variants(program, &Values::new());
        for param in program.params {
            for edge in edges(&param.kind) {
                simulate_all_variants(program, &Values::from([(param.id(), edge)]));
            }
        }
    }
}

proptest! {
    // They write no files. A failure that they find becomes a test of its own.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn every_variant_simulates_at_random_values(shares in prop::collection::vec(0.0..=1.0_f64, 8)) {
        for program in CATALOG {
            let params = program.params;
            let value = |(param, share): (&coroscope::programs::params::Param, &f64)| {
                let edges = edges(&param.kind);
                let value = match &param.kind {
                    Kind::Duration(numeric) | Kind::Seconds(numeric) => {
                        let (min, max) = numeric.range.clone().into_inner();
                        Value::Number(min + (max - min) * share)
                    }
                    Kind::Count(numeric) => {
                        let (min, max) = numeric.range.clone().into_inner();
                        // Like a slider, this covers several magnitudes.
                        let is_wide = min > 0.0 && max / min >= 10_000.0;
                        let even = min + (max - min) * share;
                        let value = if is_wide { min * (max / min).powf(*share) } else { even };
                        Value::Number(value.floor().min(max))
                    }
                    _ => edges[(share * (edges.len() - 1) as f64) as usize].clone(),
                };
                (param.id(), value)
            };
            simulate_all_variants(program, &params.iter().zip(shares.iter().cycle()).map(value).collect());
        }
    }

    #[test]
    fn whatever_is_entered_is_taken_or_refused_with_a_sentence(number in any::<f64>(), text in ".*") {
        for program in CATALOG {
            for param in program.params {
                for value in [Value::Number(number), Value::Text(text.clone()), Value::Flag(true)] {
                    let values = Values::from([(param.id(), value)]);
                    if let Err(refused) = program.start(&program.variants[0].id(), &values) {
                        prop_assert_eq!(refused.0, param.refusal());
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_not_there_is_told_with_what_there_is() {
    let refused = find("nothing").expect_err("there is no such program").0;
    assert!(refused.starts_with("There is no program “nothing”. There are greetings, lifecycle, "));
    let greetings = find("greetings").expect("a program of the catalog");
    let refused = |variant: &str, values: Values| {
        greetings.start(variant, &values).err().expect("that is not there").0
    };
    assert_eq!(
        refused("zigzag", Values::new()),
        "Two greetings has no variant “zigzag”. It has sequential, concurrent."
    );
    assert_eq!(
        refused("concurrent", Values::from([("third-delay".to_owned(), Value::Number(1.0))])),
        "Two greetings has no parameter “third-delay”. Its parameters are first-delay, \
         second-delay, first-word, second-word."
    );
}

/// The sentence for a value that a parameter does not take.
fn refused(program: &str, param: &str, value: Value) -> String {
    let program = find(program).expect("a program of the catalog");
    let values = Values::from([(param.to_owned(), value)]);
    let refused = program.start(&program.variants[0].id(), &values).err();
    refused.expect("the value is not allowed").0.into_owned()
}

#[test]
fn what_is_refused_is_told_what_is_allowed() {
    for wrong in [-1.0, 5000.5, f64::NAN, f64::INFINITY].map(Value::Number) {
        assert_eq!(
            refused("greetings", "first-delay", wrong),
            "First delay must be a time from 0 to 5,000 milliseconds."
        );
    }
    assert_eq!(
        refused("chess", "master-thinks", Value::Text("soon".to_owned())),
        "Master thinks must be a time from 0 to 600 seconds."
    );
    for wrong in [0.0, 1.5, 1_000_001.0].map(Value::Number) {
        assert_eq!(
            refused("scale", "coroutines", wrong),
            "Coroutines must be a whole number from 1 to 1,000,000."
        );
    }
    for wrong in [Value::Text("é".repeat(41)), Value::Number(1.0)] {
        assert_eq!(
            refused("greetings", "first-word", wrong),
            "First word must be a text of at most 40 characters."
        );
    }
    assert_eq!(
        refused("gather-and-wait", "failing", Value::Text("fourth".to_owned())),
        "Failing must be one of none, first, second, third."
    );
    assert_eq!(
        refused("futures", "first-fails", Value::Text("no".to_owned())),
        "First fails must be on or off (true or false)."
    );
}

#[test]
fn every_job_has_a_name_of_its_own_and_is_found_by_it() {
    for (place, job) in JOBS.iter().enumerate() {
        let found = JOBS.iter().position(|other| other.name() == job.name());
        assert_eq!(found, Some(place), "{} is there twice", job.name());
        assert!(coroscope::programs::job(job.name()).is_some());
    }
}
