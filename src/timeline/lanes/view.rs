//! A timeline together with its trace. Most questions need both.

use crate::runtime::trace::{Clock, Site, SiteId, TaskId, Trace};

use super::history::{LaneKind, TaskHistory};
use super::state::TaskState;
use super::timeline::Timeline;

/// A timeline and the trace that it was made of.
#[derive(Clone, Copy, Debug)]
pub(in crate::timeline) struct View<'a> {
    pub timeline: &'a Timeline,
    pub trace: &'a Trace,
}

impl<'a> View<'a> {
    /// The name of a task.
    pub fn name(self, task: TaskId) -> String {
        let named = self.timeline.history(task).and_then(|history| history.name);
        match named {
            Some(text) => self.trace.text(text).to_owned(),
            None if task.0 == 0 => "main".to_owned(),
            None => format!("task {}", task.0),
        }
    }

    /// Whether this is a listing in another language, all of whose lines are its own, and whose loop is
    /// not that of the page.
    pub fn is_listing(self) -> bool {
        let first = self.timeline.histories.first();
        first.is_some_and(|history| history.kind == LaneKind::Listing)
    }

    /// The line of a site. `None` outside of programs, because the page shows lines of programs only,
    /// and where the listing whose lines are said has none for it.
    pub fn line(self, site: Option<SiteId>) -> Option<u32> {
        self.place(site).map(|(_, line)| line)
    }

    pub fn file(self, site: Option<SiteId>) -> Option<String> {
        self.place(site).map(|(file, _)| file.to_owned())
    }

    /// The file and the line of a site, as [`line`](Self::line) says it.
    pub fn place(self, site: Option<SiteId>) -> Option<(&'a str, u32)> {
        let site = self.site(site)?;
        match self.timeline.twin() {
            Some(twin) => twin.of(site.line),
            None => Some((&site.file, site.line)),
        }
    }

    /// Whether a site is a line of the program for which the listing whose lines are said has none.
    pub fn has_no_twin(self, site: Option<SiteId>) -> bool {
        self.timeline.twin().is_some() && self.site(site).is_some() && self.place(site).is_none()
    }

    /// The file of a site, where a run has several. Otherwise nobody has to be told.
    pub fn file_of_several(self, site: Option<SiteId>) -> Option<String> {
        let is_elsewhere = self.is_listing() || self.trace.is_elsewhere();
        let several = self.trace.has_several_files() && is_elsewhere;
        self.file(site).filter(|_| several)
    }

    fn site(self, site: Option<SiteId>) -> Option<&'a Site> {
        let site = site.and_then(|site| self.trace.site(site));
        site.filter(|site| self.is_listing() || self.trace.is_elsewhere() || is_program(&site.file))
    }

    /// The state in a span. The current poll may be blocking already, which its span does not say.
    pub fn state(self, history: &TaskHistory, span: usize) -> TaskState {
        let state = history.spans.states[span];
        let goes_on = state.is_running() && span + 1 == history.spans.len();
        let is_polled = goes_on && history.kind != LaneKind::Thread;
        if is_polled && self.timeline.is_blocked() {
            return TaskState::Blocking;
        }
        state
    }

    /// Whether its times were computed, so that nothing takes time that is not told to.
    pub fn is_virtual(self) -> bool {
        self.trace.clock() == Clock::Virtual
    }

    /// How long the run took in all, recorded or not.
    pub fn total_us(self) -> u64 {
        self.timeline.now_us().max(self.trace.last_us())
    }

    /// When a span ends.
    pub fn end(self, history: &TaskHistory, span: usize) -> u64 {
        history.spans.end(span, history.until_us(self.timeline.now_us()))
    }
}

impl Timeline {
    /// The name of a task. The trace must be that of the timeline.
    #[must_use]
    pub fn name(&self, trace: &Trace, task: TaskId) -> String {
        View { timeline: self, trace }.name(task)
    }
}

/// The folder of the programs, as the compiler names it.
const PROGRAMS: &str = "src/programs";

/// The folder of the tests of this module. Their lines count as lines of programs.
const TESTS: &str = "src/timeline/tests";

/// The folder of the examples, which use this crate as others do.
const EXAMPLES: &str = "examples/";

/// Whether a file is part of a program. The task that a driver starts, for example, has its line in
/// the driver.
fn is_program(file: &str) -> bool {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder == PROGRAMS
        || cfg!(test) && folder.contains(TESTS)
        || !cfg!(target_arch = "wasm32") && file.starts_with(EXAMPLES)
}
