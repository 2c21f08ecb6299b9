//! Random values for the parameters of a program, all of them together.
//!
//! What is equal, nothing, the least or the most is more frequent than it would be by chance: that is
//! where orders are decided.

use coroscope::programs::params::{Kind, Numeric, Param, Value, Values};

use crate::random::Random;

/// No count is larger than this, because a run is to take milliseconds.
const LARGEST_COUNT: usize = 3000;

/// Texts that a literal of Python, its parser, an output or an editor may stumble over.
const NASTY: &[&str] = &[
    "𝄞 \"\\'",
    "\\",
    "\"\"\"",
    "{x} %s \\N{BULLET}",
    "a\nb",
    "\r\n\t",
    "\0\u{1b}\u{7f}",
    "\u{85}\u{2028}\u{2029}\u{a0}",
    "\u{202e}\u{2066}\u{feff}\u{200b}",
    "👩\u{200d}🚀 🏴\u{e0067}\u{e007f} \u{10ffff}",
    "# no comment",
    "\\\n, 1",
];

/// Values for some or all of the parameters; the others have their defaults.
pub fn random(params: &[&Param], random: &mut Random) -> Values {
    let habit = Habit::random(random);
    let changed = random.one_of(&[100, 100, 80, 50]);
    let mut values = Values::new();
    for param in params {
        if random.is(changed) || is_large(&param.kind) {
            values.push((param.id(), habit.value(&param.kind, random)));
        }
    }
    values
}

/// Whether the default is more than a random run may take.
fn is_large(kind: &Kind) -> bool {
    matches!(kind, Kind::Count(numeric) if numeric.default > LARGEST_COUNT as f64)
}

/// What the values of a run have in common.
struct Habit {
    /// How many of a hundred times are multiples of the unit.
    tied: usize,
    /// In milliseconds, and even, so that a half is whole.
    unit: usize,
}

impl Habit {
    fn random(random: &mut Random) -> Self {
        Self { tied: random.one_of(&[0, 50, 95, 100]), unit: random.one_of(&[2, 100, 500, 1000]) }
    }

    fn value(&self, kind: &Kind, random: &mut Random) -> Value {
        match kind {
            Kind::Duration(numeric) | Kind::Seconds(numeric) => {
                Value::Number(self.time(numeric, random))
            }
            Kind::Count(numeric) => Value::Number(count(numeric, random)),
            Kind::Text { default, .. } => {
                // Some contain each other.
                let texts = ["", " ", "a", "Dear", "James", "Dear James", "ö", default];
                let from = if random.is(70) { &texts[..] } else { NASTY };
                Value::Text(random.one_of(from).to_owned())
            }
            Kind::Choice { choices, .. } => Value::Text(random.one_of(choices).to_owned()),
            Kind::Flag { .. } => Value::Flag(random.is(50)),
        }
    }

    /// Mostly whole milliseconds, as people write them.
    fn time(&self, numeric: &Numeric, random: &mut Random) -> f64 {
        let (least, most) = (*numeric.range.start() as usize, *numeric.range.end() as usize);
        let ms = if random.is(self.tied) {
            self.unit * random.one_of(&[0, 1, 1, 2, 2, 3, 4])
        } else {
            match random.below(8) {
                0 => least,
                1 => least + 1,
                2 => most,
                _ => random.between(least, most),
            }
        };
        let part = if random.is(5) { random.one_of(&[0.5, 0.25, 0.0004]) } else { 0.0 };
        (ms as f64 + part).clamp(least as f64, most as f64)
    }
}

fn count(numeric: &Numeric, random: &mut Random) -> f64 {
    let (least, most) = (*numeric.range.start() as usize, *numeric.range.end() as usize);
    let most = most.min(LARGEST_COUNT);
    let count = match random.below(10) {
        0 => least,
        1 => most,
        2 => random.between(least, most),
        // For what happens at every thousandth.
        3 | 4 => 1000 * random.between(1, 3) + random.one_of(&[0, 0, 1]) - random.below(2),
        _ => least + random.below(8),
    };
    count.clamp(least, most) as f64
}
