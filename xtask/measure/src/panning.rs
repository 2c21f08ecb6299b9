//! How smooth Coroscope's own page is while somebody pans, zooms and scrolls a large run. No
//! contestant stands beside it, only the browsers do.

use anyhow::{Context, Result, ensure};
use browser::Engine;
use serde_json::Value;

use crate::contestants::{Contestant, Way, in_short};
use crate::numbers::thousands;
use crate::options::Options;
use crate::own_page;
use crate::report::{Figures, Measured, Row, Table, Unit};

/// What `--only` calls it.
pub const NAME: &str = "panning";

/// More rounds than this show nothing new: each has hundreds of frames.
const MOST_ROUNDS: usize = 3;

/// A run in one way to look at it.
struct Scene {
    id: &'static str,
    title: String,
    /// The path of the page; and how many spans on how many lanes take the place of its run.
    path: String,
    instead: Option<(u64, u64)>,
    /// Whether all lanes are in view, or as many as fit at their usual height.
    all_lanes: bool,
}

fn scenes(quick: bool) -> Vec<Scene> {
    let (spans, lanes, many) =
        if quick { (10_000, 300, 1_000) } else { (1_000_000, 1_000, 100_000) };
    let scene = |id, all_lanes, instead: Option<(u64, u64)>| {
        let what = match instead {
            Some((spans, lanes)) => {
                format!("{} spans on {} lanes", thousands(spans), thousands(lanes))
            }
            None => format!("{} lanes", thousands(many)),
        };
        let path = match instead {
            Some(_) => "?program=downloads".to_owned(),
            None => format!("?program=scale&variant=coroutines&coroutines={many}"),
        };
        let height = if all_lanes { ", all lanes in view" } else { "" };
        Scene { id, title: format!("Panning {what}{height}"), path, instead, all_lanes }
    };
    vec![
        scene("panning-spans", false, Some((spans, lanes))),
        scene("panning-spans-all", true, Some((spans, lanes))),
        scene("panning-lanes", false, None),
        scene("panning-lanes-all", true, None),
    ]
}

/// What the frames of one round took, in ms.
struct Frames {
    between: Figures,
    own: Figures,
}

/// Measures it in all browsers, in turns.
pub fn measure(options: &Options) -> Vec<Table> {
    let scenes = scenes(options.quick);
    let rounds = options.rounds.min(MOST_ROUNDS);
    let frames = if options.quick { 30 } else { 300 };
    let mut measured: Vec<(Engine, Vec<Result<Vec<Frames>>>)> = Vec::new();
    for engine in &options.engines {
        let saved = saved_run(*engine, options, &scenes);
        let look = |scene: &Scene| -> Result<Vec<Frames>> {
            let saved = match (&saved, scene.instead) {
                (_, None) => &[],
                (Ok(saved), Some(_)) => saved.as_slice(),
                (Err(error), Some(_)) => anyhow::bail!("there is no large run: {error:#}"),
            };
            (0..rounds).map(|_| pan(*engine, options, scene, saved, frames)).collect()
        };
        measured.push((*engine, scenes.iter().map(look).collect()));
    }
    let mut tables = Vec::new();
    for (place, scene) in scenes.iter().enumerate() {
        let mut table = |which: &str, words: &str, figure: fn(&Frames) -> f64| {
            let row = |(engine, scenes): &(Engine, Vec<Result<Vec<Frames>>>)| Row {
                contestant: Contestant { way: Way::Coroscope, host: engine.name() },
                measured: match &scenes[place] {
                    Ok(rounds) => Figures::new(rounds.iter().map(figure).collect()).into(),
                    Err(error) => Measured::Failed(format!("{error:#}")),
                },
            };
            tables.push(Table {
                id: format!("{}-{which}", scene.id),
                work: NAME,
                title: format!("{}: {words}", scene.title),
                note: String::new(),
                unit: Unit::Ms,
                ideal: 0.0,
                rows: measured.iter().map(row).collect(),
                series: None,
            });
        };
        table("median", "between frames, the median", |frames| frames.between.median());
        table("p99", "between frames, the 99th percentile", |frames| frames.between.quantile(0.99));
        table("own-median", "our own code in a frame, the median", |frames| frames.own.median());
        table("own-p99", "our own code in a frame, the 99th percentile", |frames| {
            frames.own.quantile(0.99)
        });
    }
    if let Some(first) = tables.first_mut() {
        first.note =
            "A browser shows at most 60 frames a second, so that 16.7 ms is as good as it \
                      gets."
                .into();
    }
    tables
}

/// So many bytes go from one page to the other at a time.
const PORTION: usize = 3 << 20;

/// A large run, saved, as texts in base 64: made by the page of the contestants.
fn saved_run(engine: Engine, options: &Options, scenes: &[Scene]) -> Result<Vec<String>> {
    let instead = scenes.iter().find_map(|scene| scene.instead);
    let (spans, lanes) = instead.context("no run is large")?;
    let page = own_page::browser(engine)?;
    page.goto(&options.bench_url)?;
    page.wait_for_js("document.documentElement.dataset.state === 'ready'")?;
    let make = format!(
        "const bench = await import(new URL('pkg/bench.js', location.href).href);
         // In Firefox the scripts of a driver have modules of their own.
         await bench.default();
         window.saved = bench.run_with_spans({spans}, {lanes});
         return window.saved.length"
    );
    let length = page.run_js(&make).map_err(|error| in_short(&error))?;
    let length = length.as_u64().context("a run has no length")? as usize;
    let portion = |from: usize| -> Result<String> {
        let script = format!(
            "let text = '';
             for (let at = {from}; at < Math.min({}, window.saved.length); at += 30000) {{
               text += String.fromCharCode(...window.saved.subarray(at, Math.min(at + 30000, {}, window.saved.length)));
             }}
             return btoa(text)",
            from + PORTION,
            from + PORTION
        );
        let text = page.run_js(&script).map_err(|error| in_short(&error))?;
        Ok(text.as_str().context("a run is a text by now")?.to_owned())
    };
    (0..length).step_by(PORTION).map(portion).collect()
}

/// Opens the page, puts the run into it, and moves about in it: `bench/panning/panning.js` does.
fn pan(
    engine: Engine,
    options: &Options,
    scene: &Scene,
    saved: &[String],
    frames: u32,
) -> Result<Frames> {
    let page = own_page::open(engine, options, &scene.path)?;
    page.wait_for_js("document.querySelector('[data-testid=zoom-in]')")?;
    own_page::bring(&page, "panning/panning.js")?;
    if scene.instead.is_some() {
        for text in saved {
            page.run_js(&format!("(window.saved ??= []).push({text:?})"))?;
        }
        page.run_js("await window.panning.takePlace(window.saved)")
            .map_err(|error| in_short(&error))?;
    }
    let script = format!("return window.panning.move({frames}, {})", scene.all_lanes);
    let moved = page.run_js(&script).map_err(|error| in_short(&error))?;
    let figures = |key: &str| -> Result<Figures> {
        let list = moved[key].as_array().with_context(|| format!("no {key} in {moved}"))?;
        ensure!(list.len() >= frames as usize, "of {frames} frames {} were made", list.len());
        Figures::new(list.iter().filter_map(Value::as_f64).collect())
    };
    Ok(Frames { between: figures("between")?, own: figures("own")? })
}
