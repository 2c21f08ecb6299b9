// Paints the rows of `Run.draw()`, those that look alike together.

import { colourOfLane, TASK_COLOURS } from "../model/colours.js";
import { outlines, paintAlike, STATE } from "./paint.js";

/** @import { Look, Sheet } from "./types.js" */

/** The count of numbers in a row of `draw()`. */
export const ROW = 6;

/** From the lowest to the highest: waits, then polls, and the marks at the ends over all. */
const LAYERS = [
  STATE.timer,
  STATE.host,
  STATE.task,
  STATE.channel,
  STATE.ready,
  STATE.paused,
  STATE.running,
  STATE.blocking,
  STATE.done,
  STATE.cancelled,
  STATE.failed,
];

/**
 * @param {Sheet} sheet
 * @param {Look} look
 * @param {Float32Array} rows
 * @param {(lane: number) => number} yOf  the middle of a lane, CSS pixels
 * @param {number | null} site            the source line whose spans have a frame
 */
export function paintRows(sheet, look, rows, yOf, site) {
  const { scale, frame, pen } = sheet;
  const left = frame.left * scale;
  /** @type {(number[] | undefined)[]} */
  const alike = [];
  for (let i = 0; i + ROW <= rows.length; i += ROW) {
    const lane = rows[i] ?? 0;
    const state = rows[i + 3] ?? 0;
    const look = state * TASK_COLOURS + colourOfLane(lane);
    (alike[look] ??= []).push(left + (rows[i + 1] ?? 0), left + (rows[i + 2] ?? 0), yOf(lane) * scale);
  }
  for (const state of LAYERS) {
    for (let task = 0; task < TASK_COLOURS; task++) {
      const spots = alike[state * TASK_COLOURS + task];
      if (spots) paintAlike(pen, look, task, state, spots);
    }
  }
  if (site === null) return;
  for (let i = 0; i + ROW <= rows.length; i += ROW) {
    if (rows[i + 4] === site) {
      frameSpan(sheet, look, left + (rows[i + 1] ?? 0), left + (rows[i + 2] ?? 0), yOf(rows[i] ?? 0));
    }
  }
}

/**
 * Draws a frame around a span, in device pixels across and CSS pixels down.
 * @param {Sheet} sheet
 * @param {Look} look
 * @param {number} from
 * @param {number} to
 * @param {number} y
 */
export function frameSpan({ pen, scale, colours }, look, from, to, y) {
  const x = from - 2 * scale;
  const width = Math.max(to - from, 2 * scale) + 4 * scale;
  outlines(pen, colours.ink, 1.5 * scale, [x, x + width, y * scale], look.bar + 5 * scale);
}
