//! Lines of a record's files, and their numbers in its trace.

use std::collections::BTreeMap;

use crate::runtime::trace::{SiteId, Trace};

use super::error::Problem;

/// A site is the number of a file times this, plus a line.
const LINES_PER_FILE: i64 = 1 << 20;

/// Each line of the trace has the name of its file, so that names must not be long.
const LONGEST_NAME: usize = 255;

/// The files of a record, and the lines of them that were kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Sites {
    files: Vec<String>,
    /// `None` for what did not find room.
    known: BTreeMap<i64, Option<SiteId>>,
}

impl Sites {
    pub fn add_files(&mut self, files: &[String]) -> Result<(), Problem> {
        if let Some(long) = files.iter().find(|name| name.len() > LONGEST_NAME) {
            return Err(Problem::LongFileName(long.len()));
        }
        self.files.extend_from_slice(files);
        Ok(())
    }

    /// The line that a number stands for. 0 is none.
    pub fn of(&mut self, number: i64, trace: &mut Trace) -> Result<Option<SiteId>, Problem> {
        if number == 0 {
            return Ok(None);
        }
        if let Some(known) = self.known.get(&number) {
            return Ok(*known);
        }
        let (file, line) =
            (number.div_euclid(LINES_PER_FILE), number.rem_euclid(LINES_PER_FILE) as u32);
        let name = usize::try_from(file).ok().and_then(|file| self.files.get(file));
        let name = name.ok_or(Problem::File(file, self.files.len()))?;
        if line == 0 {
            return Err(Problem::Line);
        }
        let site = trace.keep_site(name, line);
        self.known.insert(number, site);
        Ok(site)
    }
}
