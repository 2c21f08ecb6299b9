//! How fast programs are simulated: the chess master, with the page's own wasm, as a change of a
//! parameter has it done.

use anyhow::Result;
use browser::{Engine, Page};

use super::{Samples, Work, ask, open, table};
use crate::contestants::Way;
use crate::options::Options;
use crate::report::{Table, Unit};

pub const WORK: Work = Work { name: "simulation", measure };

/// As it is told: 24 games of 30 moves, 5 s and 55 s a move.
const FULL_SCALE: &str =
    "{ games: 24, moves: 30, 'master-thinks': 5000, 'opponents-think': 55000 }";
/// As large as the parameters allow.
const LARGEST: &str = "{ games: 60, moves: 60, 'master-thinks': 5000, 'opponents-think': 55000 }";

fn measure(options: &Options) -> Result<Vec<Table>> {
    let pages: Vec<(Engine, Page)> = options
        .engines
        .iter()
        .map(|engine| Ok((*engine, open(*engine, options)?)))
        .collect::<Result<_>>()?;
    let mut chess = Samples::new(Way::Recorded, options);
    let mut unrecorded = Samples::new(Way::Coroscope, options);
    let mut speed = Samples::new(Way::Recorded, options);
    for round in 0..=options.rounds {
        for (engine, page) in &pages {
            let full = simulate(page, FULL_SCALE, true).map(|(ms, _)| ms);
            let bare = simulate(page, FULL_SCALE, false).map(|(ms, _)| ms);
            let largest = simulate(page, LARGEST, true).map(|(ms, events)| events / ms * 1000.0);
            // The first round warms the engine up.
            if round > 0 {
                chess.add(*engine, full);
                unrecorded.add(*engine, bare);
                speed.add(*engine, largest);
            }
        }
    }
    let mut rows = chess.rows();
    rows.extend(unrecorded.rows());
    let note = "Chess, all games at once, with simulate() of the page's own wasm. The median of nine \
                calls in each round.";
    Ok(vec![
        table(
            WORK.name,
            "chess",
            "Chess at full scale: 24 games of 30 moves, simulated",
            note,
            Unit::Ms,
            rows,
        ),
        table(
            WORK.name,
            "simulated-events",
            "Simulated events in a second",
            "Chess at the largest that its parameters allow: 60 games of 60 moves.",
            Unit::EventsPerSecond,
            speed.rows(),
        ),
    ])
}

/// The milliseconds of a simulation, and its events.
fn simulate(page: &Page, values: &str, record: bool) -> Result<(f64, f64)> {
    // A module is the same wherever it is imported from, so this is the page's own.
    let script = format!(
        "const {{ simulate }} = await import('./pkg/coroscope.js');
         const all = [];
         let events = 0;
         for (let call = 0; call < 9; call += 1) {{
           const began = performance.now();
           const run = simulate('chess', 'all-at-once', {values}, {{ record: {record} }});
           all.push(performance.now() - began);
           events = run.rows();
           const ended_ms = run.now_ms();
           run.free();
           if (!(ended_ms >= 1_800_000)) throw new Error(`chess ended after ${{ended_ms}} ms`);
         }}
         all.sort((a, b) => a - b);
         return {{ ms: all[4], events }}"
    );
    let told = ask(page, &script)?;
    Ok((super::number_in(&told["ms"])?, super::number_in(&told["events"])?))
}
