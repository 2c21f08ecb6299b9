// Paints the rows of `Run.draw()`: what a state looks like, and nothing more.
// Shapes tell the states apart; colours only tell the tasks apart.

import { colourOfLane } from "../model/state.js";

/** States as `draw()` numbers them. */
export const STATE = Object.freeze({ timer: 0, task: 1, channel: 2, host: 3, ready: 4, running: 5, blocking: 6, done: 7, cancelled: 8 });

/**
 * The words for each shape, for legends. What is a point takes no time, or too little to be seen.
 * @type {readonly { state: number, name: string, isPoint?: boolean, isGhost?: boolean }[]}
 */
export const SHAPES = Object.freeze([
  { state: STATE.running, name: "running" },
  { state: STATE.running, name: "running briefly", isPoint: true },
  { state: STATE.blocking, name: "blocking" },
  { state: STATE.ready, name: "ready, but not its turn" },
  { state: STATE.timer, name: "waiting" },
  { state: STATE.task, name: "waiting for a task" },
  { state: STATE.channel, name: "waiting for a message, permit or event" },
  { state: STATE.done, name: "done", isPoint: true },
  { state: STATE.done, name: "done, predicted", isPoint: true, isGhost: true },
  { state: STATE.cancelled, name: "cancelled", isPoint: true },
]);

/** A poll is often shorter than a pixel; this much of it is shown, CSS pixels. */
const LEAST_WIDTH = 2;

/**
 * One row of `draw()`.
 * @param {Pen} pen
 * @param {Look} look
 * @param {number} lane    decides the colour
 * @param {number} state
 * @param {number} x0
 * @param {number} x1
 * @param {number} y       the middle of the lane
 */
export function paintSpan(pen, look, lane, state, x0, x1, y) {
  const { palette, scale, bar, isGhost } = look;
  const colour = palette.tasks[colourOfLane(lane)] ?? palette.ink;
  const width = x1 - x0;
  switch (state) {
    case STATE.timer:
    case STATE.host:
      return paintWait(pen, look, colour, x0, width, y, []);
    case STATE.task:
      return paintWait(pen, look, colour, x0, width, y, [2, 4]);
    case STATE.channel:
      return paintWait(pen, look, colour, x0, width, y, [6, 4]);
    case STATE.ready:
      pen.globalAlpha = isGhost ? 0.5 : 0.85;
      pen.fillStyle = palette.hatch(pen, colour, 6 * scale, 2 * scale);
      fillBar(pen, x0, Math.max(width, LEAST_WIDTH * scale), y, bar);
      pen.globalAlpha = isGhost ? 0.5 : 0.7;
      outline(pen, colour, scale, x0, width, y, bar);
      pen.globalAlpha = 1;
      return;
    case STATE.running:
      pen.globalAlpha = isGhost ? 0.55 : 1;
      pen.fillStyle = colour;
      fillBar(pen, x0, Math.max(width, LEAST_WIDTH * scale), y, bar);
      pen.globalAlpha = 1;
      return;
    case STATE.blocking:
      pen.globalAlpha = isGhost ? 0.3 : 1;
      pen.fillStyle = colour;
      fillBar(pen, x0, Math.max(width, LEAST_WIDTH * scale), y, bar);
      pen.globalAlpha = isGhost ? 0.6 : 1;
      pen.fillStyle = palette.hatch(pen, palette.warn, 20 * scale, 3.5 * scale, palette.ground);
      fillBar(pen, x0, width, y, bar);
      pen.globalAlpha = 1;
      outline(pen, palette.warn, scale * (isGhost ? 1 : 2), x0, width, y, bar);
      return;
    case STATE.done:
      return paintDot(pen, look, colour, x0, y);
    case STATE.cancelled:
      return paintCross(pen, look, colour, x0, y);
  }
}

/**
 * A pale bar at mid-height with a line along it; dashes say on what kind of thing.
 * @param {Pen} pen @param {Look} look @param {string} colour @param {number} x @param {number} width @param {number} y @param {number[]} dashes
 */
function paintWait(pen, { scale, isGhost, bar }, colour, x, width, y, dashes) {
  const drawn = Math.max(width, scale);
  if (dashes.length === 0) {
    pen.globalAlpha = isGhost ? 0.16 : 0.3;
    pen.fillStyle = colour;
    fillBar(pen, x, drawn, y, Math.max(2 * scale, bar * 0.36));
  }
  pen.globalAlpha = isGhost ? 0.6 : 0.9;
  pen.strokeStyle = colour;
  pen.lineWidth = Math.max(1, Math.round(scale * (isGhost ? 1 : 1.5)));
  pen.setLineDash(dashes.map((dash) => dash * scale));
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + drawn, y);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

/** @param {Pen} pen @param {Look} look @param {string} colour @param {number} x @param {number} y */
function paintDot(pen, { scale, isGhost, bar, palette }, colour, x, y) {
  const radius = Math.min(4.5 * scale, bar / 2);
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = isGhost ? palette.ground : colour;
  pen.fill();
  pen.strokeStyle = isGhost ? colour : palette.ground;
  pen.lineWidth = 1.5 * scale;
  pen.stroke();
}

/** @param {Pen} pen @param {Look} look @param {string} colour @param {number} x @param {number} y */
function paintCross(pen, { scale, bar, palette }, colour, x, y) {
  const arm = Math.min(4.5 * scale, bar / 2);
  for (const [stroke, width] of /** @type {[string, number][]} */ ([[palette.ground, 5], [colour, 2.25]])) {
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

/** @param {Pen} pen @param {number} x @param {number} width @param {number} y @param {number} height */
function fillBar(pen, x, width, y, height) {
  pen.fillRect(x, Math.round(y - height / 2), width, Math.round(height));
}

/** @param {Pen} pen @param {string} colour @param {number} line @param {number} x @param {number} width @param {number} y @param {number} height */
export function outline(pen, colour, line, x, width, y, height) {
  const thick = Math.max(1, Math.round(line));
  if (width < 2 * thick) return;
  pen.strokeStyle = colour;
  pen.lineWidth = thick;
  pen.strokeRect(x + thick / 2, Math.round(y - height / 2) + thick / 2, width - thick, Math.round(height) - thick);
}
