// Begins two things while the page is still loading: it compiles the first
// instance, and fetches the listing of the program in the address.

import init, { on_missing } from "../pkg/coroscope.js";
import { fetchEarly } from "./listings.js";
import { FIRST_PROGRAM, createParts } from "./parts.js";

const program = new URLSearchParams(location.search).get("program") ?? FIRST_PROGRAM;

/** The parts of the first instance, once it has started. */
export const loaded = start();
// The engine reports a failure.
loaded.catch(() => {});

async function start() {
  const first = await init({ module_or_path: new URL("../pkg/coroscope_first.wasm", import.meta.url) });
  const parts = createParts(first);
  on_missing(parts.loadNow);
  // Not awaited: the first program can run without what shows it. A failure is reported when another
  // program is run.
  if (program !== FIRST_PROGRAM) parts.complete(program).catch(() => {});
  return parts;
}

fetchEarly(program);
