// Exports as text: output, links, lines for other pages, and the cost of watching.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readQuery, writeQuery } from "../../www/model/url.js";
import { middle } from "../../www/export/calibrate.js";
import { outputText } from "../../www/export/lines.js";
import { linkText } from "../../www/export/link.js";
import { createGrown } from "../../www/export/grown.js";
import { heightOf } from "../../www/export/heights.js";
import { embedAddress, partsOf, script, snippet } from "../../www/export/snippet.js";
import { costText } from "../../www/export/words.js";
import { catalog } from "./fixtures.mjs";

const BASE = "https://example.org/coroscope/?program=x";
const { settings } = readQuery('?program=greetings&variant=concurrent&first-delay=300&word=a"%26<', catalog);

/** @param {object} [more] @returns {any} */
function report(more = {}) {
  return {
    total_ms: 2000,
    time_scale: 1,
    output: [],
    end_text: "The run completed after 2 s.",
    cost: { events: 34, bytes: 691, dropped: 0 },
    ...more,
  };
}

/** @param {object} [more] @returns {any} */
function track(more = {}) {
  return { kind: "measured", life: "ended", report: report(), ...more };
}

test("output is text with exact times in columns, and says what was run", () => {
  const output = [
    { at_ms: 1000.0125, task_name: "first", text: "hi" },
    { at_ms: 2000, task_name: "a", text: "two  words" },
  ];
  assert.equal(
    outputText({ ...settings, order: { seed: 7 } }, track({ report: report({ output }) })),
    [
      "# Greetings · Concurrent, measured",
      '# first-delay=300 pages=2 word=a"&< feed=news fails=off seed=7',
      "# time in ms, task, line",
      "1000.013  first  hi",
      "2000.000  a      two  words",
      "# The run completed after 2 s.",
      "",
    ].join("\n"),
  );
  assert.match(
    outputText(settings, track({ report: report({ time_scale: 1000 }) })),
    /# measured at 1 : 1000; times are the program's own\n/,
  );
});

test("a link says what it holds, and what it does not", () => {
  const full = readQuery(
    "?program=greetings&variant=concurrent&first-delay=300&fails=on&where=worker&seed=7&compare=1&at=1500&zoom=500-1750",
    catalog,
  ).settings;
  assert.equal(
    linkText(full).replaceAll("\u00a0", " "),
    "It holds: Greetings, Concurrent; First delay 300 ms; Fails on; run on a worker; shuffled by seed 7; " +
      "all variants side by side; the moment 1,500 ms; the stretch 500 to 1,750 ms. " +
      "What was measured is not in it; a file holds that.",
  );
  assert.match(
    linkText(readQuery("?program=blocking", catalog).settings),
    /^It holds: blocking, Asynchronous sleep\. /,
  );
});

