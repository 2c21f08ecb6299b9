// The wall around Python, as it lies on disk.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** @param {string} path */
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const frame = read("www/python/frame.html");
const [, script = ""] = frame.match(/<script>([^]*?)<\/script>/) ?? [];
const hash = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

test("its one script is what the policies of the frame, the page and the server allow", () => {
  assert.equal(frame.match(/<script/g)?.length, 1);
  for (const file of ["www/python/frame.html", "www/index.html", "xtask/src/serve/headers.rs"]) {
    assert.ok(read(file).includes(hash), `${file} does not say ${hash}`);
  }
});

test("nothing gets in or out of it but messages", () => {
  const [, policy = ""] = frame.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/) ?? [];
  assert.equal(
    policy,
    `default-src 'none'; script-src ${hash} 'wasm-unsafe-eval'; worker-src blob:; base-uri 'none'; form-action 'none'`,
  );
  assert.match(read("www/python/wall.js"), /setAttribute\("sandbox", "allow-scripts"\)/);
});

test("it does nothing where it has an origin, and hears nobody but who made it", () => {
  const guard = script.indexOf('if (self.origin !== "null") throw');
  assert.ok(guard >= 0 && guard < script.indexOf("addEventListener"));
  assert.match(script, /if \(source !== parent\) return;/);
});
