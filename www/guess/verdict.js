// How a guess turned out: for each line its real place, then why.

import { h, prose } from "../ui/dom.js";
import { duration } from "../model/format.js";
import { ordinal } from "./lines.js";

/** @import { Run } from "./types.js" */

/** @typedef {ReturnType<Run["judge"]>} Verdict */

/** @param {Verdict} verdict @param {string} other  what else takes as long as was guessed */
export function verdictRows(verdict, other) {
  const { lines, first, total } = verdict;
  const sentences = [first, ...total.slice(0, 1), other, ...total.slice(1)].filter((text) => text);
  return [
    lines.length > 0
      ? h("ol", { class: "guess-judged", "aria-label": "The lines as you put them" }, ...lines.map(row))
      : null,
    h("div", { class: "guess-why" }, ...sentences.map((text) => h("p", {}, ...prose(text ?? "")))),
  ].filter((element) => element !== null);
}

/** @param {Verdict["lines"][number]} line */
function row({ text, right, place, at_ms }) {
  const when = at_ms === null ? "" : `, at ${duration(at_ms)}`;
  const came =
    place === null ? "not printed this time" : `${right ? "right" : `came ${ordinal(place)}`}${when}`;
  return h(
    "li",
    { class: right ? "right" : place === null ? "unknown" : "wrong" },
    h("span", { class: "mark", "aria-hidden": "true" }, right ? "✓" : place === null ? "–" : "✗"),
    h("span", { class: "text" }, text),
    h("span", { class: "came" }, came),
  );
}
