//! What only Coroscope's own page has: no contestant stands beside it, only the browsers do.

mod first_view;
mod greetings;
mod simulation;

use anyhow::Result;
use browser::{Engine, Page, View};
use serde_json::Value;

use crate::contestants::{Contestant, Way, in_short};
use crate::options::Options;
use crate::report::{Figures, Measured, Row, Table, Unit};

/// Something that is measured on the page.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// What `--only` calls it.
    pub name: &'static str,
    /// Measures it in all browsers.
    pub measure: fn(&Options) -> Result<Vec<Table>>,
}

/// Everything, in the order in which it is measured.
pub const WORKS: &[Work] = &[simulation::WORK, greetings::WORK, first_view::WORK];

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

/// A new browser, which has an empty cache, at the page.
fn open(engine: Engine, options: &Options) -> Result<Page> {
    let page = Page::launch(engine, &View::default())?;
    page.goto(&options.page_url)?;
    wait(&page)?;
    Ok(page)
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
