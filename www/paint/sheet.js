// A sheet is a canvas that is drawn on in CSS pixels, whatever its resolution.

import { palette } from "./palette.js";

/** @import { Frame, Sheet } from "./types.js" */

/**
 * Resizes a canvas, clears it and returns the sheet to draw on.
 * @param {HTMLCanvasElement} canvas
 * @param {Frame} frame
 * @param {number} height
 * @param {number} scale   device pixels for one CSS pixel
 * @returns {Sheet | null}
 */
export function sheetOf(canvas, frame, height, scale) {
  const [w, h] = [Math.round(frame.width * scale), Math.round(height * scale)];
  const isSame = canvas.width === w && canvas.height === h;
  if (!isSame) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${frame.width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  // Another size has emptied it. On paper a canvas is what was called: this would clear what lies below, too.
  if (isSame) pen?.clearRect(0, 0, w, h);
  return pen && { pen, frame, height, scale, colours: palette() };
}

/**
 * Calls `render` only when some part of the picture is not the same as before.
 * @template {Record<string, unknown>} P
 * @param {(picture: P) => void} render
 * @returns {(picture: P) => void}
 */
export function whenAnyChanged(render) {
  /** @type {P | undefined} */
  let last;
  return (picture) => {
    const before = last;
    if (before && Object.entries(picture).every(([name, part]) => Object.is(part, before[name]))) return;
    last = picture;
    render(picture);
  };
}

/** A mark at an edge of the run, as that of an end, may extend this far beyond it, CSS pixels. */
const BEYOND = 8;

/**
 * Paints what belongs to times, clipped to the stretch that is shown.
 * @param {Sheet} sheet
 * @param {() => void} paint
 */
export function onAxis({ pen, frame, height, scale }, paint) {
  const left = frame.left - (frame.from > 0 ? 0 : BEYOND);
  const right = frame.right + (frame.end < frame.whole ? 0 : BEYOND);
  pen.save();
  pen.beginPath();
  pen.rect(left * scale, 0, (right - left) * scale, height * scale);
  pen.clip();
  paint();
  pen.restore();
}

/**
 * @param {Sheet} sheet
 * @param {string} words
 * @param {number} x
 * @param {number} y       the middle
 * @param {string} colour
 * @param {string} [weight]
 */
export function write(sheet, words, x, y, colour, weight) {
  const { pen, scale } = sheet;
  setFont(sheet, weight);
  pen.textBaseline = "middle";
  pen.fillStyle = colour;
  pen.fillText(words, x * scale, y * scale + scale);
}

/** @param {Sheet} sheet @param {string} words @param {string} [weight] */
export function widthOf(sheet, words, weight) {
  setFont(sheet, weight);
  return sheet.pen.measureText(words).width / sheet.scale;
}

/** Results of `fit`, because the same names are written in every frame. @type {Map<string, string>} */
const fitted = new Map();
/** At most about this many are kept. */
const MOST_FITTED = 1_000;

/** As many of the words as fit into a width. @param {Sheet} sheet @param {string} words @param {number} most */
export function fit(sheet, words, most) {
  const key = `${most} ${sheet.colours.text} ${words}`;
  const known = fitted.get(key);
  if (known !== undefined) return known;
  if (fitted.size > MOST_FITTED) fitted.clear();
  const found = measured(sheet, words, most);
  fitted.set(key, found);
  return found;
}

/** @param {Sheet} sheet @param {string} words @param {number} most */
function measured(sheet, words, most) {
  let cut = words;
  while (cut.length > 1 && widthOf(sheet, cut === words ? words : `${cut}…`) > most) cut = cut.slice(0, -1);
  return cut === words ? words : `${cut}…`;
}

/** @param {Sheet} sheet @param {string} colour @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
export function line({ pen, scale }, colour, x0, y0, x1, y1) {
  const crisp = x0 === x1 ? 0.5 : 0;
  pen.strokeStyle = colour;
  pen.beginPath();
  pen.moveTo(Math.round(x0 * scale) + crisp, y0 * scale);
  pen.lineTo(Math.round(x1 * scale) + crisp, y1 * scale);
  pen.stroke();
}

/** @param {Sheet} sheet @param {string} [weight] */
function setFont({ pen, scale, colours }, weight = "400") {
  pen.font = `${weight} ${colours.text * scale}px ${colours.font}`;
}
