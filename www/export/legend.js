// What a picture has below it: its shapes and its arrows, each with its name.

import { paintSpan, SHAPES } from "../paint/paint.js";
import { widthOf, write } from "../paint/sheet.js";
import { ARROWS } from "../timeline/layers/arrows.js";
import { paintSample, SAMPLE, SAMPLE_BAR } from "../timeline/layers/sample.js";
import { wrap } from "./wrap.js";

/** @import { Sheet } from "./types.js" */

const ARROWS_LEAD = "An arrow leads from what woke a task to where it ran.";
const CHAIN = "The line below the lanes is the longest chain, which decides how long it took.";

/**
 * Explains the shapes and the arrows in the picture. Returns its height.
 * @param {Sheet} page @param {number} most @param {Set<string>} shapes @param {Set<number>} arrows
 * @param {readonly string[]} layers
 */
export function drawLegend(page, most, shapes, arrows, layers) {
  const { pen, colours } = page;
  let [x, y] = [0, 8];
  for (const { state, name, isPoint = false, isGhost = false } of SHAPES.filter(({ name }) =>
    shapes.has(name),
  )) {
    const width = isPoint ? 12 : 26;
    const next = width + 6 + widthOf(page, name) + 16;
    if (x + next > most && x > 0) [x, y] = [0, y + 20];
    const look = { palette: colours, scale: 1, isGhost, bar: 11 };
    const [x0, x1] = isPoint ? [x + width / 2, x + width / 2] : [x + 1, x + width - 1];
    paintSpan(pen, look, 1, state, [x0, x1, y]);
    write(page, name, x + width + 6, y, colours.muted);
    x += next;
  }
  const found = ARROWS.filter(({ kind }) => arrows.has(kind));
  if (found.length > 0) [x, y] = [0, y + SAMPLE.height];
  for (const { kind, name } of found) {
    const next = SAMPLE.width + 6 + widthOf(page, name) + 16;
    if (x + next > most && x > 0) [x, y] = [0, y + SAMPLE.height];
    const look = { palette: colours, scale: 1, isGhost: false, bar: SAMPLE_BAR };
    paintSample(pen, look, kind, x, y - SAMPLE.height / 2);
    write(page, name, x + SAMPLE.width + 6, y, colours.muted);
    x += next;
  }
  if (found.length > 0) y += 4;
  const said = [];
  if (found.length > 0) said.push(ARROWS_LEAD);
  if (layers.includes("chain")) said.push(CHAIN);
  for (const words of said.flatMap((sentence) => wrap(page, sentence, most))) {
    write(page, words, 0, (y += 20), colours.muted);
  }
  return y + 16;
}
