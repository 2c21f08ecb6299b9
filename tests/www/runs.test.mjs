import assert from "node:assert/strict";
import { test } from "node:test";
import { pinKey, slots } from "../../www/model/slots.js";
import { initialState, settingsKey } from "../../www/model/state.js";
import { readQuery, writeQuery } from "../../www/model/url.js";
import { isOf, labelOf, mannerOf, readEntry, writeEntry } from "../../www/runs/entries.js";
import { rowsOf } from "../../www/runs/rows.js";
import { blocking, catalog, greetings } from "./fixtures.mjs";

/** @param {string} query */
const settingsOf = (query) => readQuery(query, catalog).settings;

/** @param {any} settings @param {"predicted" | "measured"} kind @param {number} total @returns {any} */
function trackOf(settings, kind, total) {
  return {
    kind,
    variant: settings.variant,
    settings: settingsKey(settings),
    life: "ended",
    now: total,
    heard: total,
    rows: 1,
    report: { total_ms: total, lanes: 2 },
    recording: { run: {}, instance: { dead: false } },
  };
}

/** @param {any} settings @param {number} id @param {number} total @returns {any} */
function keptOf(settings, id, total) {
  return {
    id,
    at: 0,
    where: "page",
    track: { ...trackOf(settings, "measured", total), recording: null },
    trace: new Uint8Array(),
  };
}

test("an entry is a small query, and says what it was made of", () => {
  const settings = settingsOf("?variant=sequential&first-delay=500&word=a%26b&seed=3");
  const entry = writeEntry(greetings, settings, null);
  assert.equal(entry, "variant=sequential&first-delay=500&word=a%26b&seed=3");
  const { manner, kept, notices } = readEntry(entry, greetings, []);
  assert.deepEqual(
    [manner.variant, manner.values, manner.order],
    [settings.variant, settings.values, settings.order],
  );
  assert.deepEqual([kept, notices], [null, []]);
});

test("what is pinned survives the address", () => {
  const entry = writeEntry(greetings, settingsOf("?word=a%26b"), null);
  const settings = { ...settingsOf(""), with: [entry] };
  assert.deepEqual(settingsOf(writeQuery(settings)).with, [entry]);
});

test("an address pins each run once, and no more than six", () => {
  const query = Array.from({ length: 20 }, (_, index) => `with=${index % 9}`).join("&");
  assert.deepEqual(settingsOf(`?${query}`).with, ["0", "1", "2", "3", "4", "5"]);
});

test("a measured run is found by its number only if it was made like that", () => {
  const settings = settingsOf("?first-delay=500");
  const history = [keptOf(settings, 7, 2000)];
  const entry = writeEntry(greetings, settings, 7);
  assert.equal(readEntry(entry, greetings, history).kept, history[0]);
  assert.equal(readEntry(entry, greetings, []).kept, null);
  const other = writeEntry(greetings, settingsOf("?first-delay=501"), 7);
  assert.equal(readEntry(other, greetings, history).kept, null);
});

test("an entry that cannot be used becomes sentences", () => {
  const { manner, notices } = readEntry("variant=nothing&first-delay=soon", greetings, []);
  assert.equal(manner.variant, "concurrent");
  assert.equal(notices.length, 2);
});

test("a label names only what differs from the defaults", () => {
  assert.equal(labelOf(greetings, settingsOf("")), "");
  assert.equal(
    labelOf(greetings, settingsOf("?first-delay=1500&word=hm&feed=jobs&fails=on&seed=4")),
    "first delay 1,500 ms, word “hm”, feed jobs, fails on, shuffled by seed 4",
  );
});

test("the settings of a kept run can be read again", () => {
  const settings = settingsOf("?variant=sequential&pages=9&picks=0.1");
  const kept = keptOf(settings, 1, 5);
  const manner = mannerOf(greetings, kept.track);
  assert.deepEqual(
    [manner.variant, manner.values, manner.order],
    ["sequential", settings.values, { picks: [0, 1] }],
  );
  assert.ok(isOf(greetings, kept.track) && !isOf(blocking, kept.track));
});

test("pinned runs lie below, are never stale, and follow no other program", () => {
  const settings = settingsOf("?first-delay=10&with=variant%3Dsequential");
  const pinned = {
    ...trackOf(settingsOf("?variant=sequential"), "predicted", 3000),
    pin: "variant=sequential",
  };
  const state = { ...initialState(), settings, pinned: { [pinKey(settings, "variant=sequential")]: pinned } };
  assert.deepEqual(
    slots(state).map((slot) => [slot.variant.id, slot.kind, slot.place]),
    [
      ["concurrent", "predicted", undefined],
      ["concurrent", "measured", undefined],
      ["sequential", "predicted", 0],
    ],
  );
  const elsewhere = { ...state, settings: { ...settings, program: blocking, variant: "asynchronous-sleep" } };
  assert.equal(slots(elsewhere).filter((slot) => slot.place !== undefined).length, 0);
});

test("the list has this run first, and each run once", () => {
  const settings = settingsOf("?with=variant%3Dsequential");
  const measured = trackOf(settings, "measured", 2003);
  const state = {
    ...initialState(),
    settings,
    predicted: { concurrent: trackOf(settings, "predicted", 2000) },
    measured: { concurrent: measured },
    history: [keptOf(settingsOf("?first-delay=5"), 1, 2001), keptOf(settings, 2, 2003)],
    pinned: {
      [pinKey(settings, "variant=sequential")]: {
        ...trackOf(settingsOf("?variant=sequential"), "predicted", 3000),
        pin: "variant=sequential",
      },
    },
  };
  assert.deepEqual(
    rowsOf(state).map((row) => [row.id, row.total, row.isThis, row.isPinned]),
    [
      ["variant=concurrent&run=2", 2003, true, false],
      ["variant=sequential", 3000, false, true],
      ["variant=concurrent", 2000, false, false],
      ["variant=concurrent&first-delay=5&run=1", 2001, false, false],
    ],
  );
});
