// The lines of a listing. When another text has the same lines, only those that differ are drawn again:
// places, marks and what is selected stay.

import { h } from "../ui/dom.js";
import { highlight } from "../model/highlight.js";

/** @import { RecordedFile, Token } from "./types.js" */

/** @param {RecordedFile["language"]} language @param {string} text */
export function linesOf(language, text) {
  return tokensOf(language, text).map((tokens, index) =>
    h(
      "div",
      { class: "line" },
      h("span", { class: "marks", "aria-hidden": "true" }),
      h("span", { class: "line-number", "aria-hidden": "true" }, String(index + 1)),
      h("code", {}, ...inColours(tokens)),
    ),
  );
}

/** Draws a text into lines of which there are as many. @param {HTMLElement[]} lines @param {RecordedFile["language"]} language @param {string} text */
export function patchLines(lines, language, text) {
  tokensOf(language, text).forEach((tokens, index) => {
    const code = lines[index]?.querySelector("code");
    if (code && code.textContent !== textOf(tokens)) code.replaceChildren(...inColours(tokens));
  });
}

/** @param {RecordedFile["language"]} language @param {string} text @returns {Token[][]} */
function tokensOf(language, text) {
  if (language !== "plain") return highlight(language, text);
  const lines = text.split("\n").map((line) => [{ kind: /** @type {const} */ ("plain"), text: line }]);
  return text.endsWith("\n") || text === "" ? lines.slice(0, -1) : lines;
}

/** @param {Token[]} tokens */
function textOf(tokens) {
  return `${tokens.map(({ text }) => text).join("")}\n`;
}

/** @param {Token[]} tokens */
function inColours(tokens) {
  const parts = tokens.map(({ kind, text }) =>
    kind === "plain" ? text : h("span", { class: `t-${kind}` }, text),
  );
  return [...parts, "\n"];
}
