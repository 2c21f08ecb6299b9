// A catalog of two programs, with a parameter of every kind.

/** @typedef {import("../../www/pkg/coroscope.js").Program} Program */

/** @param {Partial<Program> & { id: string }} program @returns {Program} */
export function program(program) {
  return {
    chapter: "Waiting",
    title: program.id,
    needs: [],
    variants: [
      { id: "sequential", title: "Sequential" },
      { id: "concurrent", title: "Concurrent" },
    ],
    suggested: "concurrent",
    params: [],
    rust: "src/programs/x.rs",
    python: null,
    ...program,
  };
}

export const delay = /** @type {const} */ ({
  kind: "duration",
  id: "first-delay",
  label: "First delay",
  refusal: "First delay must be a time from 0 to 5,000 milliseconds.",
  default: 1000,
  min: 0,
  max: 5000,
  step: 10,
  unit: "ms",
});
export const pages = /** @type {const} */ ({
  kind: "integer",
  id: "pages",
  label: "Pages",
  refusal: "Pages must be a whole number from 1 to 200.",
  default: 2,
  min: 1,
  max: 200,
  step: 1,
  large: 50_000,
});
export const word = /** @type {const} */ ({
  kind: "text",
  id: "word",
  label: "Word",
  refusal: "Word must be a text of at most 5 characters.",
  default: "hi",
  max_length: 5,
});
export const feed = {
  kind: /** @type {const} */ ("choice"),
  id: "feed",
  label: "Feed",
  refusal: "Feed must be one of news, jobs.",
  default: "news",
  choices: [
    { id: "news", title: "News" },
    { id: "jobs", title: "Jobs" },
  ],
};
export const fails = /** @type {const} */ ({
  kind: "flag",
  id: "fails",
  label: "Fails",
  refusal: "Fails must be on or off (true or false).",
  default: false,
});

export const greetings = program({
  id: "greetings",
  title: "Greetings",
  params: [delay, pages, word, feed, fails],
});
export const blocking = program({
  id: "blocking",
  variants: [
    { id: "asynchronous-sleep", title: "Asynchronous sleep" },
    { id: "concurrent", title: "Concurrent" },
  ],
  suggested: "asynchronous-sleep",
});
export const catalog = [greetings, blocking];
