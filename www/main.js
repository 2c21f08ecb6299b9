/// <reference path="./types.d.ts" />
// Puts the page together: one app, the views that show its state.

import { createApp } from "./app.js";
import { createCatalog } from "./views/catalog.js";
import { createDetails } from "./views/details.js";
import { createExplanation } from "./views/explanation.js";
import { createHead } from "./views/head.js";
import { createNeeds } from "./views/needs.js";
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
  createNeeds(app),
  createRunbar(app),
  createTimeline(app),
  createSource(app),
  createOutput(app),
  createExplanation(app),
  createDetails(app),
];
app.redraw();
app.boot();
