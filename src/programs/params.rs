//! What can be changed about a program, and how what somebody entered becomes its parameters.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use crate::numbers::grouped;

/// Declares the parameters of a program: a struct `Params` with a field for each.
///
/// The comment on a field is the help that the page shows, which it reads in the listing; its name
/// makes the label and the id. Where `only` some variants read it, those are named behind it, and with
/// others the page does not show it.
macro_rules! params {
    ($($(#[doc = $help:literal])+ $name:ident: $type:ty = $kind:expr $(, only $($variant:ident)+)?;)*) => {
        /// What can be changed about this program.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Params {
            $($(#[doc = $help])+ pub $name: $type,)*
        }

        impl $crate::programs::params::Declared for Params {
            const DECLARED: &'static [$crate::programs::params::Param] =
                &[$($crate::programs::params::Param {
                    name: stringify!($name),
                    kind: $kind,
                },)*];

            const READERS: &'static [&'static [&'static str]] =
                &[$(&[$($(stringify!($variant)),+)?],)*];

            fn read(
                values: &$crate::programs::params::Values,
            ) -> Result<Self, $crate::programs::params::BadInput> {
                let mut reader =
                    $crate::programs::params::Reader::new(values, Self::DECLARED);
                Ok(Self { $($name: reader.read()?,)* })
            }
        }
    };
}
pub(crate) use params;

/// A struct of parameters, as [`params!`] makes it.
pub trait Declared: Sized {
    /// The parameters, in the order of the fields.
    const DECLARED: &'static [Param];

    /// For each of them the variants that read it; none is named if all do.
    const READERS: &'static [&'static [&'static str]];

    /// Reads the fields from values; a missing value takes the default.
    ///
    /// # Errors
    ///
    /// When a value is of the wrong type or out of range.
    fn read(values: &Values) -> Result<Self, BadInput>;
}

/// Which parameters a variant does not read, the first as the lowest bit. It is computed while this is
/// compiled: people download the catalog before anything else, and names would make it longer.
pub(super) const fn unread(variant: &str, readers: &[&[&str]]) -> u32 {
    let (mut found, mut param) = (0, 0);
    while param < readers.len() {
        if !readers[param].is_empty() && !has(readers[param], variant) {
            found |= 1 << param;
        }
        param += 1;
    }
    found
}

const fn has(names: &[&str], wanted: &str) -> bool {
    let mut place = 0;
    while place < names.len() {
        if is_same(names[place].as_bytes(), wanted.as_bytes()) {
            return true;
        }
        place += 1;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place == one.len() && place == other.len()
}

/// A parameter of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name in the source.
    pub name: &'static str,
    /// What values it takes.
    pub kind: Kind,
}

impl Param {
    /// Its name in URLs: `first-delay`.
    #[must_use]
    pub fn id(&self) -> String {
        self.name.replace('_', "-")
    }

    /// Its name on the page: `First delay`.
    #[must_use]
    pub fn label(&self) -> String {
        sentence_case(self.name)
    }

    /// The sentence for whoever entered something else than the parameter takes: it says what that
    /// is.
    #[must_use]
    pub fn refusal(&self) -> String {
        // What people download first makes these sentences, so one place writes them all.
        let (what, which, unit) = match &self.kind {
            Kind::Duration(numeric) => ("a time from ", numeric.in_words(1.0), " milliseconds"),
            Kind::Seconds(numeric) => ("a time from ", numeric.in_words(1000.0), " seconds"),
            Kind::Count(numeric) => ("a whole number from ", numeric.in_words(1.0), ""),
            Kind::Text { max_length, .. } => {
                ("a text of at most ", grouped(*max_length as u64), " characters")
            }
            Kind::Choice { choices, .. } => ("one of ", list(choices), ""),
            Kind::Flag { .. } => ("on or off (true or false)", String::new(), ""),
        };
        format!("{} must be {what}{which}{unit}.", self.label())
    }
}

/// A name in the source as words: `first_delay` becomes `First delay`.
pub(super) fn sentence_case(name: &str) -> String {
    let mut words = name.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// What values a parameter takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A time in milliseconds.
    Duration(Numeric),
    /// A time in milliseconds which people are shown, and enter, in seconds.
    Seconds(Numeric),
    /// A whole number.
    Count(Numeric),
    /// A text.
    Text {
        /// What it is unless somebody enters something else.
        default: &'static str,
        /// How many characters it may have.
        max_length: usize,
    },
    /// One of several words.
    Choice {
        /// What it is unless somebody chooses something else.
        default: &'static str,
        /// The words.
        choices: &'static [&'static str],
    },
    /// On or off.
    Flag {
        /// What it is unless somebody switches it.
        default: bool,
    },
}

/// The numbers that a parameter takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeric {
    /// What it is unless somebody enters something else.
    pub default: f64,
    /// The smallest and the largest.
    pub range: RangeInclusive<f64>,
    /// How far a slider moves at a time.
    pub step: f64,
}

impl Numeric {
    /// The smallest and the largest, which are whole numbers, in a unit that is `one`.
    fn in_words(&self, one: f64) -> String {
        let mut text = grouped((self.range.start() / one) as u64);
        text.push_str(" to ");
        text.push_str(&grouped((self.range.end() / one) as u64));
        text
    }
}

/// Words with commas between them. `join` is large, and would be downloaded for this alone.
fn list(words: &[&str]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(word);
    }
    text
}

/// From so many of something on, a simulation takes longer than a frame of the page, which leaves it
/// to a worker.
pub const LARGE: u32 = 50_000;

/// A time from 0 to 5,000 ms.
pub(super) const fn duration(default_ms: u32) -> Kind {
    Kind::Duration(Numeric { default: default_ms as f64, range: 0.0..=5000.0, step: 50.0 })
}

/// A time in whole seconds, from 0 on.
pub(super) const fn seconds(default_s: u32, most_s: u32) -> Kind {
    let range = 0.0..=most_s as f64 * 1000.0;
    Kind::Seconds(Numeric { default: default_s as f64 * 1000.0, range, step: 1000.0 })
}

/// A whole number.
pub(super) const fn count(default: u32, range: RangeInclusive<u32>) -> Kind {
    let range = *range.start() as f64..=*range.end() as f64;
    Kind::Count(Numeric { default: default as f64, range, step: 1.0 })
}

/// A text of up to 40 characters.
pub(super) const fn text(default: &'static str) -> Kind {
    Kind::Text { default, max_length: 40 }
}

/// One of several words.
pub(super) const fn choice(default: &'static str, choices: &'static [&'static str]) -> Kind {
    Kind::Choice { default, choices }
}

/// On or off.
pub(super) const fn flag(default: bool) -> Kind {
    Kind::Flag { default }
}

/// What somebody entered for one parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A switch.
    Flag(bool),
}

/// What somebody entered, each beside the id of its parameter: few enough to look through.
pub type Values = Vec<(String, Value)>;

/// A sentence that says which input was wrong, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadInput(pub Cow<'static, str>);

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadInput {}

/// Reads the fields of a struct of parameters, one after the other.
#[derive(Debug)]
pub struct Reader<'a> {
    values: &'a Values,
    params: std::slice::Iter<'static, Param>,
}

impl<'a> Reader<'a> {
    /// Begins to read.
    #[must_use]
    pub fn new(values: &'a Values, params: &'static [Param]) -> Self {
        Self { values, params: params.iter() }
    }

    /// Reads the next field.
    ///
    /// # Errors
    ///
    /// When the value is of the wrong type or out of range.
    pub fn read<T: FromValue>(&mut self) -> Result<T, BadInput> {
        let param = self.params.next();
        let param = param.ok_or(BadInput(Cow::Borrowed("A parameter was not declared.")))?;
        let id = param.id();
        let value = match self.values.iter().find(|(known, _)| *known == id) {
            None => T::from_value(&param.kind.default_value()),
            Some((_, value)) if param.takes(value) => T::from_value(value),
            Some(_) => return Err(BadInput(param.refusal().into())),
        };
        value.ok_or(BadInput(Cow::Borrowed("A parameter is declared as another type than it has.")))
    }
}

impl Kind {
    /// The value that the parameter has unless somebody changes it.
    #[must_use]
    pub fn default_value(&self) -> Value {
        match self {
            Self::Duration(numeric) | Self::Seconds(numeric) | Self::Count(numeric) => {
                Value::Number(numeric.default)
            }
            Self::Text { default, .. } | Self::Choice { default, .. } => {
                Value::Text((*default).to_owned())
            }
            Self::Flag { default } => Value::Flag(*default),
        }
    }
}

impl Param {
    /// Whether the parameter takes the value.
    fn takes(&self, value: &Value) -> bool {
        match (&self.kind, value) {
            // Not a number is in no range.
            (Kind::Duration(numeric) | Kind::Seconds(numeric), Value::Number(number)) => {
                numeric.range.contains(number)
            }
            (Kind::Count(numeric), Value::Number(number)) => {
                numeric.range.contains(number) && number.fract() == 0.0
            }
            (Kind::Text { max_length, .. }, Value::Text(text)) => {
                text.chars().count() <= *max_length
            }
            (Kind::Choice { choices, .. }, Value::Text(text)) => choices.contains(&text.as_str()),
            (Kind::Flag { .. }, Value::Flag(_)) => true,
            _ => false,
        }
    }
}

/// What the fields of a struct of parameters can be.
pub trait FromValue: Sized {
    /// The value as a field; `None` if it is of another type.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for Duration {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            // Whole microseconds, as the loop's clock counts.
            Value::Number(ms) => Some(Self::from_micros((ms * 1000.0).round() as u64)),
            _ => None,
        }
    }
}

impl FromValue for u32 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(*number as Self),
            _ => None,
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }
}
