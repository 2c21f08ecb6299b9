// Which shapes a picture has, for a legend that explains those and no others. Pure.

import { LEAST_WIDTH, SHAPES, STATE } from "./paint.js";
import { ROW } from "./rows.js";

/**
 * How wide it must be that a task was ready to be explained: nobody asks what a narrower one means, and
 * a legend that grows with each of them is never still, CSS pixels.
 */
const LEAST_EXPLAINED = 8;

/**
 * The names of the shapes in rows of `Run.draw()`.
 * @param {Float32Array} rows
 * @param {boolean} isGhost
 * @param {number} scale  device pixels for one CSS pixel
 */
export function shapesOfRows(rows, isGhost, scale) {
  /** @type {Set<string>} */
  const found = new Set();
  for (let i = 0; i + ROW <= rows.length; i += ROW) {
    const width = ((rows[i + 2] ?? 0) - (rows[i + 1] ?? 0)) / scale;
    const state = rows[i + 3] ?? 0;
    const isReady = state === STATE.ready || state === STATE.paused;
    if (!isReady || width >= LEAST_EXPLAINED) add(found, state, isGhost, width < LEAST_WIDTH);
  }
  return found;
}

/** The names of the shapes in a picture of `Run.cells()`. @param {Uint8Array} cells @param {boolean} isGhost */
export function shapesOfCells(cells, isGhost) {
  // A bit for each state: there is a cell for each pixel, in every frame.
  let states = 0;
  for (const cell of cells) states |= 1 << cell;
  /** @type {Set<string>} */
  const found = new Set();
  for (let cell = 1; states >> cell; cell++) if ((states >> cell) & 1) add(found, cell - 1, isGhost, false);
  return found;
}

/** The names of the shapes in several pictures. @param {Set<string>[]} pictures */
export function shapesOfAll(pictures) {
  const found = new Set(pictures.flatMap((shapes) => [...shapes]));
  if (found.has("failed")) found.delete("failed, predicted");
  return found;
}

/** @param {Set<string>} found @param {number} state @param {boolean} isGhost @param {boolean} isBrief */
function add(found, state, isGhost, isBrief) {
  // What the world outside is waited for looks like a wait for a timer.
  const shown = state === STATE.host ? STATE.timer : state;
  const shapes = SHAPES.filter((shape) => shape.state === shown);
  const isPoint = state === STATE.running ? isBrief : (shapes[0]?.isPoint ?? false);
  const alike = shapes.filter((shape) => (shape.isPoint ?? false) === isPoint);
  const shape = alike.find((shape) => (shape.isGhost ?? false) === isGhost) ?? alike[0];
  if (shape) found.add(shape.name);
}
