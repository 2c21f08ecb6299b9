// A pen like that of a canvas that writes SVG: so the timeline is drawn into a
// file by the very code that draws it on the page. Pure.
//
// It can what that code asks for, and no more. What it cannot throws.

/** @typedef {[number, number, number, number, number, number]} Matrix */
/** @typedef {{ url: string }} Hatch */

/** @type {Matrix} */
const UNMOVED = [1, 0, 0, 1, 0, 0];

/** What `save` keeps. */
const KEPT = /** @type {const} */ ([
  "fillStyle",
  "strokeStyle",
  "lineWidth",
  "globalAlpha",
  "font",
  "textBaseline",
  "textAlign",
  "lineCap",
  "lineJoin",
  "lineDashOffset",
  "miterLimit",
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
  /** @type {CanvasTextAlign} */
  textAlign = "start";
  /** @type {CanvasLineCap} */
  lineCap = "butt";
  /** @type {CanvasLineJoin} */
  lineJoin = "miter";
  lineDashOffset = 0;
  miterLimit = 10;
  globalCompositeOperation = "source-over";

  /** @type {string[]} */
  #shapes = [];
  /** @type {Map<string, { id: string, markup: string }>} */
  #definitions = new Map();
  /** @type {string[]} */
  #path = [];
  /** @type {number[]} */
  #dashes = [];
  /** @type {Matrix} */
  #matrix = UNMOVED;
  /** @type {{ kept: unknown[], dashes: number[], matrix: Matrix, open: number }[]} */
  #saved = [];
  /** Groups that a clip opened and nothing has closed yet. */
  #open = 0;
  #measure;

  /** @param {(words: string, font: string) => number} measure  the width of words in CSS pixels */
  constructor(measure) {
    this.#measure = measure;
    // A property that canvases have and this pen does not is not to get lost.
    Object.seal(this);
  }

  // -- What was drawn ----------------------------------------------------------

  /** How many shapes were drawn. */
  get count() {
    return this.#shapes.filter((one) => !/^<\/?g\b/.test(one)).length;
  }

  /** Everything that was drawn. */
  get markup() {
    const definitions = [...this.#definitions.values()].map(({ markup }) => markup);
    const defs = definitions.length > 0 ? `<defs>${definitions.join("")}</defs>\n` : "";
    return `${defs}${this.#shapes.join("\n")}${"</g>".repeat(this.#open)}`;
  }

  /** What is drawn from now on lies somewhere else, and larger. @param {number} x @param {number} y @param {number} [scale] @param {string} [label] */
  begin(x, y, scale = 1, label = "") {
    const size = scale === 1 ? "" : ` scale(${round(scale, 6)})`;
    this.#shapes.push(
      `<g transform="translate(${round(x)} ${round(y)})${size}"${label && ` aria-label="${escape(label)}"`}>`,
    );
  }

  end() {
    this.#shapes.push("</g>");
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

  getLineDash() {
    return [...this.#dashes];
  }

  save() {
    this.#saved.push({
      kept: KEPT.map((name) => this[name]),
      dashes: this.#dashes,
      matrix: this.#matrix,
      open: this.#open,
    });
  }

  restore() {
    const last = this.#saved.pop();
    if (!last) return;
    KEPT.forEach((name, index) => (/** @type {any} */ (this)[name] = last.kept[index]));
    this.#dashes = last.dashes;
    this.#matrix = last.matrix;
    for (; this.#open > last.open; this.#open--) this.#shapes.push("</g>");
  }

  // -- Where it draws ------------------------------------------------------------

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.transform(1, 0, 0, 1, x, y);
  }

  /** @param {number} x @param {number} y */
  scale(x, y) {
    this.transform(x, 0, 0, y, 0, 0);
  }

  /** @param {number} angle */
  rotate(angle) {
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    this.transform(cos, sin, -sin, cos, 0, 0);
  }

  /** @param {number} a @param {number} b @param {number} c @param {number} d @param {number} e @param {number} f */
  transform(a, b, c, d, e, f) {
    const [A, B, C, D, E, F] = this.#matrix;
    this.#matrix = [
      A * a + C * b,
      B * a + D * b,
      A * c + C * d,
      B * c + D * d,
      A * e + C * f + E,
      B * e + D * f + F,
    ];
  }

  /** @param {number} a @param {number} b @param {number} c @param {number} d @param {number} e @param {number} f */
  setTransform(a = 1, b = 0, c = 0, d = 1, e = 0, f = 0) {
    this.#matrix = [a, b, c, d, e, f];
  }

  resetTransform() {
    this.#matrix = UNMOVED;
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
    // As on a canvas, the first point of a path is where it begins.
    this.#path.push(`${this.#path.length === 0 ? "M" : "L"}${point(x, y)}`);
  }

  /** @param {number} a @param {number} b @param {number} x @param {number} y */
  quadraticCurveTo(a, b, x, y) {
    this.#path.push(`Q${point(a, b)} ${point(x, y)}`);
  }

  /** @param {number} a @param {number} b @param {number} c @param {number} d @param {number} x @param {number} y */
  bezierCurveTo(a, b, c, d, x, y) {
    this.#path.push(`C${point(a, b)} ${point(c, d)} ${point(x, y)}`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.#path.push(`M${point(x, y)}h${round(width)}v${round(height)}h${round(-width)}Z`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height @param {number | number[]} [radii] */
  roundRect(x, y, width, height, radii = 0) {
    const wanted = typeof radii === "number" ? radii : (radii[0] ?? 0);
    const r = Math.max(0, Math.min(wanted, width / 2, height / 2));
    const corner = (/** @type {number} */ dx, /** @type {number} */ dy) =>
      `a${round(r)} ${round(r)} 0 0 1 ${point(dx, dy)}`;
    this.#path.push(
      `M${point(x + r, y)}h${round(width - 2 * r)}${corner(r, r)}v${round(height - 2 * r)}${corner(-r, r)}` +
        `h${round(2 * r - width)}${corner(-r, -r)}v${round(2 * r - height)}${corner(r, -r)}Z`,
    );
  }

  /** @param {number} x @param {number} y @param {number} radius @param {number} from @param {number} to @param {boolean} [isLeft] */
  arc(x, y, radius, from, to, isLeft = false) {
    this.ellipse(x, y, radius, radius, 0, from, to, isLeft);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} rx
   * @param {number} ry
   * @param {number} turn
   * @param {number} from
   * @param {number} to
   * @param {boolean} [isLeft]
   */
  // oxlint-disable-next-line max-params -- As a canvas has it.
  ellipse(x, y, rx, ry, turn, from, to, isLeft = false) {
    const whole = 2 * Math.PI;
    let sweep = to - from;
    if (Math.abs(sweep) >= whole) sweep = isLeft ? -whole : whole;
    else if (!isLeft && sweep < 0) sweep += whole;
    else if (isLeft && sweep > 0) sweep -= whole;
    const at = (/** @type {number} */ angle) => {
      const [dx, dy] = [rx * Math.cos(angle), ry * Math.sin(angle)];
      return point(
        x + dx * Math.cos(turn) - dy * Math.sin(turn),
        y + dx * Math.sin(turn) + dy * Math.cos(turn),
      );
    };
    // In halves, because an arc of SVG that ends where it begins is none.
    this.#path.push(`${this.#path.length === 0 ? "M" : "L"}${at(from)}`);
    for (const part of [0.5, 1]) {
      this.#path.push(
        `A${round(rx)} ${round(ry)} ${round((turn * 180) / Math.PI)} 0 ${sweep > 0 ? 1 : 0} ${at(from + sweep * part)}`,
      );
    }
  }

  // -- Drawing -------------------------------------------------------------------

  fill() {
    this.#draw(`path d="${this.#path.join("")}"`, this.#filled());
  }

  stroke() {
    this.#draw(`path d="${this.#path.join("")}" fill="none"`, this.#stroked());
  }

  /** All that follows, up to `restore`, is seen only within the path. */
  clip() {
    const path = this.#path.join("");
    const id = this.#define(
      `clip ${path} ${this.#matrix}`,
      (id) => `<clipPath id="${id}"><path d="${path}"${this.#moved()}/></clipPath>`,
    );
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

  /** Nothing lies on fresh paper. */
  clearRect() {}

  /** @param {string} words @param {number} x @param {number} y */
  fillText(words, x, y) {
    const { weight, size, family } = partsOf(this.font);
    // Not every reader of SVG knows a baseline in the middle.
    const down =
      this.textBaseline === "middle"
        ? size * 0.35
        : this.textBaseline === "top" || this.textBaseline === "hanging"
          ? size * 0.8
          : 0;
    const anchor = { center: "middle", right: "end", end: "end", left: "", start: "" }[this.textAlign];
    const bold = weight === "400" ? "" : ` font-weight="${escape(weight)}"`;
    const placed = anchor && ` text-anchor="${anchor}"`;
    const look = `${this.#filled()} font-family="${escape(family)}" font-size="${round(size)}"${bold}${placed}`;
    this.#shapes.push(
      `<text x="${round(x)}" y="${round(y + down)}" ${look}${this.#moved()}>${escape(words)}</text>`,
    );
  }

  /** @param {string} words */
  measureText(words) {
    return { width: this.#measure(words, this.font) };
  }

  // -- Helpers -------------------------------------------------------------------

  /** @param {string} shape @param {string} look */
  #draw(shape, look) {
    this.#shapes.push(`<${shape} ${look}${this.#moved()}/>`);
  }

  #moved() {
    return this.#matrix === UNMOVED || this.#matrix.every((value, index) => value === UNMOVED[index])
      ? ""
      : ` transform="matrix(${this.#matrix.map((one) => round(one, 6)).join(" ")})"`;
  }

  #filled() {
    return `fill="${paint(this.fillStyle)}"${this.#pale("fill")}`;
  }

  #stroked() {
    const dashes =
      this.#dashes.length > 0 ? ` stroke-dasharray="${this.#dashes.map((one) => round(one)).join(" ")}"` : "";
    const offset =
      this.#dashes.length > 0 && this.lineDashOffset !== 0
        ? ` stroke-dashoffset="${round(this.lineDashOffset)}"`
        : "";
    const cap = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    return `stroke="${paint(this.strokeStyle)}"${this.#pale("stroke")} stroke-width="${round(this.lineWidth)}"${dashes}${offset}${cap}${join}`;
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

/** @param {number} x @param {number} y @param {number} width @param {number} height */
function box(x, y, width, height) {
  // Where a canvas takes a negative size, SVG takes none.
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

/** A font as canvases name it: "600 12px Arial, sans-serif". @param {string} font */
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

/** Text as XML can hold it. @param {string} text */
export function escape(text) {
  return (
    text
      // What no XML may have, in whatever way it is written: control characters, and halves of a character.
      .replaceAll(
        // oxlint-disable-next-line no-control-regex -- They are what is looked for.
        /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
        (found) => (found.length === 2 ? found : "\ufffd"),
      )
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll(/[\t\n\r]/g, " ")
  );
}
