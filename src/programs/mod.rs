//! The catalog: every program that the page can run.
//!
//! A program is one file. Its module doc holds what the page says about it, `params!` what can be
//! changed, and each `pub async fn` is a variant: one way to do the same work. The page shows that
//! very file. Programs use the [`runtime`](crate::runtime) alone; they never see who drives it.

#[cfg(feature = "test-programs")]
mod failing;
mod listing;
pub mod params;

use std::pin::Pin;

pub use listing::Texts;
use params::{BadInput, Declared, Param, Values, sentence_case};

/// A program's own coroutine, ready to be handed to a driver.
pub type Main = Pin<Box<dyn Future<Output = ()>>>;

/// A program.
#[derive(Debug)]
pub struct Program {
    /// Its name in URLs: `greetings`.
    pub id: &'static str,
    /// The chapter that it belongs to.
    pub chapter: &'static str,
    /// Its name on the page; the first line of its file says the same.
    pub title: &'static str,
    /// The ways to do the same work.
    pub variants: &'static [Variant],
    /// The file that runs, as the compiler names it.
    pub file: &'static str,
    /// The text of that file.
    pub rust: &'static str,
    /// The same in Python, where Python has the same.
    pub python: Option<&'static str>,
    /// What can be changed.
    pub params: fn() -> Vec<Param>,
    start: fn(usize, &Values) -> Result<Main, BadInput>,
}

/// One way to do a program's work.
#[derive(Debug)]
pub struct Variant {
    /// The name of its function.
    pub name: &'static str,
}

impl Variant {
    /// Its name in URLs: `blocking-sleep`.
    #[must_use]
    pub fn id(&self) -> String {
        self.name.replace('_', "-")
    }

    /// Its name on the page: `Blocking sleep`.
    #[must_use]
    pub fn title(&self) -> String {
        sentence_case(self.name)
    }
}

impl Program {
    /// Makes the coroutine of a variant.
    ///
    /// # Errors
    ///
    /// When there is no such variant, or a value is unknown, of the wrong type or out of range.
    pub fn start(&self, variant: &str, values: &Values) -> Result<Main, BadInput> {
        let place = self.variants.iter().position(|known| known.id() == variant);
        let Some(place) = place else {
            let known: Vec<String> = self.variants.iter().map(Variant::id).collect();
            let sentence = format!(
                "The program “{}” has no variant “{variant}”; it has: {}.",
                self.id,
                known.join(", ")
            );
            return Err(BadInput(sentence.into()));
        };
        (self.start)(place, values)
    }

    /// The line on which a variant begins, and what it does.
    #[must_use]
    pub fn about(&self, variant: &Variant) -> (u32, String) {
        listing::function(self.rust, variant.name).unwrap_or_default()
    }

    /// What the page says about the program.
    #[must_use]
    pub fn texts(&self) -> Texts {
        listing::texts(self.rust)
    }
}

/// Every program that can be run.
pub fn all() -> impl Iterator<Item = &'static Program> {
    let catalog = CATALOG.iter();
    #[cfg(feature = "test-programs")]
    let catalog = catalog.chain(tests_only::PROGRAMS);
    catalog
}

/// The program with this id.
///
/// # Errors
///
/// When there is none.
pub fn find(id: &str) -> Result<&'static Program, BadInput> {
    all().find(|program| program.id == id).ok_or_else(|| {
        let known: Vec<&str> = all().map(|program| program.id).collect();
        BadInput(format!("There is no program “{id}”; there are: {}.", known.join(", ")).into())
    })
}

/// Lists programs: for each chapter its programs, and for each of those its id, its module, its
/// title, whether there is a Python listing, and the functions that are its variants.
macro_rules! programs {
    ($($chapter:literal { $($id:literal $module:ident $title:literal ($($python:ident)?): $($variant:ident),+;)* })*) => {
        &[$($(Program {
            id: $id,
            chapter: $chapter,
            title: $title,
            variants: &[$(Variant { name: stringify!($variant) },)+],
            file: concat!("src/programs/", stringify!($module), ".rs"),
            rust: include_str!(concat!(stringify!($module), ".rs")),
            python: programs!(@python $module $($python)?),
            params: $module::Params::declared,
            start: |place, values| {
                let params = $module::Params::read(values)?;
                let starts = [$((|params| Box::pin($module::$variant(params))) as fn(_) -> Main,)+];
                Ok(starts[place](params))
            },
        },)*)*]
    };
    (@python $module:ident python) => {
        Some(include_str!(concat!(stringify!($module), ".py")))
    };
    (@python $module:ident) => {
        None
    };
}

pub mod blocking;
pub mod countdown;
pub mod greetings;

/// The programs that people see, in the order in which a learner meets them.
pub static CATALOG: &[Program] = programs! {
    "Waiting" {
        "greetings" greetings "Two greetings" (python): sequential, concurrent;
        "countdown" countdown "Countdown" (python): concurrent, sequential;
    }
    "Coroutines, tasks and the loop" {
        "blocking" blocking "Sleeping the wrong way" (python): asynchronous_sleep, blocking_sleep;
    }
};

/// Programs for the tests of the page.
#[cfg(feature = "test-programs")]
mod tests_only {
    use super::params::Declared;
    use super::{Main, Program, Variant, failing};

    pub(super) static PROGRAMS: &[Program] = programs! {
        "For tests" {
            "failing" failing "Failing" (): panics, never_returns, yields_for_ever, gets_stuck;
        }
    };
}
