// A pen that has the methods of a canvas and writes SVG, so that the code that
// draws the timeline on the page draws it into a file as well. Pure.
//
// It has only those methods and properties of a canvas that this code uses. Any
// other throws, so that nothing is left out of a picture unnoticed.

import { escape } from "./xml.js";

/** @typedef {{ url: string }} Hatch */

/** The properties that `save` keeps. */
const KEPT = /** @type {const} */ ([
  "fillStyle",
  "strokeStyle",
  "lineWidth",
  "globalAlpha",
  "font",
  "textBaseline",
]);

export class SvgPen {
  /** @type {string | Hatch} */
  fillStyle = "#000000";
  /** @type {string | Hatch} */
  strokeStyle = "#000000";
  lineWidth = 1;
  globalAlpha = 1;
  font = "400 10px sans-serif";
  /** @type {CanvasTextBaseline} */
  textBaseline = "alphabetic";

  /** @type {string[]} */
  #shapes = [];
  /** @type {Map<string, { id: string, markup: string }>} */
  #definitions = new Map();
  /** @type {string[]} */
  #path = [];
  /** @type {number[]} */
  #dashes = [];
  /** @type {{ kept: unknown[], dashes: number[], open: number }[]} */
  #saved = [];
  /** The number of groups that `clip` opened and `restore` has not closed yet. */
  #open = 0;
  /** What was cleared since `begin`, and which shapes it is cut out of: from the first up to that one. @type {string[]} */
  #holes = [];
  #first = 0;
  #last = 0;
  #measure;

  /** @param {(words: string, font: string) => number} measure  returns the width of words in CSS pixels */
  constructor(measure) {
    this.#measure = measure;
    // Setting a property of a canvas that this pen does not have throws.
    Object.seal(this);
  }

  // -- What was drawn ----------------------------------------------------------

  /** The number of shapes that were drawn. */
  get count() {
    return this.#shapes.filter((shape) => !/^<\/?g\b/.test(shape)).length;
  }

  /** Everything that was drawn. */
  get markup() {
    const definitions = [...this.#definitions.values()].map(({ markup }) => markup);
    const defs = definitions.length > 0 ? `<defs>${definitions.join("")}</defs>\n` : "";
    return `${defs}${this.#shapes.join("\n")}${"</g>".repeat(this.#open)}`;
  }

  /** Moves and scales what is drawn until `end`. @param {number} x @param {number} y @param {number} [scale] @param {string} [label] */
  begin(x, y, scale = 1, label = "") {
    const size = scale === 1 ? "" : ` scale(${round(scale, 6)})`;
    this.#shapes.push(
      `<g transform="translate(${round(x)} ${round(y)})${size}"${label && ` aria-label="${escape(label)}"`}>`,
    );
    this.#holes = [];
    this.#first = this.#last = this.#shapes.length;
  }

  end() {
    this.#cut();
    this.#shapes.push("</g>");
  }

