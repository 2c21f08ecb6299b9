// Puts the page together: one app, the views that show its state.

import { createApp } from "./app.js";
import { isFirstVisit } from "./model/visited.js";
import { fetchStyle } from "./ui/dom.js";
import { createCatalog } from "./views/catalog.js";
import { createHead } from "./views/head.js";
import { whenNeeded } from "./ui/lazy.js";
import { createNotices } from "./views/notices.js";
import { createParams } from "./views/params.js";
import { createRunbar } from "./views/runbar.js";
import { createTheme } from "./views/theme.js";

/** @import { Render, State } from "./types.js" */

/** @type {Render[]} */
let views = [];
/** The timeline, until those who show a run have come and take it over. @type {Render | null} */
let picture = null;
const app = createApp((state) => {
  if (document.documentElement.dataset["state"] !== state.phase) {
    document.documentElement.dataset["state"] = state.phase;
    // The browser's own tools and our benchmark read this.
    performance.mark(state.phase);
  }
  document.documentElement.toggleAttribute("data-empty", state.settings === null);
  for (const view of views) view(state);
});

// So that the question finds its place empty.
document.documentElement.toggleAttribute("data-welcome", isFirstVisit());
createTheme(app.redraw);
views = [
  createNotices(app),
  createCatalog(app),
  createHead(app),
  createParams(app),
  createRunbar(app),
  (state) => picture?.(state),
  // Everything else is fetched through it, so that nothing is shared with it and a file of its own.
  whenNeeded((state) => state.settings !== null, fetchLater, app),
];
app.load();
const coming = fetchPicture();
// Whoever needs it says so.
coming.catch(() => {});

async function fetchPicture() {
  const { createPicture } = await import("./picture.js");
  const made = createPicture(app);
  picture = made.show;
  return made;
}

/** All that it takes to predict and to show it is asked for at once. @param {State} state */
async function fetchLater({ settings }) {
  // The predictor reports a failure.
  app.complete(settings?.program.id ?? "").catch(() => {});
  const style = fetchStyle("styles/results.css");
  const [made, { createLater }] = await Promise.all([coming, import("./later.js"), style]);
  picture = null;
  return createLater(made.app, made.show);
}
