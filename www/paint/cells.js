// Paints the pictures of `Run.cells()`. Where spans are too many for shapes,
// strength distinguishes the states: waits are pale and thin, polls are full.

import { colourOfLane } from "../model/colours.js";
import { STATE } from "./paint.js";

/** @import { CellsPlace, Palette, Pen, Sheet } from "./types.js" */

/** The strength of each state, as numbered by `draw()`. */
const STRENGTH = [0.42, 0.42, 0.42, 0.42, 0.6, 1, 1, 1, 1, 1];
/** A lane of at least this height has a gap to the next, and thin waits, device pixels. */
const LEAST_SHAPED = 3;

/**
 * Returns a function that paints such pictures, and keeps its colours and its memory.
 * @returns {(sheet: Sheet, cells: Uint8Array, place: CellsPlace) => void}
 */
export function createCellsPen() {
  const under = createImage();
  const over = createImage();
  const colours = createColours();

  return ({ pen }, cells, { width, rows, first, isShared, isGhost, x, y, height, palette }) => {
    if (rows === 0 || cells.length !== rows * width) return;
    if ("hatch" in pen) {
      return paintRuns(pen, cells, { width, rows, first, isShared, isGhost, x, y, height, palette });
    }
    const shaped = height / rows >= LEAST_SHAPED;
    // Where several lanes share a row, a colour cannot name a task.
    const tableOf = (/** @type {number} */ row) =>
      colours.tableOf(palette, isShared ? 1 : colourOfLane(first + row), isGhost);
    const upper = over.take(width, rows);
    if (shaped) {
      const lower = under.take(width, rows);
      for (let row = 0; row < rows; row++) {
        paintShaped(cells, row * width, width, tableOf(row), lower, upper);
      }
    } else {
      for (let row = 0; row < rows; row++) paintFlat(cells, row * width, width, tableOf(row), upper);
    }
    // From here on it is a canvas.
    const pixels = pen;
    pixels.imageSmoothingEnabled = false;
    if (shaped) {
      under.paint(pixels, x, y, width, height);
      const lane = height / rows;
      const thin = Math.max(1, Math.round(lane * 0.3));
      for (let row = 0; row < rows; row++) {
        const top = Math.round(y + row * lane);
        const middle = Math.round(y + (row + 0.5) * lane - thin / 2);
        pixels.clearRect(x, top, width, middle - top);
        pixels.clearRect(x, middle + thin, width, Math.round(y + (row + 1) * lane) - middle - thin);
      }
      over.paint(pixels, x, y, width, height);
      const gap = Math.max(1, Math.round(lane * 0.3));
      for (let row = 1; row <= rows; row++) pixels.clearRect(x, Math.round(y + row * lane) - gap, width, gap);
    } else {
      over.paint(pixels, x, y, width, height);
    }
  };
}

// Most of a frame goes by in these two, so each is a loop with nothing to decide but the pixel.

/**
 * @param {Uint8Array} cells @param {number} from @param {number} width @param {Int32Array} table
 * @param {Int32Array} pixels
 */
function paintFlat(cells, from, width, table, pixels) {
  for (let i = from, end = from + width; i < end; i++) pixels[i] = table[cells[i] ?? 0] ?? 0;
}

/**
 * Waits go into a picture of their own, below all else.
 * @param {Uint8Array} cells @param {number} from @param {number} width @param {Int32Array} table
 * @param {Int32Array} lower @param {Int32Array} upper
 */
function paintShaped(cells, from, width, table, lower, upper) {
  for (let i = from, end = from + width; i < end; i++) {
    const cell = cells[i] ?? 0;
    const colour = table[cell] ?? 0;
    const waits = cell > 0 && cell <= STATE.ready;
    lower[i] = waits ? colour : 0;
    upper[i] = waits ? 0 : colour;
  }
}

/**
 * The same with rectangles, for a pen that writes SVG.
 * @param {Pen} pen @param {Uint8Array} cells @param {CellsPlace} place
 */
function paintRuns(pen, cells, { width, rows, first, isShared, isGhost, x, y, height, palette }) {
  const high = height / rows;
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * width;
    for (let from = row * width, to = from; from < end; from = to) {
      const cell = cells[from];
      while (to < end && cells[to] === cell) to++;
      if (!cell) continue;
      pen.globalAlpha = strengthOf(cell - 1, isGhost);
      pen.fillStyle = colourOf(palette, isShared ? 1 : colourOfLane(first + row), cell - 1);
      pen.fillRect(x + from - row * width, y + row * high, to - from, high * 0.7);
    }
  }
  pen.globalAlpha = 1;
}

/** @param {number} state @param {boolean} isGhost */
function strengthOf(state, isGhost) {
  return (STRENGTH[state] ?? 1) * (isGhost ? 0.7 : 1);
}

/** @param {Palette} palette @param {number} task @param {number} state */
function colourOf(palette, task, state) {
  if (state === STATE.blocking || state === STATE.failed) return palette.warn;
  return (state === STATE.cancelled ? undefined : palette.tasks[task]) ?? palette.ink;
}

/** A canvas with a pixel for each cell, which is stretched when it is drawn. */
function createImage() {
  const canvas = document.createElement("canvas");
  const own = canvas.getContext("2d");
  /** @type {ImageData | null} */
  let image = null;
  let pixels = new Int32Array();
  return {
    /** @param {number} width @param {number} height */
    take(width, height) {
      if (image?.width !== width || image.height !== height) {
        canvas.width = width;
        canvas.height = height;
        image = new ImageData(width, height);
        pixels = new Int32Array(image.data.buffer);
      }
      return pixels;
    },
    /** @param {Pen} to @param {number} x @param {number} y @param {number} width @param {number} height */
    paint(to, x, y, width, height) {
      if (!image || !own) return;
      own.putImageData(image, 0, 0);
      to.drawImage(canvas, x, y, width, height);
    },
  };
}

/** The colour of each cell as a number, by the colour of its task. */
function createColours() {
  /** @type {Palette | null} */
  let known = null;
  /** @type {Map<string, Int32Array>} */
  let tables = new Map();
  return {
    /** @param {Palette} palette @param {number} task @param {boolean} isGhost */
    tableOf(palette, task, isGhost) {
      if (known !== palette) {
        known = palette;
        tables = new Map();
      }
      const key = `${task}${isGhost}`;
      const found = tables.get(key) ?? makeTable(palette, task, isGhost);
      tables.set(key, found);
      return found;
    },
  };
}

/** @param {Palette} palette @param {number} task @param {boolean} isGhost */
function makeTable(palette, task, isGhost) {
  const colours = STRENGTH.map((_, state) =>
    pixelOf(colourOf(palette, task, state), strengthOf(state, isGhost)),
  );
  return Int32Array.of(0, ...colours);
}

/** A colour of the style sheet as a number, in the byte order of a picture. @param {string} colour @param {number} strength */
function pixelOf(colour, strength) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const own = canvas.getContext("2d");
  if (!own) return 0;
  own.fillStyle = colour;
  own.fillRect(0, 0, 1, 1);
  const { data } = own.getImageData(0, 0, 1, 1);
  data[3] = Math.round(255 * strength);
  return new Int32Array(data.buffer)[0] ?? 0;
}
