// The memory of Python: how large it may become, and as it was before anything ran in it.

const PAGE = 65_536;
/** 256 MiB. A listing that wants more gets a `MemoryError`. */
const MOST = 4096;

const { grow } = WebAssembly.Memory.prototype;

/** @param {number} pages */
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength / PAGE + Number(pages) > MOST) throw new RangeError("the memory is full");
  return grow.call(this, pages);
};

/**
 * Copies the memory as it is. Returns what puts it back, whatever has happened since: nothing of Python
 * may be running then.
 * @param {() => Uint8Array} heap  the memory, which is another array after it has grown
 */
export function keepImage(heap) {
  const image = heap().slice();
  return () => {
    const all = heap();
    all.set(image);
    // What it has grown by was 0, and whoever gets it relies on that.
    all.fill(0, image.length);
  };
}
