//! The goals of Coroscope, as ratios in the same run.

use std::fmt::Write as _;

use super::table::{Row, Table, digits};
use crate::contestants::{Contestant, Way};

/// A goal, and what was measured.
#[derive(Debug, Clone)]
pub struct Goal {
    /// What is limited, in words.
    pub what: String,
    /// The browser.
    pub host: &'static str,
    /// The largest value that reaches the goal.
    pub limit: f64,
    /// The unit of the limit; empty for a ratio.
    pub unit: &'static str,
    /// The measured value; `None` if it was not measured.
    pub measured: Option<f64>,
}

impl Goal {
    /// Whether the goal was reached, in words.
    pub fn verdict(&self) -> &'static str {
        match self.measured {
            Some(measured) if measured <= self.limit => "met",
            Some(_) => "missed",
            None => "not measured",
        }
    }
}

/// The figure of a table that is limited.
enum Of {
    /// The ratio to a peer.
    Ratio(Way),
    /// The median itself.
    Median,
}

/// A limit on one contestant's figures in one table.
struct Limit {
    what: &'static str,
    table: &'static str,
    way: Way,
    of: Of,
    most: f64,
}

const LIMITS: &[Limit] = &[
    limit(
        "100,000 sleepers: overhead against native promises",
        "sleepers-100000",
        Of::Ratio(Way::Native),
        0.1,
    ),
    limit(
        "100,000 sleepers: overhead against CPython",
        "sleepers-100000",
        Of::Ratio(Way::CPython),
        0.02,
    ),
    limit(
        "1,000,000 switches between 2, against native promises",
        "switches-1000000-2",
        Of::Ratio(Way::Native),
        0.8,
    ),
    limit(
        "1,000,000 switches between 1,000, against native promises",
        "switches-1000000-1000",
        Of::Ratio(Way::Native),
        0.8,
    ),
    recorded("… between 2, recorded", "switches-1000000-2", Of::Ratio(Way::Native), 5.0),
    recorded("… between 1,000, recorded", "switches-1000000-1000", Of::Ratio(Way::Native), 5.0),
    limit("Memory for a sleeping coroutine", "memory-100000", Of::Median, 116.0),
    recorded("Memory for a recorded event", "event-bytes-switches-1000000-2", Of::Median, 16.0),
    recorded(
        "Time for a recorded event, switches between 2",
        "event-ns-switches-1000000-2",
        Of::Median,
        60.0,
    ),
    recorded(
        "Time for a recorded event, switches between 1,000",
        "event-ns-switches-1000000-1000",
        Of::Median,
        60.0,
    ),
    recorded(
        "Time for a recorded event, 10,000 sleepers",
        "event-ns-sleepers-10000",
        Of::Median,
        60.0,
    ),
    recorded("Chess at full scale, simulated", "chess-24-30", Of::Median, 5.0),
    limit("1,000,000 spans: the first draw list", "drawing-1000000-first", Of::Median, 35.0),
    limit("Panning 1,000,000 spans: a frame", "panning-spans-median", Of::Median, 16.7),
    limit("… the 99th percentile", "panning-spans-p99", Of::Median, 33.4),
    limit("… own code, all lanes in view, 99th", "panning-spans-all-own-p99", Of::Median, 12.0),
    limit("Panning 100,000 lanes: a frame", "panning-lanes-median", Of::Median, 16.7),
    limit("… the 99th percentile of it", "panning-lanes-p99", Of::Median, 33.4),
    recorded(
        "`scale` in the page: overhead against native promises",
        "scale-100000",
        Of::Ratio(Way::Native),
        0.15,
    ),
    recorded("A listing: first prediction", "python-open", Of::Median, 900.0),
    recorded("… against Pyodide as it is", "python-open", Of::Ratio(Way::Pyodide), 0.25),
    recorded("A listing: predicted with another delay", "python-drag", Of::Median, 16.0),
    limit("A listing: 1,000 orders", "python-orders", Of::Median, 1500.0),
    limit("A listing: a task goes on", "python-resume", Of::Median, 5000.0),
    recorded("… recorded", "python-resume", Of::Median, 15_000.0),
    recorded(
        "A listing: the weight of Python, brotli",
        "python-weight",
        Of::Median,
        4500.0 / 1.024,
    ),
    against("First prediction, against the other page", "against-drawn", 0.5),
    against("… over a slow network", "against-drawn-far", 0.5),
    against("… on a slow processor", "against-drawn-slow", 0.6),
    limit("… requests until then", "against-requests", Of::Median, 20.0),
    limit("… weight until then, gzip", "against-weight", Of::Median, 200.0),
    against("Run usable, against the other page", "against-ready", 1.0),
    against("… weight until then", "against-ready-weight", 1.0),
    against("First prediction at a second visit", "against-again", 0.5),
    against("Another program, until it is drawn", "against-switching", 0.5),
    against("A large run: its first draw list", "against-lanes", 0.33),
    against("1,000 orders of gather-and-wait", "against-gather", 0.5),
    against("1,000 orders of cooperation", "against-cooperation", 0.5),
    limit("First view, gzip", "view-weight", Of::Median, 120.0),
    limit("First view, until Run is usable", "view-ready-1", Of::Median, 300.0),
];

