// What the format of Chrome's trace events demands, and Perfetto beyond it: what it counts as an error of a
// file and leaves out. Its own program for that comes from no registry, so that this is what its
// documentation says.

/** @typedef {{ ph: string, pid: number, tid: number, ts: number, dur: number, name: string, s?: string, id?: unknown, args?: Record<string, unknown> }} Entry */

const KNOWN = new Set(["X", "M", "i", "C", "s", "t", "f"]);
/** What may be said of a process or a thread, and what that is. */
const SAID = new Map([
  ["process_name", ["name", "string"]],
  ["thread_name", ["name", "string"]],
  ["process_sort_index", ["sort_index", "number"]],
  ["thread_sort_index", ["sort_index", "number"]],
]);

/** What is wrong with the text of a trace. @param {string} text @returns {string[]} */
export function faultsOf(text) {
  const { traceEvents } = JSON.parse(text);
  if (!Array.isArray(traceEvents) || traceEvents.length === 0) return ["it has no traceEvents"];
  return [
    ...traceEvents.flatMap((entry, at) => faultsOfEntry(entry, at)),
    ...overlaps(traceEvents),
    ...arrows(traceEvents),
  ];
}

/** @param {Entry} entry @param {number} at @returns {string[]} */
function faultsOfEntry(entry, at) {
  const { ph, pid, tid, ts, dur, name, s, args } = entry;
  const said = SAID.get(name);
  /** @type {[boolean, string][]} */
  const rules = [
    [KNOWN.has(ph), "its phase is known"],
    [typeof name === "string", "it has a name"],
    [Number.isInteger(pid) && pid > 0, "its process is a number from 1 on"],
    [ph === "C" || name.startsWith("process_") || Number.isInteger(tid), "its thread is a number"],
    [ph === "M" || (Number.isFinite(ts) && ts >= 0), "it has a time"],
    [ph !== "X" || (Number.isFinite(dur) && dur > 0), "a slice has a length"],
    [ph !== "i" || ["t", "p", "g"].includes(s ?? ""), "a point has a scope"],
    [
      ph !== "M" || (said !== undefined && typeof args?.[said[0] ?? ""] === said[1]),
      "what is said of a thread is known",
    ],
    [ph !== "C" || Object.values(args ?? {}).every((held) => typeof held === "number"), "a counter counts"],
    [
      args === undefined || (typeof args === "object" && args !== null && !Array.isArray(args)),
      "arguments have names",
    ],
  ];
  return rules
    .filter(([holds]) => !holds)
    .map(([, rule]) => `entry ${at}: ${rule}: ${JSON.stringify(entry)}`);
}

/** Slices of a thread lie beside or inside of each other: others are left out. @param {Entry[]} entries */
function overlaps(entries) {
  const found = [];
  /** @type {Map<string, Entry[]>} */
  const threads = new Map();
  for (const entry of entries) {
    if (entry.ph !== "X") continue;
    const thread = `${entry.pid} ${entry.tid}`;
    threads.set(thread, [...(threads.get(thread) ?? []), entry]);
  }
  for (const slices of threads.values()) {
    slices.sort((a, b) => a.ts - b.ts || b.dur - a.dur);
    /** @type {number[]} */
    const open = [];
    for (const { ts, dur, name } of slices) {
      while (open.length > 0 && /** @type {number} */ (open.at(-1)) <= ts) open.pop();
      const until = open.at(-1);
      if (until !== undefined && ts + dur > until) {
        found.push(`${name} at ${ts} overlaps the slice before it`);
      }
      open.push(ts + dur);
    }
  }
  return found;
}

/** Each arrow that begins ends, and the other way round. @param {Entry[]} entries */
function arrows(entries) {
  const ids = (/** @type {string} */ phase) =>
    entries
      .filter(({ ph }) => ph === phase)
      .map(({ id, name }) => `${name} ${id}`)
      .sort()
      .join();
  return ids("s") === ids("f") ? [] : ["an arrow has one end only"];
}
