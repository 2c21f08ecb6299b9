// What the page says about a person's own listing. Pure.

/** @import { Texts } from "./types.js" */

/** @type {Texts} */
export const OWN_TEXTS = {
  question: "What does your own program do while it waits?",
  watch: [
    "Write or paste a listing that uses asyncio: it is predicted as you type, and Run measures it. Delays, limits and " +
      "constants become sliders. *You are the scheduler*, below, tries a thousand orders, and finds the one in which an " +
      "`assert` fails.",
  ],
  lesson: [],
  params: [],
  variants: [
    {
      text: "CPython 3.14 runs it in a worker of this page, so Stop always works. It reaches nothing outside: no network, no files.",
      line: 0,
    },
  ],
};
