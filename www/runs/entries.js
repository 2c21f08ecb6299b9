// Pinned runs as the address has them: a query with the variant and the settings
// that differ from the defaults. A measured run has its number, too; in a browser
// without that run, the entry shows its prediction. Pure.

import { count } from "../model/format.js";
import { isOwn } from "../model/own.js";
import { print, toField, unit } from "../model/params.js";
import { mistakes } from "../model/strangers.js";
import { readQuery, writeQuery } from "../model/url.js";

/** @import { Kept, Program, Settings } from "./types.js" */

/** @typedef {Pick<Settings, "variant" | "values" | "order" | "code">} Manner */

/** @param {Program} program @param {Manner} manner @param {number | null} id  of the run that was measured */
export function writeEntry(program, { variant, values, order }, id) {
  const settings = /** @type {Settings} */ ({
    program,
    variant,
    values,
    order,
    where: "page",
    compare: false,
    tab: "rust",
    cursor: null,
    zoom: null,
    with: [],
  });
  const search = new URLSearchParams(writeQuery(settings));
  search.delete("program");
  if (id !== null) search.set("run", String(id));
  return String(search);
}

/**
 * @param {string} entry
 * @param {Program} program
 * @param {Kept[]} history
 * @returns {{ manner: Manner, kept: Kept | null, notices: string[] }}
 */
export function readEntry(entry, program, history) {
  const search = new URLSearchParams(entry);
  const id = search.get("run");
  search.delete("run");
  search.set("program", program.id);
  const { settings, notices, unknown } = readQuery(`?${search}`, [program]);
  const kept = history.find(
    (kept) =>
      String(kept.id) === id &&
      writeEntry(program, mannerOf(program, kept.track), kept.id) === writeEntry(program, settings, kept.id),
  );
  notices.unshift(...mistakes(unknown, program, [program]));
  return { manner: settings, kept: kept ?? null, notices };
}

/**
 * The settings of a run of this program; see `settingsKey`.
 * @param {Program} program
 * @param {{ variant: string, settings: string }} track
 * @returns {Manner}
 */
export function mannerOf(program, { variant, settings }) {
  const [, values, order, code] = JSON.parse(settings);
  return {
    variant,
    values: Object.fromEntries(program.params.map((param, place) => [param.id, values[place]])),
    order,
    ...(isOwn({ program }) && { code }),
  };
}

/** Is it a run of this program? @param {Program} program @param {{ settings: string }} track */
export function isOf(program, { settings }) {
  return JSON.parse(settings)[0] === program.id;
}

/**
 * The settings that differ from the defaults, in words.
 * @param {Program} program
 * @param {Manner} manner
 * @param {string} [now]  the text of a person's own listing as it is now
 */
export function labelOf(program, { values, order, code }, now) {
  const parts = program.params
    .filter((param) => values[param.id] !== undefined && values[param.id] !== param.default)
    .map((param) => {
      const text = print(values[param.id] ?? "");
      const name = param.label.toLowerCase();
      if (param.kind === "text") return `${name} “${text}”`;
      if (param.kind !== "duration" && param.kind !== "integer") return `${name} ${text}`;
      return `${name} ${count(Number(toField(param, text)))} ${unit(param)}`.trim();
    });
  if (code !== undefined && now !== undefined) {
    parts.push(code === now ? "this listing" : otherText(code, now));
  }
  if (order !== "fifo") {
    parts.push("seed" in order ? `shuffled by seed ${order.seed}` : "order picked by hand");
  }
  return parts.join(", ");
}

/** Where one listing begins to differ from another. @param {string} code @param {string} now */
function otherText(code, now) {
  const [lines, others] = [code.split("\n"), now.split("\n")];
  const at = lines.findIndex((line, place) => line !== others[place]);
  const line = at === -1 ? lines.length : at;
  return `another listing, from line ${count(line + 1)} on`;
}
