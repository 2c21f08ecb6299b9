// The one service worker that a page can have. Its duties are named in its
// address: `?offline` keeps the page for when there is no network, `?isolate`
// adds the headers that isolate it where a host cannot send them. It is a
// classic script, because not every browser lets it be a module.

const worker = /** @type {any} */ (self);
const duties = new URL(worker.location.href).searchParams;
/** Where the site lies, with a slash at its end. @type {string} */
const site = worker.registration.scope;

if (duties.has("offline")) worker.importScripts("pkg/files.js", "offline/keep.js");
if (duties.has("isolate")) worker.importScripts("offline/isolate.js");

worker.addEventListener("install", (/** @type {any} */ event) => {
  // Open pages go on with the version that they have, so there is no need to wait.
  worker.skipWaiting();
  if (!duties.has("offline")) return;
  event.waitUntil(keepAll());
  // What is isolated gets its headers here.
  if (!duties.has("isolate")) route(event);
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(worker.clients.claim().then(() => duties.has("offline") && takeOver()));
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (duties.has("offline")) event.waitUntil(notifyIfOld(event.source));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { url, method } = event.request;
  if (!url.startsWith(site) || method !== "GET") return;
  const answer = duties.has("offline") ? answerFromKept(event) : fetch(event.request);
  event.respondWith(duties.has("isolate") ? answer.then(isolated) : answer);
});
