//! The catalog as plain data, and what a listing says.

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
    /// What it cannot run for real without.
    needs: Vec<Need>,
    /// The ways to do its work.
    variants: Vec<Variant>,
    /// The variant that a newcomer sees first.
    suggested: String,
    /// What can be changed.
    params: Vec<Param>,
    /// The file that runs. The page finds it in `pkg/programs/`.
    rust: String,
    /// The same in Python, where Python has the same.
    python: Option<String>,
}

/// What a program may need that not every page has.
#[derive(Debug, Serialize, Tsify)]
pub enum Need {
    /// Memory that several workers share: the page must be cross-origin isolated.
    #[serde(rename = "shared memory")]
    SharedMemory,
}

/// One way to do a program's work.
#[derive(Debug, Serialize, Tsify)]
pub struct Variant {
    /// Its name in URLs.
    id: String,
    /// Its name on the page.
    title: String,
    /// The parameters that it does not read, the first as the lowest bit.
    unread: u32,
}

/// What a program's file says about it.
#[derive(Debug, Serialize, Tsify)]
pub struct Texts {
    /// The question that it answers.
    question: String,
    /// Paragraphs that say what to watch.
    watch: Vec<String>,
    /// Paragraphs that say what happened, and why.
    lesson: Vec<String>,
    /// Its variants, in the order of the catalog.
    variants: Vec<About>,
    /// What each of its parameters is for, in the order of the catalog.
    params: Vec<String>,
}

/// What a program's file says about a variant.
#[derive(Debug, Serialize, Tsify)]
pub struct About {
    /// What it does.
    text: String,
    /// The line on which it begins.
    line: u32,
}

/// A parameter of a program: its name in URLs, its name on the page, what values it takes, and the sentence for whoever entered another.
#[derive(Debug, Serialize, Tsify)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Param {
    /// A time in milliseconds, and the unit in which people are shown it.
    Duration {
        id: String,
        label: String,
        refusal: String,
        default: f64,
        min: f64,
        max: f64,
        step: f64,
        unit: Unit,
    },
    /// A whole number, and from where on it is too large to be simulated on the page.
    Integer {
        id: String,
        label: String,
        refusal: String,
        default: f64,
        min: f64,
        max: f64,
        step: f64,
        large: u32,
    },
    /// A text of this many characters.
    Text { id: String, label: String, refusal: String, default: &'static str, max_length: usize },
    /// One of several words.
    Choice {
        id: String,
        label: String,
        refusal: String,
        default: &'static str,
        choices: Vec<Choice>,
    },
    /// On or off.
    Flag { id: String, label: String, refusal: String, default: bool },
}

/// What people are shown a time in.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Milliseconds.
    Ms,
    /// Seconds.
    S,
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
        let variant = |variant: &programs::Variant| Variant {
            id: variant.id(),
            title: variant.title(),
            unread: variant.unread,
        };
        let stem = program.file.strip_suffix(".rs").unwrap_or(program.file);
        Self {
            id: program.id,
            chapter: program.chapter,
            title: program.title.to_owned(),
            needs: program.needs.iter().map(Need::from).collect(),
            variants: program.variants.iter().map(variant).collect(),
            suggested: program.suggested().id(),
            params: program.params.iter().cloned().map(Param::from).collect(),
            rust: program.file.to_owned(),
            python: program.python.map(|_| format!("{stem}.py")),
        }
    }
}

impl From<&programs::Need> for Need {
    fn from(need: &programs::Need) -> Self {
        match need {
            programs::Need::SharedMemory => Self::SharedMemory,
        }
    }
}

impl From<programs::Texts> for Texts {
    fn from(texts: programs::Texts) -> Self {
        let programs::Texts { question, watch, lesson, variants, params, .. } = texts;
        let about = |programs::About { text, line }| About { text, line };
        let variants = variants.into_iter().map(about).collect();
        Self { question, watch, lesson, variants, params }
    }
}

impl From<params::Param> for Param {
    fn from(param: params::Param) -> Self {
        let (id, label, refusal) = (param.id(), param.label(), param.refusal());
        let unit = if matches!(param.kind, Kind::Seconds(_)) { Unit::S } else { Unit::Ms };
        match param.kind {
            Kind::Duration(Numeric { default, range, step })
            | Kind::Seconds(Numeric { default, range, step }) => {
                let (min, max) = range.into_inner();
                Self::Duration { id, label, refusal, default, min, max, step, unit }
            }
            Kind::Count(Numeric { default, range, step }) => {
                let (min, max) = range.into_inner();
                let large = params::LARGE;
                Self::Integer { id, label, refusal, default, min, max, step, large }
            }
            Kind::Text { default, max_length } => {
                Self::Text { id, label, refusal, default, max_length }
            }
            Kind::Choice { default, choices } => {
                let choice = |&id| Choice { id, title: id };
                let choices = choices.iter().map(choice).collect();
                Self::Choice { id, label, refusal, default, choices }
            }
            Kind::Flag { default } => Self::Flag { id, label, refusal, default },
        }
    }
}
