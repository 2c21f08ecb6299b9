// Canvases are drawn anew when a CSS pixel gets another number of device pixels.

import assert from "node:assert/strict";
import { test } from "node:test";

import { whenResolutionChanges } from "../../www/ui/resolution.js";

test("each change of the resolution is noticed, not only the first", (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  /** The queries about the resolution that are listened to. @type {Map<string, () => void>} */
  const queries = new Map();
  Object.assign(globalThis, {
    devicePixelRatio: 1,
    matchMedia: (/** @type {string} */ query) => ({
      addEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) =>
        queries.set(query, listener),
    }),
  });
  /** @param {number} ratio @param {boolean} isReported */
  function turnTo(ratio, isReported) {
    const listener = queries.get(`(resolution: ${devicePixelRatio}dppx)`);
    Object.assign(globalThis, { devicePixelRatio: ratio });
    if (isReported) listener?.();
    else t.mock.timers.tick(1000);
  }

  /** @type {number[]} */
  const seen = [];
  let others = 0;
  whenResolutionChanges(() => seen.push(devicePixelRatio));
  whenResolutionChanges(() => (others += 1));
  turnTo(1, false);
  assert.deepEqual(seen, [], "nothing has changed yet");
  turnTo(2, true);
  turnTo(1.25, true);
  turnTo(3, false);
  turnTo(1, true);
  assert.deepEqual(seen, [2, 1.25, 3, 1]);
  assert.equal(others, 4, "each other listener is called as well");
});
