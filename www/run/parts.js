// The wasm module in parts. The first can run the first program; what shows a
// run follows at once, and all the rest when the page is idle. Together they are
// one instance.

/** @import { Parts } from "./types.js" */

/** The program that the first parts are made for: the first of the catalog, as a test in Rust sees. */
export const FIRST_PROGRAM = "greetings";

/** Stands for all programs: every part is needed. */
export const EVERYTHING = "*";

/** @typedef {"view" | "rest"} WasmPart */

/**
 * @param {object} firstExports  what the first part exports
 * @returns {Parts}
 */
export function createParts(firstExports) {
  // How the parts hang together is known to the build alone, not to the types.
  const first = /** @type {Record<string, any>} */ (firstExports);
  /** @type {Map<WasmPart, Promise<void>>} */
  const coming = new Map();

  /** @param {WasmPart} part */
  const isThere = (part) => first[`has_${part}`]?.value !== 0;

  /** @param {WasmPart} part @param {WebAssembly.Module} module */
  function join(part, module) {
    if (isThere(part)) return;
    const version = WebAssembly.Module.imports(module)[0]?.module ?? "";
    if (!(version in first)) throw new Error("The program was updated meanwhile. Please reload the page.");
    // oxlint-disable-next-line no-new -- To be made is all it does: it puts its functions into the table.
    new WebAssembly.Instance(module, { [version]: first });
    first[`has_${part}`].value = 1;
  }

  /** @param {WasmPart} part */
  function fetchPart(part) {
    const known = coming.get(part);
    if (known) return known;
    const fetched = fetchNow(part);
    coming.set(part, fetched);
    // The next who asks tries again.
    fetched.catch(() => coming.delete(part));
    return fetched;
  }

  /** @param {WasmPart} part */
  async function fetchNow(part) {
    if (isThere(part)) return;
    const response = await fetch(address(part)).catch(refuse);
    if (!response.ok) refuse(`the server answered ${response.status}`);
    join(part, await compile(response));
  }

  async function whole() {
    await Promise.all([fetchPart("view"), fetchPart("rest")]);
  }

  /** @param {string} program */
  async function complete(program) {
    if (program !== FIRST_PROGRAM) return whole();
    await fetchPart("view");
  }

  return {
    has: (program) => isThere("view") && (program === FIRST_PROGRAM || isThere("rest")),
    complete,
    // The program itself asks for what nobody foresaw, and cannot go on without: the page stands
    // still until it is there.
    loadNow: (part) => join(part, new WebAssembly.Module(fetchStandingStill(part))),
  };
}

/** While it comes, if the host says what it is. @param {Response} response @returns {Promise<WebAssembly.Module>} */
async function compile(response) {
  return response.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** @param {WasmPart} part */
function address(part) {
  return new URL(`../pkg/coroscope_${part}.wasm`, import.meta.url);
}

/** @param {unknown} reason @returns {never} */
function refuse(reason) {
  throw new Error(
    `A part of the programs could not be loaded: ${reason instanceof Error ? reason.message : reason}. Please reload.`,
  );
}

/** @param {WasmPart} part */
function fetchStandingStill(part) {
  const request = new XMLHttpRequest();
  request.open("GET", address(part), false);
  // Bytes as characters: a page is not allowed to ask for a buffer without being asynchronous.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) refuse(`the server answered ${request.status}`);
  return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
}
