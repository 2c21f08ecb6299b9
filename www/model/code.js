// Code in a link: `#code=C`, where C is base64url of the raw-deflated UTF-8 text. It is in the fragment,
// which no server sees. Pure.

import { count } from "./format.js";

/** @import { ReadCode } from "./types.js" */

/** A listing has at most this many bytes. */
export const MOST_BYTES = 200 * 1024;
/** Some messengers cut a link that is longer than this. */
export const SAFE_LENGTH = 2000;

/** What is decompressed in one go: a byte becomes at most a thousand. */
const PIECE = 256;
/** More characters than this are more code than there may be, however it is compressed. */
const MOST_CHARACTERS = Math.ceil(((MOST_BYTES + 1024) * 4) / 3);

const KEY = "code";

/** @param {string} text */
export async function encodeCode(text) {
  const compressed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return toBase64Url(new Uint8Array(await new Response(compressed).arrayBuffer()));
}

/**
 * The text, or a sentence about why there is none. What decompresses to more than is allowed is left as
 * soon as that is known, so that it takes no memory.
 * @param {string} code
 * @returns {Promise<ReadCode>}
 */
export async function decodeCode(code) {
  if (code === "") return { problem: "The link says that it carries code, and carries none." };
  if (code.length > MOST_CHARACTERS) return { problem: TOO_LONG };
  const bytes = fromBase64Url(code);
  if (!bytes) return { problem: DAMAGED };
  if (typeof DecompressionStream === "undefined") return { problem: TOO_OLD };
  try {
    const inflated = await inflate(bytes);
    if (!inflated) return { problem: TOO_LONG };
    // A mark of the order of bytes is a character of the text, as all others are.
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(inflated) };
  } catch {
    return { problem: DAMAGED };
  }
}

/** The code in a fragment, with or without its `#`; null if it carries none. @param {string} fragment */
export function codeIn(fragment) {
  const found = parts(fragment).find(isCode);
  return found === undefined ? null : found.slice(KEY.length + 1);
}

/**
 * The fragment with this code, or without any. Whatever else is in it stays as it is.
 * @param {string} fragment
 * @param {string | null} code
 */
export function withCode(fragment, code) {
  const others = parts(fragment).filter((part) => !isCode(part));
  const all = code === null ? others : [`${KEY}=${code}`, ...others];
  return all.length === 0 ? "" : `#${all.join("&")}`;
}

/** A sentence about a link that may not arrive whole; null if it is short enough. @param {string} link */
export function aboutLength({ length }) {
  if (length <= SAFE_LENGTH) return null;
  return `This link has ${count(length)} characters, and some messengers cut what is longer than about ${count(SAFE_LENGTH)}.`;
}

const DAMAGED = "The code in this link is damaged or cut off, so none of it is here. Ask for the link again.";
const TOO_LONG = `The code in this link is longer than ${MOST_BYTES / 1024} KiB, which is the most that a listing may have here.`;
const TOO_OLD = "This browser cannot unpack the code in a link. A newer one can.";

/** @param {string} fragment */
function parts(fragment) {
  return fragment
    .replace(/^#/, "")
    .split("&")
    .filter((part) => part !== "");
}

/** @param {string} part */
function isCode(part) {
  return part === KEY || part.startsWith(`${KEY}=`);
}

/**
 * Null if it is too long.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Uint8Array | null>}
 */
async function inflate(bytes) {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const fed = feed(writable.getWriter(), bytes);
  // Whatever is wrong is found where it is read.
  fed.catch(() => {});
  const reader = readable.getReader();
  const inflated = new Uint8Array(MOST_BYTES);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return inflated.subarray(0, length);
    if (length + value.length > MOST_BYTES) {
      await reader.cancel();
      return null;
    }
    inflated.set(value, length);
    length += value.length;
  }
}

/**
 * In small pieces, each when the one before it has been taken.
 * @param {WritableStreamDefaultWriter<BufferSource>} writer
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function feed(writer, bytes) {
  for (let at = 0; at < bytes.length; at += PIECE) {
    await writer.ready;
    await writer.write(bytes.subarray(at, at + PIECE));
  }
  await writer.close();
}

/** @param {Uint8Array} bytes */
function toBase64Url(bytes) {
  // One call cannot take as many arguments as there may be bytes.
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Null if it is none. @param {string} code */
function fromBase64Url(code) {
  if (!/^[\w-]+$/.test(code)) return null;
  try {
    return Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
      letter.charCodeAt(0),
    );
  } catch {
    return null;
  }
}
