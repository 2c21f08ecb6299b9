// Python as it is once it has started, kept by the browser: the next start puts that back, instead of doing
// all of it again. It is made in a worker that no listing has run in yet, and is used only behind the wall.

/** @import { Kept } from "./types.js" */

const FOLDER = new URL("../pkg/python/", import.meta.url);
/** Other sites may lie on the same host. */
const NAME = `coroscope-python ${FOLDER.pathname}`;
/** The header that says what the memory is. One entry holds all, so that two visits at once mix nothing. */
const HEAD = "Kept";

/**
 * @param {string} made  of which files it was made, as a part of an address
 * @returns {Promise<Kept | null>}
 */
export async function findKept(made) {
  try {
    const found = await caches.match(addressOf(made), { cacheName: NAME });
    const head = found?.headers.get(HEAD);
    if (!found || !head) return null;
    const { pages, known } = JSON.parse(decodeURIComponent(head));
    return { image: { pages: Uint32Array.from(pages), bytes: await found.arrayBuffer() }, known };
  } catch {
    // Without it, all is only slower: a browser may keep nothing, or have no place.
    return null;
  }
}

/** Keeps it, and none of other files. @param {string} made @param {Kept} kept */
export async function keep(made, { image: { pages, bytes }, known }) {
  const head = encodeURIComponent(JSON.stringify({ pages: [...pages], known }));
  try {
    const cache = await caches.open(NAME);
    const others = (await cache.keys()).filter(({ url }) => url !== addressOf(made));
    await Promise.all(others.map((other) => cache.delete(other)));
    await cache.put(addressOf(made), new Response(bytes, { headers: { [HEAD]: head } }));
  } catch {
    // As above.
  }
}

export async function forget() {
  await caches.delete(NAME).catch(() => {});
}

/** @param {string} made */
const addressOf = (made) => new URL(`kept-${made}`, FOLDER).href;
