// Who has been here before. Whoever comes for the first time, and by no link that says what they want to see,
// is asked a question before the answer is shown.

const KEY = "coroscope-visited";

export function isFirstVisit() {
  const isPlain = location.search + location.hash === "" && self === top;
  return (
    isPlain && !("embed" in document.documentElement.dataset) && stored((all) => all.getItem(KEY)) === null
  );
}

export function visited() {
  stored((all) => all.setItem(KEY, "yes"));
}

/** Storage may be turned off: then nobody is asked twice, or at all. @template T @param {(storage: Storage) => T} use */
function stored(use) {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}
