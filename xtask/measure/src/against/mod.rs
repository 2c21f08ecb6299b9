//! The first picture of the page beside that of another revision: both are served alike, and visited in
//! turns. Chromium alone can be slowed down and be watched from before the first script.

mod visit;

use anyhow::{Result, ensure};
use browser::Engine;

use crate::contestants::{Contestant, Way};
use crate::options::Options;
use crate::report::{Figures, Measured, Row, Table, Unit};
use visit::{Answer, Patience, Scene};

/// What `--only` calls it.
pub const NAME: &str = "against";

/// So many rounds count at least: single visits differ by a tenth, and so do the ratios of few.
const LEAST_ROUNDS: usize = 7;

/// Whose page is at the first address, and whose at the second.
const WAYS: [Way; 2] = [Way::Coroscope, Way::Before];

/// A table that comes of a scene.
struct Wanted {
    id: &'static str,
    title: &'static str,
    unit: Unit,
    scene: Scene,
    figure: fn(&Answer) -> f64,
}

const WANTED: &[Wanted] = &[
    drawn("against-drawn", "First prediction drawn: cold cache, local server", Scene::Local),
    drawn("against-drawn-far", "… with 150 ms of latency and 1.6 Mbit/s", Scene::Far),
    drawn("against-drawn-slow", "… with the processor slowed fourfold", Scene::Slow),
    Wanted {
        id: "against-requests",
        title: "… requests until then",
        unit: Unit::Files,
        scene: Scene::Local,
        figure: |answer| answer.drawn_requests,
    },
    Wanted {
        id: "against-weight",
        title: "… weight until then, gzip",
        unit: Unit::KiB,
        scene: Scene::Local,
        figure: |answer| answer.drawn_kib,
    },
    Wanted {
        id: "against-ready",
        title: "Run usable: cold cache, local server",
        unit: Unit::Ms,
        scene: Scene::Local,
        figure: |answer| answer.ready_ms,
    },
    Wanted {
        id: "against-ready-far",
        title: "… with 150 ms of latency and 1.6 Mbit/s",
        unit: Unit::Ms,
        scene: Scene::Far,
        figure: |answer| answer.ready_ms,
    },
    Wanted {
        id: "against-ready-weight",
        title: "… weight until then, gzip",
        unit: Unit::KiB,
        scene: Scene::Local,
        figure: |answer| answer.ready_kib,
    },
    drawn(
        "against-again",
        "First prediction drawn: a second visit, from the service worker",
        Scene::Again,
    ),
    drawn(
        "against-switching",
        "Another program chosen, until its prediction is drawn",
        Scene::Switching,
    ),
    wasm("against-simulated", "Chess, 60 games of 60 moves, simulated and recorded", |answer| {
        answer.simulated_ms
    }),
    wasm("against-lanes", "… read into lanes and drawn for the first time", |answer| {
        answer.lanes_ms
    }),
    wasm("against-gather", "1,000 orders of gather-and-wait", |answer| answer.gather_ms),
    wasm("against-cooperation", "1,000 orders of cooperation", |answer| answer.cooperation_ms),
];

const fn drawn(id: &'static str, title: &'static str, scene: Scene) -> Wanted {
    Wanted { id, title, unit: Unit::Ms, scene, figure: |answer| answer.drawn_ms }
}

const fn wasm(id: &'static str, title: &'static str, figure: fn(&Answer) -> f64) -> Wanted {
    Wanted { id, title, unit: Unit::Ms, scene: Scene::Wasm, figure }
}

/// Measures both pages in turns.
pub fn measure(options: &Options) -> Result<Vec<Table>> {
    ensure!(
        options.engines.contains(&Engine::Chromium),
        "a page can be measured against another one in Chromium alone"
    );
    let patience = Patience::new(options.quick);
    let rounds = if options.quick { 1 } else { options.rounds.max(LEAST_ROUNDS) };
    // Who looks only whether this works needs no first round.
    let warming = usize::from(!options.quick);
    let mut all: Vec<(Scene, Pages)> =
        Scene::ALL.into_iter().map(|scene| (scene, [Ok(Vec::new()), Ok(Vec::new())])).collect();
    for round in 0..rounds + warming {
        for (scene, pages) in &mut all {
            for turn in 0..pages.len() {
                let place = (round + turn) % pages.len();
                let answers = &mut pages[place];
                let Ok(known) = answers else { continue };
                match scene.ask(&options.against_urls[place], patience) {
                    Ok(answer) if round >= warming => known.push(answer),
                    Ok(_) => {}
                    Err(error) => *answers = Err(error),
                }
            }
        }
    }
    Ok(WANTED.iter().filter_map(|wanted| Some(table(wanted, find(&all, wanted.scene)?))).collect())
}

type Pages = [Result<Vec<Answer>>; 2];

fn find(all: &[(Scene, Pages)], scene: Scene) -> Option<&Pages> {
    all.iter().find(|(of, _)| *of == scene).map(|(_, pages)| pages)
}

fn table(wanted: &Wanted, pages: &Pages) -> Table {
    let row = |(way, answers): (Way, &Result<Vec<Answer>>)| Row {
        contestant: Contestant { way, host: Engine::Chromium.name() },
        measured: match answers {
            Ok(answers) => Figures::new(answers.iter().map(wanted.figure).collect()).into(),
            Err(error) => Measured::Failed(format!("{error:#}")),
        },
    };
    Table {
        id: wanted.id.into(),
        work: NAME,
        title: wanted.title.into(),
        note: wanted.scene.note().into(),
        unit: wanted.unit,
        ideal: 0.0,
        rows: WAYS.into_iter().zip(pages).map(row).collect(),
        series: None,
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn a_table_has_the_ratio_to_the_other_page() {
        let answer = |drawn_ms| Answer { drawn_ms, ..Answer::default() };
        let pages: Pages = [Ok(vec![answer(300.0)]), Ok(vec![answer(600.0)])];
        let table = table(&WANTED[0], &pages);
        let own = Contestant { way: Way::Coroscope, host: "chromium" };
        assert_eq!(table.ratio(own, Way::Before), Some(0.5));
    }

    #[test]
    fn a_page_that_fails_says_why_and_has_no_ratio() {
        let pages: Pages = [Ok(vec![Answer::default()]), Err(anyhow!("no such program"))];
        let table = table(&WANTED[0], &pages);
        assert!(
            matches!(&table.rows[1].measured, Measured::Failed(why) if why == "no such program")
        );
        assert_eq!(table.ratio(table.rows[0].contestant, Way::Before), None);
    }

    #[test]
    fn every_scene_has_a_table() {
        for scene in Scene::ALL {
            assert!(WANTED.iter().any(|wanted| wanted.scene == scene), "{scene:?}");
        }
    }
}
