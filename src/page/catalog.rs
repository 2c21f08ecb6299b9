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

/// A parameter of a program: its name in URLs, its name on the page, what it does, and what values
/// it takes.
#[derive(Debug, Serialize, Tsify)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Param {
    /// A time in milliseconds.
    Duration {
        id: String,
        label: String,
        help: &'static str,
        default: f64,
        min: f64,
        max: f64,
        step: f64,
    },
    /// A whole number.
    Integer {
        id: String,
        label: String,
        help: &'static str,
        default: f64,
        min: f64,
        max: f64,
        step: f64,
    },
    /// A text of so many characters.
    Text { id: String, label: String, help: &'static str, default: &'static str, max_length: usize },
    /// One of several words.
    Choice {
        id: String,
        label: String,
        help: &'static str,
        default: &'static str,
        choices: Vec<Choice>,
    },
    /// On or off.
    Flag { id: String, label: String, help: &'static str, default: bool },
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
        let stem = program.file.strip_suffix(".rs").unwrap_or(program.file);
        let python = |text| Listing { file: format!("{stem}.py"), text };
        Self {
            id: program.id,
            chapter: program.chapter,
            title: program.title.to_owned(),
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
        match param.kind {
            Kind::Duration(Numeric { default, range, step }) => {
                let (min, max) = range.into_inner();
                Self::Duration { id, label, help, default, min, max, step }
            }
            Kind::Count(Numeric { default, range, step }) => {
                let (min, max) = range.into_inner();
                Self::Integer { id, label, help, default, min, max, step }
            }
            Kind::Text { default, max_length } => {
                Self::Text { id, label, help, default, max_length }
            }
            Kind::Choice { default, choices } => {
                let choice = |&id| Choice { id, title: id };
                let choices = choices.iter().map(choice).collect();
                Self::Choice { id, label, help, default, choices }
            }
            Kind::Flag { default } => Self::Flag { id, label, help, default },
        }
    }
}
