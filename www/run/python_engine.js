// CPython for listings that people write. It is fetched when somebody opens one, and there is one for
// predictions, measurements and orders: each waits for the one before it.

/** @import { Python } from "./types.js" */

/** @type {Promise<Python> | undefined} */
let coming;

/** @returns {Promise<Python>} */
export function python() {
  coming ??= import("../python/engine.js").then(({ createPython }) => createPython());
  return coming;
}
