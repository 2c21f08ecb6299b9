//! The text of an export under construction.

use crate::json;
use crate::runtime::trace::{SiteId, TaskId};
use crate::timeline::lanes::View;

use super::entry::{Args, Entry};

/// The text under construction.
pub(super) struct Json<'a> {
    pub view: View<'a>,
    /// The number of the process that stands for the loop.
    pub pid: u32,
    pub text: &'a mut String,
    /// The source lines with their files, in the form that editors understand.
    pub places: Vec<String>,
}

impl Json<'_> {
    pub fn push(&mut self, entry: &Entry<'_>, site: Option<SiteId>) {
        let separator = if self.text.ends_with('[') { "\n" } else { ",\n" };
        self.text.push_str(separator);
        let place = site.and_then(|site| self.places.get(usize::from(site.0)));
        let args = Args { line: place.map(String::as_str), ..entry.args };
        let entry = Entry { args, pid: self.pid, ..*entry };
        json::append(self.text, &entry);
    }

    /// Writes metadata about the process, or about a thread of it.
    pub fn metadata(&mut self, what: &str, task: Option<TaskId>, args: Args<'_>) {
        let entry = Entry::new(what, "metadata", "M", 0, task.unwrap_or(TaskId(0)));
        let tid = entry.tid.filter(|_| task.is_some());
        self.push(&Entry { tid, args, ..entry }, None);
    }

    /// The number of a task, unique among all processes.
    pub fn number(&self, task: TaskId) -> u64 {
        u64::from(self.pid) << 14 | u64::from(task.0)
    }
}
