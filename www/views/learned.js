// The end of the path: what the programs before have shown, each in a sentence.

import { fetchStyle, h } from "../ui/dom.js";
import { linkTo } from "./catalog.js";

/** @import { App, Program } from "./types.js" */

/** By program: what to take home. @type {[string, string][]} */
export const LEARNED = [
  ["greetings", "Awaited one after the other, waits add up; as tasks they overlap, and the longest decides."],
  [
    "lifecycle",
    "Whoever only calls a coroutine runs nothing of it. It runs when it is awaited, or made a task.",
  ],
  [
    "posts-and-users",
    "Results come in the order in which you asked; what is printed comes in the order in which it happens.",
  ],
  ["downloads", "Thousands can wait at once. A semaphore keeps it to as many as a server bears."],
  [
    "taking-turns",
    "Others come in only where somebody awaits. Between two awaits a coroutine is as if alone.",
  ],
  ["blocking", "There is one thread. Who blocks it holds up everybody, also those whose time has long come."],
  [
    "futures",
    "An error reaches whoever awaits it. Whether the others go on is decided by how they are awaited together.",
  ],
  ["cancellation", "Work is stopped at a wait, and nowhere else, and what it holds is let go there."],
  [
    "prefix-filter",
    "A generator keeps its place while others run, and goes on where it was when it is sent more.",
  ],
  ["kitchen", "One thread overlaps waiting. Only more threads overlap work."],
  ["scale", "A coroutine that waits costs next to nothing. A worker costs a thousand times that."],
];

/** @param {App} app @param {readonly Program[]} catalog */
export async function learned(app, catalog) {
  await fetchStyle("views/learned.css");
  const rows = LEARNED.flatMap(([id, sentence]) => {
    const program = catalog.find((known) => known.id === id);
    return program ? [h("li", {}, `${sentence} `, linkTo(app, program, {}, program.title))] : [];
  });
  return h(
    "section",
    { class: "learned", "data-testid": "learned" },
    h("h2", {}, "What you have seen"),
    h("ul", {}, ...rows),
  );
}
