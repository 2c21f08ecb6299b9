// The difference between two runs in words: a sentence, the parts that add up to
// it, and what else differs.

import { h, prose } from "../ui/dom.js";
import { duration } from "../model/format.js";
import { difference } from "../model/differences.js";
import { placeInWords } from "../model/places.js";
import { clockSentence } from "../model/worth.js";

/** @import { Run, Track } from "./types.js" */

/** @typedef {ReturnType<Run["compare"]>} Comparison */
/** @typedef {Pick<Track, "step" | "mark">} Measured */

/** What is wrong with the times of one of the runs. @param {Measured} track @param {Measured | undefined} other */
export function marksOf(track, other) {
  return [
    ...(track.mark ? [`In this run ${track.mark}.`] : []),
    ...(other?.mark ? [`In the other run ${other.mark}.`] : []),
    clockSentence(track) || (other ? clockSentence(other) : ""),
  ].filter((text) => text !== "");
}

/**
 * @param {Comparison} comparison
 * @param {string} title  the other run
 * @param {(line: number, file: string | null) => void} showLine
 * @param {string[]} [marks]  see `marksOf`
 */
export function wordsOf(
  { summary, parts, sentences, difference_ms, this_ms, other_ms },
  title,
  showLine,
  marks = [],
) {
  const number = (/** @type {string} */ text) => h("td", { class: "number" }, text);
  return [
    h("h3", {}, `This run against: ${title}`),
    ...marks.map((text) => h("p", { class: "runs-mark" }, text)),
    h("p", { class: "runs-summary" }, summary),
    parts.length === 0
      ? null
      : h(
          "div",
          { class: "table", tabindex: 0, role: "region", "aria-label": "What makes the difference" },
          h(
            "table",
            { "data-testid": "runs-parts" },
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                ...["What makes the difference", "Here", "There", "Difference"].map((text) =>
                  h("th", { scope: "col" }, text),
                ),
              ),
            ),
            h(
              "tbody",
              {},
              ...parts.map((part) =>
                h(
                  "tr",
                  {},
                  h(
                    "td",
                    { class: "runs-what" },
                    ...prose(part.text),
                    ...(part.line === null
                      ? []
                      : [
                          " ",
                          h(
                            "button",
                            {
                              type: "button",
                              class: "link",
                              click: () => showLine(part.line ?? 0, part.file),
                            },
                            `Show ${placeInWords(part.line, part.file)}`,
                          ),
                        ]),
                  ),
                  number(duration(part.this_ms)),
                  number(duration(part.other_ms)),
                  number(difference(part.difference_ms)),
                ),
              ),
            ),
            h(
              "tfoot",
              {},
              h(
                "tr",
                {},
                h("th", { scope: "row" }, "Total"),
                number(duration(this_ms)),
                number(duration(other_ms)),
                number(difference(difference_ms)),
              ),
            ),
          ),
        ),
    h("ul", { class: "runs-more" }, ...sentences.map((text) => h("li", {}, ...prose(text)))),
  ].filter((part) => part !== null);
}
