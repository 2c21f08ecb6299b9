//! The picture of very many lanes: a number for each pixel. Several lanes can share a row.

use crate::runtime::trace::Trace;
use crate::timeline::lanes::{TaskHistory, TaskState, Timeline, View};

use super::columns::Columns;
use super::window::Window;

/// A picture has at most this many pixels, so that no request runs out of memory.
const MOST_PIXELS: usize = 1 << 24;

/// At most about this many lanes are looked at for one picture. If there are more, each row is made
/// of some of its lanes, evenly chosen.
const MOST_LANES: usize = 32_768;

/// Where at most this many lanes share a row, each is drawn over the lanes before it. Where more do,
/// the lanes in each state are counted, which takes longer for each pixel and less for each lane.
const MOST_DRAWN: usize = 8;

/// A picture of lanes, row by row. Each pixel has the [state](TaskState::code) of what is there, plus
/// one; zero is nothing.
#[derive(Debug)]
pub(in crate::timeline) struct Cells {
    window: Window,
    columns: Columns,
    width: usize,
    rows: usize,
    /// The first lane of the picture.
    first: usize,
    /// How many lanes it has.
    lanes: usize,
    pixels: Vec<u8>,
    /// One of this many lanes is looked at.
    every: usize,
    /// The row that lanes are being added to, where lanes are counted.
    row: usize,
    /// For each column of that row and each state: how many more lanes are in it than in the column
    /// before. So adding a span takes two steps, however long it is.
    changes: Vec<[i32; STATES]>,
}

/// How many states a span can have. The ends of lanes are not drawn where lanes share rows.
const STATES: usize = TaskState::Blocking as usize + 1;

impl Cells {
    /// An empty picture of the lanes asked for, as far as they are among the first `all` lanes.
    /// `None` if it would have no pixels.
    pub fn new(
        (from_ms, to_ms): (f64, f64),
        (first_lane, lanes): (u32, u32),
        all: usize,
        rows: u32,
        width_px: u32,
    ) -> Option<Self> {
        let window = Window::new(from_ms, to_ms, f64::from(width_px))?;
        let first = (first_lane as usize).min(all);
        let lanes = (lanes as usize).min(all - first);
        let (rows, width) = ((rows as usize).min(lanes), width_px as usize);
        let size = rows.checked_mul(width).filter(|size| (1..=MOST_PIXELS).contains(size))?;
        let every = lanes.div_ceil(MOST_LANES).min(lanes / rows).max(1);
        let is_counted = lanes.div_ceil(rows).div_ceil(every) > MOST_DRAWN;
        let changes = if is_counted { vec![[0; STATES]; width + 1] } else { Vec::new() };
        let pixels = vec![0; size];
        let columns = Columns::new(window);
        Some(Self { window, columns, width, rows, first, lanes, pixels, every, row: 0, changes })
    }

    pub fn into_pixels(mut self) -> Vec<u8> {
        self.end_row();
        self.pixels
    }

    /// Draws lanes of a timeline, beginning with its lane `from`, which is lane `at` of the whole
    /// picture.
    pub fn draw(&mut self, view: View<'_>, from: usize, at: usize, lanes: usize) {
        let every = self.every;
        let end = (at + lanes).min(self.first + self.lanes);
        // The same lanes are chosen wherever a picture begins, so that nothing flickers.
        let begin = at.max(self.first).next_multiple_of(every);
        for lane in (begin..end).step_by(every) {
            let task = view.timeline.lanes.get(from + lane - at);
            let Some(history) = task.and_then(|task| view.timeline.history(*task)) else {
                continue;
            };
            let row = (lane - self.first) * self.rows / self.lanes;
            if self.changes.is_empty() {
                self.draw_lane(view, row, history);
            } else {
                self.add_lane(view, row, history);
            }
        }
    }

    /// Adds a lane to a row that it shares with others. Lanes come in the order of rows.
    fn add_lane(&mut self, view: View<'_>, row: usize, history: &TaskHistory) {
        if row != self.row {
            self.end_row();
            self.row = row;
        }
        let changes = &mut self.changes;
        self.columns.each(view, history, |from, to, state| {
            let state = state as usize;
            if from < to && state < STATES {
                changes[from][state] += 1;
                changes[to][state] -= 1;
            }
        });
    }

    /// Draws the row that lanes have been added to: in each column the most important state.
    fn end_row(&mut self) {
        let pixels = &mut self.pixels[self.row * self.width..][..self.width];
        let mut lanes = [0; STATES];
        for (pixel, changes) in pixels.iter_mut().zip(&mut self.changes) {
            for (lanes, change) in lanes.iter_mut().zip(std::mem::take(changes)) {
                *lanes += change;
            }
            let most = lanes.iter().rposition(|lanes| *lanes > 0);
            *pixel = most.map_or(0, |state| state as u8 + 1);
        }
        if let Some(beyond) = self.changes.last_mut() {
            *beyond = [0; STATES];
        }
    }

    /// Draws a lane over the lanes that share its row. Draws its end if it has a row of its own.
    fn draw_lane(&mut self, view: View<'_>, row: usize, history: &TaskHistory) {
        let window = self.window;
        let until_us = history.until_us(view.timeline.now_us());
        let has_own_row = self.rows == self.lanes;
        let pixels = &mut self.pixels[row * self.width..][..self.width];
        let is_end_seen = self.columns.each(view, history, |from, to, state| {
            let pixel = state.code() + 1;
            // Neighbouring spans may reach into the same pixel.
            for column in pixels.get_mut(from..to).into_iter().flatten() {
                *column = pixel.max(*column);
            }
        });
        if let Some(state) = history.end_state().filter(|_| is_end_seen && has_own_row)
            && let Some(column) = pixels.get_mut(window.x(until_us) as usize)
        {
            *column = state.code() + 1;
        }
    }
}

impl Timeline {
    /// A picture of the lanes and the time given: a number for each pixel, row by row. It is the
    /// [state](TaskState::code) of what is there plus one, or zero for nothing.
    ///
    /// Where there are more lanes than rows, several lanes share a row. Of these, as of several
    /// spans in a column, the picture shows the most important state: blocking before running
    /// before ready before waiting. The ends of lanes are drawn where each lane has a row of its
    /// own. There are at most as many rows as lanes. Of more than 32,768 lanes that share rows only
    /// some of each row are looked at, evenly chosen. Empty if nothing can be seen.
    #[must_use]
    pub fn cells(
        &self,
        trace: &Trace,
        time_ms: (f64, f64),
        lanes: (u32, u32),
        rows: u32,
        width_px: u32,
    ) -> Vec<u8> {
        let all = self.lanes.len();
        let Some(mut cells) = Cells::new(time_ms, lanes, all, rows, width_px) else {
            return Vec::new();
        };
        cells.draw(View { timeline: self, trace }, 0, 0, all);
        cells.into_pixels()
    }
}
