// A duty of the service worker: it keeps every file of one version of the page,
// checked by its hash, or none. A page stays at the version that it began with
// as long as it is open, and the next visit gets the newest complete one. So
// versions never mix.

/**
 * The files of the page, as listed by `cargo xtask build`, and those that few people want: these are kept
 * once somebody has asked for them.
 * @type {{ version: string, files: Record<string, string>, later: Record<string, string> }}
 */
const built = worker.built;
/** Other sites may lie on the same host. */
const NAME = `coroscope ${new URL(site).pathname}`;
/** The cache that notes the version of each open page. Browsers end an idle worker, but keep its caches. */
const CLIENTS = `${NAME} clients`;
/** At most this many files are fetched at a time, so that the page itself is not held up. */
const AT_ONCE = 4;
/** A page that has been loading for less than this may not be listed as a client yet, ms. */
const COMING = 60_000;

/** The notes in `CLIENTS` that this worker has read or written itself. @type {Map<string, string>} */
const versions = new Map();

/** @type {Map<string, Promise<Cache>>} */
const opened = new Map();

/** @param {string} version */
function cacheOf(version) {
  const cache = opened.get(version) ?? caches.open(`${NAME} ${version}`);
  opened.set(version, cache);
  return cache;
}

// A worker that starts is asked for a document, which is there: it is opened while the request comes.
cacheOf(built.version).catch(() => {});

/** @param {string} file */
const keyOf = (file) => new URL(file, site).href;
/** @param {string} id */
const noteOf = (id) => keyOf(`client/${id}`);

/** Fails if a file cannot be fetched, or is not of this version. */
async function keepAll() {
  const cache = await cacheOf(built.version);
  const todo = Object.entries(built.files);
  // Whoever had it in the version before will want it in this one.
  for (const later of Object.entries(built.later)) {
    if (await wasKept(later[0])) todo.push(later);
  }
  const work = async () => {
    for (let next = todo.pop(); next; next = todo.pop()) await keepFile(cache, ...next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/**
 * Lets the browser take from the cache by itself what has a hash in its name: no other version has another file
 * of that name. All else is asked of this worker, and all of it where a browser knows no such routes.
 * @param {any} event
 */
function route(event) {
  const hashed = Object.keys(built.files).filter((file) => /^(js|styles)\/.+-[\w-]{8}\.\w+$/.test(file));
  const condition = { or: hashed.map((file) => ({ urlPattern: keyOf(file) })) };
  event.addRoutes?.({ condition, source: { cacheName: `${NAME} ${built.version}` } }).catch(() => {});
}

/** Whether any version has kept a file of this name, but for a hash in it. @param {string} file */
async function wasKept(file) {
  const bare = (/** @type {string} */ name) => name.replace(/-[0-9a-f]{8}(?=\.\w+$)/, "");
  for (const name of (await caches.keys()).filter((name) => name.startsWith(`${NAME} `))) {
    const kept = await (await caches.open(name)).keys();
    if (kept.some(({ url }) => bare(url) === bare(keyOf(file)))) return true;
  }
  return false;
}

/** @param {Cache} cache @param {string} file @param {string} integrity */
async function keepFile(cache, file, integrity) {
  if (await cache.match(keyOf(file))) return;
  // The browser asks for a file that it has by its tag, so that it is not sent again. Some hosts
  // redirect the name of the document to its folder.
  const response = await fetch(keyOf(file === "index.html" ? "./" : file), { cache: "no-cache", integrity });
  if (!response.ok) throw new Error(`${file} is not kept: the server answered ${response.status}`);
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  await cache.put(keyOf(file), new Response(response.body, { headers }));
}

/** Returns the response for a request of the page. @param {any} event @returns {Promise<Response>} */
async function answerFromKept(event) {
  const { request, clientId, resultingClientId } = event;
  const file = new URL(request.url).pathname.slice(new URL(site).pathname.length) || "index.html";
  const version = request.mode === "navigate" ? built.version : await versionOf(clientId);
  const cache = await cacheOf(version ?? built.version);
  // A worker has the version of the page that started it. The page does not wait until that is written.
  if (version && resultingClientId) event.waitUntil(note(resultingClientId, version));
  const kept = await cache.match(keyOf(file));
  // Data of programs comes from the network, because the time that it takes is part of a run.
  if (kept && version && !file.startsWith("data/")) return kept;
  const later = version === built.version && built.later[file];
  try {
    if (later) {
      await keepFile(cache, file, later);
      return /** @type {Response} */ (await cache.match(keyOf(file)));
    }
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    // Without a network, data comes from the cache.
    if (file.startsWith("data/")) return new Response(null, { status: 404 });
    throw error;
  }
}

/**
 * The version of a page. A page without a note came past this worker, as with Shift+Reload: it has the
 * version that the network had, whichever that was, and all else that it asks for comes from there too.
 * @param {string} id
 */
async function versionOf(id) {
  const known = versions.get(id);
  if (known || !id) return known;
  const noted = await (await caches.match(noteOf(id), { cacheName: CLIENTS }))?.text();
  if (noted) versions.set(id, noted);
  return noted;
}

/** @param {string} id @param {string} version */
async function note(id, version) {
  versions.set(id, version);
  const clients = await caches.open(CLIENTS);
  await clients.put(noteOf(id), new Response(version, { headers: { "Noted-At": String(Date.now()) } }));
}

/** Deletes versions that no page has, and notifies pages of other versions about this one. */
async function takeOver() {
  const clients = await worker.clients.matchAll({ includeUncontrolled: true, type: "all" });
  const ids = new Set(clients.map((/** @type {any} */ client) => client.id));
  const names = new Set([CLIENTS, `${NAME} ${built.version}`]);
  const notes = await caches.open(CLIENTS);
  // When nothing was kept before, what is open is a first visit, which has fetched what is kept now.
  const others = (await caches.keys()).filter((name) => name.startsWith(`${NAME} `) && !names.has(name));
  if (others.length === 0) await Promise.all([...ids].map(noteIfNew));
  for (const request of await notes.keys()) {
    const noted = await notes.match(request);
    const age = Date.now() - Number(noted?.headers.get("Noted-At"));
    if (ids.has(request.url.slice(noteOf("").length)) || age < COMING) {
      names.add(`${NAME} ${await noted?.text()}`);
    } else await notes.delete(request);
  }
  for (const name of await caches.keys()) {
    if (name.startsWith(`${NAME} `) && !names.has(name)) await caches.delete(name);
  }
  await Promise.all(clients.map(notifyIfOld));
}

/** @param {string} id */
async function noteIfNew(id) {
  if (!(await versionOf(id))) await note(id, built.version);
}

/** @param {any} client */
async function notifyIfOld(client) {
  const version = client && (await versionOf(client.id));
  if (version && version !== built.version) client.postMessage("new version");
}