test("the lines for another page hold the settings, and every text in them stays a text", () => {
  const html = snippet(settings, [], BASE, 619.6);
  assert.match(
    html,
    /^<iframe src="https:\/\/example\.org\/coroscope\/embed\.html\?program=greetings&amp;variant=concurrent&amp;first-delay=300&amp;word=a%22%26%3C"\n/,
  );
  assert.match(
    html,
    /title="Greetings · Concurrent, run by Coroscope"\n\s+width="100%" height="620" loading="lazy"/,
  );
  assert.match(html, /><\/iframe>$/);
  assert.equal(html.match(/"/g)?.length, 14);
});

test("the line for an article leads to the script beside the page", () => {
  assert.equal(
    script("https://example.org/a&b/?program=greetings"),
    '<script src="https://example.org/a&amp;b/listings.js" defer></script>',
  );
});

test("the height that a frame tells grows from a run on until something else is shown", () => {
  const grown = createGrown();
  assert.deepEqual(
    [893, 751, 751, 820].map(grown.next),
    [893, 751, null, 820],
    "what comes is as high as it is",
  );
  grown.hold();
  assert.deepEqual([676, 790, 737, 767, 940].map(grown.next), [null, null, null, null, 940]);
  grown.forget();
  assert.deepEqual([676, 600].map(grown.next), [676, 600]);
});

test("a frame is higher by what is said of its listing, by what is explained, and by a guess", () => {
  const shown = {
    measured: 114,
    predicted: 102,
    settings: 4,
    variants: 2,
    lines: 2,
    caption: "",
    own: null,
    sentences: ["It took 2,000 ms."],
    warnings: [],
  };
  /** @type {(parts: string[], more?: Partial<typeof shown>) => number} */
  const high = (parts, more) => heightOf(parts, { ...shown, ...more });
  assert.ok(high([]) < 280);
  assert.ok(high(["source"], { caption: "As it is." }) >= high(["source"]) + 40);
  assert.equal(high([], { caption: "As it is." }), high([]));
  assert.ok(high(["why"], { sentences: ["a".repeat(300)] }) > high(["why"]) + 80);
  assert.equal(high(["output"], { lines: 12 }), high(["output"], { lines: 400 }));
  assert.ok(
    high(["source"], { own: /** @type {any} */ (40) }) > high(["source"], { own: /** @type {any} */ (10) }),
  );
  // While it is asked there is no picture, but the listing.
  assert.ok(high(["guess"]) > high(["source"]) && high(["guess"]) < high(["guess", "source"]));
});

test("the address for frames holds what to show, and the page itself reads it back", () => {
  const query = (/** @type {string[]} */ parts) => new URL(embedAddress(settings, parts, BASE)).search;
  assert.doesNotMatch(query([]), /show/);
  for (const [parts, show] of /** @type {[string[], string][]} */ ([
    [["output"], "output"],
    [["output", "why"], "output.why"],
  ])) {
    const read = readQuery(query(parts), catalog);
    assert.deepEqual(read.notices, []);
    assert.equal(read.settings.show, show);
    assert.match(writeQuery(read.settings), new RegExp(`show=${show}`));
    assert.deepEqual(partsOf(show), { parts, looks: [], unknown: [] });
  }
  assert.deepEqual(partsOf(undefined).parts, []);
  assert.deepEqual(partsOf("none"), { parts: [], looks: [], unknown: [] });
  assert.deepEqual(partsOf("source,moon.output.dark"), {
    parts: ["output", "source"],
    looks: ["dark"],
    unknown: ["moon"],
  });
  assert.equal(readQuery("?program=greetings", catalog).settings.show, undefined);
});

test("the cost of watching is said in the units that fit, and as a part of the run", () => {
  const text = (/** @type {any} */ run, /** @type {number | null} */ ns, /** @type {any} */ drawn) =>
    costText(run, ns, drawn).replaceAll("\u00a0", " ");
  assert.equal(
    text(track(), 35.2, { frames: 100, ms: 80, where: "page" }),
    "What watching cost: 34 events recorded in 691 bytes; none left out; recording took about 1.2 µs, " +
      "less than 0.001 % of the run, 35 ns an event as measured in this browser; " +
      "drawing took 0.8 ms a frame, 80 ms in all, 4 % of the run.",
  );
  // Nothing is said about the time of an event until it is known, and never about a simulation.
  assert.equal(text(track(), null), "What watching cost: 34 events recorded in 691 bytes; none left out.");
  assert.equal(
    text(track({ kind: "predicted" }), 35),
    "What watching cost: 34 events recorded in 691 bytes; none left out.",
  );
  const full = track({
    report: report({ cost: { events: 1_048_576, bytes: 16_777_216, dropped: 3_000_000 } }),
  });
  assert.match(
    text(full, 50),
    /1,048,576 events recorded in 16 MiB; 3,000,000 left out because the record was full: .* the total/,
  );
  assert.match(text(full, 50), / is right all the same; recording took about 200 ms, 10 % of the run, 50 ns/);
  // The program's clock was a thousand times as fast as that of the recording.
  assert.match(text(track({ report: report({ time_scale: 1000 }) }), 1000), /about 34 µs, 1.7 % of the run/);
  assert.match(text(track(), -3), /recording took less than this browser's clock can tell/);
});

test("what disturbs a few measurements does not change their middle", () => {
  assert.equal(middle([30, 31, 29, 30, 900, 30, 30, -200]), 30);
  assert.equal(middle([]), null);
  assert.equal(middle([7]), 7);
});
