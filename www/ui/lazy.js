// Parts of the page that are fetched only when there is something for them to
// show.

import { during } from "../settled.js";

/** @import { Page } from "./types.js" */

/**
 * A view that is fetched when it is first needed. If it cannot be had, a sentence says so: browsers
 * remember that a module failed, so that asking again does not help.
 * @template {unknown[]} A
 * @param {(...args: A) => boolean} isNeeded
 * @param {() => Promise<(...args: A) => void>} fetch
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
    during("fetching a part of the page", fetch()).then(
      (fetched) => {
        view = fetched;
        // At once, or else it is seen for a frame with nothing in it.
        view(...last);
        app.redraw();
      },
      () => app.complain(new Error("A part of this page could not be fetched. Please reload.")),
    );
  };
}
