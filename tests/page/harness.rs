//! A browser for each test, and what is checked of every page.

use std::cell::RefCell;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::time::Duration;

use browser::{Context, Engine, Page, Result, View};

/// A browser on the way through our site. Everything that [`Page`] can do, it can.
#[derive(Debug)]
pub struct Visit {
    page: Page,
    /// Where the site is served, with a slash at its end.
    base: String,
    /// Parts of the problems that the test brings about on purpose.
    expected: RefCell<Vec<String>>,
}

impl Deref for Visit {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Visit {
    /// Opens a path of the site, as `/?program=greetings`, and waits until it has loaded.
    pub fn open(&self, path: &str) -> Result<()> {
        self.page.goto(&format!("{}{}", self.base, path.trim_start_matches('/')))
    }

    /// Where the site is served, with a slash at its end.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Lets the page have errors whose text contains `part`.
    #[allow(dead_code, reason = "for tests of what the page does when something fails")]
    pub fn expect_problem(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
    }

    /// Problems that nobody expected.
    fn surprises(&self) -> Vec<String> {
        let expected = self.expected.borrow();
        let mut problems = self.page.problems();
        problems.retain(|problem| !expected.iter().any(|part| problem.contains(part.as_str())));
        problems
    }
}

/// Runs `test` in a browser of its own on the site as it is published. The test fails if it returns
/// an error or panics, or if the console shows an error, an exception stays uncaught, or a file is
/// missing. What was in view then is kept as `target/page-tests/TEST-BROWSER.png`.
pub fn visit(view: View, test: impl FnOnce(&Visit) -> Result<()>) {
    visit_at("COROSCOPE_PAGE_URL", view, test);
}

/// [`visit`] on a site whose wasm also has the programs that panic on purpose.
#[allow(dead_code, reason = "for tests of what the page does when a program panics")]
pub fn visit_test_programs(view: View, test: impl FnOnce(&Visit) -> Result<()>) {
    visit_at("COROSCOPE_PAGE_URL_TEST_PROGRAMS", view, test);
}

fn visit_at(base: &str, view: View, test: impl FnOnce(&Visit) -> Result<()>) {
    let base = setting(base);
    let engine = Engine::parse(&setting("COROSCOPE_BROWSER")).unwrap();
    let page = Page::launch(engine, &view).unwrap();
    let visit = Visit { page, base, expected: RefCell::default() };

    let outcome = catch_unwind(AssertUnwindSafe(|| test(&visit)));
    // The events come on a channel of their own, and may be a moment behind.
    std::thread::sleep(Duration::from_millis(100));
    let surprises = visit.surprises();
    if matches!(outcome, Ok(Ok(()))) && surprises.is_empty() {
        return;
    }

    let picture = folder().join(format!("{}-{}.png", test_name(), engine.name()));
    match visit.page.screenshot(&picture) {
        Ok(()) => eprintln!("what was in view: {}", picture.display()),
        Err(error) => eprintln!("no picture of what was in view: {error:#}"),
    }
    for problem in &surprises {
        eprintln!("the page says: {problem}");
    }
    match outcome {
        Err(panic) => resume_unwind(panic),
        Ok(Err(error)) => panic!("{error:?}"),
        Ok(Ok(())) => panic!("the page had {} problems, shown above", surprises.len()),
    }
}

fn setting(name: &str) -> String {
    std::env::var(name)
        .with_context(|| format!("{name} is not set: run `cargo xtask test --only page`"))
        .unwrap()
}

fn folder() -> PathBuf {
    std::env::var_os("COROSCOPE_PAGE_TESTS_OUT").map_or_else(std::env::temp_dir, PathBuf::from)
}

/// The name of the test that runs, which the harness gives to its thread: `loading-it_loads`.
fn test_name() -> String {
    std::thread::current().name().unwrap_or("test").replace("::", "-")
}
