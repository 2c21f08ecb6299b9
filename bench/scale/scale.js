// Has the page run `scale` as people run it, and the same page sleep with native promises. The benchmark
// loads this beside the page's own modules.

/**
 * Presses Run, and waits for the end. Returns what the page says that the run took, and how long it was
 * until it said so, ms.
 */
async function run() {
  const root = document.documentElement;
  const began = performance.now();
  find("[data-testid=run]").click();
  for (const state of ["running", "done"]) await changed(root, () => root.dataset["state"] === state);
  const shown = performance.now() - began;
  await changed(root, () => root.dataset["settled"] === "yes");
  const printed = find("[data-testid=output]").textContent ?? "";
  const total = find("[data-testid=total-measured]").textContent ?? "";
  const ms = Number(/^([\d,]+(?:\.\d+)?)\sms$/.exec(total)?.[1]?.replaceAll(",", ""));
  const done = Number(/: (\d+) coroutines slept/.exec(printed)?.[1]);
  return { ms, shown, done };
}

/** @param {number} count @param {number} delay_ms */
async function native(count, delay_ms) {
  const began = performance.now();
  let done = 0;
  const sleeper = async () => {
    await new Promise((resolve) => setTimeout(resolve, delay_ms));
    done += 1;
  };
  await Promise.all(Array.from({ length: count }, sleeper));
  return { ms: performance.now() - began, done };
}

/** @param {HTMLElement} root @param {() => boolean} isSo */
function changed(root, isSo) {
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo()) return;
      watcher.disconnect();
      resolve(undefined);
    };
    const watcher = new MutationObserver(look);
    watcher.observe(root, { attributes: true });
    look();
  });
}

/** @param {string} selector @returns {HTMLElement} */
function find(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}

// For whoever drives this page.
Object.assign(window, { scale: { run, native } });
