// Starts the page, and fetches what shows a run. The first picture comes in a script of its own, right after
// this one: Run does not wait for it, and it not for the browser to find and fetch it.

import { app, join } from "./start.js";
import { fetchStyle } from "./ui/dom.js";
import { whenNeeded } from "./ui/lazy.js";

/** @import { State } from "./types.js" */

app.load();
// Everything else is fetched through it, so that nothing is shared with it and a file of its own.
join(whenNeeded((state) => state.settings !== null, fetchLater, app));

/** All that it takes to predict and to show it is asked for at once. @param {State} state */
async function fetchLater({ settings }) {
  // The predictor reports a failure.
  app.complete(settings?.program.id ?? "").catch(() => {});
  const style = fetchStyle("styles/results.css");
  const [{ createLater }] = await Promise.all([import("./later.js"), style]);
  return createLater();
}
