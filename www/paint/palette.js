// The colours of the style sheet, for canvases, and the hatches made of them.

import { TASK_COLOURS } from "../model/colours.js";

/** @import { Palette } from "./types.js" */

/** @type {Palette | null} */
let current = null;
addEventListener("themechange", () => (current = null));

/** @returns {Palette} */
export function palette() {
  current ??= read();
  return current;
}

function read() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const get = (name) => style.getPropertyValue(name).trim();
  /** @type {Map<string, CanvasPattern | null>} */
  const patterns = new Map();
  return {
    tasks: Array.from({ length: TASK_COLOURS }, (_, index) => get(`--task-${index}`)),
    ink: get("--ink"),
    muted: get("--ink-muted"),
    faint: get("--line"),
    faintest: get("--line-faint"),
    line: get("--line-strong"),
    ground: get("--ground"),
    isClear: document.documentElement.dataset["ground"] === "none",
    accent: get("--accent"),
    warn: get("--warn"),
    font: style.fontFamily,
    text: Number.parseFloat(style.fontSize) * 0.75,
    isStrong: matchMedia("(prefers-contrast: more), (forced-colors: active)").matches,
    /** @type {Palette["hatch"]} */
    hatch(ctx, colour, size, stroke, edge) {
      // The pen that writes SVG makes its own stripes.
      if ("hatch" in ctx) {
        return /** @type {any} */ (ctx).hatch(colour, Math.max(4, Math.round(size)), stroke, edge);
      }
      const key = [colour, size, stroke, edge].join();
      if (!patterns.has(key)) {
        patterns.set(key, makeHatch(ctx, colour, Math.max(4, Math.round(size)), stroke, edge));
      }
      return patterns.get(key) ?? colour;
    },
  };
}

/**
 * A pattern of diagonal stripes that continue across its edges.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} colour
 * @param {number} size
 * @param {number} stroke
 * @param {string} [edge]
 */
function makeHatch(ctx, colour, size, stroke, edge) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  /** @param {string} style @param {number} width */
  const stripe = (style, width) => {
    pen.strokeStyle = style;
    pen.lineWidth = width;
    pen.beginPath();
    for (const shift of [-size, 0, size]) {
      pen.moveTo(shift - 1, size + 1);
      pen.lineTo(shift + size + 1, -1);
    }
    pen.stroke();
  };
  if (edge) stripe(edge, stroke * 1.7);
  stripe(colour, stroke);
  return ctx.createPattern(tile, "repeat");
}
