// Where predictions are made, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { initialState } from "../../www/model/state.js";
import { createPredictor } from "../../www/run/predictor.js";
import { readQuery } from "../../www/model/url.js";
import { greetings, pages } from "./fixtures.mjs";

globalThis.document = /** @type {any} */ ({ documentElement: { dataset: {} } });

/**
 * Where a number of pages is simulated.
 * @param {number} large  how many pages are too many for the page
 * @param {number} number
 * @returns {Promise<"page" | "worker">}
 */
function whereSimulated(large, number) {
  return new Promise((resolve) => {
    globalThis.Worker = /** @type {any} */ (
      class {
        postMessage() {
          resolve("worker");
        }
      }
    );
    const program = { ...greetings, params: [{ ...pages, large }] };
    const instance = { parts: new Set([program.id]), wasm: { simulate: () => resolve("page") } };
    const state = initialState();
    state.settings = readQuery(`?pages=${number}`, [program]).settings;
    const engine = /** @type {any} */ ({ instance: () => instance });
    const tracks = /** @type {any} */ ({ add() {} });
    createPredictor(state, engine, tracks, { redraw() {}, complain: assert.fail }).predict();
  });
}

test("what the catalog calls large is simulated in a worker", async () => {
  assert.equal(await whereSimulated(100, 99), "page");
  assert.equal(await whereSimulated(100, 100), "worker");
  assert.equal(await whereSimulated(pages.large, pages.max), "page");
});
