// What is painted into the lanes: shapes where there is space for them, or else a
// picture of cells; and words where there is space for words.

import { measured } from "../model/format.js";
import { isShown, LANE_PADDING, laneMiddle, laneWindow, toX } from "../model/geometry.js";
import { trackEnd } from "../model/state.js";
import { edgesOf, measuring, paintLabels, placeLabels } from "../paint/labels.js";
import { paintRows, ROW } from "../paint/rows.js";
import { shapesOfCells, shapesOfRows } from "../paint/shapes.js";
import { widthOf } from "../paint/sheet.js";
import { ask } from "../run/engine.js";

/** @import { Lanes, Look, PaintCells, Sheet, Track } from "./types.js" */

/** Lanes thinner than this have no shapes, CSS pixels. */
const LEAST_SHAPED = 5;
/** More shapes than this in view could not be distinguished, and would take too long to paint. */
const MOST_SHAPES = 6_000;
/** More shapes than this in view leave no space for words. */
const MOST_WORDED = 600;

/**
 * Where the lanes are, and how they are painted.
 * @typedef {object} How
 * @property {Lanes} lanes
 * @property {number} top
 * @property {number | null} site  the source line whose spans have a frame
 * @property {PaintCells} paintCells
 */

/** @typedef {{ shapes: Set<string>, rows: Float32Array | null }} Painted */
/** @type {Painted} */
export const NOTHING = { shapes: new Set(), rows: null };

/**
 * Paints the lanes. Returns the names of the shapes that are in the picture, and its rows if it is
 * made of shapes.
 * @param {Sheet} sheet
 * @param {Track} track
 * @param {Look} look
 * @param {How} how
 * @returns {Painted}
 */
export function paintSpans(sheet, track, look, { lanes, top, site, paintCells }) {
  const { frame, scale, height, colours } = sheet;
  const width = Math.round((frame.right - frame.left) * scale);
  const seen = laneWindow(lanes, top, height);
  if (lanes.height >= LEAST_SHAPED) {
    const rows = ask(track.recording, (run) =>
      run.draw(frame.from, frame.end, seen.first, seen.count, width),
    );
    if (!rows) return NOTHING;
    if (rows.length <= MOST_SHAPES * ROW) {
      paintRows(sheet, look, rows, (lane) => laneMiddle(lanes, lane) - top, site);
      return { shapes: shapesOfRows(rows, look.isGhost, scale), rows };
    }
  }
  const high = seen.count * lanes.height * scale;
  const rows = Math.min(seen.count, Math.ceil(high));
  const cells = ask(track.recording, (run) =>
    run.cells(frame.from, frame.end, seen.first, seen.count, rows, width),
  );
  if (!cells) return NOTHING;
  const y = (LANE_PADDING + seen.first * lanes.height - top) * scale;
  paintCells(sheet, cells, {
    x: frame.left * scale,
    y: Math.round(y),
    width,
    height: high,
    rows,
    first: seen.first,
    isShared: rows < seen.count,
    isGhost: look.isGhost,
    palette: colours,
  });
  return { shapes: shapesOfCells(cells, look.isGhost), rows: null };
}

/**
 * Writes words into the lanes, where these are high enough and words fit.
 * @param {Sheet} sheet
 * @param {Track} track
 * @param {Look} look
 * @param {How} how
 * @param {Painted["rows"]} rows  what is painted there
 */
export function writeInto(sheet, track, look, { lanes, top }, rows) {
  const { frame, scale, height } = sheet;
  if (!lanes.isWorded || !rows || rows.length > MOST_WORDED * ROW) return;
  const seen = laneWindow(lanes, top, height);
  const found = ask(track.recording, (run) =>
    run.labels(frame.from, frame.end, seen.first, seen.count, frame.right - frame.left),
  );
  if (!found) return;
  const labels = found.map((label) => ({
    ...label,
    from: frame.left + label.from,
    to: frame.left + label.to,
  }));
  /** @type {Map<number, [number, number]>} */
  const taken = new Map();
  if (isShown(frame, trackEnd(track))) {
    // The total is written there.
    const x = toX(frame, trackEnd(track));
    taken.set(seen.first, [x, x + 8 + widthOf(sheet, measured(trackEnd(track), track), "600")]);
  }
  const room = { measure: measuring(sheet), right: frame.width, taken };
  const placed = placeLabels(labels, edgesOf(rows, frame.left, scale), room);
  paintLabels(sheet, look, placed, (lane) => laneMiddle(lanes, lane) - top);
}
