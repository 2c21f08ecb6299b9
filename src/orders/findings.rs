//! What somebody else has found: a listing's orders are tried by Python.

use super::outputs::{Finding, Outputs};
use super::report::{Orders, OrdersReport};

/// The outputs that orders gave which were not tried here. Reports on them say what those of an
/// [`Explorer`](super::Explorer) say.
///
/// ```
/// use coroscope::orders::{Finding, Findings, Orders};
/// use coroscope::timeline::EndState;
///
/// let finding = |picks: &[u32]| Finding {
///     end: EndState::Completed,
///     errors: Vec::new(),
///     failure: None,
///     count: 1,
///     picks: Some(picks.to_vec()),
///     seed: None,
///     min_total_ms: 10.0,
///     max_total_ms: 10.0,
/// };
/// let mut findings = Findings::default();
/// findings.add("a\nb\n", finding(&[]));
/// findings.add("b\na\n", finding(&[1]));
/// let report = findings.report(Orders { tried: 2, every: true, done: true, most_choices: 1 });
/// assert_eq!(report.outputs[1].differs.as_ref().unwrap().text, "line 1: `b` is printed before `a`");
/// assert!(report.same_lines);
/// ```
#[derive(Debug, Default)]
pub struct Findings(Outputs);

impl Findings {
    /// Adds an output, which is none of those before. The first is that of first in, first out.
    pub fn add(&mut self, output: &str, finding: Finding) {
        let lines: Vec<&str> = output.lines().collect();
        let key = self.0.found.len() as u128;
        self.0.add_new(key, &lines, finding);
    }

    /// What has been found.
    #[must_use]
    pub fn report(&self, orders: Orders) -> OrdersReport {
        OrdersReport::of(&self.0, orders)
    }
}
