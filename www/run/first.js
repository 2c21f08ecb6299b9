// What is begun before anybody asks: the first instance is compiled, and the
// listing of the program in the address comes, while the page still arrives.

import init from "../pkg/coroscope.js";
import { fetchListing } from "./listings.js";

/** The program of an address that names none: the first of the catalog. */
const FIRST = "greetings";

export const loaded = init();
// The engine hears of it, too, and says what went wrong.
loaded.catch(() => {});

const program = new URLSearchParams(location.search).get("program") ?? FIRST;
// Who waits for it hears what went wrong with it.
if (/^[a-z-]+$/.test(program)) fetchListing(`${program.replaceAll("-", "_")}.rs`).catch(() => {});
