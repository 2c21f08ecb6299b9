// What the page says of a program to whoever reads Python, where that is not what it says to whoever
// reads Rust. One file has it for all programs, and is fetched with the first listing in Python. Pure.

/** @import { Program, Texts } from "./types.js" */

/** By program, and then by the heading of a section: its paragraphs. @type {Map<string, Map<string, string[]>>} */
let known = new Map();

/** For each program's own texts those with the ones for Python in them. @type {WeakMap<Texts, Texts>} */
let replaced = new WeakMap();

/** Takes in the file. @param {string} text */
export function keepTexts(text) {
  known = readTexts(text);
  replaced = new WeakMap();
}

/** @param {string} text  `# program`, and below that `## Watch`, `## Lesson` or the name of a variant's function */
export function readTexts(text) {
  /** @type {Map<string, Map<string, string[]>>} */
  const programs = new Map();
  /** @type {Map<string, string[]>} */
  let sections = new Map();
  /** @type {string[]} */
  let paragraphs = [];
  for (const block of text.split(/\n{2,}/)) {
    const line = block.trim().replaceAll("\n", " ");
    if (line.startsWith("# ")) programs.set(line.slice(2), (sections = new Map()));
    else if (line.startsWith("## ")) sections.set(line.slice(3), (paragraphs = []));
    else if (line !== "") paragraphs.push(line);
  }
  return programs;
}

/** The texts of a program for whoever reads Python. @param {Pick<Program, "id" | "variants">} program @param {Texts} texts @returns {Texts} */
export function textsInPython({ id, variants }, texts) {
  const sections = known.get(id);
  if (!sections) return texts;
  const found = replaced.get(texts);
  if (found) return found;
  const made = {
    ...texts,
    watch: sections.get("Watch") ?? texts.watch,
    lesson: sections.get("Lesson") ?? texts.lesson,
    variants: texts.variants.map((about, place) => {
      const own = sections.get(variants[place]?.id.replaceAll("-", "_") ?? "");
      return own ? { ...about, text: own.join(" ") } : about;
    }),
  };
  replaced.set(texts, made);
  return made;
}
