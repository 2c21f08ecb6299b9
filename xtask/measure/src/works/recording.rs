//! The cost of recording an event: the difference between a run with a trace and a run without, in
//! the same round, divided by the number of events.

use std::collections::BTreeSet;

use anyhow::Result;

use super::case::Case;
use super::runs::Runs;
use crate::answer::Answer;
use crate::contestants::{Contestant, Way};
use crate::report::{Figures, Row, Table, Unit};

/// The nanoseconds and the bytes of an event; empty if no contestant recorded.
pub fn cost(case: &Case, runs: &Runs) -> Vec<Table> {
    let hosts: BTreeSet<&'static str> =
        runs.0.iter().map(|(contestant, _)| contestant.host).collect();
    let mut pairs = Vec::new();
    for host in hosts {
        let recorded = runs.answers(Way::Recorded, host);
        if let Some((without, with)) = runs.answers(Way::Coroscope, host).zip(recorded) {
            pairs.push((Contestant { way: Way::Recorded, host }, without, with));
        }
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    let table = |what: &str, words: &str, unit, each: fn(&Answer, &Answer) -> Result<f64>| {
        let row = |(contestant, without, with): &(Contestant, &[Answer], &[Answer])| {
            let pairs = without.iter().zip(*with);
            let figures: Result<Vec<f64>> =
                pairs.map(|(without, with)| each(without, with)).collect();
            Row { contestant: *contestant, measured: figures.and_then(Figures::new).into() }
        };
        Table {
            id: format!("{what}-{}", case.id),
            work: "recording",
            title: format!("{words}: {}", case.title),
            note: String::new(),
            unit,
            ideal: 0.0,
            rows: pairs.iter().map(row).collect(),
            series: None,
        }
    };
    let mut time = table("event-ns", "Recording, for each event", Unit::Ns, |without, with| {
        let more_ms = with.number("ms")? - without.number("ms")?;
        Ok(more_ms * 1e6 / with.number("events")?)
    });
    time.note = "The recorded run less the one that recorded nothing, in the same round.".into();
    let live = table("event-bytes", "In memory, for each event", Unit::Bytes, |_, with| {
        Ok(with.number("bytes")? / with.number("events")?)
    });
    let saved = table("event-saved", "In a saved run, for each event", Unit::Bytes, |_, with| {
        Ok(with.number("saved_bytes")? / with.number("events")?)
    });
    vec![time, live, saved]
}
