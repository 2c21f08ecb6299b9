// Says on the root whether the page has something left to do, and what. Tests
// wait for that, instead of for some time to pass.

/** What is under way, and how many times. @type {Map<string, number>} */
const busy = new Map();

/**
 * Marks something as under way until the returned function is called.
 * @param {string} what
 */
export function begin(what) {
  busy.set(what, (busy.get(what) ?? 0) + 1);
  mark();
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    const left = (busy.get(what) ?? 1) - 1;
    if (left > 0) busy.set(what, left);
    else busy.delete(what);
    mark();
  };
}

/**
 * Marks something as under way while a promise is pending.
 * @template T
 * @param {string} what
 * @param {Promise<T>} promise
 */
export function during(what, promise) {
  const end = begin(what);
  promise.then(end, end);
  return promise;
}

function mark() {
  const settled = busy.size === 0 ? "yes" : [...busy.keys()].join(", ");
  const { dataset } = document.documentElement;
  if (dataset["settled"] !== settled) dataset["settled"] = settled;
}
