import assert from "node:assert/strict";
import { test } from "node:test";
import * as colours from "../../www/model/colours.js";
import { commonEnd, slots } from "../../www/model/slots.js";
import * as model from "../../www/model/state.js";
import { readQuery } from "../../www/model/url.js";
import { catalog } from "./fixtures.mjs";

/** @param {string} query */
function stateOf(query) {
  return { ...model.initialState(), settings: readQuery(query, catalog).settings };
}

/**
 * @param {model.State} state
 * @param {"predicted" | "measured"} kind
 * @param {string} variant
 * @param {number} total
 * @returns {model.Track}
 */
function track(state, kind, variant, total) {
  const settings = state.settings ? model.settingsKey(state.settings) : "";
  const report = /** @type {any} */ ({
    total_ms: total,
    lanes: 2,
    tasks: [
      { id: 0, lane: 0 },
      { id: 5, lane: 1 },
    ],
  });
  return {
    kind,
    variant,
    settings,
    report,
    now: total,
    rows: 1,
    life: "ended",
    recording: /** @type {any} */ (null),
  };
}

test("a measured slot is there before the first run", () => {
  const state = stateOf("");
  assert.deepEqual(
    slots(state).map((slot) => [slot.kind, slot.variant.id, slot.track]),
    [
      ["predicted", "concurrent", null],
      ["measured", "concurrent", null],
    ],
  );
});

test("comparing adds the other variants in their order, measured only once they ran", () => {
  const state = stateOf("?compare=1");
  state.measured = { sequential: track(state, "measured", "sequential", 3000) };
  assert.deepEqual(
    slots(state).map((slot) => [slot.kind, slot.variant.id, slot.chosen]),
    [
      ["predicted", "sequential", false],
      ["measured", "sequential", false],
      ["predicted", "concurrent", true],
      ["measured", "concurrent", true],
    ],
  );
});

test("the axis holds the longest track that is shown", () => {
  const state = stateOf("?compare=1");
  state.predicted = {
    concurrent: track(state, "predicted", "concurrent", 2000),
    sequential: track(state, "predicted", "sequential", 3000),
  };
  assert.ok(commonEnd(slots(state)) > 3000);
});

test("a measurement speaks only for the settings it was made with", () => {
  const state = stateOf("");
  const predicted = track(state, "predicted", "concurrent", 2000);
  const measured = track(state, "measured", "concurrent", 2003);
  state.predicted = { concurrent: predicted };
  assert.equal(model.spokenTrack(state), predicted);
  state.measured = { concurrent: measured };
  assert.equal(model.spokenTrack(state), measured);
  const dragged = { ...stateOf("?first-delay=1500"), predicted: state.predicted, measured: state.measured };
  assert.ok(model.isStale(dragged, measured));
  assert.equal(model.spokenTrack(dragged), predicted);
});

test("where it runs and how it is looked at do not make a measurement stale", () => {
  const measured = track(stateOf(""), "measured", "concurrent", 2003);
  assert.ok(!model.isStale(stateOf("?where=worker&compare=1&tab=python"), measured));
  assert.ok(model.isStale(stateOf("?seed=1"), measured));
});

test("the program itself has a colour of its own, tasks take the rest in turn", () => {
  assert.equal(colours.colourOfLane(0), 0);
  assert.equal(colours.colourOfLane(1), 1);
  assert.equal(colours.colourOfLane(colours.TASK_COLOURS), 1);
  const { report } = track(stateOf(""), "measured", "concurrent", 1);
  assert.equal(colours.colourOfTask(report, 5), 1);
});

test("during a guess, nothing of the chosen variant is shown, and all of the others", () => {
  const state = stateOf("?compare=1");
  state.predicted = {
    concurrent: track(state, "predicted", "concurrent", 2000),
    sequential: track(state, "predicted", "sequential", 3000),
  };
  state.measured = { concurrent: track(state, "measured", "concurrent", 2003) };
  state.guess = { stage: "asking", program: "greetings" };
  assert.ok(model.isHidden(state));
  assert.equal(model.spokenTrack(state), null);
  assert.deepEqual(
    slots(state).map((slot) => slot.track?.variant ?? null),
    ["sequential", null, null],
  );
  state.guess = { stage: "running", program: "greetings" };
  assert.equal(model.spokenTrack(state)?.kind, "measured");
  state.guess = { stage: "asking", program: "another" };
  assert.ok(!model.isHidden(state));
});
