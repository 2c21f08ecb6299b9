// The page within another page: what is shown besides the timeline, and a link
// to the whole page.

import { whenChanged } from "../ui/dom.js";
import { fragmentOf } from "../model/own_link.js";
import { writeQuery } from "../model/url.js";
import { createAround } from "./around.js";
import { PARTS, partsOf } from "./snippet.js";

/** @import { App, Render } from "./types.js" */

/** @param {App} app @returns {Render} */
export function createEmbed(app) {
  createAround(app);
  const root = document.documentElement;
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".embed-foot a"));

  const choose = whenChanged((/** @type {string | undefined} */ show) => {
    const { parts, unknown } = partsOf(show);
    root.dataset["show"] = parts.join(" ");
    if (unknown.length > 0) {
      app.complain(
        new Error(
          `In the address: show=${unknown.join(".").slice(0, 60)}. It can be ${PARTS.map(({ id }) => id).join(", ")}, with dots between, or none.`,
        ),
      );
    }
  });

  return (state) => {
    const { settings } = state;
    if (!settings) return;
    choose(settings.show);
    const { show: _, ...rest } = settings;
    if (link) link.href = `./${writeQuery(rest)}${fragmentOf(state)}`;
  };
}
