// Who has been here before. Whoever comes for the first time, and by no link that says what they want to see,
// is asked a question before the answer is shown. Where nothing can be kept, nobody is asked.

import { stored } from "./stored.js";

const KEY = "coroscope-visited";

export function isFirstVisit() {
  const isPlain = location.search + location.hash === "" && self === top;
  return (
    isPlain &&
    !("embed" in document.documentElement.dataset) &&
    stored("localStorage", (all) => all.getItem(KEY)) === null
  );
}

export function visited() {
  stored("localStorage", (all) => all.setItem(KEY, "yes"));
}
