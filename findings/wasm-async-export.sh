#!/usr/bin/env bash
# wasm-bindgen 0.2.130, wasm-bindgen-futures 0.4.80: JavaScript calls an exported `async fn`.
#
# What most people believe: it is an async function as any in JavaScript. The call runs it up to its
#   first `await`, and then comes back with a promise.
# What happens: the call only queues it. The caller's next statements come before the function's
#   first line, so what they change is what the function finds.
# Seen in November 2026, in Node.js 20.20.2: JavaScript reads 1, Rust reads 2.
#
# Takes cargo with the target wasm32-unknown-unknown, and node. It compiles wasm-bindgen's
# generator, which takes some minutes.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/export/src" "$dir/generator/src"

cat > "$dir/Cargo.toml" <<'TOML'
[workspace]
members = ["export", "generator"]
resolver = "2"
TOML

cat > "$dir/export/Cargo.toml" <<'TOML'
[package]
name = "export"
version = "0.0.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[dependencies]
wasm-bindgen = "=0.2.130"
wasm-bindgen-futures = "=0.4.80"
TOML

cat > "$dir/export/src/lib.rs" <<'RUST'
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_namespace = globalThis)]
extern "C" {
    fn value() -> u32;
}

#[wasm_bindgen]
pub async fn read() -> u32 {
    value()
}
RUST

cat > "$dir/generator/Cargo.toml" <<'TOML'
[package]
name = "generator"
version = "0.0.0"
edition = "2021"

[dependencies]
wasm-bindgen-cli-support = "=0.2.130"
TOML

cat > "$dir/generator/src/main.rs" <<'RUST'
fn main() {
    let mut paths = std::env::args().skip(1);
    let (wasm, out) = (paths.next().unwrap(), paths.next().unwrap());
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(wasm).nodejs(true).unwrap().generate(out).unwrap();
}
RUST

cat > "$dir/finding.js" <<'JS'
const rust = require("./out/export.js");

let now = 0;
globalThis.value = () => now;
const javascript = { read: async () => globalThis.value() };

async function seenBy(module) {
  now = 1;
  const reading = module.read();
  now = 2;
  return await reading;
}

(async () => {
  const [byJavaScript, byRust] = [await seenBy(javascript), await seenBy(rust)];
  console.log(`wasm-bindgen 0.2.130, Node.js ${process.version}`);
  console.log(`the value is 1 at the call and 2 after it: JavaScript reads ${byJavaScript}, Rust ${byRust}`);
  if (byJavaScript !== 1 || byRust !== 2) {
    console.error("This has changed: in November 2026 Rust began after the caller's next statement.");
    process.exit(1);
  }
  console.log("As in November 2026: the caller's next statement comes first.");
})();
JS

export CARGO_TARGET_DIR=$dir/target
cd "$dir"
cargo build --quiet --package export --target wasm32-unknown-unknown
cargo run --quiet --package generator -- "$dir/target/wasm32-unknown-unknown/debug/export.wasm" "$dir/out"
node finding.js
