// Explains the signs of the arrows and of the critical path, while they are shown.

import { byId, h } from "../../ui/dom.js";
import { palette } from "../../paint/palette.js";
import { ARROWS } from "./arrows.js";
import { paintSample, SAMPLE, SAMPLE_BAR } from "./sample.js";
import { layersOf } from "../../model/layers.js";
import { dots, whenResolutionChanges } from "../../ui/resolution.js";

/** @import { State } from "./types.js" */

/** @returns {(state: State, isTooThin: boolean) => void} */
export function createKey() {
  const entries = ARROWS.map((arrow) => ({ ...arrow, canvas: h("canvas", { "aria-hidden": "true" }) }));
  const arrows = h(
    "ul",
    { class: "legend", "aria-label": "What the arrows mean", "data-testid": "arrows-key" },
    ...entries.map(({ canvas, name }) => {
      canvas.style.width = `${SAMPLE.width}px`;
      canvas.style.height = `${SAMPLE.height}px`;
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
    const look = { palette: palette(), scale, isGhost: false, bar: SAMPLE_BAR * scale };
    for (const { kind, canvas } of entries) {
      canvas.width = SAMPLE.width * scale;
      canvas.height = SAMPLE.height * scale;
      const pen = canvas.getContext("2d");
      if (pen) paintSample(pen, look, kind);
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
