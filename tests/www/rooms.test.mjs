// The rooms of the page that each room may import. A room is a folder of www/,
// and imports only what the table says, so that a room knows nothing of the
// rooms that are built on it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** The rooms that each room may import, types included, from bottom to top, as in CONTRIBUTING.md. @type {Record<string, string[]>} */
const ROOMS = {
  "settled.js": [],
  model: [],
  ui: ["settled.js", "model"],
  paint: ["model"],
  python: ["settled.js", "model"],
  "python/inside": ["python"],
  run: ["settled.js", "model", "python"],
  actions: ["settled.js", "model", "ui", "run"],
  offline: ["ui"],
  editor: ["model", "ui"],
  views: ["settled.js", "model", "ui", "offline"],
  guess: ["model", "ui", "run"],
  runs: ["model", "ui", "run"],
  cursor: ["settled.js", "model", "ui", "run"],
  orders: ["settled.js", "model", "ui", "run"],
  zooming: ["model", "ui", "paint", "run"],
  "timeline/layers": ["model", "ui", "paint", "run"],
  timeline: ["model", "ui", "paint", "run", "timeline/layers"],
  results: ["settled.js", "model", "ui", "run", "timeline/layers"],
  export: ["model", "ui", "paint", "run", "timeline/layers", "timeline"],
  own: ["settled.js", "model", "ui", "run", "views", "cursor", "editor", "python"],
  help: ["settled.js", "ui", "paint", "cursor", "zooming", "timeline"],
};

/** The rooms that a room fetches with `import("…")`, though it may not import them. @type {Record<string, string[]>} */
const FETCHED = {
  views: ["orders", "runs", "export"],
  timeline: ["cursor", "zooming"],
};

/** The rooms that start the glue of the wasm module. Every room may use its types. */
const GLUED = ["run", "orders"];

/** What the build makes of packages for one room. @type {Record<string, string>} */
const MADE = { editor: "pkg/codemirror.js" };

/** Types of what views call, which is put together at the top. */
const FROM_THE_TOP = ["App", "FirstApp", "Own"];

/** The rooms that write the state. All others see a read-only type of it. */
const WRITERS = ["actions", "run"];
/** The types that allow it, and where they are defined. */
const KEYS = ["OwnState", "Kit"];
const MAKERS = ["app.js", "types.d.ts", "model/state.js", "model/types.d.ts"];

const www = fileURLToPath(new URL("../../www/", import.meta.url));

/** @typedef {{ file: string, line: number, target: string, kind: "static" | "fetched" | "types", names: string[] }} Import */

/** Spaces for all but the ends of lines, so that lines keep their numbers. @param {string} text */
const blank = (text) => text.replaceAll(/[^\n]/g, " ");

/** Scripts and types, without what the build makes. */
const files = readdirSync(www, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|d\.ts)$/.test(entry.name))
  .map((entry) => path.relative(www, path.join(entry.parentPath ?? entry.path, entry.name)))
  .map((file) => file.replaceAll(path.sep, "/"))
  .filter((file) => !file.startsWith("pkg/"))
  .sort();

const texts = new Map(files.map((file) => [file, readFileSync(path.join(www, file), "utf8")]));
const imports = files.flatMap((file) => importsOf(file, texts.get(file) ?? ""));

/** @param {string} file @param {string} text @returns {Import[]} */
function importsOf(file, text) {
  const code = text.replaceAll(/\/\*[^]*?\*\/|^[ \t]*\/\/.*$/gm, blank);
  const notes = text
    .split("")
    .map((letter, at) => (letter === "\n" || letter !== code[at] ? letter : " "))
    .join("");
  const types = file.endsWith(".d.ts") ? "types" : "static";
  return [
    ...found(code, /^(?:import|export)\s(?:(?:type\s)?([\w\s{},*$]+?)\sfrom\s)?"(\.[^"]+)"/gm, types),
    ...found(code, /\bimport\(()"(\.[^"]+)"/g, "fetched"),
    ...found(notes, /@import\s*\{([^}]*)\}\s*from\s*"(\.[^"]+)"/g, "types"),
    ...found(notes, /\bimport\(()"(\.[^"]+)"\)\./g, "types"),
  ];

  /** @param {string} text @param {RegExp} pattern @param {Import["kind"]} kind @returns {Import[]} */
  function found(text, pattern, kind) {
    return [...text.matchAll(pattern)].map(({ 1: names = "", 2: path = "", index }) => ({
      file,
      line: text.slice(0, index).split("\n").length,
      target: resolved(file, path),
      kind,
      names: names.match(/[\w$]+/g) ?? [],
    }));
  }
}

/** @param {string} file @param {string} target */
function resolved(file, target) {
  const module = path.posix.join(path.posix.dirname(file), target);
  // A file of types has no script beside it.
  const types = module.replace(/\.js$/, ".d.ts");
  return texts.has(module) || !texts.has(types) ? module : types;
}

/** The room of a file; empty for the top, where the page is put together. @param {string} file */
function roomOf(file) {
  if (file in ROOMS) return file;
  const folder = path.posix.dirname(file);
  return folder === "." ? "" : folder;
}

/** @param {Import} one */
function mayBe({ file, target, kind, names }) {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === "" || from === to) return true;
  if (MADE[from] === target) return true;
  if (to === "pkg") return kind === "types" || GLUED.includes(from);
  if (target === "types.d.ts") return names.length > 0 && names.every((name) => FROM_THE_TOP.includes(name));
  return ROOMS[from]?.includes(to) || (kind === "fetched" && FETCHED[from]?.includes(to));
}

test("every folder with modules is a room, and every room is there", () => {
  const rooms = new Set(files.map(roomOf).filter((room) => room !== ""));
  assert.deepEqual([...rooms].sort(), Object.keys(ROOMS).sort());
});

