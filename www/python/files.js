// Fetches Python: four files, when somebody wants it for the first time.

import { NOT_BUILT, OTHER_VERSION, cannotLoad } from "./words.js";

/** @import { Files } from "./types.js" */

/** The version of the messages in `messages.d.ts`. A worker that was built for another is not started. */
const PROTOCOL = 1;

/**
 * The frame comes for itself: it can begin while the rest, which is large, is on its way.
 * @returns {{ frame: Promise<string>, files: Promise<Files> }}
 */
export function fetchFiles() {
  const frame = get(new URL("../python/frame.html", import.meta.url)).then((response) =>
    okay(response).text(),
  );
  return { frame, files: fetchAll() };
}

/** @returns {Promise<Files>} */
async function fetchAll() {
  const at = new URL("../pkg/python/", import.meta.url);
  const list = await get(new URL("files.json", at));
  if (list.status === 404) throw new Error(NOT_BUILT);
  /** @type {{ protocol: number, wasm: string, library: string, script: string }} */
  const names = await okay(list).json();
  if (names.protocol !== PROTOCOL) throw new Error(OTHER_VERSION);
  /** @param {string} name */
  const bytes = async (name) => {
    const response = await get(new URL(name, at));
    // The list is of another build than what lies there now.
    if (response.status === 404) throw new Error(OTHER_VERSION);
    return okay(response).arrayBuffer();
  };
  const all = [names.wasm, names.library, names.script].map(bytes);
  const [wasm, library, script] = /** @type {[ArrayBuffer, ArrayBuffer, ArrayBuffer]} */ (
    await Promise.all(all)
  );
  return { wasm, library, script };
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
