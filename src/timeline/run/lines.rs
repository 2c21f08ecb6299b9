//! The lines of a program's source, and the time that tasks spent on them.

use serde::Serialize;

use crate::runtime::trace::Trace;
use crate::timeline::lanes::View;
use crate::timeline::words::{count, duration, to_ms};

use super::timeline::RunTimeline;

/// At most this many lanes of each line are named.
const MOST_LANES: usize = 8;

/// A line of the source on which tasks stood.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LineReport {
    /// The number of the line.
    pub line: u32,
    /// The file that it is in.
    pub file: String,
    /// How many spans on the line take time.
    pub spans: u32,
    /// How long those spans are together.
    pub total_ms: f64,
    /// The line in words: "5 spans on this line, 1,240 ms in all".
    pub text: String,
    /// The lane of the first of those spans. If there is none: of the first span that takes no time.
    pub lane: u32,
    /// When that span begins.
    pub at_ms: f64,
    /// The first eight lanes with spans on the line.
    pub lanes: Vec<u32>,
}

/// What is added up for one line.
#[derive(Clone, Debug, Default)]
struct Tally {
    /// How many spans take time.
    spans: u32,
    /// How many spans take no time.
    moments: u32,
    total_us: u64,
    /// The first span: whether it takes no time, when it begins, and its lane.
    first: Option<(bool, u64, u32)>,
    lanes: Vec<u32>,
}

impl RunTimeline {
    /// Every line of the program on which a task stood, in no particular order.
    #[must_use]
    pub fn lines(&self, trace: &Trace) -> Vec<LineReport> {
        let mut found: Vec<(String, u32, Tally)> = Vec::new();
        let own = View { timeline: self.own(), trace };
        // For each loop the places of its lines in `found`. Each loop numbers its lines by itself.
        let mut known: Vec<(&Trace, Vec<Option<usize>>)> = Vec::new();
        self.each_lane(trace, |lane, task, worker| {
            let view = worker.unwrap_or(own);
            let Some(history) = view.timeline.history(task) else { return };
            let place = known.iter().position(|(other, _)| std::ptr::eq(*other, view.trace));
            let place = place.unwrap_or_else(|| {
                known.push((view.trace, Vec::new()));
                known.len() - 1
            });
            let places = &mut known[place].1;
            for span in 0..history.spans.len() {
                let Some(site) = history.spans.site(span) else { continue };
                let number = usize::from(site.0);
                if places.len() <= number {
                    places.resize(number + 1, None);
                }
                let place = match places[number] {
                    Some(place) => place,
                    None => {
                        let place =
                            place_of(&mut found, view.file(Some(site)), view.line(Some(site)));
                        places[number] = Some(place);
                        place
                    }
                };
                // A line that is in no program has no tally.
                let Some((.., tally)) = found.get_mut(place) else { continue };
                let from_us = history.spans.from_us[span];
                tally.add(lane, from_us, view.end(history, span) - from_us);
            }
        });
        found.into_iter().filter_map(|(file, line, tally)| tally.report(file, line)).collect()
    }
}

/// The place of a line among those found; beyond their end if there is no such line.
fn place_of(
    found: &mut Vec<(String, u32, Tally)>,
    file: Option<String>,
    line: Option<u32>,
) -> usize {
    let (Some(file), Some(line)) = (file, line) else { return usize::MAX };
    let known = found.iter().position(|(other, number, _)| *number == line && *other == file);
    known.unwrap_or_else(|| {
        found.push((file, line, Tally::default()));
        found.len() - 1
    })
}

impl Tally {
    fn add(&mut self, lane: u32, from_us: u64, length_us: u64) {
        let is_moment = length_us == 0;
        if is_moment {
            self.moments = self.moments.saturating_add(1);
        } else {
            self.spans = self.spans.saturating_add(1);
            self.total_us = self.total_us.saturating_add(length_us);
        }
        let first = (is_moment, from_us, lane);
        if self.first.is_none_or(|before| first < before) {
            self.first = Some(first);
        }
        if self.lanes.len() < MOST_LANES && !self.lanes.contains(&lane) {
            self.lanes.push(lane);
        }
    }

    fn report(self, file: String, line: u32) -> Option<LineReport> {
        let (_, at_us, lane) = self.first?;
        let text = if self.spans > 0 {
            let length = duration(self.total_us);
            let in_all = if self.spans == 1 { "" } else { " in all" };
            count(self.spans.into(), "span") + " on this line, " + &length + in_all
        } else {
            count(self.moments.into(), "span") + " on this line, too short to be measured"
        };
        Some(LineReport {
            line,
            file,
            spans: self.spans,
            total_ms: to_ms(self.total_us),
            text,
            lane,
            at_ms: to_ms(at_us),
            lanes: self.lanes,
        })
    }
}
