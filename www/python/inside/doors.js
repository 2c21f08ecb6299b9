// What the scope of this worker has no more once Python runs in it. The wall is the frame around it, with
// an origin of its own and a policy that lets nothing out; this is a second line behind that.

const NAMES = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "WebSocketStream",
  "WebTransport",
  "EventSource",
  "BroadcastChannel",
  "Worker",
  "SharedWorker",
  "indexedDB",
  "caches",
  "cookieStore",
  "navigator",
  "location",
  "origin",
  "fonts",
  "FontFace",
  "Notification",
  "webkitRequestFileSystem",
  "webkitRequestFileSystemSync",
  "postMessage",
  "close",
  "onmessage",
];

// Pyodide takes a worker that can import scripts for one that can import no modules, and refuses to
// start. Here it need not import any.
take("importScripts");

/** Takes all of it away, for good. */
export function closeDoors() {
  for (const name of NAMES) take(name);
}

/** @param {string} name */
function take(name) {
  /** @type {any} */
  let scope = globalThis;
  while (scope) {
    Reflect.deleteProperty(scope, name);
    scope = Reflect.getPrototypeOf(scope);
  }
}
