// Views that are fetched only when there is something for them to show.

import { during } from "../settled.js";

/** @import { Page } from "./types.js" */

/**
 * Returns a view that is fetched when it is first needed. If that fails, a sentence says so. It is not
 * tried again, because Firefox never asks for a module again that failed (`findings/import-again.sh`).
 * @template {unknown[]} A
 * @param {(...args: A) => boolean} isNeeded
 * @param {(...args: NoInfer<A>) => Promise<(...args: A) => void>} fetch
 * @param {Page} app
 * @returns {(...args: A) => void}
 */
export function whenNeeded(isNeeded, fetch, app) {
  /** @type {((...args: A) => void) | undefined} */
  let view;
  /** @type {A} */
  let last;
  let isComing = false;
  return (...args) => {
    last = args;
    if (view) return view(...args);
    if (isComing || !isNeeded(...args)) return;
    isComing = true;
    during("fetching a part of the page", fetch(...args)).then(
      (fetched) => {
        view = fetched;
        // At once, or else it would be empty for a frame.
        view(...last);
        app.redraw();
      },
      () => app.complain(new Error("A part of this page could not be fetched. Please reload.")),
    );
  };
}
