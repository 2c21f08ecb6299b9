/// <reference path="./types.d.ts" />
// Puts the page together: one app, the views that show its state.

import { createApp } from "./app.js";
import { needsIsolation, spokenTrack } from "./model/state.js";
import { createCatalog } from "./views/catalog.js";
import { createDetails } from "./views/details.js";
import { createExplanation } from "./views/explanation.js";
import { createHead } from "./views/head.js";
import { whenNeeded } from "./views/near.js";
import { createNotices } from "./views/notices.js";
import { createOutput } from "./views/output.js";
import { createParams } from "./views/params.js";
import { createRunbar } from "./views/runbar.js";
import { createSource } from "./views/source.js";
import { createTheme } from "./views/theme.js";
import { createTimeline } from "./views/timeline.js";

/** @type {(View)[]} */
let views = [];
const app = createApp((state) => {
  if (document.documentElement.dataset["state"] !== state.phase) {
    document.documentElement.dataset["state"] = state.phase;
    // The browser's own tools, and our benchmark, see from this when the page was usable.
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
  whenNeeded((state) => !crossOriginIsolated && needsIsolation(state), async () => (await import("./views/isolation.js")).createIsolation(), app),
  createRunbar(app),
  createTimeline(app),
  whenNeeded((state) => (spokenTrack(state)?.report.workers.length ?? 0) > 0, async () => (await import("./views/workers.js")).createWorkers(app), app),
  createSource(app),
  createOutput(app),
  createExplanation(app),
  createDetails(app),
];
app.redraw();
app.boot();