  /** Cuts out what was cleared: the ground of a picture may be somebody else's, so it cannot be painted over. */
  #cut() {
    if (this.#holes.length === 0) return;
    const holes = this.#holes.join("");
    const id = this.#define(
      `mask ${holes}`,
      (id) =>
        `<mask id="${id}" ${WHOLE} maskUnits="userSpaceOnUse"><rect ${WHOLE} fill="#fff"/>${holes}</mask>`,
    );
    const last = this.#last > this.#first ? this.#last : this.#shapes.length;
    this.#shapes.splice(last, 0, "</g>");
    this.#shapes.splice(this.#first, 0, `<g mask="url(#${id})">`);
  }

  // -- Styles ------------------------------------------------------------------

  /**
   * Diagonal stripes, as `Palette.hatch` makes them for a canvas.
   * @param {string} colour @param {number} size @param {number} stroke @param {string} [edge]
   * @returns {Hatch}
   */
  hatch(colour, size, stroke, edge) {
    /** @param {string} style @param {number} width */
    const stripe = (style, width) =>
      [-size, 0, size]
        .map(
          (shift) =>
            `<path d="M${round(shift - 1)} ${round(size + 1)}L${round(shift + size + 1)} -1" stroke="${escape(style)}" stroke-width="${round(width)}"/>`,
        )
        .join("");
    const stripes = (edge ? stripe(edge, stroke * 1.7) : "") + stripe(colour, stroke);
    const id = this.#define(
      `hatch ${[colour, size, stroke, edge].join()}`,
      (id) =>
        `<pattern id="${id}" width="${round(size)}" height="${round(size)}" patternUnits="userSpaceOnUse">${stripes}</pattern>`,
    );
    return { url: `url(#${id})` };
  }

  /** @param {number[]} dashes */
  setLineDash(dashes) {
    // A canvas repeats an odd list, as SVG does.
    this.#dashes = [...dashes];
  }

  save() {
    this.#saved.push({
      kept: KEPT.map((name) => this[name]),
      dashes: this.#dashes,
      open: this.#open,
    });
  }

  restore() {
    const last = this.#saved.pop();
    if (!last) return;
    KEPT.forEach((name, index) => (/** @type {any} */ (this)[name] = last.kept[index]));
    this.#dashes = last.dashes;
    for (; this.#open > last.open; this.#open--) this.#shapes.push("</g>");
  }

  // -- Paths ---------------------------------------------------------------------

  beginPath() {
    this.#path = [];
  }

  closePath() {
    this.#path.push("Z");
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#path.push(`M${point(x, y)}`);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    // As on a canvas, a path begins at its first point.
    this.#path.push(`${this.#path.length === 0 ? "M" : "L"}${point(x, y)}`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.#path.push(`M${point(x, y)}h${round(width)}v${round(height)}h${round(-width)}Z`);
  }

  /** Clockwise. @param {number} x @param {number} y @param {number} radius @param {number} from @param {number} to */
  arc(x, y, radius, from, to) {
    const whole = 2 * Math.PI;
    const sweep = to < from ? to - from + whole : Math.min(to - from, whole);
    const at = (/** @type {number} */ angle) =>
      point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    // In two halves, because SVG draws nothing for an arc that ends where it begins.
    this.#path.push(`${this.#path.length === 0 ? "M" : "L"}${at(from)}`);
    for (const part of [0.5, 1]) {
      this.#path.push(`A${round(radius)} ${round(radius)} 0 0 1 ${at(from + sweep * part)}`);
    }
  }

  // -- Drawing -------------------------------------------------------------------

  fill() {
    this.#draw(`path d="${this.#path.join("")}"`, this.#filled());
  }

  stroke() {
    this.#draw(`path d="${this.#path.join("")}" fill="none"`, this.#stroked());
  }

  /** Shows what is drawn until `restore` only within the path. */
  clip() {
    const path = this.#path.join("");
    const id = this.#define(`clip ${path}`, (id) => `<clipPath id="${id}"><path d="${path}"/></clipPath>`);
    this.#shapes.push(`<g clip-path="url(#${id})">`);
    this.#open += 1;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.#draw(box(x, y, width, height), this.#filled());
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    this.#draw(`${box(x, y, width, height)} fill="none"`, this.#stroked());
  }

  /**
   * Clears what was drawn since `begin`. What is cleared outside of a clip is for words: it ends what is cut,
   * because they come next.
   * @param {number} x @param {number} y @param {number} width @param {number} height
   */
  clearRect(x, y, width, height) {
    const { length } = this.#shapes;
    // A new file is empty.
    if (length === this.#first) return;
    this.#holes.push(`<${box(x, y, width, height)} fill="#000"/>`);
    if (this.#open === 0 && this.#last === this.#first) this.#last = length;
  }

  /** @param {string} words @param {number} x @param {number} y */
  fillText(words, x, y) {
    const { weight, size, family } = partsOf(this.font);
    // Some readers of SVG do not know a baseline in the middle.
    const down =
      this.textBaseline === "middle"
        ? size * 0.35
        : this.textBaseline === "top" || this.textBaseline === "hanging"
          ? size * 0.8
          : 0;
    const bold = weight === "400" ? "" : ` font-weight="${escape(weight)}"`;
    const look = `${this.#filled()} font-family="${escape(family)}" font-size="${round(size)}"${bold}`;
    this.#shapes.push(`<text x="${round(x)}" y="${round(y + down)}" ${look}>${escape(words)}</text>`);
  }

  /** @param {string} words */
  measureText(words) {
    return { width: this.#measure(words, this.font) };
  }

  // -- Helpers -------------------------------------------------------------------

  /** @param {string} shape @param {string} look */
  #draw(shape, look) {
    this.#shapes.push(`<${shape} ${look}/>`);
  }

  #filled() {
    return `fill="${paint(this.fillStyle)}"${this.#pale("fill")}`;
  }

  #stroked() {
    const dashes =
      this.#dashes.length > 0
        ? ` stroke-dasharray="${this.#dashes.map((dash) => round(dash)).join(" ")}"`
        : "";
    return `stroke="${paint(this.strokeStyle)}"${this.#pale("stroke")} stroke-width="${round(this.lineWidth)}"${dashes}`;
  }

  /** @param {"fill" | "stroke"} what */
  #pale(what) {
    return this.globalAlpha === 1 ? "" : ` ${what}-opacity="${round(this.globalAlpha, 3)}"`;
  }

  /** @param {string} key @param {(id: string) => string} markup */
  #define(key, markup) {
    const known = this.#definitions.get(key);
    if (known) return known.id;
    const id = `d${this.#definitions.size}`;
    this.#definitions.set(key, { id, markup: markup(id) });
    return id;
  }
}

/** Wherever something may be. */
const WHOLE = `x="-99999" y="-99999" width="199998" height="199998"`;

/** @param {number} x @param {number} y @param {number} width @param {number} height */
function box(x, y, width, height) {
  // A canvas takes a negative size, SVG does not.
  const [left, top] = [Math.min(x, x + width), Math.min(y, y + height)];
  return `rect x="${round(left)}" y="${round(top)}" width="${round(Math.abs(width))}" height="${round(Math.abs(height))}"`;
}

/** @param {number} x @param {number} y */
function point(x, y) {
  return `${round(x)} ${round(y)}`;
}

/** @param {unknown} style */
function paint(style) {
  if (typeof style === "string") return escape(style);
  if (style !== null && typeof style === "object" && "url" in style) return String(style.url);
  throw new Error("The SVG pen cannot draw with the patterns and gradients of a canvas.");
}

/** The parts of a font as a canvas names it: "600 12px Arial, sans-serif". @param {string} font */
function partsOf(font) {
  const [, weight = "400", size = "10", family = "sans-serif"] =
    /^(?:(\w+) )?([\d.]+)px (.*)$/.exec(font) ?? [];
  return { weight, size: Number(size), family };
}

/** @param {number} value @param {number} [digits] */
function round(value, digits = 2) {
  if (!Number.isFinite(value)) throw new Error(`The SVG pen cannot draw at ${value}.`);
  return String(Number(value.toFixed(digits)));
}
