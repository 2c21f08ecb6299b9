//! The picture of a run and its workers: rectangles, pixels, names, arrows, and the critical path.

use crate::runtime::trace::Trace;
#[cfg(doc)]
use crate::timeline::Timeline;
use crate::timeline::draw::{ARROW, Cells, Label, LaneInfo, MOST_ARROWS, ROW, path};
use crate::timeline::lanes::View;

use super::timeline::RunTimeline;

impl RunTimeline {
    /// Rectangles for the lanes and the time given, as in [`Timeline::draw`].
    #[must_use]
    pub fn draw(
        &self,
        trace: &Trace,
        from_ms: f64,
        to_ms: f64,
        first_lane: u32,
        lanes: u32,
        width_px: f64,
    ) -> Vec<f32> {
        if self.sections.is_empty() {
            return self.own.draw(trace, from_ms, to_ms, first_lane, lanes, width_px);
        }
        let mut all = Vec::new();
        for (section, first, lanes) in self.sections_in(first_lane, lanes) {
            let Some((timeline, trace)) = self.loop_of(trace, section.worker) else { continue };
            let mut rows = timeline.draw(trace, from_ms, to_ms, first, lanes, width_px);
            for lane in rows.iter_mut().step_by(ROW) {
                *lane += section.shift();
            }
            all.append(&mut rows);
        }
        all
    }

    /// A picture of the lanes and the time given, as in [`Timeline::cells`].
    #[must_use]
    pub fn cells(
        &self,
        trace: &Trace,
        time_ms: (f64, f64),
        lanes: (u32, u32),
        rows: u32,
        width_px: u32,
    ) -> Vec<u8> {
        if self.sections.is_empty() {
            return self.own.cells(trace, time_ms, lanes, rows, width_px);
        }
        let all = self.sections.last().map_or(0, |section| section.at + section.lanes) as usize;
        let Some(mut cells) = Cells::new(time_ms, lanes, all, rows, width_px) else {
            return Vec::new();
        };
        for section in &self.sections {
            if let Some((timeline, trace)) = self.loop_of(trace, section.worker) {
                let [from, at, lanes] =
                    [section.from, section.at, section.lanes].map(|number| number as usize);
                cells.draw(View { timeline, trace }, from, at, lanes);
            }
        }
        cells.into_pixels()
    }

    /// Words for the lanes and the time given, as in [`Timeline::labels`].
    #[must_use]
    pub fn labels(
        &self,
        trace: &Trace,
        time_ms: (f64, f64),
        lanes: (u32, u32),
        width_px: f64,
    ) -> Vec<Label> {
        if self.sections.is_empty() {
            return self.own.labels(trace, time_ms, lanes, width_px);
        }
        let mut all = Vec::new();
        for (section, first, lanes) in self.sections_in(lanes.0, lanes.1) {
            let Some((timeline, trace)) = self.loop_of(trace, section.worker) else { continue };
            let labels = timeline.labels(trace, time_ms, (first, lanes), width_px);
            all.extend(
                labels
                    .into_iter()
                    .map(|label| Label { lane: section.to_picture(label.lane), ..label }),
            );
        }
        all
    }

    /// The lanes that begin with `first`, as in [`Timeline::names`].
    #[must_use]
    pub fn names(&self, trace: &Trace, first: u32, count: u32) -> Vec<LaneInfo> {
        if self.sections.is_empty() {
            return self.own.names(trace, first, count);
        }
        let mut all = Vec::new();
        for (section, first, count) in self.sections_in(first, count) {
            let Some((timeline, trace)) = self.loop_of(trace, section.worker) else { continue };
            let names = timeline.names(trace, first, count);
            all.extend(names.into_iter().map(|info| LaneInfo {
                lane: section.to_picture(info.lane),
                depth: info.depth + section.depth,
                ..info
            }));
        }
        all
    }

    /// Wake arrows to the lanes given in the time given, as in [`Timeline::arrows`].
    #[must_use]
    pub fn arrows(
        &self,
        trace: &Trace,
        from_ms: f64,
        to_ms: f64,
        first_lane: u32,
        lanes: u32,
        width_px: f64,
    ) -> Vec<f32> {
        if self.sections.is_empty() {
            return self.own.arrows(trace, from_ms, to_ms, first_lane, lanes, width_px);
        }
        let mut all = Vec::new();
        for (section, first, lanes) in self.sections_in(first_lane, lanes) {
            let Some((timeline, trace)) = self.loop_of(trace, section.worker) else { continue };
            let mut rows = timeline.arrows(trace, from_ms, to_ms, first, lanes, width_px);
            for row in rows.chunks_mut(ARROW) {
                row[2] += section.shift();
                if row[0] >= 0.0 {
                    let lane = self.lane_in_picture(section.worker, row[0] as u32);
                    row[0] = lane.map_or(-1.0, |lane| lane as f32);
                }
            }
            all.append(&mut rows);
        }
        all.truncate(MOST_ARROWS * ARROW);
        all
    }

    /// The critical path, which the page calls the longest chain, as a line through the lanes within
    /// the time given, in pixels.
    ///
    /// It consists of stretches. Each is six numbers: lane, left, right, the topmost and the lowest
    /// lane that it passes through, and how many steps it stands for. They lie end to end; between
    /// two stretches the path goes from lane to lane. There are at most `2 * width_px + 4` stretches.
    #[must_use]
    pub fn critical_path(
        &self,
        trace: &Trace,
        from_ms: f64,
        to_ms: f64,
        width_px: f64,
    ) -> Vec<f32> {
        let (rows, now_us) = (trace.rows(), self.own.now_us());
        let mut known = self.critical_path.borrow_mut();
        if known.as_ref().is_none_or(|(of, at_us, _)| (*of, *at_us) != (rows, now_us)) {
            let steps = path::steps(View { timeline: &self.own, trace });
            *known = Some((rows, now_us, steps));
        }
        let steps = known.as_ref().map_or(&[][..], |(.., steps)| steps);
        let mut drawn = path::draw(&self.own, steps, from_ms, to_ms, width_px);
        if !self.sections.is_empty() {
            for row in drawn.chunks_mut(path::STRETCH) {
                for place in [0, 3, 4] {
                    let lane = self.lane_in_picture(None, row[place] as u32);
                    row[place] = lane.map_or(row[place], |lane| lane as f32);
                }
            }
        }
        drawn
    }
}
