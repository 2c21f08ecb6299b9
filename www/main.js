// Puts the page together: one app, the views that show its state.

import { createApp } from "./app.js";
import { fetchStyle } from "./ui/dom.js";
import { needsIsolation, spokenTrack } from "./model/state.js";
import { createCatalog } from "./views/catalog.js";
import { createHead } from "./views/head.js";
import { whenNeeded } from "./ui/lazy.js";
import { createNotices } from "./views/notices.js";
import { createParams } from "./views/params.js";
import { createRunbar } from "./views/runbar.js";
import { createTheme } from "./views/theme.js";

/** @import { App, Render } from "./types.js" */

/** @type {Render[]} */
let views = [];
const app = createApp((state) => {
  if (document.documentElement.dataset["state"] !== state.phase) {
    document.documentElement.dataset["state"] = state.phase;
    // The browser's own tools and our benchmark read this.
    performance.mark(state.phase);
  }
  document.documentElement.toggleAttribute("data-empty", state.settings === null);
  for (const view of views) view(state);
});

createTheme(app.redraw);
views = [
  createNotices(app),
  createCatalog(app),
  createHead(app),
  createParams(app),
  whenNeeded(
    (state) => !crossOriginIsolated && needsIsolation(state),
    async () => (await import("./views/isolation.js")).createIsolation(),
    app,
  ),
  createRunbar(app),
  whenNeeded(
    (state) => state.guess !== null,
    async () => (await import("./guess/guess.js")).createGuess(app),
    app,
  ),
  whenNeeded((state) => state.settings !== null, fetchLater, app),
  whenNeeded(
    (state) => spokenTrack(state) !== null,
    async () => (await import("./export/print.js")).createPrint(app),
    app,
  ),
  whenNeeded(
    (state) => (spokenTrack(state)?.report.workers.length ?? 0) > 0,
    async () => (await import("./views/workers.js")).createWorkers(app),
    app,
  ),
];
app.load();

/** Views that are fetched when a run has something for them to show. @param {App} app @returns {{ pins: Render, panel: Render }} */
function createRare(app) {
  return {
    pins: whenNeeded(
      (state) => (state.settings?.with.length ?? 0) > 0,
      async () => (await import("./runs/pins.js")).createPins(app),
      app,
    ),
    panel: whenNeeded(
      (state) => spokenTrack(state) !== null,
      async () => (await import("./cursor/panel.js")).createPanel(app),
      app,
    ),
  };
}

/**
 * Fetches the views of a run, as soon as there is a program to run. All modules are requested at
 * once, so that none waits for another to import it.
 * @returns {Promise<Render>}
 */
async function fetchLater() {
  const [predictor, looking, timeline, source, output, explanation, details, tools, cost, help, offline] =
    await Promise.all([
      import("./run/predictor.js"),
      import("./actions/looking.js"),
      import("./timeline/timeline.js"),
      import("./results/source.js"),
      import("./results/output.js"),
      import("./results/explanation.js"),
      import("./results/details.js"),
      import("./views/tools.js"),
      import("./export/cost.js"),
      import("./help/button.js"),
      import("./offline/offline.js"),
      import("./ui/character_keys.js"),
      import("./offline/register.js"),
      import("./timeline/track.js"),
      import("./paint/paint.js"),
      import("./paint/rows.js"),
      import("./paint/cells.js"),
      import("./paint/palette.js"),
      import("./paint/sheet.js"),
      import("./timeline/legend.js"),
      import("./model/axis.js"),
      import("./model/colours.js"),
      import("./model/slots.js"),
      import("./model/layers.js"),
      import("./timeline/layers/layers.js"),
      import("./paint/tree.js"),
      import("./model/differences.js"),
      import("./model/geometry.js"),
      import("./model/worth.js"),
      import("./model/zoom.js"),
      import("./model/highlight.js"),
      import("./ui/lazy_near.js"),
      import("./ui/patch_list.js"),
      import("./ui/resolution.js"),
      import("./run/clock.js"),
      import("./run/measurement.js"),
      import("./run/spans.js"),
      fetchStyle("styles/results.css"),
    ]);
  const all = Object.assign(app, app.lookWith(predictor.createPredictor, looking.createLooking));
  const { pins, panel } = createRare(all);
  const later = cost.timed(all, [
    timeline.createTimeline(all),
    source.createSource(all),
    output.createOutput(all),
    explanation.createExplanation(all),
    details.createDetails(all),
    tools.createTools(all),
  ]);
  help.createHelp(all);
  let isPredicted = false;
  return (state) => {
    pins(state);
    later(state);
    // Last, because it marks what the others have drawn.
    panel(state);
    if (isPredicted || !spokenTrack(state)) return;
    isPredicted = true;
    performance.mark("predicted");
    offline.startOffline();
  };
}
