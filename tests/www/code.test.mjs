// Code in a link: what is written there is read again, and nothing else is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import {
  MOST_BYTES,
  SAFE_LENGTH,
  aboutLength,
  codeIn,
  decodeCode,
  encodeCode,
  withCode,
} from "../../www/model/code.js";

/** @typedef {import("../../www/model/types.js").ReadCode} ReadCode */

/** The same numbers each time. @param {number} seed */
function random(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const LETTERS = [..."abc(): \n\t\"'#_09äß€", "\u{feff}", "\u0000", "\r", "𝒳", "🦊", "👩‍🚀", "\u{10ffff}"];
const LINES = ["import asyncio\n", "async def main():\n", "    await asyncio.sleep(0.5)\n", "# ✓\n"];

/** @param {(below: number) => number} next */
function randomText(next) {
  const from = next(2) === 0 ? LETTERS : LINES;
  return Array.from({ length: next(200) }, () => from[next(from.length)]).join("");
}

/** @param {Buffer} bytes */
const deflated = (bytes) => deflateRawSync(bytes).toString("base64url");

/** @param {ReadCode} read @param {RegExp} sentence */
function isRefused({ text, problem }, sentence) {
  assert.equal(text, undefined);
  assert.match(problem ?? "", sentence);
}

test("what is written into a link is read from it again", async () => {
  const next = random(13);
  for (let round = 0; round < 300; round += 1) {
    const text = randomText(next);
    const code = await encodeCode(text);
    assert.match(code, /^[\w-]+$/);
    assert.deepEqual(await decodeCode(code), { text });
  }
});

test("the code is raw deflate, as others write it", async () => {
  const text = "print('grüß dich')\n";
  assert.deepEqual(await decodeCode(deflated(Buffer.from(text))), { text });
  assert.deepEqual(await decodeCode(await encodeCode("")), { text: "" });
});

test("a listing has at most so many bytes, and not one more", async () => {
  const most = "ä".repeat(MOST_BYTES / 2);
  assert.equal((await decodeCode(await encodeCode(most))).text, most);
  isRefused(await decodeCode(await encodeCode(`${most}x`)), /longer than 200 KiB/);
  // What cannot be compressed is refused at exactly the same length.
  const next = random(7);
  const noise = Array.from({ length: MOST_BYTES + 1 }, () => String.fromCharCode(33 + next(94))).join("");
  assert.equal((await decodeCode(await encodeCode(noise.slice(1)))).text, noise.slice(1));
  isRefused(await decodeCode(await encodeCode(noise)), /longer than 200 KiB/);
});

test("what unpacks to far too much is left before it is unpacked", async () => {
  const bomb = deflated(Buffer.alloc(200_000_000));
  assert.ok(bomb.length < 300_000);
  const before = process.memoryUsage().rss;
  isRefused(await decodeCode(bomb), /longer than 200 KiB/);
  assert.ok(process.memoryUsage().rss - before < 64_000_000);
  isRefused(await decodeCode("A".repeat(10_000_000)), /longer than 200 KiB/);
});

test("what is damaged is refused with a sentence, whatever is done to it", async () => {
  const text = "import asyncio\nasync def main():\n    await asyncio.sleep(1)\nasyncio.run(main())\n";
  const code = await encodeCode(text);
  for (let length = 1; length < code.length - 1; length += 1) {
    isRefused(await decodeCode(code.slice(0, length)), /damaged or cut off/);
  }
  for (const other of ["%20", "a b", "a=", "a+b/", "<script>", "🦊", "A", "AAAAA"]) {
    isRefused(await decodeCode(other), /damaged or cut off/);
  }
  isRefused(await decodeCode(""), /carries none/);
  // No text at all.
  isRefused(await decodeCode(deflated(Buffer.from([0xff, 0xfe, 0x00]))), /damaged/);
  // One letter that is another gives a sentence or some text, and is no error.
  const next = random(5);
  for (let round = 0; round < 200; round += 1) {
    const at = next(code.length);
    const { text, problem } = await decodeCode(`${code.slice(0, at)}x${code.slice(at + 1)}`);
    assert.notEqual(text === undefined, problem === undefined);
  }
});

test("a browser that cannot unpack says so", async () => {
  const there = globalThis.DecompressionStream;
  try {
    // @ts-expect-error An old browser has none.
    delete globalThis.DecompressionStream;
    isRefused(await decodeCode("KyjKzCvRUM9IzMnJV9fkAgA"), /A newer one can/);
  } finally {
    globalThis.DecompressionStream = there;
  }
});

test("the code is found in a fragment, and all else in it stays", () => {
  for (const [fragment, code] of /** @type {const} */ ([
    ["#code=abc", "abc"],
    ["code=abc", "abc"],
    ["#listing&code=abc&x=%20", "abc"],
    ["#code=", ""],
    ["#code", ""],
    ["#code=a=b", "a=b"],
    ["", null],
    ["#", null],
    ["#barcode=abc&codes=1", null],
  ])) {
    assert.equal(codeIn(fragment), code, fragment);
  }
  assert.equal(withCode("", "abc"), "#code=abc");
  assert.equal(withCode("#x=%20&code=old&y&&z=a=b", "abc"), "#code=abc&x=%20&y&z=a=b");
  assert.equal(withCode("#code=one&code=two", null), "");
  assert.equal(withCode("#x=1&code=two", null), "#x=1");
  assert.equal(codeIn(withCode("#listing", "abc")), "abc");
});

test("a link that some messengers cut is said to be long", () => {
  assert.equal(aboutLength("x".repeat(SAFE_LENGTH)), null);
  assert.match(aboutLength("x".repeat(SAFE_LENGTH + 1)) ?? "", /has 2,001 characters.*about 2,000\.$/);
});
