// What a link holds, in words. Pure.

import { count, duration, stretch } from "../model/format.js";
import { isOwn } from "../model/own.js";
import { print } from "../model/params.js";
import { chosenVariant } from "../model/state.js";

/** @import { Settings } from "./types.js" */

/** @param {Settings} settings @param {boolean} [isTooLong]  Is the listing too long for a link? */
export function linkText(settings, isTooLong = false) {
  const { program, values, order, where, cursor, zoom, compare, tab } = settings;
  const texts = [`${program.title}, ${chosenVariant(settings).title}`];
  for (const param of program.params) {
    const value = values[param.id];
    if (value === undefined || value === param.default) continue;
    texts.push(
      `${param.label} ${typeof value === "number" ? count(value) + (param.kind === "duration" ? "\u00a0ms" : "") : print(value)}`,
    );
  }
  if (isOwn(settings)) {
    texts.push(isTooLong ? "but not the listing, which is too long for a link" : "the listing");
  } else if (where === "worker") texts.push("run on a worker");
  if (order !== "fifo") {
    texts.push("seed" in order ? `shuffled by seed ${order.seed}` : "your choice of who is next");
  }
  if (compare) texts.push("all variants side by side");
  if (tab === "python") texts.push("the Python listing");
  if (settings.guess) texts.push("a guess before the answer");
  if (cursor) texts.push(`the moment ${duration(cursor.at)}`);
  if (zoom) texts.push(`the stretch ${stretch(zoom.from, zoom.to, " to ")}`);
  return `It holds: ${texts.join("; ")}. What was measured is not in it; a file holds that.`;
}
