// What the page shows at the cursor, besides the bar and the line themselves:
// the moment, the output by then, and where each task stands in the listing.

import { fetchStyle } from "../ui/dom.js";
import { whenNeeded } from "../ui/lazy.js";
import { isLookedInto } from "./moments.js";
import { createStanding } from "./standing.js";

/** @import { App, State, View } from "./types.js" */

/** @param {App} app @returns {Promise<View>} */
export async function createRoom(app) {
  await fetchStyle("cursor/cursor.css");
  const standing = createStanding(app);
  // Few look into a run, and whoever does waits for no more than this.
  const looked = whenNeeded(
    isLookedInto,
    async () => {
      const [moment, printed, chips] = await Promise.all([
        import("./moment.js"),
        import("./printed.js"),
        import("./chips.js"),
      ]);
      await chips.createChips(app);
      const views = [moment.createMoment(app), printed.createPrinted(app)];
      return (/** @type {State} */ state) => views.forEach((view) => view(state));
    },
    app,
  );
  return (state) => {
    standing(state);
    looked(state);
  };
}
