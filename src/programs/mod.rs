//! The catalog: every program that the page can run.
//!
//! A program is one file. Its module doc holds what the page says about it, `params!` what can be
//! changed, and each `pub async fn` is a variant: one way to do the same work. The page fetches and
//! shows that very file, of which only the fingerprint is compiled in. Programs use the
//! [`runtime`](crate::runtime) and the [`host`](crate::host) alone; they never see who drives them.

#[cfg(feature = "test-programs")]
mod counting;
#[cfg(feature = "test-programs")]
mod failing;
mod listing;
pub mod params;

use crate::runtime::Main;
use crate::workers::AnyJob;
pub use listing::{About, Fingerprint, Texts};
use params::{BadInput, Declared, Param, Values, sentence_case};

/// A program.
#[derive(Debug)]
pub struct Program {
    /// Its name in URLs: `greetings`.
    pub id: &'static str,
    /// The chapter that it belongs to.
    pub chapter: &'static str,
    /// Its name on the page; the first line of its file says the same.
    pub title: &'static str,
    /// What it cannot run for real without; a simulation can.
    pub needs: &'static [Need],
    /// The ways to do the same work.
    pub variants: &'static [Variant],
    /// The file that runs, as the compiler names it.
    pub file: &'static str,
    /// The fingerprint of that file.
    pub rust: Fingerprint,
    /// That of the same in Python, where Python has the same.
    pub python: Option<Fingerprint>,
    /// What can be changed.
    pub params: &'static [Param],
    start: fn(usize, &Values) -> Result<Main, BadInput>,
}

/// What a program may need that not every page of a browser has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Memory that several workers read and write: the page must be cross-origin isolated.
    SharedMemory,
}

/// One way to do a program's work.
#[derive(Debug)]
pub struct Variant {
    /// The name of its function.
    pub name: &'static str,
    is_suggested: bool,
    /// The parameters of its program that it does not read, the first as the lowest bit.
    pub unread: u32,
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
    /// The variant that a newcomer sees first.
    #[must_use]
    pub fn suggested(&self) -> &'static Variant {
        let suggested = self.variants.iter().find(|variant| variant.is_suggested);
        suggested.unwrap_or(&self.variants[0])
    }

    /// Makes the coroutine of a variant.
    ///
    /// # Errors
    ///
    /// When there is no such variant, or a value is unknown, of the wrong type or out of range.
    pub fn start(&self, variant: &str, values: &Values) -> Result<Main, BadInput> {
        let place = self.variants.iter().position(|known| known.id() == variant);
        let Some(place) = place else {
            let known: Vec<String> = self.variants.iter().map(Variant::id).collect();
            let (title, known) = (self.title, known.join(", "));
            let sentence = format!("{title} has no variant “{variant}”. It has {known}.");
            return Err(BadInput(sentence.into()));
        };
        let known: Vec<String> = self.params.iter().map(Param::id).collect();
        if let Some(unknown) = values.iter().map(|(id, _)| id).find(|id| !known.contains(id)) {
            let (title, known) = (self.title, known.join(", "));
            let sentence =
                format!("{title} has no parameter “{unknown}”. Its parameters are {known}.");
            return Err(BadInput(sentence.into()));
        }
        (self.start)(place, values)
    }

    /// What the page says about the program, read out of the text of its file. The listing in
    /// Python says nothing.
    ///
    /// # Errors
    ///
    /// When the text is not that of one of the two files which this was compiled with: the source
    /// that is shown is the source that runs, or else it is not shown.
    pub fn describe(&self, source: &str) -> Result<Texts, BadInput> {
        let found = Some(listing::fingerprint(source.as_bytes()));
        if found == Some(self.rust) || found == self.python {
            return Ok(listing::texts(source, self.variants.iter().map(|variant| variant.name)));
        }
        Err(BadInput(
            "The listing is of another version than the program that runs. Please reload the page."
                .into(),
        ))
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
        BadInput(format!("There is no program “{id}”. There are {}.", known.join(", ")).into())
    })
}

