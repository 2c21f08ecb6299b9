// The panel of the cursor, below its bar: the moment, the output up to then,
// and the marks on the lines of the listing.

import { fetchStyle } from "../ui/dom.js";
import { whenNeeded } from "../ui/lazy.js";
import { isLookedInto } from "./moments.js";
import { createFollow } from "./follow.js";
import { createLineMarks } from "./line_marks.js";

/** @import { App, Render, State } from "./types.js" */

/** @param {App} app @returns {Promise<Render>} */
export async function createPanel(app) {
  await fetchStyle("cursor/cursor.css");
  const lineMarks = createLineMarks(app);
  const follow = createFollow(app);
  // Fetched when somebody looks into a run, which few do.
  const looked = whenNeeded(
    isLookedInto,
    async () => {
      const [late, moment, printed, chips] = await Promise.all([
        import("./late.js"),
        import("./moment.js"),
        import("./printed.js"),
        import("./chips.js"),
      ]);
      await chips.createChips(app);
      const views = [late.createLate(app), moment.createMoment(app), printed.createPrinted(app)];
      return (/** @type {State} */ state) => views.forEach((view) => view(state));
    },
    app,
  );
  return (state) => {
    lineMarks(state);
    follow(state);
    looked(state);
  };
}
