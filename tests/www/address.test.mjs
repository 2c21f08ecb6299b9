// The address is written in time, whatever takes people away from the page.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { createAddress } from "../../www/actions/address.js";
import { createRunning } from "../../www/actions/running.js";
import { initialState, isHidden } from "../../www/model/state.js";
import { catalog } from "./fixtures.mjs";

/** A tab with entries of a history. A reload goes to what the address was when it began. */
class Tab {
  storage = new Map();
  /** @type {{ url: string, state: any }[]} */
  entries = [];
  at = 0;
  writes = 0;
  /** @type {Map<string, () => void>} */
  listeners = new Map();

  /** @param {string} url */
  constructor(url) {
    this.entries.push({ url, state: null });
    const tab = this;
    globalThis.document = /** @type {any} */ ({ documentElement: { dataset: {} } });
    globalThis.addEventListener = /** @type {any} */ (
      (/** @type {string} */ name, /** @type {() => void} */ listen) => tab.listeners.set(name, listen)
    );
    globalThis.sessionStorage = /** @type {any} */ ({
      getItem: (/** @type {string} */ key) => tab.storage.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => tab.storage.set(key, value),
      removeItem: (/** @type {string} */ key) => tab.storage.delete(key),
    });
    globalThis.location = /** @type {any} */ ({
      hash: "",
      get search() {
        return tab.now.url;
      },
    });
    globalThis.history = /** @type {any} */ ({
      get state() {
        return tab.now.state;
      },
      replaceState(/** @type {any} */ state, /** @type {string} */ _, /** @type {string | null} */ url) {
        tab.writes += 1;
        tab.entries[tab.at] = { state, url: url ?? tab.now.url };
      },
      pushState(/** @type {any} */ state, /** @type {string} */ _, /** @type {string} */ url) {
        tab.entries.splice(tab.at + 1, Infinity, { state, url });
        tab.at += 1;
      },
    });
  }

  get now() {
    return /** @type {{ url: string, state: any }} */ (this.entries[this.at]);
  }

  /** Opens the page, and returns what sets its number of pages. */
  open() {
    const state = initialState();
    state.catalog = catalog;
    const kit = /** @type {any} */ ({ state, tracks: { forgetAll() {} }, measurer: { rest() {} } });
    const address = createAddress(kit);
    address.read();
    const pages = () => state.settings?.values["pages"];
    /** @param {number} value @param {"push" | "replace"} [how] */
    const set = (value, how = "replace") => {
      if (!state.settings) return;
      state.settings = { ...state.settings, values: { ...state.settings.values, pages: value } };
      address.write(how);
    };
    return { address, kit, pages, set };
  }

  reload() {
    const before = { ...this.now };
    this.listeners.get("pagehide")?.();
    this.entries[this.at] = before;
    performance.getEntriesByType = () => /** @type {any} */ ([{ type: "reload" }]);
    const opened = this.open();
    performance.getEntriesByType = () => [];
    return opened;
  }
}

const rest = () => new Promise((go) => setTimeout(go, 200));
afterEach(rest);

test("a single change is in the address at once, and of a drag the last soon", async () => {
  const tab = new Tab("?program=greetings");
  const { set } = tab.open();
  set(3);
  assert.match(tab.now.url, /pages=3/);
  const before = tab.writes;
  for (let value = 4; value <= 40; value += 1) set(value);
  assert.equal(tab.writes, before);
  await rest();
  assert.match(tab.now.url, /pages=40/);
  assert.equal(tab.writes, before + 1);
});

test("a reload in the middle of a drag keeps the last step of it", () => {
  const tab = new Tab("?program=greetings");
  const { set } = tab.open();
  for (const value of [3, 4, 5]) set(value);
  assert.equal(tab.reload().pages(), 5);
  assert.match(tab.now.url, /pages=5/);
});

test("a reload that loses the state of its entry keeps the last step, too", () => {
  const tab = new Tab("?program=greetings");
  const { set } = tab.open();
  for (const value of [3, 4, 5]) set(value);
  tab.now.state = null;
  assert.equal(tab.reload().pages(), 5);
  // Somebody goes to another entry after that: it has an address of its own.
  tab.entries.push({ url: "?program=greetings&pages=9", state: null });
  tab.at += 1;
  assert.equal(tab.open().pages(), 9);
});

test("what is left of one entry is not taken for another", () => {
  const tab = new Tab("?program=greetings");
  for (const value of [3, 4, 5]) tab.open().set(value);
  tab.listeners.get("pagehide")?.();
  // Somebody follows a link, in the same tab.
  tab.entries.push({ url: "?program=greetings&pages=9", state: null });
  tab.at += 1;
  assert.equal(tab.open().pages(), 9);
});

test("going back in the middle of a drag keeps its last step on the way forward", () => {
  const tab = new Tab("?program=greetings&pages=8");
  const { address, pages, set } = tab.open();
  set(9, "push");
  for (const value of [10, 11, 12]) set(value);
  tab.at -= 1;
  address.read();
  assert.equal(pages(), 8);
  tab.at += 1;
  address.read();
  assert.equal(pages(), 12);
  assert.match(tab.now.url, /pages=12/);
});

test("a link asks for a guess as long as the guess is asked, and one without it shows the answer", () => {
  const tab = new Tab("?program=greetings&guess=first");
  const { address, kit } = tab.open();
  kit.address = address;
  kit.redraw = () => {};
  kit.measurer = { rest() {}, setPhase() {}, run() {} };
  const app = createRunning(kit);
  assert.equal(kit.state.guess?.stage, "asking");
  assert.ok(isHidden(kit.state), "nothing is given away");
  app.run();
  assert.equal(kit.state.guess?.stage, "running");
  assert.doesNotMatch(tab.now.url, /guess/);
  app.setGuess({ stage: "asking", program: "greetings" });
  address.write("push");
  assert.match(tab.now.url, /guess=first/);
  tab.entries.push({ url: "?program=greetings", state: null });
  tab.at += 1;
  address.read();
  assert.equal(kit.state.guess, null);
  tab.at -= 1;
  address.read();
  assert.ok(isHidden(kit.state), "the way back asks again");
  app.setGuess(null);
  address.write("push");
  assert.doesNotMatch(tab.now.url, /guess/);
});

test("without storage a page opens and goes away all the same", () => {
  const tab = new Tab("?program=greetings&pages=8");
  const refuse = () => {
    throw new Error("forbidden");
  };
  globalThis.sessionStorage = /** @type {any} */ ({ getItem: refuse, setItem: refuse, removeItem: refuse });
  tab.open().set(7);
  assert.equal(tab.reload().pages(), 7);
});
