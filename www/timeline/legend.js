// The meaning of each shape, painted by the same code as the timeline.

import { byId, h, whenChanged } from "../ui/dom.js";
import { paintSpan, SHAPES } from "../paint/paint.js";
import { palette } from "../paint/palette.js";
import { dots, whenResolutionChanges } from "../ui/resolution.js";

const WIDTH = 26;
const POINT_WIDTH = 12;
const HEIGHT = 14;

/** Returns a function that shows the entries with these names, and no others. */
export function createLegend() {
  const legend = byId("legend");
  const entries = SHAPES.map((shape) => ({ ...shape, canvas: h("canvas", { "aria-hidden": "true" }) }));
  const items = entries.map(({ canvas, name }) => ({ name, item: h("li", {}, canvas, name) }));
  paintShapes(entries);
  const show = whenChanged((/** @type {string} */ names) => {
    const shown = names.split("|");
    legend.replaceChildren(...items.filter(({ name }) => shown.includes(name)).map(({ item }) => item));
  });
  return (/** @type {Set<string>} */ shapes) => show([...shapes].sort().join("|"));
}

/**
 * Paints each shape on its canvas, now and whenever the colours or the resolution change.
 * @param {(typeof SHAPES[number] & { canvas: HTMLCanvasElement })[]} entries
 */
export function paintShapes(entries) {
  function paint() {
    const scale = dots();
    for (const { state, canvas, isPoint = false, isGhost = false } of entries) {
      const width = isPoint ? POINT_WIDTH : WIDTH;
      canvas.width = width * scale;
      canvas.height = HEIGHT * scale;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${HEIGHT}px`;
      const pen = canvas.getContext("2d");
      if (!pen) return;
      const look = { palette: palette(), scale, isGhost, bar: 11 * scale };
      const [x0, x1] = isPoint ? [width / 2, width / 2] : [1, width - 1];
      paintSpan(pen, look, 1, state, [x0 * scale, x1 * scale, (HEIGHT / 2) * scale]);
    }
  }
  addEventListener("themechange", paint);
  whenResolutionChanges(paint);
  paint();
}
