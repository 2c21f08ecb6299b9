// What is begun before anybody asks: the first instance is compiled, and the
// listing of the program in the address comes, while the page still arrives.

import init, { on_missing } from "../pkg/coroscope.js";
import { fetchListing } from "./listings.js";
import { FIRST_PROGRAM, createParts } from "./parts.js";

const program = new URLSearchParams(location.search).get("program") ?? FIRST_PROGRAM;

/** The parts of the first instance, once it answers. */
export const loaded = start();
// The engine hears of it, too, and says what went wrong.
loaded.catch(() => {});

async function start() {
  const first = await init({ module_or_path: new URL("../pkg/coroscope_first.wasm", import.meta.url) });
  const parts = createParts(first);
  on_missing(parts.loadNow);
  // The first program can be run without what shows it, so that does not stand in the way. Who waits
  // for another one hears what went wrong with it.
  if (program !== FIRST_PROGRAM) parts.complete(program).catch(() => {});
  return parts;
}

// Who waits for it hears what went wrong with it.
if (/^[a-z-]+$/.test(program)) fetchListing(`${program.replaceAll("-", "_")}.rs`).catch(() => {});
