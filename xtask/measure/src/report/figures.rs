//! Several measurements of the same quantity.

use anyhow::{Result, ensure};

/// Measurements, in ascending order. There is at least one, and all are finite.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures(Vec<f64>);

impl Figures {
    /// Takes measurements in any order. It is an error if there are none, or if one is not finite.
    pub fn new(mut measured: Vec<f64>) -> Result<Self> {
        ensure!(!measured.is_empty(), "nothing was measured");
        ensure!(measured.iter().all(|figure| figure.is_finite()), "a measurement failed");
        measured.sort_by(f64::total_cmp);
        Ok(Self(measured))
    }

    /// The measurement in the middle, or the mean of the two in the middle.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The value below which this part of the measurements lies, interpolated between neighbours.
    pub fn quantile(&self, part: f64) -> f64 {
        let place = part.clamp(0.0, 1.0) * (self.0.len() - 1) as f64;
        let (below, above) = (self.0[place.floor() as usize], self.0[place.ceil() as usize]);
        below + (above - below) * place.fract()
    }

    /// The smallest.
    pub fn least(&self) -> f64 {
        self.0[0]
    }

    /// The largest.
    pub fn most(&self) -> f64 {
        self.0[self.0.len() - 1]
    }

    /// All of them.
    pub fn all(&self) -> &[f64] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(measured: &[f64]) -> Figures {
        Figures::new(measured.to_vec()).unwrap()
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(figures(&[3.0, 1.0, 2.0]).median(), 2.0);
        assert_eq!(figures(&[4.0, 1.0, 2.0, 3.0]).median(), 2.5);
    }

    #[test]
    fn quantiles_lie_between_their_neighbours() {
        let hundred: Vec<f64> = (0..=100).map(f64::from).collect();
        assert_eq!(figures(&hundred).quantile(0.99), 99.0);
        assert_eq!(figures(&[0.0, 10.0]).quantile(0.25), 2.5);
        assert_eq!(figures(&[7.0]).quantile(0.99), 7.0);
    }

    #[test]
    fn a_measurement_that_failed_is_not_passed_over() {
        assert!(Figures::new(vec![1.0, f64::NAN]).is_err());
        assert!(Figures::new(Vec::new()).is_err());
    }
}
