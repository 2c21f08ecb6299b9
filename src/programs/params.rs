//! What can be changed about a program, and how what somebody entered becomes its parameters.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

/// Declares the parameters of a program: a struct `Params` with a field for each.
///
/// The comment on a field is the help that the page shows, its name makes the label and the id.
macro_rules! params {
    ($($(#[doc = $help:literal])+ $name:ident: $type:ty = $kind:expr;)*) => {
        /// What can be changed about this program.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Params {
            $($(#[doc = $help])+ pub $name: $type,)*
        }

        impl $crate::programs::params::Declared for Params {
            const DECLARED: &'static [$crate::programs::params::Param] =
                &[$($crate::programs::params::Param {
                    name: stringify!($name),
                    help: concat!($($help),+).trim_ascii_start(),
                    kind: $kind,
                },)*];

            fn read(
                values: &$crate::programs::params::Values,
            ) -> Result<Self, $crate::programs::params::BadInput> {
                let mut reader =
                    $crate::programs::params::Reader::new(values, Self::DECLARED)?;
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

    /// Reads the fields from values; a missing value takes the default.
    ///
    /// # Errors
    ///
    /// When a value is unknown, of the wrong type or out of range.
    fn read(values: &Values) -> Result<Self, BadInput>;
}

/// A parameter of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name in the source.
    pub name: &'static str,
    /// One or two sentences that say what it does.
    pub help: &'static str,
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

/// A time from 0 to 5,000 ms.
pub(super) const fn duration(default_ms: u32) -> Kind {
    Kind::Duration(Numeric { default: default_ms as f64, range: 0.0..=5000.0, step: 50.0 })
}

/// A time in whole seconds, from 0 on. The page shows it in seconds, too.
pub(super) const fn seconds(default_s: u32, most_s: u32) -> Kind {
    let range = 0.0..=most_s as f64 * 1000.0;
    Kind::Duration(Numeric { default: default_s as f64 * 1000.0, range, step: 1000.0 })
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
    ///
    /// # Errors
    ///
    /// When there is a value for a parameter that does not exist.
    pub fn new(values: &'a Values, params: &'static [Param]) -> Result<Self, BadInput> {
        let known: Vec<String> = params.iter().map(Param::id).collect();
        if let Some(unknown) = values.iter().map(|(id, _)| id).find(|id| !known.contains(id)) {
            let known = known.join(", ");
            let sentence = format!("There is no parameter “{unknown}”; there are: {known}.");
            return Err(BadInput(sentence.into()));
        }
        Ok(Self { values, params: params.iter() })
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
        let value = self.values.iter().find(|(known, _)| *known == id);
        let value =
            value.map_or_else(|| Ok(param.kind.default_value()), |(_, value)| param.check(value));
        T::from_value(&value?).ok_or_else(|| param.bad("is declared as another type than it has"))
    }
}

impl Kind {
    /// The value that the parameter has unless somebody changes it.
    #[must_use]
    pub fn default_value(&self) -> Value {
        match self {
            Self::Duration(numeric) | Self::Count(numeric) => Value::Number(numeric.default),
            Self::Text { default, .. } | Self::Choice { default, .. } => {
                Value::Text((*default).to_owned())
            }
            Self::Flag { default } => Value::Flag(*default),
        }
    }
}

impl Param {
    /// The value, if the parameter may have it.
    fn check(&self, value: &Value) -> Result<Value, BadInput> {
        match (&self.kind, value) {
            (Kind::Duration(numeric), Value::Number(number)) => {
                self.check_number(*number, numeric, " ms")?;
            }
            (Kind::Count(numeric), Value::Number(number)) => {
                self.check_number(*number, numeric, "")?;
                if number.fract() != 0.0 {
                    return Err(self.bad("must be a whole number"));
                }
            }
            (Kind::Text { max_length, .. }, Value::Text(text)) => {
                if text.chars().count() > *max_length {
                    return Err(self.bad(&format!("may have at most {max_length} characters")));
                }
            }
            (Kind::Choice { choices, .. }, Value::Text(text)) => {
                if !choices.contains(&text.as_str()) {
                    return Err(self.bad(&format!("must be one of: {}", choices.join(", "))));
                }
            }
            (Kind::Flag { .. }, Value::Flag(_)) => {}
            (Kind::Duration(_) | Kind::Count(_), _) => return Err(self.bad("must be a number")),
            (Kind::Text { .. } | Kind::Choice { .. }, _) => return Err(self.bad("must be a text")),
            (Kind::Flag { .. }, _) => return Err(self.bad("must be true or false")),
        }
        Ok(value.clone())
    }

    fn check_number(&self, number: f64, allowed: &Numeric, unit: &str) -> Result<(), BadInput> {
        // Not a number is in no range.
        if allowed.range.contains(&number) {
            return Ok(());
        }
        // Limits are whole numbers. Other floats would need code to write them that is larger than
        // all of this file; they are seldom what somebody entered, either.
        let (min, max) = (*allowed.range.start() as i64, *allowed.range.end() as i64);
        let whole = number as i64;
        let given =
            if whole as f64 == number { format!(", and {whole} is not") } else { String::new() };
        Err(self.bad(&format!("must be from {min} to {max}{unit}{given}")))
    }

    fn bad(&self, what: &str) -> BadInput {
        BadInput(format!("“{}” {what}.", self.label()).into())
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
