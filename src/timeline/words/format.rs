//! Numbers and names as people read them.

use crate::numbers::grouped;

/// A duration: "2,000 ms", "1.2 ms", "0.16 ms", "1 h 0 min 55 s". No more digits than people can use.
/// What the page writes itself is rounded alike, in `www/model/format.js`.
pub(in crate::timeline) fn duration(us: u64) -> String {
    match us {
        0..100 => format!("{} ms", decimal(us, 3, 3)),
        100..1_000 => format!("{} ms", decimal(us, 3, 2)),
        1_000..10_000 => format!("{} ms", decimal(us, 3, 1)),
        10_000..100_000_000 => format!("{} ms", decimal(us, 3, 0)),
        _ => long_duration(us.saturating_add(500_000) / 1_000_000),
    }
}

/// Hours, minutes and seconds, without leading zeros.
fn long_duration(s: u64) -> String {
    let (hours, minutes, seconds) = (s / 3600, s / 60 % 60, s % 60);
    let mut text = String::new();
    if hours > 0 {
        text = format!("{} h", number(hours));
    }
    if minutes > 0 || hours > 0 && seconds > 0 {
        text = format!("{text} {minutes} min");
    }
    if seconds > 0 {
        text = format!("{text} {seconds} s");
    }
    text.trim_start().to_owned()
}

/// Microseconds as milliseconds.
pub(in crate::timeline) fn to_ms(us: u64) -> f64 {
    us as f64 / 1000.0
}

/// Milliseconds as microseconds. A number that is no time becomes zero.
pub(in crate::timeline) fn to_us(ms: f64) -> u64 {
    (ms * 1000.0).round() as u64
}

/// A ratio: "1.5", "1", "0.03".
pub(in crate::timeline) fn ratio(value: f64) -> String {
    let hundredths = if value.is_finite() { (value.max(0.0) * 100.0).round() } else { 0.0 };
    let wanted = if value >= 10.0 { 1 } else { 2 };
    decimal(hundredths as u64, 2, wanted)
}

/// A whole number with thousands separators.
pub(in crate::timeline) fn number(value: u64) -> String {
    grouped(value)
}

/// A number and its noun: "1 wake", "2 wakes".
pub(in crate::timeline) fn count(value: u64, noun: &str) -> String {
    format!("{} {noun}{}", number(value), if value == 1 { "" } else { "s" })
}

/// A name within a sentence.
pub(in crate::timeline) fn quote(name: &str) -> String {
    format!("`{name}`")
}

/// The part of a printed line that fits into a sentence, in quotes.
pub(in crate::timeline) fn excerpt(line: &str) -> String {
    format!("“{}”", cut(line))
}

/// The part of a text that fits into a sentence.
pub(in crate::timeline) fn cut(line: &str) -> String {
    let mut text: String = line.chars().take(40).collect();
    if text.len() < line.len() {
        text.push('…');
    }
    text
}

/// Several parts as one list: "a", "a and b", "a, b and c".
pub(in crate::timeline) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number with its last `scale` digits behind the point, rounded to `wanted` of them, without
/// trailing zeros.
fn decimal(value: u64, scale: u32, wanted: u32) -> String {
    let unit = 10_u64.pow(scale - wanted);
    let rounded = value / unit + u64::from(value % unit >= unit.div_ceil(2));
    let one = 10_u64.pow(wanted);
    let (whole, rest) = (rounded / one, rounded % one);
    if rest == 0 {
        return number(whole);
    }
    let rest = format!("{rest:0width$}", width = wanted as usize);
    format!("{}.{}", number(whole), rest.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_no_more_digits_than_make_sense() {
        // The page is tested with the same ones.
        let shown = include_str!("../../../tests/durations.json");
        let shown: Vec<(u64, String)> = serde_json::from_str(shown).expect("times and their texts");
        assert!(!shown.is_empty());
        for (us, text) in shown {
            assert_eq!(duration(us), text);
        }
        assert_eq!(duration(u64::MAX), "5,124,095,576 h 1 min 49 s");
    }

    #[test]
    fn ratios_are_short() {
        for (value, text) in [(1.5, "1.5"), (1.0, "1"), (4.571, "4.57"), (23.456, "23.5")] {
            assert_eq!(ratio(value), text);
        }
        for value in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(ratio(value), "0");
        }
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!(count(1, "wake"), "1 wake");
        assert_eq!(count(0, "wake"), "0 wakes");
        assert_eq!(count(1_234_567, "wake"), "1,234,567 wakes");
    }

    #[test]
    fn lists_read_like_speech() {
        let parts = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(list(&parts(&["a"])), "a");
        assert_eq!(list(&parts(&["a", "b"])), "a and b");
        assert_eq!(list(&parts(&["a", "b", "c"])), "a, b and c");
    }
}