test("every import is found", () => {
  const text =
    'import a from "./a.js";\nimport {\n  b,\n} from "../b.js";\nimport "./c.js";\nexport { d } from "./d.js";\n' +
    'export const e = "./e.js";\n// import("./f.js")\nawait import("./g.js");\n/** @import { H } from "./h.js" */\n';
  assert.deepEqual(
    importsOf("x/y.js", text).map(({ line, target, kind }) => `${line} ${target} ${kind}`),
    [
      "1 x/a.js static",
      "2 b.js static",
      "5 x/c.js static",
      "6 x/d.js static",
      "9 x/g.js fetched",
      "10 x/h.js types",
    ],
  );
});

test("no room imports what it may not", () => {
  const wrong = imports
    .filter((arrow) => !mayBe(arrow))
    .map(({ file, line, target, kind }) => `www/${file}:${line} imports ${target} (${kind})`);
  assert.deepEqual(wrong, []);
});

test("what a room may import lies below it, and what it fetches leads nowhere back", () => {
  const rooms = Object.keys(ROOMS);
  for (const [room, below] of Object.entries(ROOMS)) {
    for (const other of below) assert.ok(rooms.indexOf(other) < rooms.indexOf(room), `${room}: ${other}`);
  }
  const all = Object.entries(ROOMS).map(
    ([room, below]) => /** @type {const} */ ([room, [...below, ...(FETCHED[room] ?? [])]]),
  );
  assert.deepEqual(circleIn(new Map(all)), []);
});

test("nothing is allowed that is not needed", () => {
  /** @param {Import["kind"][]} kinds @param {string} room @param {string} other */
  const isUsed = (kinds, room, other) =>
    imports.some(
      ({ file, target, kind }) => roomOf(file) === room && roomOf(target) === other && kinds.includes(kind),
    );
  for (const [room, below] of Object.entries(ROOMS)) {
    for (const other of below) assert.ok(isUsed(["static", "types"], room, other), `${room}: ${other}`);
  }
  for (const [room, above] of Object.entries(FETCHED)) {
    for (const other of above) assert.ok(isUsed(["fetched"], room, other), `${room}: ${other}`);
  }
  for (const [room, made] of Object.entries(MADE)) {
    assert.ok(
      imports.some(({ file, target }) => roomOf(file) === room && target === made),
      made,
    );
  }
  for (const room of GLUED) assert.ok(isUsed(["static"], room, "pkg"), room);
});

test("modules import and fetch each other in no circle", () => {
  /** @type {Map<string, string[]>} */
  const graph = new Map(files.map((file) => [file, []]));
  for (const { file, target, kind } of imports) if (kind !== "types") graph.get(file)?.push(target);
  assert.deepEqual(circleIn(graph), []);
});

test("a room names every type that it takes from below, and none besides", () => {
  for (const { file, line, target, names } of imports.filter(({ kind }) => kind === "types")) {
    const at = `www/${file}:${line}`;
    const isProtocol = target.endsWith("/messages.d.ts");
    if (file.endsWith(".js") && target.endsWith(".d.ts")) {
      assert.ok(isProtocol || roomOf(file) === roomOf(target), `${at} imports ${target}`);
    }
    if (!file.endsWith(".d.ts") || !texts.get(file)?.split("\n")[line - 1]?.startsWith("export")) continue;
    const used = imports.filter((user) => user.target === file && user.file.endsWith(".js"));
    for (const name of names) {
      assert.ok(
        used.some((user) => user.names.includes(name)),
        `${at} names ${name}`,
      );
    }
  }
});

test("the state is written by actions and by what runs", () => {
  for (const [file, text] of texts) {
    if (WRITERS.includes(roomOf(file)) || MAKERS.includes(file)) continue;
    for (const key of KEYS) assert.doesNotMatch(text, new RegExp(`\\b${key}\\b`), `www/${file}`);
  }
});

test("what is in the state is read-only for all others", () => {
  const text = texts.get("model/types.d.ts") ?? "";
  for (const name of [
    "State",
    "Settings",
    "Cursor",
    "Zoom",
    "Running",
    "Track",
    "Kept",
    "Guess",
    "Inspected",
  ]) {
    const [, body = ""] = text.match(new RegExp(`^export interface ${name} \\{\n([^]*?)\n\\}`, "m")) ?? [];
    const members = body.split("\n").filter((line) => /^  \w/.test(line));
    assert.ok(members.length > 0, name);
    for (const member of members) {
      assert.match(member, /^  readonly /, name);
      assert.doesNotMatch(member, /(?<!readonly )\b\w+\[\]|(?<!Readonly<)Record</, name);
    }
  }
});

test("CONTRIBUTING.md says the same", () => {
  const text = readFileSync(path.join(www, "../CONTRIBUTING.md"), "utf8");
  const said = [...text.matchAll(/^\| `www\/([\w./]+?)\/?` \| [^|]+ \| ([^|]+) \| [^|]+ \|$/gm)].map(
    ([, room = "", below = ""]) => [room, below === "nothing" ? [] : below.split(", ")],
  );
  assert.deepEqual(said, Object.entries(ROOMS));
});

/** The nodes of a circle, if there is one. @param {Map<string, readonly string[]>} graph @returns {string[]} */
function circleIn(graph) {
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const trail = [];
  /** @param {string} node @returns {string[]} */
  function walk(node) {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return [];
    trail.push(node);
    for (const next of graph.get(node) ?? []) {
      const circle = walk(next);
      if (circle.length > 0) return circle;
    }
    trail.pop();
    done.add(node);
    return [];
  }
  for (const node of graph.keys()) {
    const circle = walk(node);
    if (circle.length > 0) return circle;
  }
  return [];
}
