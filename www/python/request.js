// One request to a worker, until it is done or cut.

import { LATE, STOPPED } from "./words.js";

/** @import { Answer, Asking, Cut, Said, Session, ToPython } from "./types.js" */

/** Whatever has a limit must be heard of within this time, ms. */
const PATIENCE = 3000;
/** What a worker had sent when it was ended arrives within this time, ms. */
const GRACE = 40;

/** @type {Cut} */
const BY_A_PERSON = { why: "stopped", message: STOPPED };

/** @returns {Answer<any>} */
export const stoppedBefore = () => ({ rows: new BigInt64Array(), texts: [], result: null, cut: BY_A_PERSON });

/**
 * Fails with a sentence if what was asked cannot be done; what is cut, or breaks down, has an answer.
 * @param {Session} session
 * @param {ToPython} request
 * @param {Asking} asking
 * @returns {Promise<Answer<any>>}
 */
export function carryOut(session, request, { signal, hasLimit, onBegun, onPart, onTried }) {
  return new Promise((resolve, reject) => {
    /** @type {BigInt64Array[]} */
    const rows = [];
    /** @type {string[]} */
    const texts = [];
    let isOver = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    /** @param {() => void} settle */
    const finish = (settle) => {
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      settle();
    };
    /** @param {any} result @param {Cut | null} cut */
    const answer = (result, cut) => resolve({ rows: joined(rows), texts, result, cut });
    /** @param {Cut} cut */
    const cutOff = (cut) => {
      if (isOver) return;
      session.end();
      finish(() =>
        setTimeout(() => {
          session.forget();
          answer(null, cut);
        }, GRACE),
      );
    };
    const stop = () => cutOff(BY_A_PERSON);
    const watch = () => {
      clearTimeout(timer);
      if (hasLimit && !isOver) timer = setTimeout(() => cutOff({ why: "late", message: LATE }), PATIENCE);
    };

    signal?.addEventListener("abort", stop);
    session.ask(request, (/** @type {Said} */ message) => {
      // The last words of a worker that was ended are kept.
      if (message.type === "part" && message.id === request.id && isRecord(message)) {
        rows.push(message.rows);
        texts.push(...message.texts);
        if (!isOver) onPart?.(message.rows, message.texts);
      }
      if (isOver) return;
      if (message.type === "dead") return cutOff({ why: "dead", message: message.message });
      if (message.id !== request.id) return;
      watch();
      if (message.type === "begun") onBegun?.();
      if (message.type === "tried") onTried?.(message.tried);
      if (message.type === "end") finish(() => answer(message.result, null));
      if (message.type === "refused") finish(() => reject(new Error(message.message)));
    });
  });
}

/** A listing may have found a way to say something else. @param {{ rows: BigInt64Array, texts: string[] }} part */
function isRecord({ rows, texts }) {
  return ArrayBuffer.isView(rows) && rows[Symbol.toStringTag] === "BigInt64Array" && Array.isArray(texts);
}

/** @param {BigInt64Array[]} parts */
function joined(parts) {
  const [first, ...others] = parts;
  if (first && others.length === 0) return first;
  const all = new BigInt64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
