// Words in lines that are no wider than there is room.

import { fit, widthOf } from "../paint/sheet.js";

/** @import { Sheet } from "./types.js" */

/** Breaks words into lines. @param {Sheet} page @param {string} words @param {number} most @param {string} [weight] */
export function wrap(page, words, most, weight) {
  /** @type {string[]} */
  const rows = [];
  let row = "";
  for (const word of words.split(" ")) {
    const longer = row ? `${row} ${word}` : word;
    if (row && widthOf(page, longer, weight) > most) {
      rows.push(row);
      row = word;
    } else row = longer;
  }
  if (row) rows.push(row);
  return rows.map((row) => fit(page, row, most));
}
