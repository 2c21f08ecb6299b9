// Begins two things while the page is still loading: it compiles the first
// instance, and fetches the listing of the program in the address.

import init, { on_missing } from "../pkg/coroscope.js";
import { askAhead } from "./ahead.js";
import { fetchEarly } from "./listings.js";
import { FIRST_PROGRAM, createParts } from "./parts.js";

/** @import { Parts } from "./types.js" */

const program = new URLSearchParams(location.search).get("program") ?? FIRST_PROGRAM;

/** Before the second try, ms. */
const PAUSE = 400;

/** @type {Promise<Parts> | null} */
let coming = null;

/** The parts of the first instance, once it has started. Whoever calls after a failure tries again. */
export function load() {
  coming ??= start();
  // The engine reports it.
  coming.catch(() => (coming = null));
  return coming;
}

load();

async function start() {
  const first = await fetchFirst().catch(async () => {
    await new Promise((go) => setTimeout(go, PAUSE));
    return fetchFirst();
  });
  const parts = createParts(first);
  on_missing(parts.loadNow);
  // Not awaited: the first program can run without what shows it. A failure is reported when that is
  // asked for.
  parts.complete(program).catch(() => {});
  return parts;
}

async function fetchFirst() {
  const response = await fetch(new URL("../pkg/coroscope_first.wasm", import.meta.url));
  // Whoever cannot be asked ahead is asked when it is needed.
  askAhead(response.clone()).catch(() => {});
  return init({ module_or_path: response });
}

fetchEarly(program);
