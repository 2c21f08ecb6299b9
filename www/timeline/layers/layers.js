// The layers over the lanes: wake arrows, the longest chain (the critical path),
// and the relations of the inspected span. The code that draws them is fetched
// when there is something to draw.

import { byId, fetchStyle, h } from "../../ui/dom.js";
import { whenNeeded } from "../../ui/lazy.js";
import { complaint, layersOf } from "../../model/layers.js";

/** @import { App, Frame, Layer, Render, Settings, State, TrackView } from "./types.js" */

/** @type {{ id: Layer, name: string, title: string }[]} */
const BOXES = [
  { id: "wakes", name: "Wakes", title: "Arrows from what woke a task to the poll that this led to" },
  { id: "chain", name: "Longest chain", title: "The waits and the work that decided how long the run took" },
];

/**
 * @param {App} app
 * @param {() => { frame: Frame, views: TrackView[] }} layout
 * @returns {Render}
 */
export function createLayers(app, layout) {
  /** @type {Settings | null} */
  let settings = null;
  const boxes = BOXES.map(({ id, name, title }) => {
    const box = h("input", {
      type: "checkbox",
      "data-testid": `show-${id}`,
      change: () => app.setLayers(ticked()),
    });
    return { id, box, label: h("label", { class: "check", title }, box, h("span", {}, name)) };
  });
  const group = h(
    "div",
    { class: "layers", role: "group", "aria-label": "Show on the timeline" },
    ...boxes.map(({ label }) => label),
  );
  byId("compare").closest(".compare")?.before(group);

  /** Read from the boxes and not from the state, because two may be clicked within a frame. @returns {string} */
  function ticked() {
    return boxes
      .filter(({ box }) => box.checked)
      .map(({ id }) => id)
      .join(".");
  }

  const overlay = whenNeeded(
    isWanted,
    async () => {
      const [{ createOverlay }] = await Promise.all([
        import("./overlay.js"),
        fetchStyle("timeline/layers/layers.css"),
      ]);
      return createOverlay(app, layout);
    },
    app,
  );

  /** @param {Settings} settings */
  function complain(settings) {
    const wrong = complaint(settings);
    if (!wrong) return;
    app.complain(new Error(wrong));
    app.setLayers(layersOf(settings).join("."));
  }

  return (state) => {
    if (settings !== state.settings && state.settings) complain(state.settings);
    settings = state.settings;
    const shown = layersOf(settings);
    for (const { id, box } of boxes) box.checked = shown.includes(id);
    overlay(state);
  };
}

/** @param {State} state */
function isWanted({ settings, inspected, link }) {
  return layersOf(settings).length > 0 || inspected !== null || link !== null;
}
