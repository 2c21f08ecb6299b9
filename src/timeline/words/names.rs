//! Names of tasks and lines within a sentence.

use crate::runtime::trace::{SiteId, TaskId};
use crate::timeline::lanes::View;

use super::format::{list, quote};

impl View<'_> {
    /// The name of a task within a sentence.
    pub fn quoted(self, task: TaskId) -> String {
        quote(&self.name(task))
    }

    /// " (line 31)", or nothing if the line is not known.
    pub fn in_line(self, site: Option<SiteId>) -> String {
        match self.line_in_words(site) {
            Some(place) => format!(" ({place})"),
            None if self.has_no_twin(site) => " (no line in Python)".to_owned(),
            None => String::new(),
        }
    }

    /// "line 31", and of which file where there are several: "line 31 of shop.py".
    pub fn line_in_words(self, site: Option<SiteId>) -> Option<String> {
        let line = self.line(site)?;
        Some(match self.file_of_several(site) {
            Some(file) => format!("line {line} of {file}"),
            None => format!("line {line}"),
        })
    }
}

/// The names of at most `most` tasks, and how many more there are.
pub(in crate::timeline) fn names(view: View<'_>, tasks: &[TaskId], most: usize) -> String {
    let mut parts: Vec<String> = tasks.iter().take(most).map(|task| view.quoted(*task)).collect();
    if tasks.len() > most {
        parts.push("others".to_owned());
    }
    list(&parts)
}
