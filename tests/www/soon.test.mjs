// Drawing in the next frame, and where there are no frames.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon } from "../../www/ui/dom.js";

/** The callbacks that wait for a frame. @type {Map<number, () => void>} */
const frames = new Map();
let asked = 0;
globalThis.requestAnimationFrame = /** @type {any} */ (
  (/** @type {() => void} */ draw) => {
    asked += 1;
    frames.set(asked, draw);
    return asked;
  }
);
globalThis.cancelAnimationFrame = (/** @type {number} */ id) => void frames.delete(id);

/** How often it is drawn within 400 ms. @param {boolean} hidden @param {boolean} hasFrames */
async function drawn(hidden, hasFrames) {
  globalThis.document = /** @type {any} */ ({ hidden });
  let times = 0;
  soon(() => (times += 1));
  assert.equal(times, 0, "not at once");
  if (hasFrames) for (const draw of frames.values()) draw();
  const early = times;
  await new Promise((go) => setTimeout(go, 400));
  assert.equal(frames.size, 0, "nothing is left for later");
  return [early, times];
}

test("where there are frames it is drawn in the next one, once", async () => {
  assert.deepEqual(await drawn(false, true), [1, 1]);
});

test("in a tab behind others it is drawn without a frame, once", async () => {
  assert.deepEqual(await drawn(true, false), [0, 1]);
});

test("where frames stay away although the page is not hidden it is drawn all the same", async () => {
  assert.deepEqual(await drawn(false, false), [0, 1]);
});