const fn limit(what: &'static str, table: &'static str, of: Of, most: f64) -> Limit {
    Limit { what, table, way: Way::Coroscope, of, most }
}

const fn recorded(what: &'static str, table: &'static str, of: Of, most: f64) -> Limit {
    Limit { what, table, way: Way::Recorded, of, most }
}

const fn against(what: &'static str, table: &'static str, most: f64) -> Limit {
    limit(what, table, Of::Ratio(Way::Before), most)
}

/// All goals, in each browser that took part.
pub fn all(tables: &[Table]) -> Vec<Goal> {
    let mut hosts: Vec<&'static str> = Vec::new();
    for Row { contestant, .. } in tables.iter().flat_map(|table| &table.rows) {
        let is_own = matches!(contestant.way, Way::Coroscope | Way::Recorded);
        if is_own && !hosts.contains(&contestant.host) {
            hosts.push(contestant.host);
        }
    }
    // Without another page there is nothing to be against.
    let compares = tables.iter().any(|table| table.has(Way::Before));
    let limits = || LIMITS.iter().filter(|limit| compares || !limit.table.starts_with("against-"));
    hosts.iter().flat_map(|host| limits().map(|limit| limit.goal(tables, host))).collect()
}

impl Limit {
    fn goal(&self, tables: &[Table], host: &'static str) -> Goal {
        let table = tables.iter().find(|table| table.id == self.table);
        let measured = table.and_then(|table| match self.of {
            Of::Ratio(peer) => table.ratio(Contestant { way: self.way, host }, peer),
            Of::Median => Some(table.figures(self.way, host)?.median()),
        });
        let unit = match self.of {
            Of::Ratio(_) => "",
            Of::Median => table.map_or("", |table| table.unit.sign()),
        };
        Goal { what: self.what.into(), host, limit: self.most, unit, measured }
    }
}

/// The browsers, and each goal with its value in each of them.
pub fn by_host(goals: &[Goal]) -> (Vec<&'static str>, Vec<(&Goal, Vec<&Goal>)>) {
    let mut hosts: Vec<&'static str> = goals.iter().map(|goal| goal.host).collect();
    hosts.dedup();
    let first = goals.iter().filter(|goal| Some(&goal.host) == hosts.first());
    let rows = first.map(|goal| (goal, goals.iter().filter(|of| of.what == goal.what).collect()));
    let rows = rows.collect();
    (hosts, rows)
}

/// The goals for the terminal.
pub fn text(goals: &[Goal]) -> String {
    let mut text = String::from("\nGoals\n");
    for goal in goals {
        let measured = goal.measured.map_or("–".into(), digits);
        let limit = format!("{} {}", digits(goal.limit), goal.unit);
        let _ = writeln!(
            text,
            "  {:<58} {:<9} at most {limit:<10} {measured:>8}  {}",
            goal.what,
            goal.host,
            goal.verdict()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::sample;
    use super::*;

    #[test]
    fn a_goal_is_met_missed_or_not_measured() {
        let goals = all(&[sample()]);
        let verdict = |what: &str, host: &str| {
            let is = |goal: &&Goal| goal.what.contains(what) && goal.host == host;
            goals.iter().find(is).unwrap().verdict()
        };
        assert_eq!(verdict("overhead against native", "chromium"), "met");
        assert_eq!(verdict("overhead against CPython", "firefox"), "missed");
        assert_eq!(verdict("overhead against native", "firefox"), "not measured");
        assert_eq!(verdict("Chess", "chromium"), "not measured");
    }

    #[test]
    fn a_limit_that_is_just_reached_is_met() {
        let goal =
            Goal { what: String::new(), host: "", limit: 0.1, unit: "", measured: Some(0.1) };
        assert_eq!(goal.verdict(), "met");
    }
}
