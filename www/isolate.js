// A service worker for hosts that cannot send headers: it adds those that make
// the page cross-origin isolated, which is what shared memory takes. It is
// registered only by who asks for it, keeps nothing, and changes nothing else.

const worker = /** @type {any} */ (self);
/** @type {string} */
const scope = worker.registration.scope;

const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  if (event.request.url.startsWith(scope)) event.respondWith(isolated(event.request));
});

/** @param {Request} request */
async function isolated(request) {
  const response = await fetch(request);
  // A redirect is followed by the browser itself, and what it leads to comes here again.
  if (response.type !== "basic") return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
