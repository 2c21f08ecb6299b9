// Registers the service worker of this page with its duties.

/** The folder of the page. */
const SITE = new URL("../", import.meta.url).href;

/**
 * Registers the service worker: to isolate the page if `isolate` is set or if it does so already, and
 * to keep the page for when there is no network. Returns null if there is nothing for it to do.
 * @param {"isolate"} [duty]
 * @returns {Promise<ServiceWorkerRegistration | null>}
 */
export async function register(duty) {
  const known = await navigator.serviceWorker.getRegistration(SITE);
  const own = known?.scope === SITE ? (known.active ?? known.waiting ?? known.installing) : null;
  const duties = [isKept() ? "offline" : "", duty === "isolate" || isIsolating(own) ? "isolate" : ""].filter(
    Boolean,
  );
  if (duties.length === 0) return null;
  return navigator.serviceWorker.register(`${SITE}service-worker.js?${duties.join("&")}`, {
    updateViaCache: "none",
  });
}

/** Is it there to isolate the page? @param {ServiceWorker | null} worker */
export function isIsolating(worker) {
  return worker !== null && new URL(worker.scriptURL).searchParams.has("isolate");
}

/** Waits until the worker that was registered last is active. @param {ServiceWorkerRegistration} registration @returns {Promise<void>} */
export function atWork({ installing, waiting }) {
  const coming = installing ?? waiting;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!coming || coming.state === "activated") resolve();
      else if (coming.state === "redundant") reject(new Error("it could not fetch what it needs"));
    };
    coming?.addEventListener("statechange", look);
    look();
  });
}

/** Does the server say that people are working on its files? Those are not kept. */
function isKept() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const { connection } = /** @type {any} */ (navigator);
  return !visit?.serverTiming?.some(({ name }) => name === "live") && connection?.saveData !== true;
}
