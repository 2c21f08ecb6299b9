//! What very many coroutines cost on Coroscope's own page, as people run them: recorded, in a worker, and
//! watched. Beside it stand native promises in the same page.

use anyhow::Result;
use browser::Engine;

use crate::answer::{Answer, Expected};
use crate::contestants::{Contestant, Way, in_short};
use crate::numbers::thousands;
use crate::options::Options;
use crate::own_page;
use crate::report::{Figures, Measured, Row, Table, Unit};

/// What `--only` calls it.
pub const NAME: &str = "scale";

/// How long each coroutine sleeps, in milliseconds.
const DELAY_MS: u32 = 100;

/// The figures of the rounds in one browser, in milliseconds.
#[derive(Default)]
struct Taken {
    /// What the page says that the run took.
    run: Vec<f64>,
    /// How long it was from the press of Run until the page said so.
    shown: Vec<f64>,
    native: Vec<f64>,
}

/// Measures it in all browsers, in turns.
pub fn measure(options: &Options) -> Vec<Table> {
    let count = if options.quick { 1_000 } else { 100_000 };
    let taken: Vec<(Engine, Result<Taken>)> =
        options.engines.iter().map(|engine| (*engine, take(*engine, options, count))).collect();
    let row = |way, engine: Engine, taken: &Result<Taken>, figures: fn(&Taken) -> &[f64]| Row {
        contestant: Contestant { way, host: engine.name() },
        measured: match taken {
            Ok(taken) => Figures::new(figures(taken).to_vec()).into(),
            Err(error) => Measured::Failed(format!("{error:#}")),
        },
    };
    let of_run =
        taken.iter().map(|(engine, taken)| row(Way::Recorded, *engine, taken, |all| &all.run));
    let of_native =
        taken.iter().map(|(engine, taken)| row(Way::Native, *engine, taken, |all| &all.native));
    let shown =
        taken.iter().map(|(engine, taken)| row(Way::Recorded, *engine, taken, |all| &all.shown));
    let what = format!("{} coroutines sleep {DELAY_MS} ms in the page", thousands(count));
    let mut run = table(format!("scale-{count}"), what.clone(), of_run.chain(of_native).collect());
    run.note = "`recorded` is the program `scale` as the page runs it, in a worker that starts \
                meanwhile, and what the page says that it took; `native` are promises of that page."
        .into();
    let title = format!("{what}: from the press of Run until its end is shown");
    vec![run, table(format!("scale-{count}-shown"), title, shown.collect())]
}

fn table(id: String, title: String, rows: Vec<Row>) -> Table {
    Table {
        id,
        work: NAME,
        title,
        note: String::new(),
        unit: Unit::Ms,
        ideal: f64::from(DELAY_MS),
        rows,
        series: None,
    }
}

/// Runs both in turns, in one page; the first round warms it up.
fn take(engine: Engine, options: &Options, count: u64) -> Result<Taken> {
    let path = format!("?program=scale&variant=coroutines&coroutines={count}&delay={DELAY_MS}");
    let page = own_page::open(engine, options, &path)?;
    own_page::bring(&page, "scale/scale.js")?;
    let expected = Expected { done: count, or_more: false, least_ms: f64::from(DELAY_MS) };
    let ask = |call: &str| -> Result<Answer> {
        page.wait_for_js("document.documentElement.dataset.settled === 'yes'")?;
        let answer = page.run_js(&format!("return window.scale.{call}"));
        Answer::check(answer.map_err(|error| in_short(&error))?, expected)
    };
    let mut taken = Taken::default();
    for round in 0..=options.rounds {
        let run = ask("run()")?;
        let native = ask(&format!("native({count}, {DELAY_MS})"))?;
        if round > 0 {
            taken.run.push(run.number("ms")?);
            taken.shown.push(run.number("shown")?);
            taken.native.push(native.number("ms")?);
        }
    }
    Ok(taken)
}
