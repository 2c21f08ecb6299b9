//! How each contestant fared with a case.

use super::case::Case;
use crate::answer::Answer;
use crate::contestants::{Contestant, Way};
use crate::report::{Figures, Measured, Row, Table, Unit};

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
    pub fn table(
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
    pub fn times(&self, case: &Case) -> Table {
        self.table(case, Unit::Ms, |answer| answer.number("ms"))
    }

    /// The answers of a contestant, if it gave any.
    pub fn answers(&self, way: Way, host: &str) -> Option<&[Answer]> {
        let of = |(contestant, _): &&(Contestant, Outcome)| {
            contestant.way == way && contestant.host == host
        };
        match &self.0.iter().find(of)?.1 {
            Outcome::Answers(answers) => Some(answers),
            _ => None,
        }
    }
}
