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

/** The choice among the first of them. */
export const THEMES = Object.freeze([
  { id: "", name: "Light or dark, as the reader has it" },
  { id: "light", name: "Light" },
  { id: "dark", name: "Dark" },
]);

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

/** The line that makes listings of an article run, and frames as high as what they show. @param {string} base */
export function script(base) {
  return `<script src="${attribute(new URL("listings.js", base).href)}" defer></script>`;
}

/** @param {string} text */
function attribute(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
