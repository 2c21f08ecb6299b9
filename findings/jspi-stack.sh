#!/usr/bin/env bash
# Node.js 26.10.0 (npm package `node`) and rustc 1.95 for wasm32-unknown-unknown: four calls of one
# Rust function, by JavaScript Promise Integration, that wait and overlap.
#
# What most people believe: each call that waits is set aside with a stack of its own, so calls may
#   overlap and end in any order, as async functions do. A local array belongs to its call.
# What happens: the engine sets aside its own stack, where what has no address is. A local array has
#   an address, so it is in linear memory, on a second stack that all calls share by one pointer.
#   Who ends first sets that back, as if nobody stood behind, and the next calls write over the
#   locals of one that still waits.
# Seen in November 2026: a call that filled its array with 2 finds it full of 4. The same wasm does
#   so in Chromium 156, in Firefox 153.8, and in Node.js 24.11.1 with --experimental-wasm-jspi.
#
# Takes rustc with the target wasm32-unknown-unknown; the version on the PATH is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact node@26.10.0

cat > finding.rs <<'RUST'
use std::hint::black_box;

#[link(wasm_import_module = "page")]
extern "C" {
    fn wait();
}

/// Fills an array with `value`, waits, and returns what its first place holds then.
#[no_mangle]
pub extern "C" fn kept(value: u32) -> u32 {
    let mut array = [value; 100];
    black_box(&mut array); // or the array would be optimised away
    unsafe { wait() };
    black_box(&array)[0]
}
RUST
rustc --edition 2021 -O --crate-type cdylib --target wasm32-unknown-unknown finding.rs -o finding.wasm

cat > finding.js <<'JS'
const { readFileSync } = require("node:fs");

const waiting = [];
const wait = new WebAssembly.Suspending(() => new Promise((goOn) => waiting.push(goOn)));

(async () => {
  const imports = { page: { wait } };
  const { instance } = await WebAssembly.instantiate(readFileSync("finding.wasm"), imports);
  const kept = WebAssembly.promising(instance.exports.kept);

  const [first, second] = [kept(1), kept(2)];
  waiting[0]();
  const found = [await first];
  const [third, fourth] = [kept(3), kept(4)];
  for (const goOn of waiting) goOn();
  found.push(await second, await third, await fourth);

  console.log(`Node.js ${process.version}`);
  console.log("the arrays were filled with: 1, 2, 3, 4");
  console.log(`after the wait they hold:    ${found.join(", ")}`);
  if (found[1] === 2) {
    console.error("This has changed: the second call finds in its array what it wrote there.");
    process.exit(1);
  }
  console.log("As in November 2026: a local array was written over by another call.");
})();
JS

rustc --version
node_modules/.bin/node finding.js
