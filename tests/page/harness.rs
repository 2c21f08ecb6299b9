//! Gives each claim a browser, and checks what every page must fulfil.

use std::any::Any;
use std::cell::RefCell;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use browser::{Contrast, Engine, Motion, Page, Result, Scheme, Screen};
use libtest_mimic::Failed;

pub use crate::environment::{folder, setting};

use crate::{times, visible};

/// A laptop's window, light, with movement.
pub const LAPTOP: Screen = Screen {
    width: 1440,
    height: 900,
    scheme: Scheme::Light,
    motion: Motion::Full,
    contrast: Contrast::Usual,
    flags: &[],
    notes_requests: false,
};

/// The same, and the requests of the page are noted.
pub const LAPTOP_WITH_REQUESTS: Screen = Screen { notes_requests: true, ..LAPTOP };

/// Which build of the site a claim is about.
#[derive(Debug, Clone, Copy)]
pub enum Website {
    /// The site as it is published, on a host whose files a browser asks for once.
    Published,
    /// The same, on a host whose files a browser asks for each time.
    Fresh,
    /// The same, with the programs that go wrong on purpose.
    WithFailing,
    /// The site as it is published, from a server that sends data only after 2 s.
    Slow,
    /// The site as it is published, on a host that sends no headers which isolate a page.
    NotIsolated,
    /// The site as it is published, at a place below the root of its host.
    BelowRoot,
    /// The site as it is published, on a host whose files do not change, so that browsers may keep
    /// them; below its root, without headers that isolate a page.
    Kept,
}

impl Website {
    /// The address of its page, with a slash at its end.
    fn url(self) -> String {
        setting(match self {
            Website::Published => "COROSCOPE_PAGE_URL",
            Website::Fresh => "COROSCOPE_PAGE_URL_FRESH",
            Website::WithFailing => "COROSCOPE_PAGE_URL_TEST_PROGRAMS",
            Website::Slow => "COROSCOPE_PAGE_URL_SLOW",
            Website::NotIsolated => "COROSCOPE_PAGE_URL_NOT_ISOLATED",
            Website::BelowRoot => "COROSCOPE_PAGE_URL_BELOW_ROOT",
            Website::Kept => "COROSCOPE_PAGE_URL_KEPT",
        })
    }
}

/// A test, whose name claims something of the page.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The path of its function.
    pub path: &'static str,
    /// The site that is looked at.
    pub site: Website,
    /// The window that it is looked at in.
    pub screen: Screen,
    /// Whether it needs the machine for itself.
    pub alone: bool,
    /// Checks the claim.
    pub look: fn(&Visit) -> Result<()>,
}

/// Lists the claims of a file: `cases![Website::Published, LAPTOP => one, another; …]`. Those that want
/// the machine for themselves say so: `Website::Published, LAPTOP, Alone => one`.
macro_rules! cases {
    ($($site:expr, $screen:expr $(, $alone:ident)? => $($look:ident),+ $(,)?);+ $(;)?) => {
        $crate::harness::cases![@listed [] $([$site, $screen, [$($alone)?], $($look),+])+]
    };
    (@listed [$($done:expr,)*]) => { &[$($done),*] };
    (@listed [$($done:expr,)*] [$site:expr, $screen:expr, $alone:tt, $($look:ident),+] $($rest:tt)*) => {
        $crate::harness::cases![@listed [$($done,)* $($crate::harness::Case {
            path: concat!(module_path!(), "::", stringify!($look)),
            site: $site,
            screen: $screen,
            alone: $crate::harness::cases!(@alone $alone),
            look: $look,
        },)+] $($rest)*]
    };
    (@alone []) => { false };
    (@alone [Alone]) => { true };
}
pub(crate) use cases;

/// A browser on its way through our site. Everything that [`Page`] can do, it can.
#[derive(Debug)]
pub struct Visit {
    page: Page,
    screen: Screen,
    /// Where the site is served, with a slash at its end.
    base: RefCell<String>,
    /// The number of requests that the browser had made before.
    first_request: usize,
    /// Parts of the problems that the claim causes on purpose.
    expected: RefCell<Vec<String>>,
}

impl Deref for Visit {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

/// What a claim says on the console to learn that all before it has been noted.
const MARK: &str = "the claim has come to here";

impl Visit {
    /// Opens a path of the site, as `/?program=greetings`, and waits until it has loaded.
    pub fn open(&self, path: &str) -> Result<()> {
        self.page.goto(&format!("{}{}", self.base(), path.trim_start_matches('/')))
    }

