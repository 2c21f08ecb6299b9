//! What a first visit to Coroscope's own page downloads, and when Run can be pressed. No contestant
//! stands beside it, only the browsers do.

use anyhow::Result;
use browser::{Engine, Page, View};
use serde_json::{Value, json};

use crate::contestants::{Contestant, Way, in_short};
use crate::options::Options;
use crate::report::{Figures, Measured, Row, Table, Unit};

/// What `--only` calls it.
pub const NAME: &str = "page";

/// How many times as slow the processor is made to look.
const THROTTLES: [u32; 2] = [1, 4];

/// Measures it in all browsers, in turns.
pub fn measure(options: &Options) -> Vec<Table> {
    let mut ready = THROTTLES.map(|_| Samples::new(Way::Coroscope, options));
    let mut files = Samples::new(Way::Coroscope, options);
    let mut weight = Samples::new(Way::Coroscope, options);
    // The first visit of all also warms up the machine: programs and files come from the disk.
    for round in 0..=options.rounds {
        for engine in &options.engines {
            for (throttle, ready) in THROTTLES.into_iter().zip(&mut ready) {
                // Firefox has no means for it.
                if throttle > 1 && *engine == Engine::Firefox {
                    continue;
                }
                let visit = Visit::make(*engine, throttle, options);
                if round == 0 {
                    continue;
                }
                match visit {
                    Ok(visit) => {
                        ready.add(*engine, Ok(visit.ready_ms));
                        if throttle == 1 {
                            files.add(*engine, Ok(visit.files));
                            weight.add(*engine, Ok(visit.kib));
                        }
                    }
                    Err(error) => ready.add(*engine, Err(error)),
                }
            }
        }
    }
    let mut tables = vec![
        table(
            NAME,
            "view-files",
            "First view: files until Run is usable",
            "",
            Unit::Files,
            files.rows(),
        ),
        table(
            NAME,
            "view-weight",
            "First view: their weight, gzip",
            "The page itself and everything that it began to load before Run was usable.",
            Unit::KiB,
            weight.rows(),
        ),
    ];
    for (throttle, ready) in THROTTLES.into_iter().zip(ready) {
        tables.push(table(
            NAME,
            &format!("view-ready-{throttle}"),
            &format!("First view: from the click to a usable Run, processor slowed {throttle}×"),
            "A new browser for each visit, so that its cache is cold; from a server on the same machine.",
            Unit::Ms,
            ready.rows(),
        ));
    }
    tables
}

struct Visit {
    ready_ms: f64,
    files: f64,
    kib: f64,
}

impl Visit {
    fn make(engine: Engine, throttle: u32, options: &Options) -> Result<Visit> {
        let page = Page::launch(engine, &View::default())?;
        if throttle > 1 {
            page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": throttle }))?;
        }
        page.goto(&options.page_url)?;
        wait(&page)?;
        let ready_ms = number(&page, "return performance.getEntriesByName('ready')[0]?.startTime")?;
        let weight = ask(&page, WEIGH)?;
        Ok(Visit { ready_ms, files: number_in(&weight["files"])?, kib: number_in(&weight["kib"])? })
    }
}

/// Compresses every file that was asked for before Run was usable, and adds up what is left.
const WEIGH: &str = "
    const gzipped = async (url) => {
      const stream = (await fetch(url)).body.pipeThrough(new CompressionStream('gzip'));
      return (await new Response(stream).arrayBuffer()).byteLength;
    };
    const ready = performance.getEntriesByName('ready')[0].startTime;
    const loaded = performance.getEntriesByType('resource')
      .filter((entry) => entry.startTime < ready)
      .map((entry) => entry.name);
    const urls = [...new Set([location.href, ...loaded])];
    const bytes = await Promise.all(urls.map(gzipped));
    return { files: urls.length, kib: bytes.reduce((sum, size) => sum + size, 0) / 1024 };";

/// Samples of one figure from every browser, taken in turns.
struct Samples {
    way: Way,
    of: Vec<(Engine, Result<Vec<f64>>)>,
}

impl Samples {
    fn new(way: Way, options: &Options) -> Samples {
        Samples {
            way,
            of: options.engines.iter().map(|engine| (*engine, Ok(Vec::new()))).collect(),
        }
    }

    /// Adds what was measured; after a failure nothing more counts.
    fn add(&mut self, engine: Engine, sample: Result<f64>) {
        let own = self.of.iter_mut().find(|(own, _)| *own == engine);
        let Some((_, samples)) = own else { return };
        match (samples.as_mut(), sample) {
            (Ok(samples), Ok(sample)) => samples.push(sample),
            (Ok(_), Err(error)) => *samples = Err(error),
            (Err(_), _) => {}
        }
    }

    fn rows(self) -> Vec<Row> {
        let way = self.way;
        // A browser in which it cannot be measured has no samples and no row.
        let of = self.of.into_iter();
        let told = of.filter(|(_, samples)| samples.as_ref().map_or(true, |all| !all.is_empty()));
        told.map(|(engine, samples)| Row {
            contestant: Contestant { way, host: engine.name() },
            measured: Measured::from(samples.and_then(Figures::new)),
        })
        .collect()
    }
}

/// A table of samples.
fn table(
    work: &'static str,
    id: &str,
    title: &str,
    note: &str,
    unit: Unit,
    rows: Vec<Row>,
) -> Table {
    Table {
        id: id.into(),
        work,
        title: title.into(),
        note: note.into(),
        unit,
        ideal: 0.0,
        rows,
        series: None,
    }
}

fn wait(page: &Page) -> Result<()> {
    page.wait_for_js("document.documentElement.dataset.state === 'ready'")
}

/// What a script answers with. An error is told without the script.
fn ask(page: &Page, script: &str) -> Result<Value> {
    page.run_js(script).map_err(|error| in_short(&error))
}

/// The number that a script answers with.
fn number(page: &Page, script: &str) -> Result<f64> {
    number_in(&ask(page, script)?)
}

fn number_in(value: &Value) -> Result<f64> {
    let number = value.as_f64().filter(|number| number.is_finite());
    number.ok_or_else(|| anyhow::anyhow!("the page gave no figure but {value}"))
}
