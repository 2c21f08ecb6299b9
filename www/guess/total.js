// Reads a time as people type it: "3000", "3 s", "1 min 30 s". Pure.

/** @type {Record<string, number>} */
const UNITS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
const PART = /(\d+(?:\.\d+)?|\.\d+) *(ms|s|min|h)? */gy;
/** Every program takes less, ms. */
const MOST = 1e12;

const HELP = "Type a time, such as 1500, 1.5 s or 2 min. Without a unit it is in milliseconds.";

/**
 * @param {string} text
 * @returns {{ ms: number | null, error: string }} `ms` is null if nothing was typed
 */
export function parseTotal(text) {
  const clean = text.trim().toLowerCase().replaceAll(",", "").replaceAll("\u00a0", " ");
  if (clean === "") return { ms: null, error: "" };
  const parts = [...clean.matchAll(PART)];
  const isWhole = parts.reduce((length, [part]) => length + part.length, 0) === clean.length;
  // A number without a unit must be the only one: the 5 in "1 s 5" could be anything.
  if (!isWhole || parts.length === 0 || (parts.length > 1 && parts.some(([, , unit]) => !unit))) {
    return { ms: null, error: HELP };
  }
  const ms = parts.reduce((sum, [, value, unit]) => sum + Number(value) * (UNITS[unit ?? "ms"] ?? 1), 0);
  return ms <= MOST
    ? { ms, error: "" }
    : { ms: null, error: "That is longer than any program here can take." };
}
