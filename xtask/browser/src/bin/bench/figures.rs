//! Several measurements of the same thing.

use std::fmt;

use anyhow::{Result, ensure};

/// Measurements, sorted.
#[derive(Debug, Clone)]
pub struct Figures(Vec<f64>);

impl Figures {
    /// At least one measurement; what is not a number is no measurement.
    pub fn new(mut measured: Vec<f64>) -> Result<Self> {
        ensure!(!measured.is_empty(), "nothing was measured");
        ensure!(measured.iter().all(|figure| figure.is_finite()), "a measurement failed");
        measured.sort_by(f64::total_cmp);
        Ok(Self(measured))
    }

    pub fn median(&self) -> f64 {
        let middle = self.0.len() / 2;
        if self.0.len() % 2 == 1 {
            self.0[middle]
        } else {
            (self.0[middle - 1] + self.0[middle]) / 2.0
        }
    }

    pub fn worst(&self) -> f64 {
        self.0[self.0.len() - 1]
    }

    pub fn best(&self) -> f64 {
        self.0[0]
    }

    pub fn all(&self) -> &[f64] {
        &self.0
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (median, best, worst) = (self.median(), self.best(), self.worst());
        write!(f, "{median:9.1}  ({best:.1} to {worst:.1})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(Figures::new(vec![3.0, 1.0, 2.0]).unwrap().median(), 2.0);
        assert_eq!(Figures::new(vec![4.0, 1.0, 2.0, 3.0]).unwrap().median(), 2.5);
    }

    #[test]
    fn a_measurement_that_failed_is_not_passed_over() {
        assert!(Figures::new(vec![1.0, f64::NAN]).is_err());
        assert!(Figures::new(Vec::new()).is_err());
    }
}