    /// Where the site is served, with a slash at its end.
    pub fn base(&self) -> String {
        self.base.borrow().clone()
    }

    /// In Firefox another browser, to which nobody listens: for claims in which a worker starts workers.
    ///
    /// While somebody listens through WebDriver BiDi, Firefox 153 holds up a worker that starts one
    /// until what listens has noted the new one, and on a busy machine it sometimes does so for ever:
    /// `new Worker` never returns. It did in 4 of 73 workers that started two each, and in none of 800
    /// when nobody listened. What goes wrong on the page without being announced is seen in Chromium.
    pub fn unobserved(&self) -> Result<Option<Visit>> {
        if self.page.engine() != Engine::Firefox {
            return Ok(None);
        }
        let page = Page::launch_unobserved(Engine::Firefox, &self.screen)?;
        let (base, expected) = (self.base.clone(), RefCell::default());
        Ok(Some(Visit { page, screen: self.screen, base, first_request: 0, expected }))
    }

    /// From now on the site is served elsewhere, at an address with a slash at its end.
    pub fn move_to(&self, base: String) {
        self.base.replace(base);
    }

    /// Lets the page have errors whose text contains `part`.
    pub fn expect_problem(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
    }

    /// The address of every request that was made for this claim, whose screen must note them.
    pub fn requests(&self) -> Result<Vec<String>> {
        assert!(self.screen.notes_requests, "this claim's screen does not note requests");
        self.events_until_now(self.page.problems().len())?;
        Ok(self.page.requests().split_off(self.first_request))
    }

    /// Waits for all events up to now: they come on a channel of their own, in order. Returns the
    /// problems after the first `before`.
    fn events_until_now(&self, before: usize) -> Result<Vec<String>> {
        let mark = format!("{MARK} {}", self.page.problems().len());
        self.page.run_js(&format!("console.error({mark:?})"))?;
        self.page.wait_for_problem(before, &mark)
    }

    /// Problems after the first `before` that nobody expected.
    fn surprises(&self, before: usize) -> Result<Vec<String>> {
        let mut problems = self.events_until_now(before)?;
        let expected = self.expected.borrow();
        problems.retain(|problem| !problem.contains(MARK));
        // The picture to which a browser goes between two claims names no icon, so that it looks for
        // one in the usual place.
        problems.retain(|problem| !problem.contains("/favicon.ico"));
        problems.retain(|problem| !expected.iter().any(|part| problem.contains(part.as_str())));
        Ok(problems)
    }
}

impl Case {
    /// Its file and its function.
    pub fn name(&self) -> &'static str {
        self.path.strip_prefix("page::").unwrap_or(self.path)
    }

    /// Whether it is to be looked at now, with others beside it or without.
    pub fn is_wanted(&self) -> bool {
        match std::env::var("COROSCOPE_ALONE").as_deref() {
            Ok("only") => self.alone,
            Ok("none") => !self.alone,
            _ => true,
        }
    }

    /// Looks whether it is true. It is not if the console shows an error, an exception stays
    /// uncaught, or a file is missing. What was in view then is kept as
    /// `target/page-tests/CLAIM-BROWSER.png`.
    ///
    /// A claim that is found false is checked once more, in a new browser: a busy machine can keep a
    /// browser from what is waited for. The end of the tests names each claim that took two looks, and
    /// what was seen at the first.
    pub fn check(&self) -> Result<(), Failed> {
        let began = Instant::now();
        let outcome = self.look_once().or_else(|first| {
            self.look_once()
                .map(|()| self.note_second_look(&first))
                .map_err(|second| format!("{second}\nAt the first of two looks: {first}").into())
        });
        times::note(self.name(), began.elapsed());
        outcome
    }

    fn note_second_look(&self, first: &str) {
        eprintln!("took a second look: {}\n{first}\n", self.name());
        let mut second_looks = SECOND_LOOKS.lock().unwrap_or_else(PoisonError::into_inner);
        second_looks.push((self.name(), first.to_owned()));
    }

