// Weighs files as brotli, in KiB: `node weigh.mjs QUALITY FILE…`

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const [quality, ...files] = process.argv.slice(2);
let bytes = 0;
for (const file of files) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: Number(quality),
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  bytes += brotliCompressSync(readFileSync(file), { params }).length;
}
console.log(bytes / 1024);
