//! The picture of very many lanes: a number for each pixel, several lanes in one row if need be.

use crate::runtime::trace::Trace;
use crate::timeline::lanes::{State, TaskHistory, Timeline, View};

use super::columns::Columns;
use super::window::Window;

/// The most pixels there can be, so that nobody runs out of memory by asking.
const MOST_PIXELS: usize = 1 << 24;

/// More lanes than this are not all looked at for one picture. They are many to each of its rows
/// then, and each row is made of some of its lanes, evenly chosen.
const MOST_LANES: usize = 32_768;

/// Where at most this many lanes share a row, each is drawn over those before it. Where more do, it is
/// counted how many are in each state: that takes longer for every pixel, and less for every lane.
const MOST_DRAWN: usize = 8;

/// A picture of lanes, row by row. Each pixel has the [state](State::code) of what is there, plus
/// one; zero is nothing.
#[derive(Debug)]
pub(in crate::timeline) struct Cells {
    window: Window,
    columns: Columns,
    width: usize,
    rows: usize,
    /// The first lane of the picture, and how many there are.
    first: usize,
    lanes: usize,
    pixels: Vec<u8>,
    /// Only one of this many lanes is looked at.
    every: usize,
    /// Of many lanes that share a row: which one, and how many lanes more or fewer than in the
    /// column before are in each state. So a span takes two steps, however long it is.
    row: usize,
    changes: Vec<[i32; STATES]>,
}

/// How many states a span can have: the ends of lanes are not seen where lanes share rows.
const STATES: usize = State::Blocking as usize + 1;

impl Cells {
    /// An empty picture of those among the first `all` lanes that are asked for. `None` if nothing
    /// can be seen in it.
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

    /// Draws lanes of a timeline, from its lane `from` on, which is lane `at` of the whole.
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
        self.columns.each(
            &history.spans,
            history.until_us(view.timeline.now_us()),
            |from, to, span| {
                let state = view.state(history, span) as usize;
                if from < to && state < STATES {
                    changes[from][state] += 1;
                    changes[to][state] -= 1;
                }
            },
        );
    }

    /// Draws what has been added to a row: in each column the most important state.
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

    /// Draws a lane over those that share its row. Its end is seen if none does.
    fn draw_lane(&mut self, view: View<'_>, row: usize, history: &TaskHistory) {
        let window = self.window;
        let until_us = history.until_us(view.timeline.now_us());
        let has_own_row = self.rows == self.lanes;
        let pixels = &mut self.pixels[row * self.width..][..self.width];
        let is_end_seen = self.columns.each(&history.spans, until_us, |from, to, span| {
            let pixel = view.state(history, span).code() + 1;
            // Neighbours may reach into the same pixel.
            for column in pixels.get_mut(from..to).into_iter().flatten() {
                *column = pixel.max(*column);
            }
        });
        if let Some(ended) = history.ended.filter(|_| is_end_seen && has_own_row)
            && let Some(column) = pixels.get_mut(window.x(ended.at_us) as usize)
        {
            let state = if ended.cancelled { State::Cancelled } else { State::Completed };
            *column = state.code() + 1;
        }
    }
}

impl Timeline {
    /// A picture of the lanes and the time given: a number for each pixel, row by row, namely the
    /// [state](State::code) of what is there plus one, or zero for nothing.
    ///
    /// Where there are more lanes than rows, several share a row, and what is most important of
    /// them is seen, as it is of several spans in a column: blocking before running before ready
    /// before waiting; the ends of lanes are seen where each has a row of its own. There are never
    /// more rows than lanes. Of more than 32,768 lanes that share rows only some of each row are
    /// looked at, evenly chosen. Empty if nothing can be seen.
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
