// When the page is drawn: once for what has changed, with the next frame or at once.

import assert from "node:assert/strict";
import { test } from "node:test";

/** What waits for a frame. @type {(() => void)[]} */
let frames = [];
Object.assign(globalThis, {
  document: { documentElement: { dataset: {} }, hidden: false },
  addEventListener() {},
  requestAnimationFrame: (/** @type {() => void} */ act) => frames.push(act),
  cancelAnimationFrame() {},
});
const { createApp } = await import("../../www/app.js");

/** @param {Parameters<typeof createApp>[0]} render */
function startApp(render) {
  const app = createApp(render);
  // Before that nothing is drawn. There is no wasm here, which it says later.
  app.load();
  return app;
}

function frame() {
  const now = frames;
  frames = [];
  for (const act of now) act();
}

test("several changes are drawn once, with the next frame", () => {
  let drawn = 0;
  const app = startApp(() => (drawn += 1));
  app.redraw();
  app.redraw();
  assert.equal(drawn, 0);
  frame();
  assert.equal(drawn, 1);
  assert.deepEqual(frames, []);
});

test("what was drawn at once is not drawn again with the next frame", () => {
  let drawn = 0;
  const app = startApp(() => (drawn += 1));
  app.redraw();
  app.draw();
  assert.equal(drawn, 1);
  frame();
  assert.equal(drawn, 1);
});

test("what a drawing asks for comes with the frame after it, whenever that one was", () => {
  /** @type {boolean[]} */
  const inFrame = [];
  /** @type {ReturnType<typeof createApp>} */
  const app = startApp(() => {
    inFrame.push(app.isInFrame());
    if (inFrame.length < 3) app.redraw();
  });
  app.draw();
  for (let time = 0; time < 4; time++) frame();
  // The first was not in a frame.
  assert.deepEqual(inFrame, [false, true, true]);
});
