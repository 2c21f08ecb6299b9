// One arrow of each kind between two lanes, for whatever explains arrows: the page, and pictures.

import { KIND, paintArrow } from "./arrows.js";

/** @import { Look, Pen } from "./types.js" */

/** How much room a sample takes, CSS pixels. */
export const SAMPLE = Object.freeze({ width: 24, height: 26 });
/** The width of its lanes, CSS pixels, and where they are. */
const LANE_WIDTH = 18;
const [TOP_LANE, LOW_LANE] = [4, 21];
/** The height of a bar in such lanes. */
export const SAMPLE_BAR = 7;

/** @param {Pen} pen @param {Look} look @param {number} kind @param {number} [left] @param {number} [top]  CSS pixels */
export function paintSample(pen, look, kind, left = 0, top = 0) {
  const { scale } = look;
  const isOfNobody = kind === KIND.timer || kind === KIND.host;
  const x = (left + SAMPLE.width / 2) * scale;
  pen.fillStyle = look.palette.faint;
  for (const lane of isOfNobody ? [LOW_LANE] : [TOP_LANE, LOW_LANE]) {
    const from = (left + (SAMPLE.width - LANE_WIDTH) / 2) * scale;
    pen.fillRect(from, (top + lane - 2) * scale, LANE_WIDTH * scale, 4 * scale);
  }
  paintArrow(
    pen,
    look,
    { from: isOfNobody ? -1 : 0, x0: x, lane: 1, x1: x, kind, isMany: false, isStrong: false },
    (lane) => (top + (lane === 0 ? TOP_LANE : LOW_LANE)) * scale,
  );
}
