// The memory of Python without the pages that are 0: it is put back before each request, and kept as one
// buffer for later starts.

/** @import { Image } from "../messages.js" */

const PAGE = 65_536;

/**
 * The memory as it is.
 * @param {Uint8Array} heap
 * @returns {Image}
 */
export function imageOf(heap) {
  const words = new Int32Array(heap.buffer, heap.byteOffset, heap.length / 4);
  /** @type {number[]} */
  const pages = [];
  for (let page = 0; page * PAGE < heap.length; page++) {
    const end = ((page + 1) * PAGE) / 4;
    let at = (page * PAGE) / 4;
    while (at < end && words[at] === 0) at++;
    if (at < end) pages.push(page);
  }
  const bytes = new Uint8Array(pages.length * PAGE);
  pages.forEach((page, place) => bytes.set(heap.subarray(page * PAGE, (page + 1) * PAGE), place * PAGE));
  return { pages: Uint32Array.from(pages), bytes: bytes.buffer };
}

/**
 * Makes the memory what it was, however large it is by now: what it has grown by was 0.
 * @param {Uint8Array} heap
 * @param {Image} image
 */
export function putBack(heap, { pages, bytes }) {
  let last = 0;
  let place = 0;
  for (const page of pages) {
    const at = page * PAGE;
    if (at > last) heap.fill(0, last, at);
    heap.set(new Uint8Array(bytes, place, PAGE), at);
    place += PAGE;
    last = at + PAGE;
  }
  heap.fill(0, last);
}

/**
 * Puts it into memory that is 0 above what wasm itself begins with.
 * @param {Uint8Array} heap
 * @param {Image} image
 */
export function putInto(heap, { pages, bytes }) {
  pages.forEach((page, place) => heap.set(new Uint8Array(bytes, place * PAGE, PAGE), page * PAGE));
}
