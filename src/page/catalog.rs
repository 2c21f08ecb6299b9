//! The catalog as plain data.

use serde::Serialize;
use tsify::Tsify;

use crate::programs;
use crate::programs::params::{self, Kind, Numeric};

/// A program.
#[derive(Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Program {
    /// Its name in URLs.
    id: &'static str,
    /// The chapter that it belongs to.
    chapter: &'static str,
    /// Its name on the page.
    title: String,
    /// The question that it answers.
    question: String,
    /// Paragraphs that say what to watch.
    watch: Vec<String>,
    /// Paragraphs that say what happened, and why.
    lesson: Vec<String>,
    /// The ways to do its work.
    variants: Vec<Variant>,
    /// What can be changed.
    params: Vec<Param>,
    /// The file that runs.
    rust: Listing,
    /// The same in Python, where Python has the same.
    python: Option<Listing>,
}

/// One way to do a program's work.
#[derive(Debug, Serialize, Tsify)]
pub struct Variant {
    /// Its name in URLs.
    id: String,
    /// Its name on the page.
    title: String,
    /// What it does.
    about: String,
    /// The line of the Rust listing on which it begins.
    entry_line: u32,
}

/// A source text.
#[derive(Debug, Serialize, Tsify)]
pub struct Listing {
    /// The name of the file.
    file: String,
    /// Its text.
    text: &'static str,
}

/// A parameter of a program.
#[derive(Debug, Serialize, Tsify)]
pub struct Param {
    /// Its name in URLs.
    id: String,
    /// Its name on the page.
    label: String,
    /// What it does.
    help: &'static str,
    /// What values it takes.
    #[serde(flatten)]
    takes: Takes,
}

/// What values a parameter takes.
#[derive(Debug, Serialize, Tsify)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Takes {
    /// A time in milliseconds.
    Duration { default: f64, min: f64, max: f64, step: f64 },
    /// A whole number.
    Integer { default: f64, min: f64, max: f64, step: f64 },
    /// A text of so many characters.
    Text { default: &'static str, max_length: usize },
    /// One of several words.
    Choice { default: &'static str, choices: Vec<Choice> },
    /// On or off.
    Flag { default: bool },
}

/// One of the words that a parameter takes.
#[derive(Debug, Serialize, Tsify)]
pub struct Choice {
    /// Its name in URLs.
    id: &'static str,
    /// Its name on the page.
    title: &'static str,
}

impl From<&'static programs::Program> for Program {
    fn from(program: &'static programs::Program) -> Self {
        let texts = program.texts();
        let variant = |variant: &programs::Variant| {
            let (entry_line, about) = program.about(variant);
            Variant { id: variant.id(), title: variant.title(), about, entry_line }
        };
        let python = |text| Listing { file: program.file.replace(".rs", ".py"), text };
        Self {
            id: program.id,
            chapter: program.chapter,
            title: texts.title,
            question: texts.question,
            watch: texts.watch,
            lesson: texts.lesson,
            variants: program.variants.iter().map(variant).collect(),
            params: (program.params)().into_iter().map(Param::from).collect(),
            rust: Listing { file: program.file.to_owned(), text: program.rust },
            python: program.python.map(python),
        }
    }
}

impl From<params::Param> for Param {
    fn from(param: params::Param) -> Self {
        let (id, label, help) = (param.id(), param.label(), param.help);
        let takes = match param.kind {
            Kind::Duration(Numeric { default, range, step }) => {
                Takes::Duration { default, min: *range.start(), max: *range.end(), step }
            }
            Kind::Count(Numeric { default, range, step }) => {
                Takes::Integer { default, min: *range.start(), max: *range.end(), step }
            }
            Kind::Text { default, max_length } => Takes::Text { default, max_length },
            Kind::Choice { default, choices } => {
                let choice = |&id| Choice { id, title: id };
                Takes::Choice { default, choices: choices.iter().map(choice).collect() }
            }
            Kind::Flag { default } => Takes::Flag { default },
        };
        Self { id, label, help, takes }
    }
}
