//! How smooth Coroscope's own page is while somebody pans, zooms and scrolls a large run. No
//! contestant stands beside it, only the browsers do.

use anyhow::{Context, Result, ensure};
use browser::{Engine, Page, View};
use serde_json::Value;

use crate::contestants::{Contestant, Way, in_short};
use crate::options::Options;
use crate::report::{Figures, Measured, Row, Table, Unit};
use crate::works::thousands;

/// What `--only` calls it.
pub const NAME: &str = "panning";

/// The window of the page, CSS pixels.
const SIZE: (u32, u32) = (1440, 900);

/// More rounds than this tell nothing new: each has hundreds of frames.
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
    let page = Page::launch_unobserved(engine, &View::default().size(SIZE.0, SIZE.1))?;
    page.goto(&options.bench_url)?;
    page.wait_for_js("document.documentElement.dataset.state === 'ready'")?;
    let make = format!(
        "const {{ run_with_spans }} = await import(new URL('pkg/bench.js', location.href).href);
         globalThis.saved = run_with_spans({spans}, {lanes});
         return saved.length"
    );
    let length = page.run_js(&make).map_err(|error| in_short(&error))?;
    let length = length.as_u64().context("a run has no length")? as usize;
    let portion = |from: usize| -> Result<String> {
        let script = format!(
            "let text = '';
             for (let at = {from}; at < Math.min({}, saved.length); at += 30000) {{
               text += String.fromCharCode(...saved.subarray(at, Math.min(at + 30000, {}, saved.length)));
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

/// Opens the page, puts the run into it, and moves about in it.
fn pan(
    engine: Engine,
    options: &Options,
    scene: &Scene,
    saved: &[String],
    frames: u32,
) -> Result<Frames> {
    let page = Page::launch_unobserved(engine, &View::default().size(SIZE.0, SIZE.1))?;
    page.goto(&format!("{}{}", options.page_url, scene.path))?;
    page.wait_for_js("performance.getEntriesByName('predicted').length")?;
    page.wait_for_js("document.querySelector('[data-testid=zoom-in]')")?;
    if scene.instead.is_some() {
        for text in saved {
            page.run_js(&format!("(globalThis.saved ??= []).push({text:?})"))?;
        }
        page.run_js(TAKE_PLACE).map_err(|error| in_short(&error))?;
    }
    let all_lanes = scene.all_lanes;
    let script = format!("const [frames, allLanes] = [{frames}, {all_lanes}];\n{MOVE}");
    let told = page.run_js(&script).map_err(|error| in_short(&error))?;
    let figures = |key: &str| -> Result<Figures> {
        let list = told[key].as_array().with_context(|| format!("no {key} in {told}"))?;
        ensure!(list.len() >= frames as usize, "of {frames} frames {} were made", list.len());
        Figures::new(list.iter().filter_map(Value::as_f64).collect())
    };
    Ok(Frames { between: figures("between")?, own: figures("own")? })
}

/// Lets every run of the page be the one that was saved. The page is as it always is, only what it
/// shows is larger than anything that its programs do.
const TAKE_PLACE: &str = "
    const { Run } = await import(new URL('pkg/coroscope.js', location.href).href);
    const bytes = saved.map((text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)));
    const all = new Uint8Array(bytes.reduce((sum, one) => sum + one.length, 0));
    bytes.reduce((at, one) => (all.set(one, at), at + one.length), 0);
    const large = Run.from_bytes(all);
    for (const name of Object.getOwnPropertyNames(Run.prototype)) {
      const real = Run.prototype[name];
      const isQuestion = typeof real === 'function' && name !== 'constructor' && name !== 'free' && !name.startsWith('__');
      if (isQuestion) Run.prototype[name] = function (...words) { return real.apply(large, words); };
    }
    const lanes = large.report().lanes;
    document.querySelector('#variants input:not(:checked)').click();
    const shown = () => document.querySelector('[data-testid=lane-words]').textContent.replaceAll(',', '');
    const began = performance.now();
    while (!shown().startsWith(String(lanes))) {
      if (performance.now() - began > 20000) throw new Error(`the page shows ${shown()}, not ${lanes}`);
      await new Promise(requestAnimationFrame);
    }";

/// Moves about for so many frames: along the run while most of it is shown, closer and farther, and
/// from lane to lane. Tells how long each frame was, and how long our own code took in it: that of the
/// page's handlers and of what it does in a frame, all of which is called from here or by
/// `requestAnimationFrame`.
const MOVE: &str = "
    const body = document.querySelector('.track-body');
    const frame = requestAnimationFrame.bind(globalThis);
    const next = () => new Promise(frame);
    const settle = async () => { for (let i = 0; i < 30; i++) await next(); };
    body.scrollIntoView({ block: 'center' });
    if (allLanes) document.querySelector('[data-testid=lanes-fit]').click();
    await settle();
    const box = body.getBoundingClientRect();
    let own = 0;
    const timed = (act) => (...words) => {
      const began = performance.now();
      try { return act(...words); } finally { own += performance.now() - began; }
    };
    globalThis.requestAnimationFrame = (callback) => frame(timed(callback));
    const wheel = timed((more) => body.dispatchEvent(new WheelEvent('wheel', {
      bubbles: true, cancelable: true, clientX: box.left + box.width * 0.6, clientY: box.top + 40, ...more,
    })));
    // Most of the run, so that there is something to go along.
    for (let i = 0; i < 4; i++) wheel({ ctrlKey: true, deltaY: -20 });
    await settle();
    const moves = [
      (i) => wheel({ deltaX: i % 80 < 40 ? 12 : -12 }),
      (i) => wheel({ ctrlKey: true, deltaY: i % 100 < 50 ? -30 : 30 }),
      (i) => { body.scrollTop += i % 100 < 50 ? 47 : -13; wheel({ deltaX: i % 60 < 30 ? 40 : -40 }); },
    ];
    const told = { between: [], own: [] };
    let last = await next();
    own = 0;
    for (let i = 0; i < frames; i++) {
      moves[Math.floor((i * moves.length) / frames)](i);
      const now = await next();
      told.between.push(now - last);
      told.own.push(own);
      last = now;
      own = 0;
    }
    globalThis.requestAnimationFrame = frame;
    return told;";
