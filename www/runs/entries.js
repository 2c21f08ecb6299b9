// Pinned runs as the address has them: a query with the variant and the settings
// that differ from the defaults. A measured run has its number, too; in a browser
// without that run, the entry shows its prediction. Pure.

import { count } from "../model/format.js";
import { print, toField, unit } from "../model/params.js";
import { mistakes } from "../model/strangers.js";
import { readQuery, writeQuery } from "../model/url.js";

/** @import { Kept, Program, Settings } from "./types.js" */

/** @typedef {Pick<Settings, "variant" | "values" | "order">} Manner */

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
  const [, values, order] = JSON.parse(settings);
  return {
    variant,
    values: Object.fromEntries(program.params.map((param, place) => [param.id, values[place]])),
    order,
  };
}

/** Is it a run of this program? @param {Program} program @param {{ settings: string }} track */
export function isOf(program, { settings }) {
  return JSON.parse(settings)[0] === program.id;
}

/** The settings that differ from the defaults, in words. @param {Program} program @param {Manner} manner */
export function labelOf(program, { values, order }) {
  const parts = program.params
    .filter((param) => values[param.id] !== undefined && values[param.id] !== param.default)
    .map((param) => {
      const text = print(values[param.id] ?? "");
      const name = param.label.toLowerCase();
      if (param.kind === "text") return `${name} “${text}”`;
      if (param.kind !== "duration" && param.kind !== "integer") return `${name} ${text}`;
      return `${name} ${count(Number(toField(param, text)))} ${unit(param)}`.trim();
    });
  if (order !== "fifo") {
    parts.push("seed" in order ? `shuffled by seed ${order.seed}` : "order picked by hand");
  }
  return parts.join(", ");
}
