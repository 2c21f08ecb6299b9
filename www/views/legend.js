// What each shape means, painted with the same pen as the timeline.

import { byId, h } from "../dom.js";
import { paintSpan, STATE, STATE_NAMES } from "./paint.js";
import { palette } from "./palette.js";

const WIDTH = 26;
const HEIGHT = 14;

export function createLegend() {
  const entries = STATE_NAMES.map(({ state, name }) => ({ state, canvas: h("canvas", { "aria-hidden": "true" }), name }));
  byId("legend").replaceChildren(...entries.map(({ canvas, name }) => h("li", {}, canvas, name)));

  function paint() {
    const scale = devicePixelRatio || 1;
    for (const { state, canvas } of entries) {
      canvas.width = WIDTH * scale;
      canvas.height = HEIGHT * scale;
      canvas.style.width = `${WIDTH}px`;
      canvas.style.height = `${HEIGHT}px`;
      const pen = canvas.getContext("2d");
      if (!pen) return;
      const isMarker = state === STATE.done || state === STATE.cancelled;
      const look = { palette: palette(), scale, isGhost: false, bar: 11 * scale };
      const [x0, x1] = isMarker ? [WIDTH / 2, WIDTH / 2] : [1, WIDTH - 1];
      paintSpan(pen, look, 1, state, x0 * scale, x1 * scale, (HEIGHT / 2) * scale);
    }
  }
  addEventListener("themechange", () => requestAnimationFrame(paint));
  paint();
}
