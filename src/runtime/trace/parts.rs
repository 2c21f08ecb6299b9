//! A trace in parts, as a worker hands it to the run that started it while it still records.
//!
//! A part is what came since the part before it, so that each event is handed over once, however often
//! somebody looks. Both ends are of the same build and nobody keeps a part, so its rows lie in it as they
//! lie in memory: to pack them as [`to_bytes`](Trace::to_bytes) does takes longer than to hand over what
//! that saves.

use super::bytes::{Reader, Writer};
use super::code;
use super::codec::BadTrace;
use super::facts::Facts;
use super::further;
use super::recording::Trace;
use super::row::{BYTES, Row};

/// How much of a trace has been handed over in parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Handed {
    rows: usize,
    sites: usize,
    texts: usize,
}

impl Handed {
    /// Nothing. Text 0 stands for what was left out, and each trace begins with it.
    pub(crate) const NOTHING: Self = Self { rows: 0, sites: 0, texts: 1 };
}

impl Trace {
    /// What came to the trace since the part before, as [`add_part`](Self::add_part) takes it.
    pub(crate) fn part(&self, handed: &mut Handed) -> Vec<u8> {
        let (sites, texts) = (&self.sites.sites, &self.texts.texts);
        let rows = self.rows.len().saturating_sub(handed.rows);
        let mut writer = Writer(Vec::with_capacity(rows * BYTES + 64));
        writer.number(handed.rows as u64);
        let new_sites = sites.get(handed.sites..).unwrap_or_default();
        let new_texts = texts.get(handed.texts..).unwrap_or_default();
        self.write_facts(&mut writer, new_sites, new_texts);
        let mut bytes = writer.0;
        for row in self.rows.iter_from(handed.rows) {
            bytes.extend_from_slice(&row.to_bytes());
        }
        *handed = Handed { rows: self.rows.len(), sites: sites.len(), texts: texts.len() };
        bytes
    }

    /// Adds the next part of a trace.
    ///
    /// # Errors
    ///
    /// When it is no part of this trace, or not the next one. Then nothing of it is added.
    pub(crate) fn add_part(&mut self, part: &[u8]) -> Result<(), BadTrace> {
        let mut reader = Reader(part);
        let from: usize = reader.number().ok_or(BadTrace::Damaged)?;
        let facts = Facts::read(&mut reader, self.sites.sites.len()).ok_or(BadTrace::Damaged)?;
        let (rows, rest) = reader.0.as_chunks::<BYTES>();
        let follows = from == self.rows.len() && rest.is_empty();
        if !follows || !self.go_on(rows, facts.last_us) {
            return Err(BadTrace::Damaged);
        }
        for row in rows {
            let row = Row::from_bytes(*row);
            if row.kind == code::EPOCH {
                self.epoch = row.arg;
            }
            self.rows.push(row);
        }
        self.capacity = self.rows.len();
        facts.sites.into_iter().for_each(|site| self.sites.keep(site));
        facts.texts.into_iter().for_each(|text| self.texts.keep(text));
        self.last_us = facts.last_us;
        self.clock = facts.clock;
        self.time_scale = facts.time_scale;
        self.began_us = facts.began_us;
        self.dropped = facts.dropped;
        self.unrecorded_tasks = facts.unrecorded_tasks;
        self.end = facts.end;
        Ok(())
    }

    /// Whether rows can come next: of known kinds, and none earlier than what is there or later than
    /// the end.
    fn go_on(&self, rows: &[[u8; BYTES]], end_us: u64) -> bool {
        let mut epoch = self.epoch;
        let last = self.rows.iter_from(self.rows.len().saturating_sub(1)).next();
        let mut last_us = last.map_or(0, |last| last.at_us(epoch));
        let in_order = rows.iter().all(|row| {
            let row = Row::from_bytes(*row);
            if row.kind == code::EPOCH {
                epoch = row.arg;
                return true;
            }
            let before_us = last_us;
            last_us = row.at_us(epoch);
            before_us <= last_us && row.kind <= further::LAST
        });
        in_order && last_us <= end_us
    }
}

