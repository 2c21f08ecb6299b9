// A row of the table of runs: what it was, how long it took, and what can be
// done with it.

import { h } from "../ui/dom.js";
import { duration } from "../model/format.js";
import { moreOrLess } from "../model/differences.js";

/** @typedef {import("./rows.js").RunRow} RunRow */

/**
 * What a person can do with a row.
 * @typedef {object} Acts
 * @property {(id: string) => void} choose
 * @property {(entry: string | null, on: boolean) => void} pin
 * @property {(row: RunRow) => void} forget
 */

/**
 * @param {RunRow} row
 * @param {RunRow} first  what the others are compared to
 * @param {string} without  what is said of settings that have no label
 * @param {Acts} acts
 */
export function createRow(row, first, without, acts) {
  const name = `${row.title}, ${row.how}${row.label && `, ${row.label}`}`;
  const radio = h("input", {
    type: "radio",
    name: "runs-against",
    value: row.id,
    "aria-label": `Compare to ${name}`,
    "data-act": `against ${row.id}`,
    change: () => acts.choose(row.id),
  });
  const pinning = h(
    "button",
    {
      type: "button",
      class: "small",
      "data-act": `pin ${row.id}`,
      "aria-label": `${row.isPinned ? "Unpin" : "Pin"} ${name}`,
      click: () => acts.pin(row.entry, !row.isPinned),
    },
    row.isPinned ? "Unpin" : "Pin",
  );
  const forgetting =
    !row.kept || row.isThis
      ? null
      : h(
          "button",
          {
            type: "button",
            class: "small quiet",
            "data-act": `forget ${row.id}`,
            "aria-label": `Forget ${name}`,
            click: () => acts.forget(row),
          },
          "Forget",
        );
  return h(
    "tr",
    { class: row.isThis ? "this" : null },
    h("td", {}, row.isThis ? "" : h("label", { class: "runs-radio" }, radio)),
    h(
      "td",
      {},
      h("strong", {}, row.isThis ? `${row.title}, this run` : row.title),
      h("span", { class: "runs-how" }, row.how),
    ),
    h("td", {}, row.label || without),
    h("td", { class: "number" }, duration(row.total)),
    h("td", { class: "number" }, row.isThis ? "" : moreOrLess(row.total, first.total)),
    h("td", { class: "runs-acts" }, row.entry === null ? null : pinning, forgetting),
  );
}