/// Lists programs: for each chapter its programs, and for each of those its id, its module, its
/// title, whether there is a Python listing, and the functions that are its variants. A newcomer sees
/// the first of these first, unless another one is `suggested`.
macro_rules! programs {
    ($($chapter:literal { $($id:literal $module:ident $title:literal ($($python:ident)?) $(needs $($need:ident)+)?: $($variant:ident $($suggested:ident)?),+;)* })*) => {
        &[$($(Program {
            id: $id,
            chapter: $chapter,
            title: $title,
            needs: &[$($(Need::$need),+)?],
            variants: &[$(Variant {
                name: stringify!($variant),
                is_suggested: programs!(@is $($suggested)?),
                unread: const { $crate::programs::params::unread(stringify!($variant), $module::Params::READERS) },
            },)+],
            file: concat!("src/programs/", stringify!($module), ".rs"),
            rust: const { listing::fingerprint(include_bytes!(concat!(stringify!($module), ".rs"))) },
            python: programs!(@python $module $($python)?),
            params: $module::Params::DECLARED,
            start: |place, values| {
                let params = $module::Params::read(values)?;
                let starts = [$((|params| Box::pin($module::$variant(params))) as fn(_) -> Main,)+];
                Ok(starts[place](params))
            },
        },)*)*]
    };
    (@python $module:ident python) => {
        Some(const { listing::fingerprint(include_bytes!(concat!(stringify!($module), ".py"))) })
    };
    (@python $module:ident) => {
        None
    };
    (@is suggested) => {
        true
    };
    (@is) => {
        false
    };
}

pub mod blocking;
pub mod cancellation;
pub mod chess;
pub mod cooperation;
pub mod countdown;
pub mod downloads;
pub mod futures;
pub mod gather_and_wait;
pub mod greetings;
pub mod job_queue;
pub mod kitchen;
pub mod lifecycle;
pub mod posts_and_users;
pub mod prefix_filter;
pub mod processes;
pub mod receiver;
pub mod scale;
pub mod taking_turns;
pub mod threads;
pub mod top_stories;

/// The programs that people see, in the order in which a learner meets them.
pub static CATALOG: &[Program] = programs! {
    "Waiting" {
        "greetings" greetings "Two greetings" (python): sequential, concurrent suggested;
        "lifecycle" lifecycle "The life of a coroutine" (python): awaited, as_a_task, never_awaited;
        "posts-and-users" posts_and_users "Posts and users" (python): sequential, concurrent suggested;
        "downloads" downloads "Downloads" (python): sequential, concurrent suggested, limited;
        "countdown" countdown "Countdown" (python): concurrent, sequential;
        "top-stories" top_stories "Top stories" (python): sequential, concurrent suggested;
    }
    "Coroutines, tasks and the loop" {
        "taking-turns" taking_turns "Taking turns" (python):
            with_an_await, without_an_await, one_after_the_other;
        "blocking" blocking "Sleeping the wrong way" (python):
            asynchronous_sleep, blocking_sleep, blocking_in_the_middle, moved_to_a_worker;
        "cooperation" cooperation "Cooperation" (python): yield_every_k, never_yield;
        "gather-and-wait" gather_and_wait "Gather and wait" (python):
            gather, wait_first_completed, wait_first_error, wait_all, as_completed;
        "futures" futures "Values and errors" (python):
            fail_fast, let_others_go_on, collect_errors;
        "cancellation" cancellation "Cancellation" (python): cancel_one, time_limit, stop_everything;
    }
    "Generators" {
        "prefix-filter" prefix_filter "A filter for names" (python): send_and_close, dropped;
        "receiver" receiver "A receiver that takes its time" (python): blocking, asynchronous;
    }
    "More than one worker" {
        "kitchen" kitchen "A kitchen" (python): one_cook_one_dish_at_a_time, one_cook_many_pots, many_cooks;
        "processes" processes "Processes" (): one_after_another, at_once;
        "threads" threads "Threads" () needs SharedMemory: atomic, racy;
        "chess" chess "A chess master" (python): one_game_at_a_time, all_at_once;
        "job-queue" job_queue "A job queue" (): one_worker, several_workers, with_failures;
        "scale" scale "How many at once?" (python): coroutines, workers;
    }
};

/// Everything that a program gives workers to do.
pub static JOBS: &[&dyn AnyJob] = &[
    &blocking::BLOCK,
    &job_queue::WORK,
    &kitchen::SERVE,
    &processes::ANNOUNCE,
    &scale::HOLD,
    &threads::WORK,
    #[cfg(feature = "test-programs")]
    &failing::FAIL,
    #[cfg(feature = "test-programs")]
    &failing::WAIT,
];

/// The job with this name.
#[must_use]
pub fn job(name: &str) -> Option<&'static dyn AnyJob> {
    JOBS.iter().copied().find(|job| job.name() == name)
}

/// Programs for the tests of the page.
#[cfg(feature = "test-programs")]
mod tests_only {
    use super::params::Declared;
    use super::{Main, Program, Variant, counting, failing, listing};

    pub(super) static PROGRAMS: &[Program] = programs! {
        "For tests" {
            "failing" failing "Failing" (): panics, panics_in_some_order, never_returns, yields_for_ever,
                gets_stuck, panics_in_a_worker, gets_stuck_in_a_worker, panics_beside_a_worker;
            "counting" counting "Counting" (): one_by_one;
        }
    };
}
