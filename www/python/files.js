// Fetches Python: five files, when somebody wants it for the first time, and what was kept of its last start.

import { findKept } from "./kept.js";
import { NOT_BUILT, OTHER_VERSION, cannotLoad } from "./words.js";

/** @import { Coming } from "./types.js" */

/** The version of the messages in `messages.d.ts`. A worker that was built for another is not started. */
const PROTOCOL = 1;

/**
 * Each comes for itself: what is small can begin while what is large is on its way.
 * @returns {Coming}
 */
export function fetchFiles() {
  const at = new URL("../pkg/python/", import.meta.url);
  const names = fetchNames(at);
  /** @param {"wasm" | "library" | "script"} which */
  const bytes = async (which) => {
    const response = await get(new URL((await names)[which], at));
    // The list is of another build than what lies there now.
    if (response.status === 404) throw new Error(OTHER_VERSION);
    return okay(response).arrayBuffer();
  };
  const made = names.then(({ wasm, library, script }) => `${wasm}+${library}+${script}`);
  const frame = get(new URL("../python/frame.html", import.meta.url)).then((response) =>
    okay(response).text(),
  );
  const script = bytes("script");
  const files = Promise.all([bytes("wasm"), bytes("library"), made, made.then(findKept)]);
  const coming = { frame, script, files };
  // Whoever waits for it hears of it.
  for (const one of Object.values(coming)) one.catch(() => {});
  return coming;
}

/** @param {URL} at @returns {Promise<{ protocol: number, wasm: string, library: string, script: string }>} */
async function fetchNames(at) {
  const list = await get(new URL("files.json", at));
  if (list.status === 404) throw new Error(NOT_BUILT);
  const names = await okay(list).json();
  if (names.protocol !== PROTOCOL) throw new Error(OTHER_VERSION);
  return names;
}

/** @param {URL} url */
async function get(url) {
  try {
    return await fetch(url);
  } catch (error) {
    throw new Error(cannotLoad(error instanceof Error ? error.message : String(error)), { cause: error });
  }
}

/** @param {Response} response */
function okay(response) {
  if (!response.ok) throw new Error(cannotLoad(`the server answered ${response.status}`));
  return response;
}
