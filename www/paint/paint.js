// Paints spans: what a state looks like, and nothing more.
// Shapes distinguish the states; colours only distinguish the tasks.

import { colourOfLane } from "../model/colours.js";

/** @import { Look, Palette, Pen } from "./types.js" */

/** States as `draw()` numbers them. */
export const STATE = Object.freeze({
  timer: 0,
  task: 1,
  channel: 2,
  host: 3,
  ready: 4,
  running: 5,
  blocking: 6,
  done: 7,
  cancelled: 8,
  failed: 9,
  paused: 10,
});

/**
 * A name for each shape, for legends. A point takes no time, or too little to be seen.
 * @type {readonly { state: number, name: string, isPoint?: boolean, isGhost?: boolean }[]}
 */
export const SHAPES = Object.freeze([
  { state: STATE.running, name: "running" },
  { state: STATE.running, name: "running briefly", isPoint: true },
  { state: STATE.blocking, name: "blocking" },
  { state: STATE.ready, name: "ready, but not its turn" },
  { state: STATE.paused, name: "ready, but nobody runs" },
  { state: STATE.timer, name: "waiting" },
  { state: STATE.task, name: "waiting for a task" },
  { state: STATE.channel, name: "waiting for a message, permit or event" },
  { state: STATE.done, name: "done", isPoint: true },
  { state: STATE.done, name: "done, predicted", isPoint: true, isGhost: true },
  { state: STATE.failed, name: "failed", isPoint: true },
  { state: STATE.failed, name: "failed, predicted", isPoint: true, isGhost: true },
  { state: STATE.cancelled, name: "cancelled", isPoint: true },
]);

/** The strength of the lines of predictions. @param {Palette} palette @param {number} usual */
const strength = (palette, usual) => (palette.isStrong ? 0.9 : usual);

/** The least width of a poll, which is often shorter than a pixel, CSS pixels. */
export const LEAST_WIDTH = 2;
/** In a bar of at least this height there is room for words, CSS pixels. */
const LEAST_TALL = 15;
/** The part of a bar that a wait fills: all of it where words are to be written into it. */
const BAND = { tall: 1, usual: 0.36 };

/**
 * Paints a span.
 * @param {Pen} pen
 * @param {Look} look
 * @param {number} lane    decides the colour
 * @param {number} state
 * @param {[from: number, to: number, y: number]} spot  `y` is the middle of the lane
 */
export function paintSpan(pen, look, lane, state, spot) {
  paintAlike(pen, look, colourOfLane(lane), state, spot);
}

/**
 * Paints spans that look alike together, because changing a pen's style takes longer than painting.
 * @param {Pen} pen
 * @param {Look} look
 * @param {number} task     the number of the colour
 * @param {number} state
 * @param {number[]} spots  three numbers for each span: from, to, and the middle of its lane
 */
export function paintAlike(pen, look, task, state, spots) {
  const { palette, scale, bar, isGhost } = look;
  const colour = palette.tasks[task] ?? palette.ink;
  const least = LEAST_WIDTH * scale;
  switch (state) {
    case STATE.timer:
    case STATE.host:
      return paintWaits(pen, look, colour, spots, []);
    case STATE.task:
      return paintWaits(pen, look, colour, spots, [2, 4]);
    case STATE.channel:
      return paintWaits(pen, look, colour, spots, [6, 4]);
    case STATE.ready:
      pen.globalAlpha = isGhost ? strength(palette, 0.5) : 0.85;
      pen.fillStyle = palette.hatch(pen, colour, 6 * scale, 2 * scale);
      fillBars(pen, spots, bar, least);
      pen.globalAlpha = isGhost ? strength(palette, 0.5) : 0.7;
      outlines(pen, colour, scale, spots, bar);
      pen.globalAlpha = 1;
      return;
    case STATE.paused:
      pen.globalAlpha = isGhost ? strength(palette, 0.5) : 0.7;
      outlines(pen, colour, scale, spots, bar);
      pen.globalAlpha = 1;
      return;
    case STATE.running:
      pen.globalAlpha = isGhost ? 0.55 : 1;
      pen.fillStyle = colour;
      fillBars(pen, spots, bar, least);
      pen.globalAlpha = 1;
      return;
    case STATE.blocking:
      pen.globalAlpha = isGhost ? 0.3 : 1;
      pen.fillStyle = colour;
      fillBars(pen, spots, bar, least);
      pen.globalAlpha = isGhost ? 0.6 : 1;
      pen.fillStyle = palette.hatch(
        pen,
        palette.warn,
        20 * scale,
        3.5 * scale,
        palette.isClear ? undefined : palette.ground,
      );
      fillBars(pen, spots, bar, 0);
      pen.globalAlpha = 1;
      return outlines(pen, palette.warn, scale * (isGhost ? 1 : 2), spots, bar);
    case STATE.done:
      return each(spots, (x, _, y) => paintDot(pen, look, colour, x, y));
    case STATE.cancelled:
      return each(spots, (x, _, y) => paintCross(pen, look, colour, x, y));
    case STATE.failed:
      return each(spots, (x, _, y) => paintTriangle(pen, look, x, y));
  }
}

/** @param {number[]} spots @param {(from: number, to: number, y: number) => void} paint */
function each(spots, paint) {
  for (let i = 0; i + 2 < spots.length; i += 3) paint(spots[i] ?? 0, spots[i + 1] ?? 0, spots[i + 2] ?? 0);
}

