//! The same work for every contestant, in the same page, in turns.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use browser::{Page, View};
use serde_json::{Value, json};

use super::Options;
use super::figures::Figures;

/// One kind of work.
struct Work {
    title: &'static str,
    /// What it is called in `bench.js`.
    name: &'static str,
    /// Its arguments there, in full and quickly.
    arguments: [&'static str; 2],
    /// The milliseconds that the work takes by its nature, which no contestant can save.
    ideal_ms: f64,
    /// The first is the peer that the others are compared with.
    contestants: &'static [&'static str],
}

const WORKS: &[Work] = &[
    Work {
        title: "100,000 coroutines sleep 100 ms",
        name: "sleepers",
        arguments: ["100000, 100", "1000, 100"],
        ideal_ms: 100.0,
        contestants: &["native", "plain", "coroscope", "recorded"],
    },
    Work {
        title: "1,000,000 switches between two coroutines",
        name: "switches",
        arguments: ["1000000, 2", "10000, 2"],
        ideal_ms: 0.0,
        contestants: &["native", "plain", "coroscope", "recorded"],
    },
];

/// Measures everything, prints tables, and answers with the figures.
pub fn measure(options: &Options) -> Result<Value> {
    let mut all = Vec::new();
    for work in WORKS {
        let figures = in_turns(work, options)?;
        print(work, &figures, options.quick);
        let measured: BTreeMap<&str, &[f64]> =
            figures.iter().map(|(name, figures)| (*name, figures.all())).collect();
        all.push(
            json!({ "title": work.title, "ideal_ms": work.ideal_ms, "measured_ms": measured }),
        );
    }
    all.push(memory(options)?);
    Ok(all.into())
}

/// Lets the contestants take turns, so that what disturbs the machine disturbs them alike.
fn in_turns(work: &Work, options: &Options) -> Result<Vec<(&'static str, Figures)>> {
    let page = open(options)?;
    let arguments = work.arguments[usize::from(options.quick)];
    let mut measured = vec![Vec::new(); work.contestants.len()];
    // The first round warms the engine up and does not count.
    for round in 0..=options.rounds {
        for (contestant, measured) in work.contestants.iter().zip(&mut measured) {
            let script = format!("return contestants.{}.{contestant}({arguments})", work.name);
            let took = page.run_js(&script)?.as_f64().context("a contestant gave no figure")?;
            if round > 0 {
                measured.push(took);
            }
        }
    }
    let figures = work.contestants.iter().zip(measured);
    figures.map(|(contestant, measured)| Ok((*contestant, Figures::new(measured)?))).collect()
}

fn print(work: &Work, figures: &[(&str, Figures)], quick: bool) {
    let quick = if quick { " (a hundredth of it)" } else { "" };
    println!(
        "\n{}{quick}, in ms: median (best to worst), and what it is beyond the wait itself,",
        work.title
    );
    println!("as a multiple of native promises");
    let beyond = |figures: &Figures| figures.median() - work.ideal_ms;
    for (contestant, own) in figures {
        println!("  {contestant:<10} {own:<32} {:6.2}", beyond(own) / beyond(&figures[0].1));
    }
}

/// How much the memory grows for each sleeping coroutine, in a fresh instance each time.
fn memory(options: &Options) -> Result<Value> {
    let count = if options.quick { 10_000 } else { 100_000 };
    println!("\nbytes of wasm memory for each of {count} sleeping coroutines");
    let mut bytes = BTreeMap::new();
    for contestant in ["coroscope", "recorded"] {
        let page = open(options)?;
        let script = format!("return contestants.growth.{contestant}({count})");
        let grown = page.run_js(&script)?.as_f64().context("no growth was measured")?;
        println!("  {contestant:<10} {:6.0}", grown / f64::from(count));
        bytes.insert(contestant, grown / f64::from(count));
    }
    Ok(json!({ "title": "bytes for each sleeping coroutine", "measured_bytes": bytes }))
}

fn open(options: &Options) -> Result<Page> {
    let page = Page::launch(options.engine, &View::default())?;
    page.goto(&options.bench_url)?;
    page.wait_for_js("document.documentElement.dataset.state === 'ready'")?;
    Ok(page)
}
