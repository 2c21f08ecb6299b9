//! What people feel: how much later than asked a program ends, and how soon the page is usable.

use anyhow::{Context, Result};
use browser::{Page, View};
use serde_json::{Value, json};

use super::Options;
use super::figures::Figures;

/// Measures everything, prints it, and answers with the figures.
pub fn measure(options: &Options) -> Result<Value> {
    Ok(json!({ "greetings": greetings(options)?, "first_view": first_view(options)? }))
}

/// How long the greetings take for real, against the total that the simulation predicts.
fn greetings(options: &Options) -> Result<Value> {
    let page = open(options)?;
    let runs = if options.quick { 1 } else { 10 };
    let values = if options.quick { "{ 'first-delay': 20, 'second-delay': 40 }" } else { "{}" };
    println!("\ngreetings, for real, in ms beyond the prediction ({runs} runs)");
    let mut all = Vec::new();
    for variant in ["sequential", "concurrent"] {
        let mut late = Vec::new();
        for _ in 0..runs {
            // A module is the same wherever it is imported from, so this is the page's own.
            let script = format!(
                "const {{ run, simulate }} = await import('./pkg/coroscope.js');
                 const asked = ['greetings', '{variant}', {values}];
                 const ideal = simulate(...asked);
                 const real = await run(...asked);
                 return real.now_ms() - ideal.now_ms()"
            );
            late.push(page.run_js(&script)?.as_f64().context("a run gave no total")?);
        }
        let late = Figures::new(late)?;
        println!("  {variant:<10} median {:6.2}, worst {:6.2}", late.median(), late.worst());
        all.push(json!({ "variant": variant, "late_ms": late.all() }));
    }
    Ok(all.into())
}

/// How many files the first view is, what they weigh, and when Run is usable on a cold cache.
fn first_view(options: &Options) -> Result<Value> {
    let mut ready = Vec::new();
    let mut weight = Value::Null;
    for _ in 0..options.rounds {
        // A new browser has an empty cache.
        let page = open(options)?;
        let mark = "return performance.getEntriesByName('ready')[0]?.startTime";
        ready.push(page.run_js(mark)?.as_f64().context("the page did not mark when it was ready")?);
        weight = page.run_js(WEIGH)?;
    }
    let ready = Figures::new(ready)?;
    println!("\nfirst view: {} files, {:.1} KiB gzip in all", weight["files"], weight["kib"]);
    println!(
        "  Run is usable after {:.0} ms (best {:.0}, worst {:.0})",
        ready.median(),
        ready.best(),
        ready.worst()
    );
    Ok(json!({ "ready_ms": ready.all(), "weight": weight }))
}

/// Compresses every file that the page has loaded and adds up what is left.
const WEIGH: &str = "
    const gzipped = async (url) => {
      const stream = (await fetch(url)).body.pipeThrough(new CompressionStream('gzip'));
      return (await new Response(stream).arrayBuffer()).byteLength;
    };
    const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
    const urls = [...new Set([location.href, ...loaded])];
    const bytes = await Promise.all(urls.map(gzipped));
    const kib = bytes.reduce((sum, size) => sum + size, 0) / 1024;
    return { files: urls.length, kib: Math.round(kib * 10) / 10 };";

fn open(options: &Options) -> Result<Page> {
    let page = Page::launch(options.engine, &View::default())?;
    page.goto(&options.page_url)?;
    page.wait_for_js("document.documentElement.dataset.state === 'ready'")?;
    Ok(page)
}