impl Row {
    /// The row as it is handed to another thread.
    fn to_bytes(self) -> [u8; BYTES] {
        let [[a, b, c, d], [e, f, g, h], [i, j, k, l]] =
            [self.time, self.task, self.arg].map(u32::to_le_bytes);
        let [m, n] = self.site.to_le_bytes();
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, self.kind, 0]
    }

    /// The row that [`to_bytes`](Self::to_bytes) wrote.
    fn from_bytes(bytes: [u8; BYTES]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, kind, _] = bytes;
        let number = u32::from_le_bytes;
        Self {
            time: number([a, b, c, d]),
            task: number([e, f, g, h]),
            arg: number([i, j, k, l]),
            site: u16::from_le_bytes([m, n]),
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::trace::{Clock, End, TaskId, What};

    /// Grows a trace in `steps` steps, each with events, a text and a line of its own, some of them more
    /// than an hour after the one before. Calls `look` after each.
    fn grow(steps: u32, mut look: impl FnMut(&Trace)) -> Trace {
        let mut trace = Trace::new(Clock::Wall, 1_000_000);
        trace.set_began_epoch_ms(1_763_664_000_123.5);
        for step in 0..steps {
            let text = trace.keep(format!("text {step}"));
            let site = trace.keep_site("listing.py", step);
            for number in 0..step % 5 {
                let at_us = u64::from(step) * 2_000_000_000 + u64::from(number);
                trace.push_at(at_us, TaskId(number), What::Logged { text }, site);
            }
            look(&trace);
        }
        trace.finish(u64::from(steps) * 2_000_000_000, End::Completed);
        look(&trace);
        trace
    }

    #[test]
    fn the_parts_of_a_trace_make_the_trace() {
        for every in [1, 2, 7, 40] {
            let mut handed = Handed::NOTHING;
            let (mut again, mut looks) = (Trace::new(Clock::Virtual, 0), 0);
            let trace = grow(39, |trace| {
                looks += 1;
                if looks % every == 0 {
                    again.add_part(&trace.part(&mut handed)).expect("it is the next part");
                    assert!(again.to_bytes() == trace.to_bytes(), "after look {looks}");
                }
            });
            again.add_part(&trace.part(&mut handed)).expect("it is the last part");
            assert!(again.to_bytes() == trace.to_bytes(), "with a part after every {every}");
            assert_eq!(again.capacity(), trace.rows());
            assert!(again.events().eq(trace.events()));
        }
    }

    #[test]
    fn a_part_has_only_what_is_new() {
        let mut handed = Handed::NOTHING;
        let trace = grow(500, |_| {});
        let all = trace.part(&mut handed);
        assert!(all.len() > 16 * trace.rows());
        assert!(trace.part(&mut handed).len() < 40);
    }

    #[test]
    fn a_part_that_is_not_the_next_one_changes_nothing() {
        let mut handed = Handed::NOTHING;
        let mut parts = Vec::new();
        grow(9, |trace| parts.push(trace.part(&mut handed)));
        let mut trace = Trace::new(Clock::Wall, 0);
        for part in &parts[..5] {
            trace.add_part(part).expect("it is the next part");
        }
        let before = trace.to_bytes();
        let cut_off = &parts[5][..parts[5].len() - 1];
        for wrong in [&parts[3], &parts[7], cut_off, &[]] {
            assert_eq!(trace.add_part(wrong), Err(BadTrace::Damaged));
            assert!(trace.to_bytes() == before, "it has grown");
        }
    }

    #[test]
    fn a_part_that_goes_back_in_time_is_refused() {
        let part_of = |at_us| {
            let mut trace = Trace::new(Clock::Wall, 10);
            trace.push(at_us, TaskId(0), What::PollStarted, None);
            let mut handed = Handed::NOTHING;
            let first = trace.part(&mut handed);
            trace.push(at_us, TaskId(0), What::PollEnded, None);
            (first, trace.part(&mut handed))
        };
        let mut trace = Trace::new(Clock::Wall, 0);
        trace.add_part(&part_of(7).0).expect("it is the first part");
        assert_eq!(trace.add_part(&part_of(6).1), Err(BadTrace::Damaged));
        assert_eq!(trace.add_part(&part_of(7).1), Ok(()));
    }
}
