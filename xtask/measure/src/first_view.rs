//! What a first visit to Coroscope's own page downloads, and when Run can be pressed. No contestant
//! stands beside it, only the browsers do.

use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use browser::{Engine, Page, Screen};
use serde_json::json;

use crate::contestants::{Contestant, Way, in_short};
use crate::options::Options;
use crate::report::{Figures, Measured, Row, Table, Unit};

/// What `--only` calls it.
pub const NAME: &str = "page";

/// How many times as slow the processor is made to look.
const THROTTLES: [u32; 2] = [1, 4];

/// How long a new browser is left alone. It is busy with itself at first, which takes a tenth of a
/// second from a page that is opened at once, and nobody who visits a page has just installed it.
const COMING_UP: Duration = Duration::from_secs(2);

/// Measures it in all browsers, in turns.
pub fn measure(options: &Options) -> Vec<Table> {
    let engines = options.engines.iter();
    let mut visitors: Vec<Visitor> = engines
        .flat_map(|engine| THROTTLES.map(|throttle| Visitor::new(*engine, throttle)))
        .collect();
    // Firefox has no means to slow the processor down.
    visitors.retain(|visitor| visitor.throttle == 1 || visitor.engine == Engine::Chromium);
    for round in 0..=options.rounds {
        for visitor in &mut visitors {
            let visit = visitor.visit(&options.page_url);
            // The first visits of all warm the machine up: programs and files come from the disk.
            if round > 0 {
                visitor.note(visit);
            }
        }
    }
    let of = |throttle: u32| visitors.iter().filter(move |visitor| visitor.throttle == throttle);
    let mut tables = vec![
        table("view-files", "First view: files until Run is usable", Unit::Files, of(1), |visit| {
            visit.files
        }),
        table("view-weight", "First view: their weight, gzip", Unit::KiB, of(1), |visit| visit.kib),
    ];
    for throttle in THROTTLES {
        let slowed = if throttle == 1 { "" } else { ", processor slowed fourfold" };
        let title = format!("First view: until Run is usable{slowed}");
        let id = format!("view-ready-{throttle}");
        tables.push(table(&id, &title, Unit::Ms, of(throttle), |visit| visit.ready_ms));
    }
    tables.push(table(
        "view-predicted",
        "First view: until the prediction is drawn",
        Unit::Ms,
        of(1),
        |visit| visit.predicted_ms,
    ));
    tables.push(table(
        "view-predicted-weight",
        "First view: weight until the prediction is drawn, gzip",
        Unit::KiB,
        of(1),
        |visit| visit.predicted_kib,
    ));
    tables[1].note = "The page itself and all that it began to load before Run was usable.".into();
    tables[2].note =
        "A new browser for each visit, so that its cache is cold, two seconds after it was \
         started; the server is on the same machine."
            .into();
    tables.retain(|table| !table.rows.is_empty());
    tables
}

/// Somebody who visits the page for the first time, again and again.
struct Visitor {
    engine: Engine,
    throttle: u32,
    visits: Result<Vec<Visit>>,
}

/// What a visit was like.
struct Visit {
    files: f64,
    /// What was asked for before Run was usable weighs so much.
    kib: f64,
    ready_ms: f64,
    /// The same for what shows what a run would do, which comes after that.
    predicted_kib: f64,
    predicted_ms: f64,
}

impl Visitor {
    fn new(engine: Engine, throttle: u32) -> Visitor {
        Visitor { engine, throttle, visits: Ok(Vec::new()) }
    }

    fn visit(&self, url: &str) -> Result<Visit> {
        // A new browser has an empty cache.
        let page = Page::launch_unobserved(self.engine, &Screen::default())?;
        thread::sleep(COMING_UP);
        if self.throttle > 1 {
            let rate = json!({ "rate": self.throttle });
            page.devtools("Emulation.setCPUThrottlingRate", rate)?;
        }
        page.goto(url)?;
        page.wait_for_js("performance.getEntriesByName('predicted').length")?;
        let weighed = page.run_js(WEIGH).map_err(|error| in_short(&error))?;
        let number =
            |key: &str| weighed[key].as_f64().with_context(|| format!("no {key} in {weighed}"));
        Ok(Visit {
            files: number("files")?,
            kib: number("kib")?,
            ready_ms: number("ready_ms")?,
            predicted_kib: number("predicted_kib")?,
            predicted_ms: number("predicted_ms")?,
        })
    }

    /// Keeps a visit; after one that failed nothing more counts.
    fn note(&mut self, visit: Result<Visit>) {
        match (&mut self.visits, visit) {
            (Ok(visits), Ok(visit)) => visits.push(visit),
            (visits @ Ok(_), Err(error)) => *visits = Err(error),
            (Err(_), _) => {}
        }
    }

    fn row(&self, figure: impl Fn(&Visit) -> f64) -> Row {
        let measured = match &self.visits {
            Ok(visits) => Figures::new(visits.iter().map(figure).collect()).into(),
            Err(error) => Measured::Failed(format!("{error:#}")),
        };
        Row { contestant: Contestant { way: Way::Coroscope, host: self.engine.name() }, measured }
    }
}

fn table<'visitors>(
    id: &str,
    title: &str,
    unit: Unit,
    visitors: impl Iterator<Item = &'visitors Visitor>,
    figure: impl Fn(&Visit) -> f64,
) -> Table {
    Table {
        id: id.into(),
        work: NAME,
        title: title.into(),
        note: String::new(),
        unit,
        ideal: 0.0,
        rows: visitors.map(|visitor| visitor.row(&figure)).collect(),
        series: None,
    }
}

/// When Run was usable, and when the prediction was drawn. Compresses every file that was asked for
/// before each, and adds up what is left.
const WEIGH: &str = "
    const gzipped = async (url) => {
      const stream = (await fetch(url)).body.pipeThrough(new CompressionStream('gzip'));
      return (await new Response(stream).arrayBuffer()).byteLength;
    };
    const loaded = performance.getEntriesByType('resource');
    // What is asked for ahead is begun before Run is usable, which does not wait for it.
    const ahead = [...document.querySelectorAll('link[data-ahead]')].map((link) => link.href);
    const look = async (mark, without) => {
      const at = performance.getEntriesByName(mark)[0].startTime;
      const names = loaded.filter((entry) => entry.startTime < at && !without.includes(entry.name)).map((entry) => entry.name);
      const urls = [...new Set([location.href, ...names])];
      const bytes = await Promise.all(urls.map(gzipped));
      return { at, files: urls.length, kib: bytes.reduce((sum, size) => sum + size, 0) / 1024 };
    };
    const ready = await look('ready', ahead);
    const predicted = await look('predicted', []);
    return {
      files: ready.files, kib: ready.kib, ready_ms: ready.at,
      predicted_kib: predicted.kib, predicted_ms: predicted.at,
    };";
