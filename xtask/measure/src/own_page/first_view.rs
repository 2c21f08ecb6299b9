//! What a first visit downloads, and when Run can be pressed.

use anyhow::Result;
use browser::{Engine, Page, View};
use serde_json::json;

use super::{Samples, Work, ask, number, number_in, table, wait};
use crate::contestants::Way;
use crate::options::Options;
use crate::report::{Table, Unit};

pub const WORK: Work = Work { name: "page", measure };

/// How many times as slow the processor is made to look.
const THROTTLES: [u32; 2] = [1, 4];

fn measure(options: &Options) -> Result<Vec<Table>> {
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
            WORK.name,
            "view-files",
            "First view: files until Run is usable",
            "",
            Unit::Files,
            files.rows(),
        ),
        table(
            WORK.name,
            "view-weight",
            "First view: their weight, gzip",
            "The page itself and everything that it began to load before Run was usable.",
            Unit::KiB,
            weight.rows(),
        ),
    ];
    for (throttle, ready) in THROTTLES.into_iter().zip(ready) {
        tables.push(table(
            WORK.name,
            &format!("view-ready-{throttle}"),
            &format!("First view: from the click to a usable Run, processor slowed {throttle}×"),
            "A new browser for each visit, so that its cache is cold; from a server on the same machine.",
            Unit::Ms,
            ready.rows(),
        ));
    }
    Ok(tables)
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
