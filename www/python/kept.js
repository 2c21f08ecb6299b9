// Python as it is once it has started, kept by the browser: the next start puts that back, instead of doing
// all of it again. It is made in a worker that no listing has run in yet, and is used only behind the wall.

/** @import { Kept } from "./types.js" */

/** Other sites may lie on the same host. */
const NAME = `coroscope-python ${new URL("..", import.meta.url).pathname}`;

/**
 * @param {string} made  of which files it was made, as a part of an address
 * @returns {Promise<Kept | null>}
 */
export async function findKept(made) {
  try {
    const cache = await caches.open(NAME);
    const [head, body] = await Promise.all([cache.match(at(made, "json")), cache.match(at(made, "bin"))]);
    if (!head || !body) return null;
    const [{ pages, known }, bytes] = await Promise.all([head.json(), body.arrayBuffer()]);
    return { image: { pages: Uint32Array.from(pages), bytes }, known };
  } catch {
    // Without it, all is only slower: a browser may keep nothing, or have no place.
    return null;
  }
}

/** Keeps it, and none of other files. @param {string} made @param {Kept} kept */
export async function keep(made, { image: { pages, bytes }, known }) {
  try {
    await forget();
    const cache = await caches.open(NAME);
    await cache.put(at(made, "bin"), new Response(bytes));
    await cache.put(at(made, "json"), Response.json({ pages: [...pages], known }));
  } catch {
    // As above.
  }
}

export async function forget() {
  await caches.delete(NAME);
}

/** @param {string} made @param {string} kind */
const at = (made, kind) => new URL(`../pkg/python/kept-${made}.${kind}`, import.meta.url).href;
