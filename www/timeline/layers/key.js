// Explains the signs of the arrows and of the critical path, while they are shown.

import { byId, h } from "../../ui/dom.js";
import { palette } from "../../paint/palette.js";
import { ARROWS, KIND, paintArrow } from "./arrows.js";
import { layersOf } from "../../model/layers.js";
import { dots, whenResolutionChanges } from "../../ui/resolution.js";

/** @import { State } from "./types.js" */

const WIDTH = 24;
const HEIGHT = 26;
/** The width of the lanes in the key, CSS pixels. */
const LANE_WIDTH = 18;
const [TOP_LANE, LOW_LANE] = [4, 21];

/** @returns {(state: State, isTooThin: boolean) => void} */
export function createKey() {
  const entries = ARROWS.map((arrow) => ({ ...arrow, canvas: h("canvas", { "aria-hidden": "true" }) }));
  const arrows = h(
    "ul",
    { class: "legend", "aria-label": "What the arrows mean", "data-testid": "arrows-key" },
    ...entries.map(({ canvas, name }) => {
      canvas.style.width = `${WIDTH}px`;
      canvas.style.height = `${HEIGHT}px`;
      return h("li", {}, canvas, name);
    }),
  );
  const criticalPath = h(
    "p",
    { class: "note", "data-testid": "chain-key" },
    "The line below the lanes is the longest chain: each of its parts had to wait for the one before, so only what shortens one of them shortens the run.",
  );
  const thin = h(
    "p",
    { class: "note", "data-testid": "too-thin" },
    "Where lanes are as thin as this there is no room for arrows. Make them thicker to see them.",
  );
  const root = h("div", { class: "layers-key" }, arrows, thin, criticalPath);
  byId("tooltip").before(root);

  function paint() {
    const scale = dots();
    const look = { palette: palette(), scale, isGhost: false, bar: 7 * scale };
    for (const { kind, canvas } of entries) {
      canvas.width = WIDTH * scale;
      canvas.height = HEIGHT * scale;
      const pen = canvas.getContext("2d");
      if (!pen) return;
      const isOfNobody = kind === KIND.timer || kind === KIND.host;
      const x = (WIDTH / 2) * scale;
      pen.fillStyle = look.palette.faint;
      for (const y of isOfNobody ? [LOW_LANE] : [TOP_LANE, LOW_LANE]) {
        pen.fillRect(((WIDTH - LANE_WIDTH) / 2) * scale, (y - 2) * scale, LANE_WIDTH * scale, 4 * scale);
      }
      paintArrow(
        pen,
        look,
        { from: isOfNobody ? -1 : 0, x0: x, lane: 1, x1: x, kind, isMany: false, isStrong: false },
        (lane) => (lane === 0 ? TOP_LANE : LOW_LANE) * scale,
      );
    }
  }
  addEventListener("themechange", paint);
  whenResolutionChanges(paint);
  paint();

  return ({ settings }, isTooThin) => {
    const layers = layersOf(settings);
    arrows.hidden = !layers.includes("wakes");
    thin.hidden = arrows.hidden || !isTooThin;
    criticalPath.hidden = !layers.includes("chain");
  };
}
