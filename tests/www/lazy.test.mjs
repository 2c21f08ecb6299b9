import assert from "node:assert/strict";
import { test } from "node:test";

// What is under way is marked on the root.
globalThis.document = /** @type {any} */ ({ documentElement: { dataset: {} } });
const { whenNeeded } = await import("../../www/ui/lazy.js");

test("a view that is not needed is not fetched", () => {
  const view = whenNeeded(
    () => false,
    () => assert.fail("it was fetched"),
    app(),
  );
  view();
});

test("a view that was fetched is drawn at once, with what came last", async () => {
  const page = app();
  /** @type {number[]} */
  const drawn = [];
  const view = whenNeeded(
    (/** @type {number} */ _at) => true,
    async () => (at) => drawn.push(at),
    page,
  );
  view(1);
  view(2);
  await settled();
  assert.deepEqual(drawn, [2]);
  // Other views may depend on it.
  assert.equal(page.redraws, 1);
  view(3);
  assert.deepEqual(drawn, [2, 3]);
});

test("a view that cannot be fetched is reported once and not asked for again", async () => {
  const page = app();
  let asked = 0;
  const fetch = () => {
    asked += 1;
    return Promise.reject(new TypeError("no network"));
  };
  const view = whenNeeded(() => true, fetch, page);
  view();
  await settled();
  view();
  await settled();
  assert.equal(asked, 1);
  assert.deepEqual(page.complaints, ["A part of this page could not be fetched. Please reload."]);
});

function app() {
  return {
    redraws: 0,
    /** @type {string[]} */
    complaints: [],
    redraw() {
      this.redraws += 1;
    },
    /** @param {unknown} error */
    complain(error) {
      this.complaints.push(/** @type {Error} */ (error).message);
    },
  };
}

const settled = () => new Promise((go) => setTimeout(go, 0));
