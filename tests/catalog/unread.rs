//! A parameter that a variant does not read is declared so, because the page does not show it then. What
//! changes anything in a simulation is read; what never does, is not.

use coroscope::drivers::simulation::simulate;
use coroscope::programs::params::{Kind, Param, Value, Values};
use coroscope::programs::{CATALOG, Program, Variant};
use coroscope::runtime::Options;

/// Parameters that all variants read although no simulation of each shows it.
const UNSEEN: [(&str, &str); 3] = [
    // How fast a real clock goes.
    ("chess", "time_scale"),
    // In a simulation nobody kills a worker by hand, and no job is left from an earlier run.
    ("job-queue", "retries"),
    ("job-queue", "start_afresh"),
];

#[test]
fn a_parameter_is_shown_with_the_variants_that_read_it() {
    let mut wrong = Vec::new();
    for program in CATALOG {
        for (place, param) in program.params.iter().enumerate() {
            for variant in program.variants {
                let is_read = changes_something(program, variant, param)
                    || UNSEEN.contains(&(program.id, param.name));
                if is_read != (variant.unread >> place & 1 == 0) {
                    let not = if is_read { "" } else { "not " };
                    wrong.push(format!(
                        "{}: {} is {not}read by {}",
                        program.file, param.name, variant.name
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether any value of a parameter makes a run different, whatever one other parameter is.
fn changes_something(program: &Program, variant: &Variant, param: &Param) -> bool {
    let others = program.params.iter().filter(|other| other.name != param.name);
    let mut around: Vec<Values> = vec![Values::new()];
    around.extend(
        others.flat_map(|other| {
            probes(&other.kind).into_iter().map(|value| vec![(other.id(), value)])
        }),
    );
    around.iter().any(|around| {
        let mut seen = probes(&param.kind).into_iter().map(|value| {
            let mut values = around.clone();
            values.push((param.id(), value));
            let main = program.start(&variant.id(), &values).expect("these values are allowed");
            simulate(Options::default(), main).to_bytes()
        });
        let first = seen.next();
        seen.any(|other| Some(other) != first)
    })
}

/// A few values that a parameter takes, small enough that a run of each is short.
fn probes(kind: &Kind) -> Vec<Value> {
    match kind {
        Kind::Duration(numeric) | Kind::Seconds(numeric) | Kind::Count(numeric) => {
            let (start, end) = (*numeric.range.start(), *numeric.range.end());
            let few = (start + numeric.step * 7.0).min(end);
            let some = (start + numeric.step * 40.0).min(end);
            [numeric.default.min(some.max(few)), start, few, some].map(Value::Number).to_vec()
        }
        Kind::Text { default, .. } => {
            [*default, "other"].map(|text| Value::Text(text.to_owned())).to_vec()
        }
        Kind::Choice { choices, .. } => {
            choices.iter().map(|choice| Value::Text((*choice).to_owned())).collect()
        }
        Kind::Flag { .. } => vec![Value::Flag(false), Value::Flag(true)],
    }
}
