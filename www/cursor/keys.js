// The keys that move the cursor, wherever no other part of the page has them.

import { byId } from "../ui/dom.js";
import { areKeysOn, isTyped } from "../ui/character_keys.js";

/** @import { App, Playback } from "./types.js" */

/** Where the space bar presses, opens or scrolls within the timeline. Elsewhere it scrolls the page. */
const PRESSED =
  "input, select, textarea, button, summary, a, [role=tab], .listing, .output, .table, .moment-list";

/** @param {App} app @param {Playback} playback */
export function createKeys(app, playback) {
  document.addEventListener("keydown", (event) => {
    const place = /** @type {Element | null} */ (event.target);
    const isIn = /** @param {string} places */ (places) => place?.closest?.(places) != null;
    // What a view missed while it was fetched is told to it once more, and was done here before. And
    // a dialog is in front of the page.
    if (!event.isTrusted || event.defaultPrevented || isTyped(event) || isIn("dialog")) return;
    if (event.key === "Escape") {
      if (!isIn("#player, #moment, .cursor-handle")) return;
      playback.pause();
      app.setCursor(null);
      byId("tracks").focus({ preventScroll: true });
      return;
    }
    if (!isIn("#timeline") && !areKeysOn()) return;
    if (event.key === "," || event.key === ".") playback.step(event.key === "," ? -1 : 1);
    else if (event.key === " " && !event.repeat && isIn("#timeline") && !isIn(PRESSED)) playback.toggle();
    else return;
    event.preventDefault();
  });
}
