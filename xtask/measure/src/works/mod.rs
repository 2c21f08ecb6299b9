//! The works that the contestants do side by side, one file for each.

mod chain;
mod channel;
mod drawing;
mod greetings;
mod holding;
mod painting;
mod recording;
mod simulation;
mod sleepers;
mod spawning;
mod switches;

use serde_json::Value;

use crate::answer::{Answer, Expected};
use crate::contestants::{Contestant, Way};
use crate::report::{Figures, Measured, Row, Series, Table, Unit};

/// A kind of work, in several sizes.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// Its name for `--only`.
    pub name: &'static str,
    /// Its sizes, in full or only a little of each.
    pub cases: fn(quick: bool) -> Vec<Case>,
    /// The tables from the runs of one size.
    pub tables: fn(&Case, &Runs) -> Vec<Table>,
}

/// All works, in the order in which they are measured.
pub const WORKS: &[Work] = &[
    sleepers::WORK,
    switches::WORK,
    spawning::WORK,
    channel::WORK,
    chain::WORK,
    painting::WORK,
    holding::WORK,
    drawing::WORK,
    simulation::WORK,
    greetings::WORK,
];

/// A work in one size.
#[derive(Debug, Clone)]
pub struct Case {
    /// The name of its table.
    pub id: String,
    /// What is done, in words.
    pub title: String,
    /// What makes the comparison fair, or what to keep in mind.
    pub note: &'static str,
    /// The name that contestants know it by.
    pub work: &'static str,
    /// The arguments for the contestants.
    pub arguments: Value,
    /// What their answers must report.
    pub expected: Expected,
    /// Whether each contestant begins in a page or process of its own.
    pub fresh: bool,
    /// Whether a first round does not count, because engines are slow at first.
    pub warm_up: bool,
    /// At most this many rounds are measured.
    pub most_rounds: usize,
    /// Whether the work makes sense for a contestant.
    pub takes_part: fn(Contestant) -> bool,
    /// Why a contestant does not take part, if it does not.
    pub left_out: fn(Contestant) -> Option<&'static str>,
}

impl Case {
    /// A case for all contestants, with a warm-up.
    fn new(work: &'static str, id: String, title: String, arguments: Value, done: u64) -> Case {
        Case {
            id,
            title,
            note: "",
            work,
            arguments,
            expected: Expected { done, or_more: false, least_ms: 0.0 },
            fresh: false,
            warm_up: true,
            most_rounds: usize::MAX,
            takes_part: |_| true,
            left_out: |_| None,
        }
    }
}

/// The outcomes of all contestants in a case.
#[derive(Debug)]
pub struct Runs(pub Vec<(Contestant, Outcome)>);

/// The outcome of one contestant.
#[derive(Debug)]
pub enum Outcome {
    /// It gave an answer in each round that counts.
    Answers(Vec<Answer>),
    /// It was not asked, for this reason.
    LeftOut(&'static str),
    /// It failed, with this error.
    Failed(String),
}

impl Runs {
    /// A table of one figure of each answer.
    fn table(
        &self,
        case: &Case,
        unit: Unit,
        read: impl Fn(&Answer) -> anyhow::Result<f64>,
    ) -> Table {
        let row = |(contestant, outcome): &(Contestant, Outcome)| {
            let measured = match outcome {
                Outcome::LeftOut(why) => Measured::LeftOut((*why).into()),
                Outcome::Failed(error) => Measured::Failed(error.clone()),
                Outcome::Answers(answers) => {
                    let figures: anyhow::Result<Vec<f64>> = answers.iter().map(&read).collect();
                    figures.and_then(Figures::new).into()
                }
            };
            Row { contestant: *contestant, measured }
        };
        Table {
            id: case.id.clone(),
            work: case.work,
            title: case.title.clone(),
            note: case.note.into(),
            unit,
            ideal: case.expected.least_ms,
            rows: self.0.iter().map(row).collect(),
            series: None,
        }
    }

    /// A table of the milliseconds of each answer.
    fn times(&self, case: &Case) -> Table {
        self.table(case, Unit::Ms, |answer| answer.number("ms"))
    }

    /// The answers of a contestant, if it gave any.
    fn answers(&self, way: Way, host: &str) -> Option<&[Answer]> {
        let of = |(contestant, _): &&(Contestant, Outcome)| {
            contestant.way == way && contestant.host == host
        };
        match &self.0.iter().find(of)?.1 {
            Outcome::Answers(answers) => Some(answers),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_cases_share_a_name() {
        for quick in [false, true] {
            let mut ids: Vec<String> =
                WORKS.iter().flat_map(|work| (work.cases)(quick)).map(|case| case.id).collect();
            let all = ids.len();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), all);
        }
    }
}
