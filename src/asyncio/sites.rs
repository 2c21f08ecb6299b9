//! Lines of a record's files, and their numbers in its trace.

use crate::runtime::trace::{SiteId, Trace};

use super::error::Problem;

/// A site is the number of a file times this, plus a line.
const LINES_PER_FILE: i64 = 1 << 20;

/// Each line of the trace has the name of its file, so that names must not be long.
const LONGEST_NAME: usize = 255;

/// Stands for no line. A trace gives this number to none.
const EMPTY: u16 = u16::MAX;

/// The files of a record, and the lines of them that were kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Sites {
    files: Vec<String>,
    /// What each line of the trace is in the record.
    known: Vec<i64>,
    /// Where a line is among these, found by its number. At least half is empty. A map of the standard
    /// library would be more code than all of this room.
    slots: Vec<u16>,
}

impl Sites {
    pub fn add_files(&mut self, files: &[String]) -> Result<(), Problem> {
        for name in files {
            let length = i64::try_from(name.len()).unwrap_or(i64::MAX);
            if name.len() > LONGEST_NAME {
                return Err(Problem::Number("length of a name", length));
            }
            self.files.push(name.clone());
        }
        Ok(())
    }

    /// The line that a number stands for: none for 0, and for a line that does not find room.
    pub fn of(&mut self, number: i64, trace: &mut Trace) -> Result<Option<SiteId>, Problem> {
        if number == 0 {
            return Ok(None);
        }
        if let Some(known) = self.find(number) {
            return Ok(Some(known));
        }
        let (file, line) = (number.div_euclid(LINES_PER_FILE), number.rem_euclid(LINES_PER_FILE));
        let name = usize::try_from(file).ok().and_then(|file| self.files.get(file));
        let name = name.ok_or(Problem::Number("file", file))?;
        if line == 0 {
            return Err(Problem::Number("line", line));
        }
        let site = trace.keep_site(name, line as u32);
        if site.is_some() {
            self.keep(number);
        }
        Ok(site)
    }

    fn find(&self, number: i64) -> Option<SiteId> {
        let places = Self::places(number, self.slots.len());
        let taken = places.map_while(|place| self.slots.get(place).filter(|site| **site != EMPTY));
        let same = |site: &&u16| self.known.get(usize::from(**site)) == Some(&number);
        taken.into_iter().find(same).map(|site| SiteId(*site))
    }

    fn keep(&mut self, number: i64) {
        self.known.push(number);
        if self.known.len() * 2 > self.slots.len() {
            let length = self.known.len().next_power_of_two() * 4;
            self.slots = vec![EMPTY; length];
            for site in 0..self.known.len() {
                self.fill(site);
            }
        } else {
            self.fill(self.known.len() - 1);
        }
    }

    fn fill(&mut self, site: usize) {
        let mut places = Self::places(self.known[site], self.slots.len());
        let empty = places.find(|place| self.slots.get(*place) == Some(&EMPTY));
        if let Some(slot) = empty.and_then(|place| self.slots.get_mut(place)) {
            *slot = site as u16;
        }
    }

    /// Where a number may be among so many slots, the likeliest first.
    fn places(number: i64, slots: usize) -> impl Iterator<Item = usize> {
        // Numbers that lie side by side, as lines do, are to lie apart.
        let first = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        (0..slots).map(move |nth| (first as usize + nth) & (slots - 1))
    }
}
