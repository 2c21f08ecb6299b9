//! A table: the figures of all contestants for one measurement.

use anyhow::Result;

use super::figures::Figures;
use crate::contestants::{Contestant, Way};

/// The result of a measurement, with a row for each contestant.
#[derive(Debug, Clone)]
pub struct Table {
    /// A unique name that stays the same from version to version.
    pub id: String,
    /// The work that it belongs to.
    pub work: &'static str,
    /// What was measured, in words.
    pub title: String,
    /// What makes the comparison fair, or what to keep in mind. It may be empty.
    pub note: String,
    /// The unit of all figures.
    pub unit: Unit,
    /// The part of a figure that no contestant can save, because it is the work itself. Ratios are of
    /// what lies above it.
    pub ideal: f64,
    /// A row for each contestant.
    pub rows: Vec<Row>,
    /// Where the table belongs in a plot of several sizes of the same work.
    pub series: Option<Series>,
}

/// The result of one contestant.
#[derive(Debug, Clone)]
pub struct Row {
    /// The contestant.
    pub contestant: Contestant,
    /// Its figures.
    pub measured: Measured,
}

/// Figures, or why there are none.
#[derive(Debug, Clone)]
pub enum Measured {
    /// A figure for each round.
    Figures(Figures),
    /// It took no part, for this reason.
    LeftOut(String),
    /// It failed, with this error.
    Failed(String),
}

/// The place of a table among those of other sizes.
#[derive(Debug, Clone, Copy)]
pub struct Series {
    /// The name of the series.
    pub name: &'static str,
    /// The size.
    pub x: f64,
    /// What the size counts.
    pub x_title: &'static str,
}

/// The unit of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Ms,
    /// Nanoseconds.
    Ns,
    /// Bytes.
    Bytes,
    /// Units of 1024 bytes.
    KiB,
    /// Files.
    Files,
    /// Events in a second.
    EventsPerSecond,
}

impl Unit {
    /// Its sign.
    pub fn sign(self) -> &'static str {
        match self {
            Unit::Ms => "ms",
            Unit::Ns => "ns",
            Unit::Bytes => "bytes",
            Unit::KiB => "KiB",
            Unit::Files => "files",
            Unit::EventsPerSecond => "events/s",
        }
    }
}

impl From<Result<Figures>> for Measured {
    fn from(figures: Result<Figures>) -> Measured {
        match figures {
            Ok(figures) => Measured::Figures(figures),
            Err(error) => Measured::Failed(format!("{:#}", error)),
        }
    }
}

impl Measured {
    /// The figures, if there are any.
    pub fn figures(&self) -> Option<&Figures> {
        match self {
            Measured::Figures(figures) => Some(figures),
            _ => None,
        }
    }
}

impl Table {
    /// The figures of a contestant.
    pub fn figures(&self, way: Way, host: &str) -> Option<&Figures> {
        let is = |row: &&Row| row.contestant.way == way && row.contestant.host == host;
        self.rows.iter().find(is)?.measured.figures()
    }

    /// The ratio of a contestant's figure to that of a peer, both without what no contestant can save.
    /// The peer is in the same host, or in the only host that has it.
    pub fn ratio(&self, contestant: Contestant, peer: Way) -> Option<f64> {
        let own = self.figures(contestant.way, contestant.host)?;
        let peer_host = self.peer_host(contestant.host, peer)?;
        let peer = self.figures(peer, peer_host)?;
        let (own, peer) = (own.median() - self.ideal, peer.median() - self.ideal);
        // There is no ratio to nothing or less.
        (peer > 0.0).then(|| own / peer)
    }

    /// Figures without what no contestant can save.
    pub fn beyond(&self, figures: &Figures) -> Option<Figures> {
        Figures::new(figures.all().iter().map(|figure| figure - self.ideal).collect()).ok()
    }

    /// The unit of [`Table::beyond`], in words.
    pub fn beyond_what(&self) -> String {
        match self.ideal > 0.0 {
            true => format!("{} beyond the {} of the work itself", self.unit.sign(), self.ideal),
            false => self.unit.sign().to_owned(),
        }
    }

