// The instance of the wasm module that both contestants in Rust live in.

import init from "../pkg/bench.js";

const { memory } = await init();

/** How large its memory is. It never shrinks. */
export const wasmBytes = () => memory.buffer.byteLength;
