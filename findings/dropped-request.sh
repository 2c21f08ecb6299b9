#!/usr/bin/env bash
# gloo-net 0.7.0, ehttp 0.7.3 and reqwest 0.13.5 in wasm (wasm-bindgen 0.2.130): a request is given up after
# 300 ms by dropping its future, while the server takes 900 ms for its answer.
#
# What most people believe: in Rust to drop a future is to cancel it. `select` with a timer is a time limit,
#   and the server hears of it, as it does from a program that is no wasm.
# What happens: that depends on who wraps `fetch`. A promise goes on whether somebody waits for it or not, and
#   only an AbortController stops it. reqwest has one in what it returns and aborts when that is dropped, before
#   the answer and within its body. gloo-net and ehttp let the request go on to its end, unseen: who tries
#   again after each limit has all of them under way at once.
# Seen in November 2026, in Node.js 20.20.2: each was given up; the server could answer gloo-net and ehttp in
#   full, the body that gloo-net had begun as well; both of reqwest's were broken off.
#
# Takes node and cargo with the target wasm32-unknown-unknown on the PATH; node's version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/requests/src" "$dir/generator/src"

cat > "$dir/Cargo.toml" <<'TOML'
[workspace]
members = ["requests", "generator"]
resolver = "2"
TOML

cat > "$dir/requests/Cargo.toml" <<'TOML'
[package]
name = "requests"
version = "0.0.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[dependencies]
ehttp = "=0.7.3"
futures-util = { version = "=0.3.34", default-features = false }
gloo-net = { version = "=0.7.0", default-features = false, features = ["http"] }
gloo-timers = { version = "=0.4.0", features = ["futures"] }
reqwest = { version = "=0.13.5", default-features = false }
wasm-bindgen = "=0.2.130"
wasm-bindgen-futures = "=0.4.80"
TOML

cat > "$dir/requests/src/lib.rs" <<'RUST'
use std::future::Future;
use std::pin::pin;

use futures_util::future::{select, Either};
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;

/// Whether the request was over within 300 ms. Afterwards it is dropped in any case.
async fn is_answered(request: impl Future) -> bool {
    match select(pin!(request), TimeoutFuture::new(300)).await {
        Either::Left(_) => true,
        Either::Right(_) => false,
    }
}

#[wasm_bindgen]
pub async fn gloo_net(url: String) -> bool {
    is_answered(async { Request::get(&url).send().await.map(|answer| answer.status()) }).await
}

#[wasm_bindgen]
pub async fn gloo_net_body(url: String) -> bool {
    is_answered(async { Request::get(&url).send().await?.text().await }).await
}

#[wasm_bindgen]
pub async fn ehttp(url: String) -> bool {
    is_answered(::ehttp::fetch_async(::ehttp::Request::get(&url))).await
}

#[wasm_bindgen]
pub async fn reqwest(url: String) -> bool {
    is_answered(::reqwest::get(&url)).await
}

#[wasm_bindgen]
pub async fn reqwest_body(url: String) -> bool {
    is_answered(async { ::reqwest::get(&url).await?.text().await }).await
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
const http = require("node:http");
const rust = require("./out/requests.js");

/** A server that takes 900 ms, for the head of its answer or for the body; and what became of its last one. */
function slowServer() {
  const last = { fate: undefined };
  const server = http.createServer((request, response) => {
    last.fate = new Promise((resolve) => {
      response.on("close", () => resolve(response.writableFinished ? "in full" : "broken off"));
    });
    if (request.url === "/body") response.write("The first half, ");
    setTimeout(() => response.end("and the rest."), 900);
  });
  return { server, last };
}

(async () => {
  console.log(`Node.js ${process.version}`);
  const { server, last } = slowServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  await fetch(origin).then((answer) => answer.text()); // the first takes longer to set out
  const seen = [];
  for (const name of ["gloo_net", "gloo_net_body", "ehttp", "reqwest", "reqwest_body"]) {
    const isAnswered = await rust[name](origin + (name.endsWith("_body") ? "/body" : "/"));
    const fate = await last.fate;
    console.log(`${name}: ${isAnswered ? "answered" : "given up"}, the server's answer ${fate}`);
    seen.push(isAnswered ? "answered" : fate);
  }
  server.closeAllConnections();
  server.close();
  if (seen.join() !== "in full,in full,in full,broken off,broken off") {
    console.error("This has changed: in November 2026 reqwest's were broken off, and no others.");
    process.exit(1);
  }
  console.log("As in November 2026: whether a dropped request ends depends on who made it.");
})();
JS

export CARGO_TARGET_DIR=$dir/target
cd "$dir"
cargo build --quiet --release --package requests --target wasm32-unknown-unknown
cargo run --quiet --package generator -- target/wasm32-unknown-unknown/release/requests.wasm out
node finding.js
