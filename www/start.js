// The app and the first view of its state. What comes later joins here: the timeline, and the views of a run.

import { createApp } from "./app.js";
import { isFirstVisit } from "./model/visited.js";
import { createCatalog } from "./views/catalog.js";
import { createHead } from "./views/head.js";
import { createNotices } from "./views/notices.js";
import { createParams } from "./views/params.js";
import { createRunbar } from "./views/runbar.js";
import { createTheme } from "./views/theme.js";

/** @import { Render, State } from "./types.js" */

/** @type {Render[]} */
const views = [];

/** Shows a picture that is to be seen before all else. Returns whether all else waits. @type {(state: State) => boolean} */
let ahead = () => false;

export const app = createApp((state) => {
  if (document.documentElement.dataset["state"] !== state.phase) {
    document.documentElement.dataset["state"] = state.phase;
    // The browser's own tools and our benchmark read this.
    performance.mark(state.phase);
  }
  document.documentElement.toggleAttribute("data-empty", state.settings === null);
  catalog(state);
  if (ahead(state)) return;
  for (const view of views) view(state);
});
const catalog = createCatalog(app);

// So that the question finds its place empty.
document.documentElement.toggleAttribute("data-welcome", isFirstVisit());
createTheme(app.redraw);
views.push(createNotices(app), createHead(app), createParams(app), createRunbar(app));

/** Shows the state in one more view, after those before. @param {Render} view */
export function join(view) {
  views.push(view);
}

/** @param {Render} view */
export function leave(view) {
  views.splice(views.indexOf(view), 1);
}

/** @param {typeof ahead} show  see `ahead` */
export function goAhead(show) {
  ahead = show;
}
