// The settings of a run in words, for pictures and for paper. Pure.

import { count, LONG_FROM } from "../model/format.js";
import { print } from "../model/params.js";

/** @import { Settings } from "./types.js" */

/** @param {Settings} settings */
export function settingsText({ program, values, order }) {
  const texts = program.params.map(({ id, label, ...param }) => {
    const value = values[id] ?? param.default;
    const unit = param.kind === "duration" ? "\u00a0ms" : "";
    return `${label} ${typeof value === "number" && value >= 1000 && value < LONG_FROM ? count(value) : print(value)}${unit}`.replaceAll(
      " ",
      "\u00a0",
    );
  });
  if (order !== "fifo") {
    texts.push("seed" in order ? `order shuffled by seed ${order.seed}` : "order picked by hand");
  }
  return texts.join(" · ");
}
