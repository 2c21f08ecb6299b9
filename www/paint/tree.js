// Thin lines beside the names: from a task to those that it spawned.

import { line } from "./sheet.js";

/** @import { Sheet } from "./types.js" */

/** Names are indented for at most this many parents. */
export const MOST_INDENT = 4;
/** The indent for each parent, CSS pixels. */
export const INDENT = 10;
/** Half the height of a name. */
const HALF_NAME = 7;

/**
 * Children come directly below their parent, so the depth of each task is enough.
 * @param {Sheet} sheet
 * @param {{ lane: number, depth: number }[]} tasks  those whose names are shown, from top to bottom
 * @param {(lane: number) => number} yOf
 */
export function paintTree(sheet, tasks, yOf) {
  /** By depth: where the line begins that leads to the next one. Others may be above the window. @type {number[]} */
  const begins = [];
  sheet.pen.lineWidth = sheet.scale;
  for (const { lane, depth } of tasks) {
    const y = Math.round(yOf(lane));
    if (depth >= 1 && depth <= MOST_INDENT) {
      const x = (depth - 1) * INDENT + 3;
      line(sheet, sheet.colours.faint, x, begins[depth] ?? -INDENT, x, y);
      line(sheet, sheet.colours.faint, x, y, x + INDENT - 5, y);
    }
    begins[depth] = y;
    begins[depth + 1] = y + HALF_NAME;
  }
}
