// The lines that put a run into another page. Pure.

import { writeQuery } from "../model/url.js";

/** @import { Settings } from "./types.js" */

/** What can be shown besides the timeline and Run, as in the address of embed.html. */
export const PARTS = Object.freeze([
  { id: "guess", name: "a guess first" },
  { id: "settings", name: "the settings" },
  { id: "legend", name: "what the shapes mean" },
  { id: "player", name: "the player" },
  { id: "output", name: "what it prints" },
  { id: "source", name: "the program" },
  { id: "why", name: "why this long" },
]);

/** How it can look; otherwise it is light or dark as the reader's system is. */
export const LOOKS = Object.freeze(["light", "dark", "transparent"]);

/**
 * The parts and the looks that an address asks for, without unknown ones.
 * @param {string | undefined} show
 * @returns {{ parts: string[], looks: string[], unknown: string[] }}
 */
export function partsOf(show = "") {
  const words = show.split(/[.,]/).filter((word) => word !== "" && word !== "none");
  const known = PARTS.map(({ id }) => id);
  return {
    parts: known.filter((id) => words.includes(id)),
    looks: LOOKS.filter((look) => words.includes(look)),
    unknown: words.filter((word) => !known.includes(word) && !LOOKS.includes(word)),
  };
}

/** The column of text that sizes are for, CSS pixels. */
export const COLUMN = 660;
/** What is always there, and the words above a track, CSS pixels. */
const [ALWAYS, LABEL] = [162, 36];
/** The parts. How high the explanation is depends on the run. */
const OF = Object.freeze({ settings: 40, legend: 26, player: 151, output: 60, source: 380, why: 340 });
/** A row of settings and of variants, and how many stand in one. */
const [ROW, IN_A_ROW, VARIANTS] = [84, 3, 44];
/** A line of the output. */
const LINE = 24;
/** The most lines of the output that are in view. */
export const MOST_LINES = 12;

/**
 * How high a frame is in such a column, before a run and after it. A test holds it against frames.
 * @param {readonly string[]} parts
 * @param {{ measured: number, predicted: number, settings: number, variants: number, lines: number }} of  the
 *   heights of the lanes, and how many settings, variants and lines of output there are
 */
export function heightOf(parts, { measured, predicted, settings, variants, lines }) {
  let height = ALWAYS + measured;
  for (const [part, more] of Object.entries(OF)) if (parts.includes(part)) height += more;
  if (parts.includes("settings")) {
    height += LABEL + predicted + ROW * Math.ceil(settings / IN_A_ROW);
    height += VARIANTS * (variants <= IN_A_ROW ? 1 : Math.ceil(variants / 2));
  }
  if (parts.includes("output")) height += LINE * Math.min(MOST_LINES, lines);
  return height;
}

/**
 * The address of the page for frames.
 * @param {Settings} settings
 * @param {string[]} parts  and looks
 * @param {string} base  the address of the page itself
 * @param {string} [fragment]  what follows the query
 */
export function embedAddress(settings, parts, base, fragment = "") {
  const show = parts.join(".");
  const { show: _, ...rest } = settings;
  const query = writeQuery(show === "" ? rest : { ...rest, show });
  return new URL(`embed.html${query}${fragment}`, base).href;
}

/**
 * @param {Settings} settings
 * @param {string[]} parts  and looks
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
