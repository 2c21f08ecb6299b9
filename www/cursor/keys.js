// The keys that move the cursor, unless another part of the page uses them.

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
    // A view that is fetched late gets the events again that came before it (`ui/lazy_near.js`). Those
    // copies are not trusted, and this listener has handled the originals. Keys in a dialog are its own.
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
