//! The range of an axis, and its marks.

/// From this ratio of the largest value to the smallest on, a logarithmic scale shows more.
const WIDE: f64 = 20.0;

/// The scale of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Whether equal distances are equal ratios.
    pub is_log: bool,
    /// The least value shown.
    pub from: f64,
    /// The largest value shown.
    pub to: f64,
    /// The marks, in ascending order.
    pub marks: Vec<f64>,
}

impl Scale {
    /// The scale for values between these two. It is logarithmic for a wide range. Otherwise it begins
    /// at zero, so that lengths are true.
    pub fn of(least: f64, most: f64) -> Scale {
        if least > 0.0 && most / least > WIDE {
            Scale::log(least, most)
        } else {
            Scale::linear(least, most)
        }
    }

    /// A logarithmic scale. Both values must be above zero.
    pub fn log(least: f64, most: f64) -> Scale {
        let least = least.max(f64::MIN_POSITIVE);
        let most = most.max(least);
        let decades = (most / least).log10();
        let steps: &[f64] = if decades < 2.5 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let first = least.log10().floor() as i32;
        let last = most.log10().ceil() as i32;
        let all = (first..=last)
            .flat_map(|power| steps.iter().map(move |step| step * 10_f64.powi(power)));
        let all: Vec<f64> = all.collect();
        // From the last mark below to the first mark above.
        let from = all.iter().copied().rfind(|mark| *mark <= least * 1.000_001).unwrap_or(least);
        let to = all.iter().copied().find(|mark| *mark >= most * 0.999_999).unwrap_or(most);
        let to = if to > from { to } else { from * 10.0 };
        let marks = all.into_iter().filter(|mark| (from..=to).contains(mark)).collect();
        Scale { is_log: true, from, to, marks }
    }

    fn linear(least: f64, most: f64) -> Scale {
        let (low, high) = (least.min(0.0), most.max(0.0));
        let span = if high > low { high - low } else { 1.0 };
        let rough = span / 5.0;
        let power = 10_f64.powf(rough.log10().floor());
        let step =
            [1.0, 2.0, 5.0, 10.0].map(|step| step * power).into_iter().find(|step| *step >= rough);
        let step = step.unwrap_or(rough);
        let (from, to) = ((low / step).floor() * step, (low + span).div_euclid(step) * step);
        let to = if to < low + span { to + step } else { to };
        let count = ((to - from) / step).round() as usize;
        Scale {
            is_log: false,
            from,
            to,
            marks: (0..=count).map(|mark| from + step * mark as f64).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_near_each_other_are_compared_from_zero() {
        let scale = Scale::of(30.0, 90.0);
        assert!(!scale.is_log);
        assert_eq!(scale.marks, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
    }

    #[test]
    fn values_far_apart_are_compared_by_powers_of_ten() {
        let scale = Scale::of(0.4, 2100.0);
        assert!(scale.is_log);
        assert_eq!(scale.marks, [0.1, 1.0, 10.0, 100.0, 1000.0, 10_000.0]);
        let scale = Scale::of(1.2, 60.0);
        assert_eq!(scale.marks, [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]);
    }

    #[test]
    fn every_value_lies_within() {
        for (least, most) in
            [(0.0, 0.0), (5.0, 5.0), (-2.0, 7.3), (1.0, 1e6), (99.0, 101.0), (1e-3, 1.0)]
        {
            let scale = Scale::of(least, most);
            assert!(scale.from <= least && most <= scale.to, "{least} {most} {scale:?}");
            assert!(scale.from < scale.to && scale.marks.len() >= 2, "{scale:?}");
        }
    }
}
