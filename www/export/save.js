// Saves files and copies texts.

import { h } from "../ui/dom.js";

/** @param {string} name @param {BlobPart} content @param {string} type */
export function saveFile(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  h("a", { href: url, download: name }).click();
  // The browser reads the file a little later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * @param {string} text
 * @param {string} otherwise  what a person can do where a page may not copy
 * @returns {Promise<string>} a sentence for the person
 */
export async function copyText(text, otherwise) {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied.";
  } catch {
    return `This browser does not let the page copy: ${otherwise}.`;
  }
}
