// The help dialog lists exactly what there is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isTyped } from "../../www/ui/character_keys.js";
import { keysByPlace } from "../../www/help/keys.js";
import { INTRODUCTION, MEANINGS } from "../../www/help/texts.js";
import { SHAPES } from "../../www/paint/paint.js";

test("every shape of the legend has its meaning, and no other has", () => {
  assert.deepEqual(Object.keys(MEANINGS).sort(), SHAPES.map(({ name }) => name).sort());
});

test("what the page says of every step is explained first, to readers of either language", () => {
  const said = INTRODUCTION.join(" ");
  for (const word of ["coroutine", "event loop", "poll", "wakes"]) {
    assert.ok(said.includes(`*${word}*`), word);
  }
  assert.match(said, /Rust.*Python/s);
});

test("no key is listed twice in one place", () => {
  for (const { place, keys } of keysByPlace()) {
    const all = keys.flatMap((row) => row.keys);
    assert.equal(new Set(all).size, all.length, `${place}: ${all}`);
    assert.ok(
      keys.every(({ does }) => /^[A-Z].*\.$/.test(does)),
      place,
    );
  }
});

/** @param {Partial<KeyboardEvent>} event @param {{ type?: string } | null} field  what the focus is in */
const typed = (event, field) =>
  isTyped(
    /** @type {any} */ ({
      ...event,
      target: { closest: () => field && { getAttribute: () => field.type ?? null } },
    }),
  );

test("a key in a field that takes text is typed, and so is one with Control", () => {
  assert.equal(typed({}, null), false);
  assert.equal(typed({}, {}), true);
  assert.equal(typed({}, { type: "number" }), true);
  assert.equal(typed({}, { type: "radio" }), false);
  assert.equal(typed({ ctrlKey: true }, null), true);
  assert.equal(typed({ isComposing: true }, null), true);
});
