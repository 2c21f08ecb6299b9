// Views that are fetched only when a pointer or the focus comes to their place.

import { during } from "../settled.js";

/** @import { Render, State } from "./types.js" */

const SIGNS = ["pointermove", "pointerdown", "click", "focusin", "keydown"];

/**
 * Returns a view that is fetched at the first event in `root`. When it is there,
 * the events up to then are dispatched once more for it; the copies are not
 * trusted (`event.isTrusted`).
 * @param {HTMLElement} root
 * @param {() => Promise<Render>} fetch
 * @param {(state: State) => boolean} [isNeeded]  is it needed without such an event?
 * @returns {Render}
 */
export function whenNear(root, fetch, isNeeded = () => false) {
  /** @type {Render | undefined} */
  let view;
  /** @type {State | undefined} */
  let last;
  /** @type {Event[]} */
  let missed = [];
  let isComing = false;

  /** @param {Event} event */
  function meet(event) {
    missed.push(event);
    return bring();
  }

  async function bring() {
    if (isComing || view) return;
    isComing = true;
    try {
      view = await during("fetching a part of the page", fetch());
      for (const sign of SIGNS) root.removeEventListener(sign, meet);
      if (last) view(last);
      for (const event of missed) root.dispatchEvent(again(event));
    } finally {
      // If it could not be fetched, the next event tries again.
      isComing = false;
      missed = [];
    }
  }

  for (const sign of SIGNS) root.addEventListener(sign, meet);
  return (state) => {
    last = state;
    view?.(state);
    if (!view && isNeeded(state)) bring().catch(() => {});
  };
}

/** @param {Event} event @returns {Event} the same, to be heard by others */
function again(event) {
  const Kind = /** @type {typeof Event} */ (event.constructor);
  return new Kind(event.type, event);
}
