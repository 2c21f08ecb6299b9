// What is said when Python cannot be had, or has not come to its end.

export const STOPPED = "Stopped.";
export const LATE =
  "A prediction may take three seconds, and this one was not done. Run measures it without such a limit.";
export const NOT_BUILT =
  "This copy of the page has no Python: it was built without npm, which `cargo xtask build` takes it from.";
export const OTHER_VERSION = "The page and its Python are of two versions now. Reload the page.";

/** @param {string} why */
export const cannotLoad = (why) => `Python could not be loaded: ${why}.`;

/** @param {string} why */
export const cannotStart = (why) => `Python could not be started: ${why}.`;

/** @param {string} why */
export const died = (why) => `Python itself has broken down (${why}). The next run begins with a new one.`;
