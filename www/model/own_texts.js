// What the page says about a person's own listing. Pure.

/** @import { Texts } from "./types.js" */

/** @type {Texts} */
export const OWN_TEXTS = {
  question: "What does your own program do while it waits?",
  watch: [
    "Write or paste a listing that uses asyncio. It is predicted as you type, a moment after the last key: by " +
      "CPython's own asyncio, on a loop with a clock that jumps from one deadline to the next. Run measures it in real time.",
    "Numbers that are slept, time limits and constants become sliders. *You are the scheduler*, below, tries a thousand " +
      "orders: an `assert` that fails in one of them is found.",
  ],
  lesson: [],
  variants: [
    {
      text: "CPython 3.14 runs it in a worker of this page, so Stop always works. It reaches nothing outside: no network, no files.",
      line: 0,
    },
  ],
};
