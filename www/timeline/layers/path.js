// Paints the longest chain, which is the critical path of the run: a band along the lanes that it
// goes through, with a thick line below, and lines where it changes lanes. So it is a staircase, and
// not a frame: those are around what is picked.

/** @import { Look, Sheet } from "./types.js" */

/** The count of numbers in a row of `Run.critical_path()`. */
const STRETCH = 6;

/**
 * @param {Sheet} sheet
 * @param {Look} look
 * @param {Float32Array | undefined} rows
 * @param {number} left     the left edge, device pixels
 * @param {(lane: number) => number} yOf  in device pixels
 * @param {boolean} isStrong
 */
export function paintPath({ pen, scale, colours }, { bar }, rows, left, yOf, isStrong) {
  if (!rows) return;
  const height = Math.round(bar + 7 * scale);
  const edge = Math.max(2, Math.round(scale * (isStrong ? 4 : 3)));
  pen.strokeStyle = pen.fillStyle = colours.accent;
  let before = null;
  for (let i = 0; i + STRETCH <= rows.length; i += STRETCH) {
    const [lane = 0, from = 0, to = 0, top = 0, low = 0, steps = 1] = rows.subarray(i, i + STRETCH);
    const [x0, width] = [left + from, Math.max(to - from, scale)];
    const y = yOf(lane);
    if (steps > 1) {
      // The path changes lanes more than once within a pixel.
      pen.globalAlpha = isStrong ? 0.9 : 0.6;
      pen.fillRect(x0, yOf(top) - bar / 2, width, yOf(low) - yOf(top) + bar);
    } else {
      pen.globalAlpha = isStrong ? 0.3 : 0.14;
      pen.fillRect(x0, Math.round(y - height / 2), width, height);
      pen.globalAlpha = 1;
      pen.fillRect(x0, Math.round(y + height / 2) - edge, width, edge);
    }
    if (before !== null && before !== lane) {
      pen.globalAlpha = 1;
      pen.fillRect(
        Math.round(x0 - edge / 2),
        Math.round(Math.min(yOf(before), y) + height / 2) - edge,
        edge,
        Math.round(Math.abs(yOf(before) - y)) + edge,
      );
    }
    before = lane;
  }
  pen.globalAlpha = 1;
}