    /// Whether a contestant did it in this way.
    pub fn has(&self, way: Way) -> bool {
        self.rows.iter().any(|row| row.contestant.way == way && row.measured.figures().is_some())
    }

    fn peer_host<'a>(&'a self, host: &'a str, peer: Way) -> Option<&'a str> {
        let mut of_peer = self.rows.iter().filter(|row| row.contestant.way == peer);
        match peer {
            Way::CPython => of_peer.next().map(|row| row.contestant.host),
            _ => of_peer.map(|row| row.contestant.host).find(|of_peer| *of_peer == host),
        }
    }
}

/// A number with the digits that people can take in: three, or tenths below a thousand.
pub fn digits(number: f64) -> String {
    let size = number.abs();
    let text = match size {
        _ if size >= 99_999.5 => return crate::numbers::thousands(size.round() as u64),
        _ if size >= 999.5 => format!("{number:.0}"),
        _ if size >= 99.95 => format!("{number:.1}").trim_end_matches(".0").to_owned(),
        _ if size >= 9.995 => format!("{number:.1}"),
        _ if size >= 0.0995 => format!("{number:.2}"),
        _ => format!("{number:.3}"),
    };
    // Rounding may leave a minus sign before zero.
    if text.trim_matches(['-', '0', '.']).is_empty() { "0".into() } else { text }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A table of medians: native 300, plain 500, Coroscope 120 and a contestant that failed. No
    /// contestant can save 100 of these.
    pub fn sample() -> Table {
        let row = |way, host, measured| Row { contestant: Contestant { way, host }, measured };
        let around = |middle: f64| {
            Measured::Figures(Figures::new(vec![middle - 1.0, middle, middle + 2.0]).unwrap())
        };
        Table {
            id: "sleepers-100000".into(),
            work: "sleepers",
            title: "100,000 coroutines sleep 100 ms".into(),
            note: "So <much> for that.".into(),
            unit: Unit::Ms,
            ideal: 100.0,
            rows: vec![
                row(Way::Native, "chromium", around(300.0)),
                row(Way::Plain, "chromium", around(500.0)),
                row(Way::Coroscope, "chromium", around(120.0)),
                row(Way::Coroscope, "firefox", around(150.0)),
                row(Way::CPython, "python", around(2100.0)),
                row(Way::Recorded, "chromium", Measured::Failed("out of memory".into())),
                row(Way::Pyodide, "chromium", Measured::LeftOut("takes minutes".into())),
            ],
            series: Some(Series { name: "sleepers", x: 1e5, x_title: "coroutines" }),
        }
    }

    #[test]
    fn ratios_are_of_what_lies_above_the_work_itself() {
        let table = sample();
        let ratio = |way, host, peer| table.ratio(Contestant { way, host }, peer);
        assert_eq!(ratio(Way::Coroscope, "chromium", Way::Native), Some(0.1));
        assert_eq!(ratio(Way::Coroscope, "chromium", Way::CPython), Some(0.01));
        assert_eq!(ratio(Way::Native, "chromium", Way::Native), Some(1.0));
    }

    #[test]
    fn there_is_no_ratio_to_a_peer_in_another_browser_or_of_a_failure() {
        let table = sample();
        let ratio = |way, host, peer| table.ratio(Contestant { way, host }, peer);
        assert_eq!(ratio(Way::Coroscope, "firefox", Way::Native), None);
        assert_eq!(ratio(Way::Coroscope, "firefox", Way::CPython), Some(0.025));
        assert_eq!(ratio(Way::Recorded, "chromium", Way::Native), None);
    }

    #[test]
    fn numbers_have_three_digits_and_a_tenth_below_a_thousand() {
        assert_eq!(digits(0.01234), "0.012");
        assert_eq!(digits(1.2345), "1.23");
        assert_eq!(digits(12.345), "12.3");
        assert_eq!(digits(102.56), "102.6");
        assert_eq!(digits(300.0), "300");
        assert_eq!(digits(1234.5), "1234");
        assert_eq!(digits(1_234_567.0), "1,234,567");
        assert_eq!(digits(-0.0001), "0");
        assert_eq!(digits(0.0), "0");
    }
}
