// The lines that put a run into another page. Pure.

import { writeQuery } from "../model/url.js";

/** @import { Settings } from "./types.js" */

/** What can be shown besides the timeline, as in the address of embed.html. */
export const PARTS = Object.freeze([
  { id: "output", name: "what it prints" },
  { id: "source", name: "the program" },
  { id: "why", name: "why this long" },
]);

/**
 * The parts that an address asks for, without unknown ones.
 * @param {string | undefined} show
 * @returns {{ parts: string[], unknown: string[] }}
 */
export function partsOf(show) {
  const words = (show ?? "output").split(/[.,]/).filter((word) => word !== "" && word !== "none");
  const known = PARTS.map(({ id }) => id);
  return {
    parts: known.filter((id) => words.includes(id)),
    unknown: words.filter((word) => !known.includes(word)),
  };
}

/**
 * The address of the page for frames.
 * @param {Settings} settings
 * @param {string[]} parts
 * @param {string} base  the address of the page itself
 * @param {string} [fragment]  what follows the query
 */
export function embedAddress(settings, parts, base, fragment = "") {
  const show = parts.join(".") || "none";
  const { show: _, ...rest } = settings;
  const query = writeQuery(show === "output" ? rest : { ...rest, show });
  return new URL(`embed.html${query}${fragment}`, base).href;
}

/**
 * @param {Settings} settings
 * @param {string[]} parts
 * @param {string} base
 * @param {number} height  CSS pixels
 * @param {string} [fragment]
 */
export function snippet(settings, parts, base, height, fragment) {
  const { program, variant } = settings;
  const title = `${program.title} · ${program.variants.find((known) => known.id === variant)?.title ?? variant}, run by Coroscope`;
  return [
    `<iframe src="${attribute(embedAddress(settings, parts, base, fragment))}"`,
    `        title="${attribute(title)}"`,
    `        width="100%" height="${Math.round(height)}" loading="lazy" style="border: 0"`,
    `        allow="clipboard-write"></iframe>`,
  ].join("\n");
}

/** @param {string} text */
function attribute(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
