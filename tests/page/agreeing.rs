//! For every program of the catalog, a measured run has the order of the predicted one.

use browser::{Context, Result, bail};
use serde_json::Value;

use crate::agreement::{FIRST_DECIDES, Line, difference};
use crate::harness::{Case, LAPTOP, Visit, Website, cases};

pub const CASES: &[Case] = cases![
    Website::Published, LAPTOP =>
        every_program_prints_for_real_what_it_prints_in_the_simulation,
];

/// Variants without a fixed order, or which print what they have measured.
const NOT_PROMISED: [(&str, &str, &str); 9] = [
    ("blocking", "moved-to-a-worker", "a thread ends when it ends"),
    ("top-stories", "concurrent", "the network decides whose answer is first"),
    ("kitchen", "many-cooks", "the cooks are threads"),
    ("processes", "one-after-another", "it prints what it measures"),
    ("processes", "at-once", "it prints what it measures"),
    ("threads", "racy", "updates are lost by chance"),
    ("scale", "coroutines", "it prints what it measures"),
    ("scale", "workers", "it prints what it measures"),
    ("job-queue", "*", "the workers are threads"),
];

fn every_program_prints_for_real_what_it_prints_in_the_simulation(page: &Visit) -> Result<()> {
    page.arrive("/?program=greetings")?;
    page.run_js(
        "window.coroscope = await import('/pkg/coroscope.js');
         // Scripts of a driver may have an instance of their own.
         await coroscope.default()",
    )?;
    let variants = page.texts(
        "coroscope.catalog().flatMap(({ id, variants }) => variants.map((one) => id + ' ' + one.id))",
    )?;
    let mut compared = 0;
    let mut differing = Vec::new();
    for variant in variants {
        let (program, variant) = variant.split_once(' ').unwrap_or_default();
        let is_exempt = NOT_PROMISED
            .iter()
            .any(|(id, name, _)| *id == program && [variant, "*"].contains(name));
        if is_exempt {
            continue;
        }
        // What differs when the machine was busy elsewhere does not differ again.
        let mut found = None;
        for _ in 0..3 {
            let (predicted, measured) = printed(page, program, variant)?;
            found = difference(&predicted, &measured).map(|difference| {
                format!("{program} {variant}: {difference}\n{predicted:#?}\n{measured:#?}")
            });
            if found.is_none() {
                break;
            }
        }
        differing.extend(found);
        compared += 1;
    }
    if !differing.is_empty() {
        bail!("predicted and measured:\n{}", differing.join("\n"));
    }
    assert!(compared >= 25, "only {compared} variants were compared");
    Ok(())
}

/// The output of a variant in the simulation, and in a real run.
fn printed(page: &Visit, program: &str, variant: &str) -> Result<(Vec<Line>, Vec<Line>)> {
    // The delays are made short. Those that differ still do, by more than a browser is late. A time
    // limit stays: who is late because of the machine must not be too late.
    let step = if FIRST_DECIDES.contains(&program) { 150 } else { 30 };
    page.run_js(&format!(
        "const {{ catalog, simulate, run }} = coroscope;
         const {{ params }} = catalog().find((one) => one.id === '{program}');
         const short = ({{ kind, id, min, max, default: usual }}) =>
             kind !== 'duration' || usual === 0 || id === 'time-limit' ? []
                 : [[id, Math.max(min, Math.min(max, usual, {step} * Math.ceil(usual / 500)))]];
         const values = Object.fromEntries(params.flatMap(short));
         const printed = (run) => run.report().output;
         window.predicted = printed(simulate('{program}', '{variant}', values));
         window.measured = printed(await run('{program}', '{variant}', values));"
    ))?;
    Ok((lines(page, "predicted")?, lines(page, "measured")?))
}

/// The lines that a variable of the page holds.
fn lines(page: &Visit, name: &str) -> Result<Vec<Line>> {
    let found = page.run_js(&format!("return {name}"))?;
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let line = |line: &Value| Line {
        at_ms: line["at_ms"].as_f64().unwrap_or(f64::NAN),
        task: text(line, "task_name"),
        text: text(line, "text"),
    };
    Ok(found.as_array().context("there are no lines")?.iter().map(line).collect())
}
