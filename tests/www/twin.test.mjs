// The Python listing with the values and the variant of the moment. That every program's does what the
// program does is tested in tests/catalog/python.rs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { aboutTwin, twinOf, twinWith } from "../../www/model/twin.js";
import { initialState } from "../../www/model/state.js";

/** @typedef {import("../../www/model/types.js").Param} Param */
/** @typedef {import("../../www/model/types.js").Program} Program */
/** @typedef {import("../../www/model/types.js").Values} Values */

/** @param {string} name */
const listing = (name) => readFileSync(new URL(`../../src/programs/${name}.py`, import.meta.url), "utf8");

/** @param {string} kind @param {string} id @param {unknown} value */
const param = (kind, id, value) =>
  /** @type {Param} */ (
    /** @type {unknown} */ ({ kind, id, label: id.replaceAll("-", " "), default: value })
  );

/** @param {string} id */
const variant = (id) => ({ id, title: id.replaceAll("-", " "), unread: 0 });

/** @param {string} line  of constants @param {Param[]} params @param {Values} values */
function withConstants(line, params, values) {
  const text = `${line}\n\n\nasync def run():\n    pass\n\n\nasyncio.run(run())\n`;
  return twinWith(text, { params }, variant("run"), values).text.split("\n")[0];
}

const GREETINGS = [
  param("duration", "first-delay", 1000),
  param("text", "first-word", "hi"),
  param("duration", "second-delay", 2000),
  param("text", "second-word", "hoi"),
];

test("values stand in the constants, and the last line runs the variant", () => {
  const text = listing("greetings");
  const twin = twinWith(text, { params: GREETINGS }, variant("sequential"), {
    "first-delay": 250.5,
    "second-word": "salut",
  });
  const lines = twin.text.split("\n");
  const changed = text.split("\n").flatMap((line, index) => (line === lines[index] ? [] : [lines[index]]));
  assert.deepEqual(changed, [
    'FIRST_DELAY_MS, FIRST_WORD = 250.5, "hi"',
    'SECOND_DELAY_MS, SECOND_WORD = 2000, "salut"',
    "asyncio.run(sequential())",
  ]);
  assert.equal(lines.length, text.split("\n").length);
  assert.equal(twin.runsHere, true);
});

test("with the values and the variant that are in it, it is the listing itself", () => {
  const text = listing("greetings");
  assert.equal(twinWith(text, { params: GREETINGS }, variant("concurrent"), {}).text, text);
});

test("a function that is no coroutine is called, and not run by asyncio", () => {
  const text = listing("receiver");
  assert.match(twinWith(text, { params: [] }, variant("blocking"), {}).text, /\n\nblocking\(\)\n$/);
  assert.match(
    twinWith(text, { params: [] }, variant("asynchronous"), {}).text,
    /\n\nasyncio\.run\(asynchronous\(\)\)\n$/,
  );
});

test("what is no parameter stays as it is written", () => {
  const line = 'USERS_LATENCY_MS, USERS = 1000, ["Mira, Jonas", (1, 2), {"a": ","}]';
  assert.equal(
    withConstants(line, [param("duration", "users-latency", 5)], {}),
    'USERS_LATENCY_MS, USERS = 5, ["Mira, Jonas", (1, 2), {"a": ","}]',
  );
  // A name that begins like that of a parameter is another name.
  assert.equal(
    withConstants("DELAY_MS_LIMIT = 3", [param("duration", "delay", 5)], {}),
    "DELAY_MS_LIMIT = 3",
  );
  assert.equal(withConstants("A, B = both()", [param("integer", "a", 5)], {}), "A, B = both()");
});

test("numbers are written as in the listings, and times in whole microseconds", () => {
  const [delay, pages, wait] = [
    param("duration", "delay", 1),
    param("integer", "pages", 1),
    param("duration", "wait", 1),
  ];
  const written = (/** @type {number} */ time, /** @type {number} */ count) =>
    withConstants("DELAY_MS, PAGES, WAIT_S = 1, 1, 1", [delay, pages, wait], {
      delay: time,
      pages: count,
      wait: time,
    });
  assert.equal(written(5000, 9999), "DELAY_MS, PAGES, WAIT_S = 5000, 9999, 5");
  assert.equal(written(55_000, 1_000_000), "DELAY_MS, PAGES, WAIT_S = 55_000, 1_000_000, 55");
  assert.equal(written(12345.5, 0), "DELAY_MS, PAGES, WAIT_S = 12_345.5, 0, 12.3455");
  assert.equal(written(0.0005, 10), "DELAY_MS, PAGES, WAIT_S = 0.001, 10, 0.000001");
  assert.equal(written(0.0004, 10), "DELAY_MS, PAGES, WAIT_S = 0, 10, 0");
});

test("flags and words are those of Python", () => {
  const params = [param("flag", "fails", false), param("choice", "feed", "none")];
  assert.equal(withConstants("FAILS, FEED = True, 1", params, {}), 'FAILS, FEED = False, "none"');
  assert.equal(
    withConstants("FAILS, FEED = False, 1", params, { fails: true, feed: "sky" }),
    'FAILS, FEED = True, "sky"',
  );
});