/**
 * Pale bars at mid-height with a line along them; the dashes say what is waited for.
 * @param {Pen} pen @param {Look} look @param {string} colour @param {number[]} spots @param {number[]} dashes
 */
function paintWaits(pen, { scale, isGhost, bar, palette }, colour, spots, dashes) {
  const thick = Math.max(1, Math.round(scale * (isGhost ? 1 : 1.5)));
  if (dashes.length === 0) {
    const { height, alpha } = bandOf({ scale, isGhost, bar });
    pen.fillStyle = colour;
    pen.globalAlpha = alpha;
    fillBars(pen, spots, height, scale);
    pen.globalAlpha = isGhost ? strength(palette, 0.6) : 0.9;
    each(spots, (x, to, y) => pen.fillRect(x, y - thick / 2, Math.max(to - x, scale), thick));
  } else {
    pen.globalAlpha = isGhost ? strength(palette, 0.6) : 0.9;
    pen.strokeStyle = colour;
    pen.lineWidth = thick;
    pen.setLineDash(dashes.map((dash) => dash * scale));
    pen.beginPath();
    each(spots, (x, to, y) => {
      pen.moveTo(x, y);
      pen.lineTo(Math.max(to, x + scale), y);
    });
    pen.stroke();
    pen.setLineDash([]);
  }
  pen.globalAlpha = 1;
}

/**
 * How high and how strong the pale bar of a wait is.
 * @param {Pick<Look, "scale" | "isGhost" | "bar">} look
 */
export function bandOf({ scale, isGhost, bar }) {
  const isTall = bar >= LEAST_TALL * scale;
  return {
    height: Math.max(2 * scale, bar * (isTall ? BAND.tall : BAND.usual)),
    alpha: (isGhost ? 0.16 : 0.3) * (isTall ? 0.6 : 1),
  };
}

/** @param {Pen} pen @param {Look} look @param {string} colour @param {number} x @param {number} y */
function paintDot(pen, { scale, isGhost, bar, palette }, colour, x, y) {
  const radius = Math.min(4.5 * scale, bar / 2);
  // A line that ends here would go on inside of a ring.
  const inner = radius * Math.SQRT1_2;
  if (isGhost && palette.isClear) pen.clearRect(x - inner, y - inner, 2 * inner, 2 * inner);
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = isGhost ? palette.ground : colour;
  if (!isGhost || !palette.isClear) pen.fill();
  pen.strokeStyle = isGhost ? colour : palette.ground;
  pen.lineWidth = 1.5 * scale;
  if (isGhost || !palette.isClear) pen.stroke();
}

/** @param {Pen} pen @param {Look} look @param {string} colour @param {number} x @param {number} y */
function paintCross(pen, { scale, bar, palette }, colour, x, y) {
  const arm = Math.min(4.5 * scale, bar / 2);
  for (const [stroke, width] of /** @type {[string, number][]} */ ([
    ...(palette.isClear ? [] : [[palette.ground, 5]]),
    [colour, 2.25],
  ])) {
    pen.strokeStyle = stroke;
    pen.lineWidth = width * scale;
    pen.beginPath();
    pen.moveTo(x - arm, y - arm);
    pen.lineTo(x + arm, y + arm);
    pen.moveTo(x + arm, y - arm);
    pen.lineTo(x - arm, y + arm);
    pen.stroke();
  }
}

/** The end of a task that failed. No other mark has corners. @param {Pen} pen @param {Look} look @param {number} x @param {number} y */
function paintTriangle(pen, { scale, isGhost, bar, palette }, x, y) {
  const arm = Math.min(6 * scale, bar / 2 + scale);
  pen.beginPath();
  pen.moveTo(x, y - arm);
  pen.lineTo(x + arm, y + arm * 0.8);
  pen.lineTo(x - arm, y + arm * 0.8);
  pen.closePath();
  pen.strokeStyle = palette.ground;
  pen.lineWidth = (isGhost ? 4 : 2.5) * scale;
  if (!palette.isClear) pen.stroke();
  pen.fillStyle = isGhost ? palette.ground : palette.warn;
  if (!isGhost || !palette.isClear) pen.fill();
  if (!isGhost) return;
  pen.strokeStyle = palette.warn;
  pen.lineWidth = 1.5 * scale;
  pen.stroke();
}

/** @param {Pen} pen @param {number[]} spots @param {number} height @param {number} least  of the width of a bar */
function fillBars(pen, spots, height, least) {
  const high = Math.round(height);
  each(spots, (x, to, y) => pen.fillRect(x, Math.round(y - height / 2), Math.max(to - x, least), high));
}

/** @param {Pen} pen @param {string} colour @param {number} line @param {number[]} spots @param {number} height */
export function outlines(pen, colour, line, spots, height) {
  const thick = Math.max(1, Math.round(line));
  pen.strokeStyle = colour;
  pen.lineWidth = thick;
  each(spots, (x, to, y) => {
    const width = to - x;
    if (width >= 2 * thick) {
      pen.strokeRect(
        x + thick / 2,
        Math.round(y - height / 2) + thick / 2,
        width - thick,
        Math.round(height) - thick,
      );
    }
  });
}
