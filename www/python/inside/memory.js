// How large the memory of Python may become.

const PAGE = 65_536;
/** 256 MiB. A listing that wants more gets a `MemoryError`. */
const MOST = 4096;

const { grow } = WebAssembly.Memory.prototype;

export function limitMemory() {
  /** @param {number} pages */
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength / PAGE + Number(pages) > MOST) throw new RangeError("the memory is full");
    return grow.call(this, pages);
  };
}