    fn look_once(&self) -> Result<(), String> {
        let page = take_browser(self.screen).map_err(|error| format!("{error:?}"))?;
        let (before, first_request) = (page.problems().len(), page.requests().len());
        let base = RefCell::new(self.site.url());
        let visit =
            Visit { page, screen: self.screen, base, first_request, expected: RefCell::default() };

        let outcome = catch_unwind(AssertUnwindSafe(|| (self.look)(&visit)));
        let surprises = visit.surprises(before);
        let mut problems = match outcome {
            Ok(Ok(())) => Vec::new(),
            Ok(Err(error)) => vec![format!("{error:?}")],
            Err(panic) => vec![format!("It panicked: {}", message(panic.as_ref()))],
        };
        match surprises {
            Ok(surprises) => {
                problems.extend(surprises.iter().map(|one| format!("The page says: {one}")))
            }
            Err(error) => problems.push(format!("{error:?}")),
        }
        if problems.is_empty() {
            leave_nothing(&visit).map_err(|error| format!("{error:?}"))?;
            times::note_processor(self.name(), &visit.page);
            browsers().push(visit.page);
            return Ok(());
        }
        times::note_processor(self.name(), &visit.page);
        // A browser in which something went wrong is not used again.
        problems.push(self.take_picture(&visit.page));
        let text = problems.join("\n");
        visible::linger(self.name(), &text);
        Err(text)
    }

    fn take_picture(&self, page: &Page) -> String {
        let name = format!("{}-{}.png", self.name().replace("::", "-"), page.engine().name());
        let path = folder().join(name);
        match page.screenshot(&path) {
            Ok(()) => format!("What was in view: {}", path.display()),
            Err(error) => format!("There is no picture of what was in view: {error:#}"),
        }
    }
}

/// The claims that were found true at the second look only, and what was seen at the first.
static SECOND_LOOKS: Mutex<Vec<(&str, String)>> = Mutex::new(Vec::new());

/// Says which claims took two looks; `cargo xtask test` repeats their names.
pub fn print_second_looks() {
    for (name, first) in SECOND_LOOKS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        println!("passed at the second look: {name}\n{first}\n");
    }
}

/// The browsers that no claim is using.
static BROWSERS: Mutex<Vec<Page>> = Mutex::new(Vec::new());

fn browsers() -> std::sync::MutexGuard<'static, Vec<Page>> {
    BROWSERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A browser that has this screen, or can have it, or else a new one.
fn take_browser(screen: Screen) -> Result<Page> {
    let mut others = Vec::new();
    let mut found = None;
    // The others do not wait while a browser starts or turns.
    while let Some(mut page) = take_any(screen) {
        if page.turn_to(&screen)? {
            found = Some(page);
            break;
        }
        others.push(page);
    }
    browsers().extend(others);
    match found {
        Some(page) => Ok(page),
        None => Page::launch(Engine::parse(&setting("COROSCOPE_BROWSER"))?, &screen),
    }
}

/// One of the browsers that no claim is using: one with this screen if there is one.
fn take_any(screen: Screen) -> Option<Page> {
    let mut browsers = browsers();
    let at = browsers.iter().position(|page| page.screen() == screen);
    at.map(|at| browsers.swap_remove(at)).or_else(|| browsers.pop())
}

/// The message of a panic.
fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it does not say why")
}

/// Ends what runs in the page, deletes what it keeps, and moves the mouse away. Python as it is once it
/// has started may stay, as files in the cache of the browser do: nobody's listing is in it.
fn leave_nothing(visit: &Visit) -> Result<()> {
    // Where there is no server any more, there is no picture either.
    let is_there = visit.open("/favicon.svg").is_ok();
    // A picture of the site runs nothing. The page itself might be about to register the service
    // worker that is taken away here.
    if is_there {
        visit.run_js(
            "if (location.protocol !== 'http:') return;
             localStorage.clear();
             sessionStorage.clear();
             for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
             for (const one of await caches.keys()) {
                 if (!one.startsWith('coroscope-python ')) await caches.delete(one);
             }
             for (const { name } of await indexedDB.databases()) {
                 const gone = indexedDB.deleteDatabase(name);
                 await new Promise((go) => (gone.onsuccess = gone.onerror = gone.onblocked = go));
             }",
        )?;
    } else {
        visit.goto("about:blank")?;
    }
    // Else the mouse could point at something in the next page.
    visit.move_mouse(0.0, 0.0)
}

/// Ends every browser that was started.
pub fn close_browsers() {
    browsers().clear();
}