/** Texts that an editor, a parser or a reader may stumble over. */
const NASTY = [
  "",
  '\'"\\"\\\\',
  '"""',
  "\\N{BULLET} {x} %s # no",
  "\n\r\n\t\0\u001b\u007f\u0085\u2028\u2029\u00a0\ufeff\u200b",
  "\u202eabc\u2066",
  "👩‍🚀 🏴\u{e0067}\u{e007f} 𝄞 \u{10ffff} é ö",
  ", 1",
  "$& $1 $`",
];

test("a text of any characters is one line, shows all that is in it, and is read back by Python", () => {
  const written = NASTY.map((value) => withConstants("W = 1", [param("text", "w", "")], { w: value }) ?? "");
  for (const line of written) {
    assert.match(line, /^W = "[^\p{Cc}\p{Zl}\p{Zp}\u00a0\ufeff\u200b\u202e\u2066]*"$/u);
  }
  assert.equal(withConstants("W = 1", [param("text", "w", "")], { w: "a\ud83db" }), 'W = "a\ufffdb"');
  const python = spawnSync("python3", ["-X", "utf8", "-c", READ], {
    input: JSON.stringify(written),
    encoding: "utf8",
  });
  if (python.error) {
    assert.equal(process.env["CI"], undefined, "there is no python3");
    return console.log("There is no python3, so nothing was read back by it.");
  }
  assert.deepEqual(JSON.parse(python.stdout), NASTY, python.stderr);
});

const READ = `
import json, sys
def value(line):
    names = {}
    exec(compile(line, "listing", "exec"), names)
    return names["W"]
print(json.dumps([value(line) for line in json.load(sys.stdin)]))
`;

test("what the listing has not is said", () => {
  const params = [param("integer", "dishes", 6), param("integer", "cooks", 3)];
  const text = listing("kitchen");
  const pots = twinWith(text, { params }, variant("one-cook-many-pots"), { dishes: 2 });
  assert.equal(
    aboutTwin(pots, variant("one-cook-many-pots"), true),
    "With the values of the moment. Without “cooks”, which the listing has no use for. " +
      "What runs is the same in Rust.",
  );
  const cooks = twinWith(text, { params }, variant("many-cooks"), { dishes: 2 });
  assert.equal(cooks.runsHere, false);
  assert.equal(
    aboutTwin(cooks, { ...variant("many-cooks"), title: "Many cooks" }, false),
    "Python has no counterpart of Many cooks that would do the same, so it is shown in Rust. What Python has: " +
      "busy work needs several processes to overlap, because threads of Python take turns.",
  );
  const none = twinWith("def a():\n    pass\n\n\na()\n", { params: [] }, variant("b"), {});
  assert.match(aboutTwin(none, variant("b"), false), /shown in Rust\.$/);
  assert.match(cooks.text, /^DISHES, PREPARE_MS, COOK_MS = 2, /m);
});

test("where Python does otherwise than Rust, the page says which comments say so", () => {
  const text = listing("cancellation");
  const twin = twinWith(text, { params: [] }, variant("cancel-one"), {});
  const lines = text.split("\n");
  assert.deepEqual(
    twin.differs.map((line) => lines[line - 1]?.trim().slice(0, 24)),
    ["# Unlike in Rust, clean-", "# asyncio.timeout would "],
  );
  assert.match(
    aboutTwin(twin, variant("cancel-one"), true),
    /otherwise, a comment says so: line \d+ and line \d+\./,
  );
  // What is the same is no difference.
  assert.deepEqual(twinWith(listing("futures"), { params: [] }, variant("fail-fast"), {}).differs, []);
  assert.deepEqual(twinWith(listing("greetings"), { params: [] }, variant("concurrent"), {}).differs, []);
});

test("what cannot run on the page is said, with the reason", () => {
  const twin = twinWith(listing("top_stories"), { params: [] }, variant("sequential"), {});
  assert.equal(twin.runsHere, false);
  assert.match(
    aboutTwin(twin, variant("sequential"), true),
    /cannot run on this page, its counterpart in Rust can: it asks a server, and a page has no sockets\./,
  );
});

test("there is a twin as soon as the listing is there, of a program that has one in Python", () => {
  const program = /** @type {Program} */ (
    /** @type {unknown} */ ({ id: "x", params: [], variants: [variant("run")], rust: "x.rs", python: "x.py" })
  );
  const settings = /** @type {import("../../www/model/types.js").Settings} */ (
    /** @type {unknown} */ ({ program, variant: "run", values: {} })
  );
  const texts = { question: "", watch: [], lesson: [], variants: [], params: [] };
  /** @type {Record<string, import("../../www/model/types.js").Listing>} */
  const listings = { "x.py": { state: "there", text: "def run():\n    pass\n\n\nwalk()\n", texts } };
  const state = { ...initialState(), settings, listings };
  assert.equal(twinOf(state)?.text, "def run():\n    pass\n\n\nrun()\n");
  assert.equal(twinOf({ ...state, settings: null }), null);
  assert.equal(twinOf({ ...state, listings: {} }), null);
  assert.equal(twinOf({ ...state, listings: { "x.py": { state: "coming" } } }), null);
  assert.equal(twinOf({ ...state, settings: { ...settings, program: { ...program, python: null } } }), null);
});
